// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/cmdline_files.h"

#include "base/text.h"
#include "parse/cmdline.h"
#include "sys/tree.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>

/* The next name in a folder. */
struct next_name {
	char after[NAME_MAX + 1];
	char name[NAME_MAX + 1]; /* the first one after that, or "" */
};

/* As the shell expands *.conf: in the order of bytes, without hidden files. */
static int take_earlier(void *context, const char *name)
{
	struct next_name *next = context;

	if (name[0] != '.' && text_ends(name, ".conf") && strcmp(name, next->after) > 0 &&
	    (!next->name[0] || strcmp(name, next->name) < 0))
		text_copy_cut(next->name, sizeof(next->name), name);
	return 0;
}

static int append_file(const struct tree *tree, const char *path, char *buf, size_t size)
{
	char text[CMDLINE_FILE_SIZE_MAX];
	int r = tree_read(tree, path, text, sizeof(text));

	return r < 0 ? r : cmdline_append(buf, size, text);
}

static int append_folder(const struct tree *tree, const char *folder, char *buf, size_t size)
{
	struct next_name next = { 0 };
	char path[PATH_MAX];

	for (unsigned int files = 0; files <= CMDLINE_FILES_MAX; files++) {
		int r;

		next.name[0] = '\0';
		tree_visit(tree, folder, take_earlier, &next);
		if (!next.name[0])
			return 0;
		r = text_print(path, sizeof(path), "%s/%s", folder, next.name);
		if (r == 0)
			r = append_file(tree, path, buf, size);
		if (r < 0 && r != -ENOENT) /* a link to nowhere is no file for a shell either */
			return r;
		memcpy(next.after, next.name, sizeof(next.after));
	}
	return -E2BIG;
}

int cmdline_files_read(const struct tree *tree, char *buf, size_t size, const char **failed)
{
	static const struct {
		const char *path;
		int (*append)(const struct tree *tree, const char *path, char *buf, size_t size);
		bool optional;
	} sources[] = {
		{ "etc/cmdline.d", append_folder, true },
		{ "etc/cmdline", append_file, true },
		{ "proc/cmdline", append_file, false },
		{ "run/initramfs/cmdline.d", append_folder, true },
	};

	buf[0] = '\0';
	for (size_t i = 0; i < array_size(sources); i++) {
		int r = sources[i].append(tree, sources[i].path, buf, size);

		if (r < 0 && !(r == -ENOENT && sources[i].optional)) {
			*failed = sources[i].path;
			return r;
		}
	}
	return 0;
}
