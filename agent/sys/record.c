// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/record.h"

#include "base/text.h"
#include "sys/io.h"
#include "sys/open.h"
#include "sys/remove.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>

enum { LINKS_MAX = 40 }; /* as many as the kernel follows */

/* Open a path below a directory. Follow no link, because others may have made one there. */
static int open_beneath(int fd, const char *path, int flags)
{
	return open_resolved(fd, path, flags, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS);
}

/*
 * Make a directory, and open it. The directory above may belong to somebody else. Therefore the
 * directory that is opened has to be ours, and writable only by us.
 */
static int make_directory(int above, const char *name)
{
	cleanup_close int made = -1;
	struct stat st;

	if (mkdirat(above, name, 0755) < 0)
		return -errno;
	made = open_beneath(above, name, O_RDONLY | O_DIRECTORY);
	if (made < 0)
		return made;
	if (fstat(made, &st) < 0)
		return -errno;
	return st.st_uid == geteuid() && !(st.st_mode & (S_IWGRP | S_IWOTH)) ? steal_fd(&made)
									     : -EPERM;
}

/*
 * Make the directory of a record, with its temporary name, and open it and its folder. The folder
 * may belong to somebody else. Therefore no link is followed.
 */
static int make_place(struct record *record, const char *path)
{
	cleanup_close int above = -1;
	char folder[PATH_MAX], *slash;
	struct stat st;

	if (text_print(folder, sizeof(folder), "./%s", path) < 0)
		return -ENAMETOOLONG;
	for (slash = strrchr(folder, '/'); !slash[1] && slash > folder + 1;
	     slash = strrchr(folder, '/'))
		*slash = '\0';
	*slash = '\0';
	above = open_resolved(AT_FDCWD, *path == '/' ? folder + 1 : folder, O_PATH | O_DIRECTORY,
			      RESOLVE_NO_SYMLINKS);
	if (above < 0)
		return above;
	if (!slash[1])
		return -ENOENT;
	if (fstatat(above, slash + 1, &st, AT_SYMLINK_NOFOLLOW) == 0)
		return -EEXIST;
	if (errno != ENOENT)
		return -errno;
	if (text_print(record->name, sizeof(record->name), "%s", slash + 1) < 0 ||
	    text_print(record->part, sizeof(record->part), "%s.part-%d", slash + 1, getpid()) < 0)
		return -ENAMETOOLONG;
	record->directory_fd = make_directory(above, record->part);
	if (record->directory_fd < 0)
		return record->directory_fd;
	record->above_fd = steal_fd(&above);
	return 0;
}

const char *record_why(int error)
{
	switch (error) {
	case -ELOOP:
		return "the path contains a symbolic link: use the real path";
	case -EEXIST:
		return "it exists: name a new directory";
	case -ENOENT:
		return "the directory above it does not exist";
	default:
		return strerror(-error);
	}
}

/* Open a directory of the recorded tree. Make it and those above it if needed. Modifies path. */
static int open_folder(const struct record *record, char *path)
{
	cleanup_close int fd = open_beneath(record->directory_fd, ".", O_PATH | O_DIRECTORY);
	char *rest = path, *name;

	while (fd >= 0 && (name = strsep(&rest, "/")) != NULL) {
		int next;

		if (!*name)
			continue;
		next = open_beneath(fd, name, O_PATH | O_DIRECTORY);
		if (next == -ENOENT) {
			if (mkdirat(fd, name, 0755) < 0 && errno != EEXIST)
				return -errno;
			next = open_beneath(fd, name, O_PATH | O_DIRECTORY);
		}
		close(fd);
		fd = next;
	}
	return fd < 0 ? fd : steal_fd(&fd);
}

/* Open the folder of a path in the recorded tree, and get the name in that folder. */
static int open_place(const struct record *record, const char *path, char *name, size_t size)
{
	char folder[PATH_MAX];
	char *slash;

	if (text_print(folder, sizeof(folder), "/%s", path) < 0)
		return -ENAMETOOLONG;
	slash = strrchr(folder, '/');
	if (text_print(name, size, "%s", slash + 1) < 0)
		return -ENAMETOOLONG;
	*slash = '\0';
	return open_folder(record, folder);
}

static void cut_last(char *path)
{
	char *slash = strrchr(path, '/');

	*(slash ? slash : path) = '\0';
}

/* Read the target of a link. Returns 0 or -E... The folder of the path contains no links. */
static int read_link(const struct record *record, const char *path, char *target, size_t size)
{
	cleanup_close int fd = open_resolved(record->tree_fd, path, O_PATH | O_NOFOLLOW,
					     RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);

	return fd < 0 ? fd : io_read_link(fd, target, size);
}

static int keep_link(const struct record *record, const char *path, const char *target)
{
	char name[NAME_MAX + 1];
	cleanup_close int folder = open_place(record, path, name, sizeof(name));

	if (folder < 0)
		return folder;
	return symlinkat(target, folder, name) < 0 && errno != EEXIST ? -errno : 0;
}

