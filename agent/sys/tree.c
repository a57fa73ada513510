// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/tree.h"

#include "base/text.h"
#include "sys/io.h"
#include "sys/open.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/syscall.h>

enum { NAMES_MAX = 1 << 14 };

int tree_open(struct tree *ret, const char *path)
{
	int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);

	*ret = (struct tree)TREE_NONE;
	if (fd < 0)
		return -errno;
	ret->fd = fd;
	return 0;
}

void tree_close(struct tree *tree)
{
	cleanup_close_fd(&tree->fd);
	*tree = (struct tree)TREE_NONE;
}

static void tell_observer(const struct tree *tree, enum tree_sight sight, const char *path,
			  const void *bytes, size_t len)
{
	char whole[PATH_MAX];

	if (!tree->observer)
		return;
	if (tree->below) {
		if (text_print(whole, sizeof(whole), "%s/%s", tree->below, path) < 0)
			return;
		path = whole;
	}
	tree->observer->see(tree->observer, sight, path, bytes, len);
}

void tree_note(const struct tree *tree, const char *path, const void *bytes, size_t len)
{
	tell_observer(tree, TREE_NOTE, path, bytes, len);
}

/* Nothing leads out of a tree, because a recorded one may come from an untrusted source. */
static int open_in(const struct tree *tree, const char *path, int flags)
{
	return open_resolved(tree->fd, path, flags, RESOLVE_IN_ROOT);
}

int tree_open_part(struct tree *ret, const struct tree *tree, const char *path)
{
	int fd = open_in(tree, path, O_PATH | O_DIRECTORY);

	*ret = (struct tree)TREE_NONE;
	if (fd < 0)
		return fd;
	*ret = (struct tree){ .fd = fd, .observer = tree->observer, .below = path };
	return 0;
}

static int open_to_read(const struct tree *tree, const char *path)
{
	int fd = open_regular_below(tree->fd, path);

	if (fd != -EACCES && fd != -EPERM)
		return fd;
	tell_observer(tree, TREE_DENIED, path, NULL, 0);
	return -EACCES;
}

int tree_read(const struct tree *tree, const char *path, char *buf, size_t size)
{
	cleanup_close int fd = open_to_read(tree, path);
	int len;

	if (fd < 0)
		return fd;
	len = io_read(fd, buf, size);
	if (len >= 0)
		tell_observer(tree, TREE_FILE, path, buf, (size_t)len);
	return io_end_text(buf, size, len);
}

int tree_read_all(const struct tree *tree, const char *path, size_t max, uint8_t **ret)
{
	cleanup_close int fd = open_to_read(tree, path);
	uint8_t *bytes = NULL;
	int len = fd < 0 ? fd : io_read_all(fd, max, &bytes);

	if (len >= 0)
		tell_observer(tree, TREE_FILE, path, bytes, (size_t)len);
	return io_end_all(bytes, len, max, ret);
}

int tree_read_link(const struct tree *tree, const char *path, char *buf, size_t size)
{
	cleanup_close int fd = open_in(tree, path, O_PATH | O_NOFOLLOW);
	int r = fd < 0 ? fd : io_read_link(fd, buf, size);

	if (r == 0)
		tell_observer(tree, TREE_LINK, path, NULL, 0);
	return r;
}

static bool sees(const struct tree *tree, const char *path, int flags, enum tree_sight sight)
{
	cleanup_close int fd = open_in(tree, path, O_PATH | flags);

	if (fd >= 0)
		tell_observer(tree, sight, path, NULL, 0);
	return fd >= 0;
}

bool tree_has(const struct tree *tree, const char *path)
{
	return sees(tree, path, 0, TREE_PATH);
}

bool tree_has_link(const struct tree *tree, const char *path)
{
	return sees(tree, path, O_NOFOLLOW, TREE_LINK);
}

bool tree_is_denied(const struct tree *tree, const char *path)
{
	cleanup_close int fd = open_to_read(tree, path);

	return fd == -EACCES;
}

