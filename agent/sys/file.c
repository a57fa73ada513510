// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/file.h"

#include "base/text.h"
#include "sys/io.h"
#include "sys/open.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

enum { COPY_MAX = 1 << 20 };

const char *file_why(int error)
{
	return error == -EINVAL ? "it is not a regular file" : strerror(-error);
}

int file_real_path(const char *path, char *ret)
{
	return realpath(path, ret) ? 0 : -errno;
}

int file_read(const char *path, char *buf, size_t size)
{
	cleanup_close int fd = open_regular(path);

	return fd < 0 ? fd : io_end_text(buf, size, io_read(fd, buf, size));
}

static int read_whole(int fd, size_t max, uint8_t **ret)
{
	uint8_t *bytes = NULL;
	int len = io_read_all(fd, max, &bytes);

	return io_end_all(bytes, len, max, ret);
}

int file_read_all(const char *path, size_t max, uint8_t **ret)
{
	cleanup_close int fd = open_regular(path);

	return fd < 0 ? fd : read_whole(fd, max, ret);
}

int file_read_argument(const char *path, size_t max, uint8_t **ret)
{
	return strcmp(path, "-") == 0 ? read_whole(STDIN_FILENO, max, ret)
				      : file_read_all(path, max, ret);
}

static int write_attribute(const char *path, const char *value)
{
	cleanup_close int fd = open(path, O_WRONLY | O_CLOEXEC);

	return fd < 0 ? -errno : io_write_value(fd, value);
}

int file_write(const char *path, const char *value)
{
	return write_attribute(path, value);
}

void file_try_write(const char *path, const char *value)
{
	write_attribute(path, value);
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
	if (mkdir(path, 0755) == 0 || errno == EEXIST)
		return 0;
	if (errno != ENOENT)
		return -errno;
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

static int open_directory(const char *path)
{
	int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

int file_open_below(const char *directory, const char *path)
{
	cleanup_close int fd = open_directory(directory);

	return fd < 0 ? fd : open_regular_below(fd, path);
}

bool file_is_directory_or_none(const char *path)
{
	struct stat st;

	return lstat(path, &st) < 0 ? errno == ENOENT : S_ISDIR(st.st_mode);
}

bool file_leads_to(const char *path, const char *target)
{
	struct stat one, other;

	return stat(path, &one) == 0 && stat(target, &other) == 0 && one.st_dev == other.st_dev &&
	       one.st_ino == other.st_ino;
}

int file_make_link_below(const char *directory, const char *target, const char *path)
{
	cleanup_close int fd = open_directory(directory), folder = -1;
	char above[PATH_MAX];
	char *slash;

	if (fd < 0)
		return fd;
	if (strlen(path) >= sizeof(above))
		return -ENAMETOOLONG;
	slash = strrchr(strcpy(above, path), '/');
	if (!slash)
		return -EINVAL;
	*slash = '\0';
	folder = open_resolved(fd, above, O_PATH | O_DIRECTORY, RESOLVE_IN_ROOT);
	if (folder < 0)
		return folder;
	return symlinkat(target, folder, slash + 1) < 0 ? -errno : 0;
}

int file_replace_mode(const char *path, const char *text, mode_t mode)
{
	cleanup_close int fd = -1;
	char part[PATH_MAX];
	int r;

	if (text_print(part, sizeof(part), "%s.part", path) < 0)
		return -ENAMETOOLONG;
	file_remove(part); /* left by somebody who was killed */
	fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
	if (fd < 0)
		return -errno;
	r = io_write(fd, text, strlen(text));
	if (r == 0 && rename(part, path) < 0)
		r = -errno;
	if (r < 0)
		file_remove(part);
	return r;
}

int file_replace(const char *path, const char *text)
{
	return file_replace_mode(path, text, 0644);
}

int file_replace_below(const char *directory, const char *folder, const char *name,
		       const char *text, mode_t mode)
{
	cleanup_close int fd = open_directory(directory), folder_fd = -1, file_fd = -1;

	if (fd < 0)
		return fd;
	folder_fd = open_resolved(fd, folder, O_PATH | O_DIRECTORY, RESOLVE_IN_ROOT);
	if (folder_fd < 0)
		return folder_fd;
	if (unlinkat(folder_fd, name, 0) < 0 && errno != ENOENT)
		return -errno;
	file_fd = openat(folder_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
			 mode);
	return file_fd < 0 ? -errno : io_write(file_fd, text, strlen(text));
}

int file_make_directory(const char *path, mode_t mode)
{
	if (mkdir(path, mode) < 0)
		return errno == EEXIST ? 0 : -errno;
	return chmod(path, mode) < 0 ? -errno : 0; /* without the umask */
}

static int copy_bytes(int to_fd, int from_fd)
{
	ssize_t n;

	do
		n = sendfile(to_fd, from_fd, NULL, COPY_MAX);
	while (n > 0);
	return n < 0 ? -errno : 0;
}

int file_copy(const char *from, const char *to, mode_t mode)
{
	cleanup_close int from_fd = open(from, O_RDONLY | O_CLOEXEC), to_fd = -1;
	char part[PATH_MAX];
	int r;

	if (from_fd < 0)
		return -errno;
	if (text_print(part, sizeof(part), "%s.part", to) < 0)
		return -ENAMETOOLONG;
	file_remove(part); /* left by a copy that was killed */
	to_fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (to_fd < 0)
		return -errno;
	r = copy_bytes(to_fd, from_fd);
	if (r == 0 && link(part, to) < 0)
		r = -errno;
	file_remove(part);
	return r;
}

void file_remove(const char *path)
{
	(void)remove(path);
}