/* The state of the walk along a path: the remaining names, and the real path so far. */
struct walk {
	const struct record *record;
	bool follow;		/* follow the last name, too */
	char todo[2][PATH_MAX]; /* used in turn, to put the target of a link before the rest */
	char *rest;
	char *real; /* PATH_MAX bytes */
	unsigned int links;
};

/* Continue at the target of a link, and then along the rest. */
static int enter_link(struct walk *walk, const char *target)
{
	char *todo;
	int r;

	if (++walk->links > LINKS_MAX)
		return -ELOOP;
	todo = walk->todo[walk->links % 2];
	cut_last(walk->real);
	if (target[0] == '/')
		walk->real[0] = '\0';
	r = text_print(todo, PATH_MAX, "%s/%s", target, walk->rest ? walk->rest : "");
	walk->rest = todo;
	return r;
}

static int take_name(struct walk *walk, const char *name)
{
	char target[PATH_MAX];
	int r;

	if (!*name || strcmp(name, ".") == 0)
		return 0;
	if (strcmp(name, "..") == 0) {
		cut_last(walk->real);
		return 0;
	}
	r = text_append(walk->real, PATH_MAX, "%s%s", *walk->real ? "/" : "", name);
	if (r < 0 || read_link(walk->record, walk->real, target, sizeof(target)) < 0)
		return r;
	r = keep_link(walk->record, walk->real, target);
	if (r < 0 || (!walk->rest && !walk->follow))
		return r;
	return enter_link(walk, target);
}

/* Resolve a path, and record every link on the way. Returns 0 and the real path, in PATH_MAX bytes;
 * or -E... */
static int resolve(const struct record *record, const char *path, bool follow, char *real)
{
	struct walk walk = { .record = record, .follow = follow, .real = real };
	int r = text_print(walk.todo[0], PATH_MAX, "%s", path);
	const char *name;

	real[0] = '\0';
	walk.rest = walk.todo[0];
	while (r == 0 && (name = strsep(&walk.rest, "/")) != NULL)
		r = take_name(&walk, name);
	return r;
}

/* Record a file with these bytes. If bytes is NULL, keep a file that already exists. */
static int keep_file(struct record *record, const char *real, const void *bytes, size_t len,
		     mode_t mode)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	char name[NAME_MAX + 1];
	cleanup_close int folder = open_place(record, real, name, sizeof(name));
	cleanup_close int fd = folder < 0 ? -1 : openat(folder, name, flags, mode);

	if (folder < 0)
		return folder;
	if (fd < 0 && errno == EEXIST && bytes && unlinkat(folder, name, 0) == 0)
		fd = openat(folder, name, flags, mode);
	if (fd < 0)
		return errno == EEXIST ? 0 : -errno;
	record->kept++;
	return io_write(fd, bytes, len);
}

static int keep_directory(const struct record *record, const char *real)
{
	char path[PATH_MAX];
	int fd = text_print(path, sizeof(path), "%s", real);

	if (fd == 0)
		fd = open_folder(record, path);
	if (fd < 0)
		return fd;
	close(fd);
	return 0;
}

/* Record that a path exists: as an empty file or a directory. resolve() has recorded links. */
static int keep_path(struct record *record, const char *real)
{
	struct stat st;

	if (fstatat(record->tree_fd, real, &st, AT_SYMLINK_NOFOLLOW) < 0 || S_ISLNK(st.st_mode))
		return 0;
	if (S_ISDIR(st.st_mode))
		return keep_directory(record, real);
	return keep_file(record, real, NULL, 0, 0644);
}

static int keep_sight(struct record *record, enum tree_sight sight, const char *path,
		      const void *bytes, size_t len)
{
	char real[PATH_MAX];
	int r;

	if (sight == TREE_NOTE)
		return keep_file(record, path, bytes, len, 0644);
	r = resolve(record, path, sight != TREE_LINK, real);
	if (r < 0)
		return r;
	if (sight == TREE_FILE)
		return keep_file(record, real, bytes, len, 0644);
	if (sight == TREE_DENIED)
		return keep_file(record, real, NULL, 0, 0);
	return keep_path(record, real);
}

static void record_see(struct tree_observer *observer, enum tree_sight sight, const char *path,
		       const void *bytes, size_t len)
{
	struct record *record = (struct record *)observer; /* its first member */
	int r = keep_sight(record, sight, path, bytes, len);

	if (r < 0 && record->error == 0)
		record->error = r;
}

int record_begin(struct record *ret, struct tree *tree, const char *directory)
{
	struct record record = { .observer.see = record_see, .tree_fd = tree->fd };
	int r = make_place(&record, directory);

	if (r < 0)
		return r;
	*ret = record;
	tree->observer = &ret->observer;
	return 0;
}

int record_end(struct record *record, struct tree *tree)
{
	int above = record->above_fd, r = record->error;

	tree->observer = NULL;
	if (r == 0 && renameat(above, record->part, above, record->name) < 0)
		r = -errno;
	if (r < 0) {
		remove_below(steal_fd(&record->directory_fd));
		unlinkat(above, record->part, AT_REMOVEDIR);
	} else {
		close(record->directory_fd);
	}
	close(above);
	return r < 0 ? r : record->kept;
}
