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
	int directory_fd;
	int kept; /* or the first error */
} record;

/* Below a directory, and over no link: others may have made one there. A file descriptor or -E...
 */
static int open_beneath(int fd, const char *path, int flags)
{
	struct open_how how = { .flags = (uint64_t)flags | O_CLOEXEC,
				.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS };
	int opened = (int)syscall(SYS_openat2, fd, path, &how, sizeof(how));

	return opened < 0 ? -errno : opened;
}

/*
 * Make a directory, and open it. What is above may be somebody else's: no link is followed there,
 * and what is there afterwards has to be ours alone.
 */
static int make_directory(const char *path)
{
	struct open_how how = { .flags = O_PATH | O_DIRECTORY | O_CLOEXEC,
				.resolve = RESOLVE_NO_SYMLINKS };
	cleanup_close int above = -1, made = -1;
	char folder[PATH_MAX], *slash;
	struct stat st;

	if (text_print(folder, sizeof(folder), "./%s", path) < 0)
		return -ENAMETOOLONG;
	for (slash = strrchr(folder, '/'); !slash[1] && slash > folder + 1;
	     slash = strrchr(folder, '/'))
		*slash = '\0';
	*slash = '\0';
	above = (int)syscall(SYS_openat2, AT_FDCWD, *path == '/' ? folder + 1 : folder, &how,
			     sizeof(how));
	if (above < 0 || mkdirat(above, slash + 1, 0755) < 0)
		return -errno;
	made = open_beneath(above, slash + 1, O_RDONLY | O_DIRECTORY);
	if (made < 0)
		return made;
	if (fstat(made, &st) < 0)
		return -errno;
	return st.st_uid == geteuid() && !(st.st_mode & (S_IWGRP | S_IWOTH)) ? steal_fd(&made)
									     : -EPERM;
}

int record_begin(int tree, const char *directory)
{
	int fd = make_directory(directory);

	if (fd < 0)
		return fd;
	record.on = true;
	record.tree = tree;
	record.directory_fd = fd;
	record.kept = 0;
	return 0;
}

const char *record_why(int error)
{
	return error == -ELOOP ? "a symbolic link leads there: give the true path"
			       : strerror(-error);
}

int record_end(void)
{
	if (record.on)
		close(record.directory_fd);
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

/* Open a directory of the recorded tree, made with those above it. path is taken apart. */
static int open_folder(char *path)
{
	cleanup_close int fd = open_beneath(record.directory_fd, ".", O_PATH | O_DIRECTORY);
	char *rest = path, *name;

	while (fd >= 0 && (name = strsep(&rest, "/")) != NULL) {
		int next;

		if (!*name)
			continue;
		if (mkdirat(fd, name, 0755) < 0 && errno != EEXIST)
			return -errno;
		next = open_beneath(fd, name, O_PATH | O_DIRECTORY);
		close(fd);
		fd = next;
	}
	return fd < 0 ? fd : steal_fd(&fd);
}

/* The place of a path in the recorded tree: its folder, and its name in that. */
static int open_place(const char *path, char *name, size_t size)
{
	char folder[PATH_MAX];
	char *slash;

	if (text_print(folder, sizeof(folder), "/%s", path) < 0)
		return -ENAMETOOLONG;
	slash = strrchr(folder, '/');
	if (text_print(name, size, "%s", slash + 1) < 0)
		return -ENAMETOOLONG;
	*slash = '\0';
	return open_folder(folder);
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
	char name[NAME_MAX + 1];
	cleanup_close int folder = open_place(path, name, sizeof(name));

	if (folder < 0)
		return folder;
	return symlinkat(target, folder, name) < 0 && errno != EEXIST ? -errno : 0;
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
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	char name[NAME_MAX + 1];
	cleanup_close int folder = open_place(real, name, sizeof(name));
	cleanup_close int fd = folder < 0 ? -1 : openat(folder, name, flags, mode);

	if (folder < 0)
		return folder;
	if (fd < 0 && errno == EEXIST && bytes && unlinkat(folder, name, 0) == 0)
		fd = openat(folder, name, flags, mode);
	if (fd < 0)
		return errno == EEXIST ? 0 : -errno;
	record.kept++;
	return len == 0 || write(fd, bytes, len) == (ssize_t)len ? 0 : -EIO;
}

static int keep_directory(const char *real)
{
	char path[PATH_MAX];
	int fd = text_print(path, sizeof(path), "%s", real);

	if (fd == 0)
		fd = open_folder(path);
	if (fd < 0)
		return fd;
	close(fd);
	return 0;
}

void record_path(int tree, const char *path, bool follow)
{
	char real[PATH_MAX];
	struct stat st;
	int r;

	if (!record_is_on(tree))
		return;
	r = resolve(path, follow, real, sizeof(real));
	if (r == 0 && fstatat(tree, real, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		if (S_ISDIR(st.st_mode))
			r = keep_directory(real);
		else if (!S_ISLNK(st.st_mode))
			r = keep_file(real, NULL, 0, 0644);
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
