// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit/tree.h"

#include "base/attributes.h"
#include "sys/file.h"
#include "sys/tree.h"
#include "unit/test.h"

#include <ftw.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/pmemboot-tree.XXXXXX";

static int remove_one(const char *path, const struct stat *unused_stat unused, int flag unused,
		      struct FTW *ftw unused)
{
	return remove(path);
}

/* Its place in the folder, with the directories above it. */
static const char *place(const char *path)
{
	static char full[PATH_MAX];
	char *slash;

	CHECK((size_t)snprintf(full, sizeof(full), "%s/%s", folder, path) < sizeof(full));
	slash = strrchr(full, '/');
	*slash = '\0';
	CHECK(file_make_directories(full) == 0);
	*slash = '/';
	return full;
}

static void write_hexadecimal(const char *path, const char *digits)
{
	FILE *file = fopen(place(path), "we");
	unsigned int byte;

	CHECK(file);
	for (; sscanf(digits, "%2x", &byte) == 1; digits += 2)
		fputc((int)byte, file);
	fclose(file);
}

static void unpack(FILE *from)
{
	static char line[1 << 20];
	FILE *text = NULL;

	while (fgets(line, sizeof(line), from)) {
		char *path = line + 2, *rest;

		if (line[0] == '\t') {
			CHECK(text);
			fputs(line + 1, text);
			continue;
		}
		if (text)
			fclose(text);
		text = NULL;
		line[strcspn(line, "\n")] = '\0';
		rest = path + strcspn(path, " ");
		if (*rest)
			*rest++ = '\0';
		switch (line[0]) {
		case 'd':
			CHECK(file_make_directories(place(path)) == 0);
			break;
		case 'l':
			CHECK(symlink(rest, place(path)) == 0);
			break;
		case 'x':
			write_hexadecimal(path, rest);
			break;
		case 'n':
			write_hexadecimal(path, "");
			CHECK(chmod(place(path), 0) == 0);
			break;
		case 't':
			text = fopen(place(path), "we");
			CHECK(text);
			break;
		default:
			CHECK(!"a line of a tree");
		}
	}
	if (text)
		fclose(text);
}

static struct tree unpacked;

void tree_discard(struct tree *tree)
{
	tree_close(tree);
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

struct tree *tree_unpack_stream(FILE *from)
{
	strcpy(strrchr(folder, '.'), ".XXXXXX");
	CHECK(mkdtemp(folder));
	unpack(from);
	fclose(from);
	CHECK(tree_open(&unpacked, folder) == 0);
	return &unpacked;
}

struct tree *tree_unpack(const char *name)
{
	char path[PATH_MAX];
	FILE *file;

	snprintf(path, sizeof(path), "test/data/trees/%s.tree", name);
	file = fopen(path, "re");
	if (!file)
		fprintf(stderr, "%s is not there\n", path);
	CHECK(file);
	return tree_unpack_stream(file);
}