int tree_write(const struct tree *tree, const char *path, const char *value)
{
	cleanup_close int fd = open_in(tree, path, O_WRONLY);

	return fd < 0 ? fd : io_write_value(fd, value);
}

/*
 * A list of names, each terminated by NUL. The array is large enough for most folders of sysfs, so
 * that no memory has to be mapped and unmapped for each of them.
 */
struct names {
	char *text; /* the array few, or allocated memory */
	size_t len, size, count;
	char few[2048];
};

static int add_name(struct names *names, const char *name)
{
	size_t len = strlen(name) + 1, size = names->size;
	char *grown;

	if (names->count == NAMES_MAX)
		return -E2BIG;
	if (len > size - names->len) {
		grown = realloc(names->text == names->few ? NULL : names->text, 2 * size);
		if (!grown)
			return -ENOMEM;
		if (names->text == names->few)
			memcpy(grown, names->few, names->len);
		names->text = grown;
		names->size = 2 * size;
	}
	memcpy(names->text + names->len, name, len);
	names->len += len;
	names->count++;
	return 0;
}

static int compare_names(const void *one, const void *other)
{
	return strverscmp(*(char *const *)one, *(char *const *)other);
}

/* The record of getdents64(2). Its name differs between C libraries, or is missing. */
struct entry {
	uint64_t inode;
	int64_t offset;
	uint16_t size;
	uint8_t type;
	char name[];
};

static int read_names(int fd, struct names *names)
{
	char buf[4096] __attribute__((aligned(8)));
	ssize_t n;

	while ((n = syscall(SYS_getdents64, fd, buf, sizeof(buf))) > 0)
		for (ssize_t at = 0; at < n;) {
			const struct entry *entry = (const struct entry *)(buf + at);
			int r = 0;

			if (strcmp(entry->name, ".") != 0 && strcmp(entry->name, "..") != 0)
				r = add_name(names, entry->name);
			if (r < 0)
				return r;
			at += entry->size;
		}
	return n < 0 ? -errno : 0;
}

static void tell_names(const struct tree *tree, const char *directory, const struct names *names)
{
	const char *name = names->text;
	char path[PATH_MAX];

	tell_observer(tree, TREE_PATH, directory, NULL, 0);
	for (size_t i = 0; i < names->count; i++, name += strlen(name) + 1)
		if (text_print(path, sizeof(path), "%s/%s", directory, name) == 0)
			tell_observer(tree, TREE_LINK, path, NULL, 0);
}

static int visit_names(const struct names *names, int (*visit)(void *context, const char *name),
		       void *context)
{
	const char *few[64], **list = few, *name = names->text;
	int r = 0;

	if (names->count > array_size(few))
		list = calloc(names->count, sizeof(*list));
	if (!list)
		return -ENOMEM;
	for (size_t i = 0; i < names->count; i++, name += strlen(name) + 1)
		list[i] = name;
	if (names->count > 0)
		qsort(list, names->count, sizeof(*list), compare_names);
	for (size_t i = 0; r == 0 && i < names->count; i++)
		r = visit(context, list[i]);
	if (list != few)
		free(list);
	return r;
}

static int each_name(const struct tree *tree, const char *directory,
		     int (*visit)(void *context, const char *name), void *context)
{
	cleanup_close int fd = open_in(tree, directory, O_RDONLY | O_DIRECTORY);
	struct names names;
	int r;

	if (fd < 0)
		return fd;
	names.text = names.few;
	names.size = sizeof(names.few);
	names.len = names.count = 0;
	r = read_names(fd, &names);
	if (tree->observer)
		tell_names(tree, directory, &names);
	if (r == 0)
		r = visit_names(&names, visit, context);
	if (names.text != names.few)
		free(names.text);
	return r;
}

int tree_each(const struct tree *tree, const char *directory,
	      int (*visit)(void *context, const char *name), void *context)
{
	return each_name(tree, directory, visit, context);
}

void tree_visit(const struct tree *tree, const char *directory,
		int (*visit)(void *context, const char *name), void *context)
{
	each_name(tree, directory, visit, context);
}
