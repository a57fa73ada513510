// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * extract ISO DIR: write the tree that the agent's own reader sees in an ISO below DIR, for a
 * comparison with what another reader makes of it. extract ISO - PATH: one file to standard output.
 */
#include "parse/iso9660.h"

#include "base/text.h"

#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

enum { CHUNK = 1 << 20, PATH_SIZE = 4096 };

static int read_file(void *context, uint64_t offset, void *buf, size_t len)
{
	return pread(*(int *)context, buf, len, (off_t)offset) == (ssize_t)len ? 0 : -EIO;
}

static void fail(const struct iso9660 *iso, const char *path, int r)
{
	fprintf(stderr, "extract: %s: %s (%s at byte %" PRIu64 ")\n", path, strerror(-r),
		iso->fault.what ? iso->fault.what : "-", iso->fault.offset);
	exit(1);
}

static void write_file(const struct iso9660 *iso, const struct iso9660_entry *file,
		       const char *path, FILE *to)
{
	static char buf[CHUNK];

	for (uint64_t at = 0; at < file->size;) {
		size_t len = file->size - at < CHUNK ? (size_t)(file->size - at) : CHUNK;
		int r = iso9660_read(iso, file, at, buf, len);

		if (r < 0)
			fail(iso, path, r);
		if (fwrite(buf, 1, len, to) != len)
			fail(iso, path, -EIO);
		at += len;
	}
}

static void extract(struct iso9660 *iso, const struct iso9660_entry *entry, char *path)
{
	struct iso9660_directory directory;
	struct iso9660_entry child;
	size_t len = strlen(path);
	FILE *to;
	int r = iso9660_list(iso, entry, &directory);

	if (r < 0 || mkdir(path, 0755) < 0)
		fail(iso, path, r < 0 ? r : -errno);
	while ((r = iso9660_next(&directory, &child)) > 0) {
		if (text_append(path, PATH_SIZE, "/%s", child.name) < 0)
			fail(iso, path, -ENAMETOOLONG);
		switch (child.type) {
		case ISO9660_DIRECTORY:
			extract(iso, &child, path);
			break;
		case ISO9660_LINK:
			if (symlink(child.target, path) < 0)
				fail(iso, path, -errno);
			break;
		case ISO9660_FILE:
			to = fopen(path, "wx");
			if (!to)
				fail(iso, path, -errno);
			write_file(iso, &child, path, to);
			fclose(to);
			break;
		case ISO9660_OTHER:
			break;
		}
		path[len] = '\0';
	}
	if (r < 0)
		fail(iso, path, r);
}

int main(int argc, char **argv)
{
	struct reader reader = { .read = read_file };
	struct iso9660_entry entry;
	char path[PATH_SIZE];
	struct iso9660 iso;
	struct stat st;
	int fd, r;

	if (argc < 3 || (fd = open(argv[1], O_RDONLY)) < 0 || fstat(fd, &st) < 0)
		return 2;
	reader.context = &fd;
	reader.size = (uint64_t)st.st_size;
	r = iso9660_open(&iso, &reader);
	if (r == 0)
		r = iso9660_lookup(&iso, argc > 3 ? argv[3] : "", &entry);
	if (r < 0)
		fail(&iso, argv[1], r);
	if (argc > 3) {
		write_file(&iso, &entry, argv[3], stdout);
		return 0;
	}
	if (text_print(path, sizeof(path), "%s", argv[2]) < 0)
		return 2;
	extract(&iso, &entry, path);
	return 0;
}
