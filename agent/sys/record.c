// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/record.h"

#include "base/text.h"
#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

enum { LINKS_MAX = 40 }; /* as many as the kernel follows */

/* One for the process, as it is there to see what every reader of the tree reads. */
static struct {
	bool on;
	int tree;
	const char *directory;
	int kept; /* or the first error */
} record;

int record_begin(int tree, const char *directory)
{
	if (mkdir(directory, 0755) < 0)
		return -errno;
	record.on = true;
	record.tree = tree;
	record.directory = directory;
	record.kept = 0;
	return 0;
}

int record_end(void)
{
	record.on = false;
	return record.kept;
}

bool record_is_on(int tree)
{
	return record.on && tree == record.tree;
}

static void settle(int r)
{
	if (r < 0 && record.kept >= 0)
		record.kept = r;
}

/* The place of a path in the recorded tree, with the directories above it. 0 or -E... */
static int make_place(const char *path, char *place, size_t size)
{
	int r = text_print(place, size, "%s/%s", record.directory, path);
	char *slash;

	if (r < 0)
		return r;
	slash = strrchr(place, '/');
	*slash = '\0';
	r = file_make_directories(place);
	*slash = '/';
	return r;
}

static void cut_last(char *path)
{
	char *slash = strrchr(path, '/');

	*(slash ? slash : path) = '\0';
}

/* What a link holds, or -E...: the path has none above its last name. */
static int read_link(const char *path, char *target, size_t size)
{
	struct open_how how = { .flags = O_PATH | O_NOFOLLOW | O_CLOEXEC,
				.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS };
	cleanup_close int fd = (int)syscall(SYS_openat2, record.tree, path, &how, sizeof(how));
	ssize_t n = fd < 0 ? -1 : readlinkat(fd, "", target, size);

	if (n < 0)
		return -errno;
	if ((size_t)n == size)
		return -ENAMETOOLONG;
	target[n] = '\0';
	return 0;
}

static int keep_link(const char *path, const char *target)
{
	char place[PATH_MAX];
	int r = make_place(path, place, sizeof(place));

	if (r == 0 && symlink(target, place) < 0 && errno != EEXIST)
		r = -errno;
	return r;
}

/* Go to where a path leads, and keep every link on the way. Returns 0 with the true path. */
static int resolve(const char *path, bool follow, char *real, size_t size)
{
	char todo[2][PATH_MAX], target[PATH_MAX], *rest, *name;
	unsigned int links = 0;
	int r = text_print(todo[0], sizeof(todo[0]), "%s", path);

	real[0] = '\0';
	rest = todo[0];
	while (r == 0 && (name = strsep(&rest, "/")) != NULL) {
		if (!*name || strcmp(name, ".") == 0)
			continue;
		if (strcmp(name, "..") == 0) {
			cut_last(real);
			continue;
		}
		r = text_append(real, size, "%s%s", *real ? "/" : "", name);
		if (r < 0 || read_link(real, target, sizeof(target)) < 0)
			continue;
		r = keep_link(real, target);
		if (r < 0 || (!rest && !follow))
			break;
		if (++links > LINKS_MAX)
			return -ELOOP;
		cut_last(real);
		if (target[0] == '/')
			real[0] = '\0';
		r = text_print(todo[links % 2], sizeof(todo[0]), "%s/%s", target, rest ? rest : "");
		rest = todo[links % 2];
	}
	return r;
}

/* A file with these bytes; without any, only if it isn't there yet. */
static int keep_file(const char *real, const void *bytes, size_t len, mode_t mode)
{
	int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (bytes ? O_TRUNC : O_EXCL);
	char place[PATH_MAX];
	int r = make_place(real, place, sizeof(place));
	cleanup_close int fd = r < 0 ? -1 : open(place, flags, mode);

	if (r < 0)
		return r;
	if (fd < 0)
		return errno == EEXIST ? 0 : -errno;
	record.kept++;
	return len == 0 || write(fd, bytes, len) == (ssize_t)len ? 0 : -EIO;
}

void record_path(int tree, const char *path, bool follow)
{
	char real[PATH_MAX], place[PATH_MAX];
	struct stat st;
	int r;

	if (!record_is_on(tree))
		return;
	r = resolve(path, follow, real, sizeof(real));
	if (r == 0 && fstatat(tree, real, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		if (S_ISDIR(st.st_mode)) {
			r = make_place(real, place, sizeof(place));
			if (r == 0)
				r = file_make_directories(place);
		} else if (!S_ISLNK(st.st_mode)) {
			r = keep_file(real, NULL, 0, 0644);
		}
	}
	settle(r);
}

void record_file(int tree, const char *path, const void *bytes, size_t len)
{
	char real[PATH_MAX];
	int r;

	if (!record_is_on(tree))
		return;
	r = resolve(path, true, real, sizeof(real));
	settle(r < 0 ? r : keep_file(real, bytes, len, 0644));
}

void record_denied(int tree, const char *path)
{
	char real[PATH_MAX];
	int r;

	if (!record_is_on(tree))
		return;
	r = resolve(path, true, real, sizeof(real));
	settle(r < 0 ? r : keep_file(real, NULL, 0, 0));
}

void record_note(int tree, const char *path, const void *bytes, size_t len)
{
	if (record_is_on(tree))
		settle(keep_file(path, bytes, len, 0644));
}
