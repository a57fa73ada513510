// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/file.h"

#include "sys/record.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { TRIES_MAX = 128, COPY_MAX = 1 << 20, NAMES_MAX = 1 << 14 };

int file_open_tree(const char *path)
{
	int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

/* Below a tree nothing leads out of it: a recorded one may come from anybody. */
static int open_at(int tree, const char *path, int flags)
{
	struct open_how how = { .flags = (uint64_t)flags | O_CLOEXEC, .resolve = RESOLVE_IN_ROOT };
	long fd;

	/* A ".." beside a rename or a mount anywhere in the system is to be tried again. */
	for (int tries = 0; tries < TRIES_MAX; tries++) {
		fd = syscall(SYS_openat2, tree, path, &how, sizeof(how));
		if (fd >= 0 || errno != EAGAIN)
			break;
	}
	return fd < 0 ? -errno : (int)fd;
}

/*
 * Only a regular file is opened at all: a FIFO would wait for somebody who writes, and a device
 * begins what its driver does with that. mode is what the path was seen to be. 0 or -E...
 */
static int check_regular(mode_t mode)
{
	if (S_ISREG(mode))
		return 0;
	return S_ISDIR(mode) ? -EISDIR : -EINVAL;
}

/* Whoever puts a FIFO there in between, and a file of /proc that waits, get no wait. */
enum { READ_FLAGS = O_RDONLY | O_NONBLOCK };

static int open_regular(const char *path)
{
	struct stat st;
	int r = stat(path, &st) < 0 ? -errno : check_regular(st.st_mode), fd;

	if (r < 0)
		return r;
	fd = open(path, READ_FLAGS | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/*
 * The same below a tree. A recorded one says so of what could not be read, and then root can't
 * either: nobody may read it.
 */
static int open_regular_at(int tree, const char *path)
{
	cleanup_close int seen = open_at(tree, path, O_PATH);
	struct stat st;
	int r;

	if (seen < 0)
		return seen;
	if (fstat(seen, &st) < 0)
		return -errno;
	r = check_regular(st.st_mode);
	if (r == 0 && !(st.st_mode & (S_IRUSR | S_IRGRP | S_IROTH)))
		r = -EACCES;
	return r < 0 ? r : open_at(tree, path, READ_FLAGS);
}

static int open_to_read(int tree, const char *path)
{
	int fd = open_regular_at(tree, path);

	if (fd != -EACCES && fd != -EPERM)
		return fd;
	record_denied(tree, path);
	return -EACCES;
}

const char *file_why(int error)
{
	return error == -EINVAL ? "it is not a regular file" : strerror(-error);
}

/* Read until the end or until the buffer is full. The length, or -E... */
static int read_into(int fd, void *buf, size_t size)
{
	size_t used = 0;

	while (used < size) {
		ssize_t n = read(fd, (char *)buf + used, size - used);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			break;
		used += (size_t)n;
	}
	return (int)used;
}

/* What was read into buf, as a text. */
static int end_text(char *buf, size_t size, int len)
{
	if (len < 0)
		return len;
	if ((size_t)len == size)
		return -E2BIG;
	if (len > 0 && buf[len - 1] == '\n')
		len--;
	buf[len] = '\0';
	return len;
}

int file_read(const char *path, char *buf, size_t size)
{
	cleanup_close int fd = open_regular(path);

	return fd < 0 ? fd : end_text(buf, size, read_into(fd, buf, size));
}

int file_read_at(int tree, const char *path, char *buf, size_t size)
{
	cleanup_close int fd = open_to_read(tree, path);
	int len;

	if (fd < 0)
		return fd;
	len = read_into(fd, buf, size);
	if (len >= 0)
		record_file(tree, path, buf, (size_t)len);
	return end_text(buf, size, len);
}

/* All of a file, and one byte more than max of a longer one. */
static int read_all(int fd, size_t max, uint8_t **ret)
{
	/* Attributes don't tell their size; what isn't touched costs nothing. */
	uint8_t *buf = malloc(max + 1);
	int len = buf ? read_into(fd, buf, max + 1) : -ENOMEM;

	if (len < 0)
		free(buf);
	else
		*ret = buf;
	return len;
}

int file_read_all(const char *path, size_t max, uint8_t **ret)
{
	cleanup_close int fd = open_regular(path);
	cleanup_free uint8_t *buf = NULL;
	int len;

	if (fd < 0)
		return fd;
	len = read_all(fd, max, &buf);
	if (len < 0)
		return len;
	if ((size_t)len > max)
		return -E2BIG;
	*ret = buf;
	buf = NULL;
	return len;
}

int file_read_all_at(int tree, const char *path, size_t max, uint8_t **ret)
{
	cleanup_close int fd = open_to_read(tree, path);
	cleanup_free uint8_t *buf = NULL;
	int len;

	if (fd < 0)
		return fd;
	len = read_all(fd, max, &buf);
	if (len < 0)
		return len;
	record_file(tree, path, buf, (size_t)len);
	if ((size_t)len > max)
		return -E2BIG;
	*ret = buf;
	buf = NULL;
	return len;
}

bool file_is_denied_at(int tree, const char *path)
{
	cleanup_close int fd = open_to_read(tree, path);

	return fd == -EACCES;
}

static int write_value(int fd, const char *value)
{
	ssize_t n = write(fd, value, strlen(value));

	if (n < 0)
		return -errno;
	return (size_t)n == strlen(value) ? 0 : -EIO;
}

int file_write(const char *path, const char *value)
{
	cleanup_close int fd = open(path, O_WRONLY | O_CLOEXEC);

	return fd < 0 ? -errno : write_value(fd, value);
}

int file_write_at(int tree, const char *path, const char *value)
{
	cleanup_close int fd = open_at(tree, path, O_WRONLY);

	return fd < 0 ? fd : write_value(fd, value);
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool file_exists_at(int tree, const char *path)
{
	cleanup_close int fd = open_at(tree, path, O_PATH);

	if (fd >= 0)
		record_path(tree, path, true);
	return fd >= 0;
}

int file_make_directories(const char *path)
{
	char buf[PATH_MAX];
	size_t len = strlen(path);

	if (len >= sizeof(buf))
		return -ENAMETOOLONG;
	memcpy(buf, path, len + 1);
	for (char *slash = buf + 1; *slash; slash++) {
		if (*slash != '/')
			continue;
		*slash = '\0';
		if (mkdir(buf, 0755) < 0 && errno != EEXIST)
			return -errno;
		*slash = '/';
	}
	if (mkdir(buf, 0755) < 0 && errno != EEXIST)
		return -errno;
	return 0;
}

int file_make_link(const char *target, const char *path)
{
	if (symlink(target, path) == 0)
		return 0;
	if (errno != EEXIST)
		return -errno;
	if (unlink(path) < 0 || symlink(target, path) < 0)
		return -errno;
	return 0;
}

int file_open_below(const char *directory, const char *path)
{
	cleanup_close int tree = file_open_tree(directory);

	return tree < 0 ? tree : open_regular_at(tree, path);
}

bool file_is_directory_or_none(const char *path)
{
	struct stat st;

	return lstat(path, &st) < 0 ? errno == ENOENT : S_ISDIR(st.st_mode);
}

int file_make_link_below(const char *directory, const char *target, const char *path)
{
	cleanup_close int tree = file_open_tree(directory), folder = -1;
	char above[PATH_MAX];
	char *slash;

	if (tree < 0)
		return tree;
	if (strlen(path) >= sizeof(above))
		return -ENAMETOOLONG;
	slash = strrchr(strcpy(above, path), '/');
	if (!slash)
		return -EINVAL;
	*slash = '\0';
	folder = open_at(tree, above, O_PATH | O_DIRECTORY);
	if (folder < 0)
		return folder;
	return symlinkat(target, folder, slash + 1) < 0 ? -errno : 0;
}

int file_copy(const char *from, const char *to, mode_t mode)
{
	cleanup_close int from_fd = open(from, O_RDONLY | O_CLOEXEC), to_fd = -1;
	ssize_t n;

	if (from_fd < 0)
		return -errno;
	to_fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (to_fd < 0)
		return -errno;
	do
		n = sendfile(to_fd, from_fd, NULL, COPY_MAX);
	while (n > 0);
	return n < 0 ? -errno : 0;
}

void file_remove(const char *path)
{
	(void)remove(path);
}

/*
 * Names, one after the other, each with its NUL. As many as most folders of sysfs have need no
 * memory of their own: it would be mapped and unmapped for each folder.
 */
struct names {
	char *text; /* few, or allocated */
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

/* What getdents64(2) gives. The libraries call it by different names, or not at all. */
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

static void record_names(int tree, const char *directory, const struct names *names)
{
	const char *name = names->text;
	char path[PATH_MAX];

	record_path(tree, directory, true);
	for (size_t i = 0; i < names->count; i++, name += strlen(name) + 1)
		if ((size_t)snprintf(path, sizeof(path), "%s/%s", directory, name) < sizeof(path))
			record_path(tree, path, false);
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

int file_each_at(int tree, const char *directory, int (*visit)(void *context, const char *name),
		 void *context)
{
	cleanup_close int fd = open_at(tree, directory, O_RDONLY | O_DIRECTORY);
	struct names names;
	int r;

	if (fd < 0)
		return fd;
	names.text = names.few;
	names.size = sizeof(names.few);
	names.len = names.count = 0;
	r = read_names(fd, &names);
	if (record_is_on(tree))
		record_names(tree, directory, &names);
	if (r == 0)
		r = visit_names(&names, visit, context);
	if (names.text != names.few)
		free(names.text);
	return r;
}

int file_link_at(int tree, const char *path, char *buf, size_t size)
{
	cleanup_close int fd = open_at(tree, path, O_PATH | O_NOFOLLOW);
	ssize_t n;

	if (fd < 0)
		return fd;
	n = readlinkat(fd, "", buf, size);
	if (n < 0)
		return -errno;
	if ((size_t)n == size)
		return -ENAMETOOLONG;
	buf[n] = '\0';
	record_path(tree, path, false);
	return 0;
}
