// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Read until the end or until the buffer is full. The length, or -E... */
static int read_into(const char *path, void *buf, size_t size)
{
	cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t used = 0;

	if (fd < 0)
		return -errno;
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

int file_read(const char *path, char *buf, size_t size)
{
	int len = read_into(path, buf, size);

	if (len < 0)
		return len;
	if ((size_t)len == size)
		return -E2BIG;
	if (len > 0 && buf[len - 1] == '\n')
		len--;
	buf[len] = '\0';
	return len;
}

int file_read_all(const char *path, size_t max, uint8_t **ret)
{
	/* Attributes don't tell their size; what isn't touched costs nothing. */
	cleanup_free uint8_t *buf = malloc(max + 1);
	int len;

	if (!buf)
		return -ENOMEM;
	len = read_into(path, buf, max + 1);
	if (len < 0)
		return len;
	if ((size_t)len > max)
		return -E2BIG;
	*ret = buf;
	buf = NULL;
	return len;
}

int file_write(const char *path, const char *value)
{
	cleanup_close int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return -errno;
	n = write(fd, value, strlen(value));
	if (n < 0)
		return -errno;
	return (size_t)n == strlen(value) ? 0 : -EIO;
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
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

void file_remove(const char *path)
{
	(void)remove(path);
}

static int select_name(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

int file_each(const char *directory, int (*visit)(void *context, const char *name), void *context)
{
	struct dirent **entries;
	int n = scandir(directory, &entries, select_name, versionsort), r = 0;

	if (n < 0)
		return -errno;
	for (int i = 0; i < n; i++) {
		if (r == 0)
			r = visit(context, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return r;
}

int file_link(const char *path, char *buf, size_t size)
{
	ssize_t n = readlink(path, buf, size);

	if (n < 0)
		return -errno;
	if ((size_t)n == size)
		return -ENAMETOOLONG;
	buf[n] = '\0';
	return 0;
}
