/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A tree: a directory that represents "/", either "/" itself or a recorded one. Paths are relative
 * to it ("sys/bus/nd/devices"). No symbolic link and no ".." in it leads out of it.
 *
 * A tree may have an observer, which is told everything that is read. This is how a tree is
 * recorded (sys/record.h).
 *
 * Only regular files are read (sys/open.h): another kind is -EISDIR or -EINVAL.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>
#include <stdint.h>

enum tree_sight {
	TREE_FILE,   /* a file was read: its bytes */
	TREE_DENIED, /* a file may not be read */
	TREE_PATH,   /* the path exists; links were followed */
	TREE_LINK,   /* the path exists; it may be a link, which was not followed */
	TREE_NOTE    /* bytes that are not from the tree, but belong in a recorded one */
};

struct tree_observer {
	/* len is 0 if there are no bytes. The path and the bytes belong to the caller. */
	void (*see)(struct tree_observer *observer, enum tree_sight sight, const char *path,
		    const void *bytes, size_t len);
};

struct tree {
	int fd;				/* -1: none */
	struct tree_observer *observer; /* the caller's, or NULL */
	const char *below;		/* the path of a part of a tree; NULL: it is all of one */
};

#define TREE_NONE                                         \
	{                                                 \
		.fd = -1, .observer = NULL, .below = NULL \
	}

/* Close a tree when the variable leaves its scope. It starts as TREE_NONE. */
#define cleanup_tree __attribute__((cleanup(tree_close)))

/* Open a directory as a tree, without an observer. Close it with tree_close(). Returns 0, or -E...
 * and then *ret is TREE_NONE. */
must_check int tree_open(struct tree *ret, const char *path);
void tree_close(struct tree *tree);

/*
 * Open a directory of a tree as a part of it: several files of the directory are then opened
 * without following the whole path each time, which in sysfs is most of the work. Nothing leads out
 * of the part, so that links to the outside are broken. Its observer is that of the tree, and gets
 * the whole path. path belongs to the caller, and tree is not a part itself. Returns 0, or -E...
 * and then *ret is TREE_NONE.
 */
must_check int tree_open_part(struct tree *ret, const struct tree *tree, const char *path);

/*
 * Read a file of less than size bytes and terminate it; a last newline is removed. Returns the
 * length, -E2BIG if it is longer, or the error of open(2) or read(2).
 */
must_check int tree_read(const struct tree *tree, const char *path, char *buf, size_t size);

/*
 * Read all bytes of a file of at most max bytes, into memory that the caller frees. Returns the
 * length, -E2BIG if there are more, or another -E..., and then *ret is unchanged.
 */
must_check int tree_read_all(const struct tree *tree, const char *path, size_t max, uint8_t **ret);

/* Read the target of a symbolic link. Returns 0 or -E... (-ENAMETOOLONG if buf is too small). */
must_check int tree_read_link(const struct tree *tree, const char *path, char *buf, size_t size);

/* Does the path exist? Symbolic links are followed. */
bool tree_has(const struct tree *tree, const char *path);

/* The same, but if it ends with a link, that is not followed. */
bool tree_has_link(const struct tree *tree, const char *path);

/* Does the file exist, but the permission to read it is missing? */
bool tree_is_denied(const struct tree *tree, const char *path);

/* Write a string to an existing file (an attribute). Returns 0 or -E... */
must_check int tree_write(const struct tree *tree, const char *path, const char *value);

/*
 * Call visit for each name in a directory, in the order of strverscmp(3), until it returns
 * non-zero. Returns the last value that it returned, 0 if there are no names, -E2BIG for more than
 * 16384 names, or -E... if the directory cannot be read.
 */
must_check int tree_each(const struct tree *tree, const char *directory,
			 int (*visit)(void *context, const char *name), void *context);

/* The same for a directory that may be missing: if it cannot be read, visit nothing. */
void tree_visit(const struct tree *tree, const char *directory,
		int (*visit)(void *context, const char *name), void *context);

/* Tell the observer, if there is one, to add these bytes to a recorded tree. */
void tree_note(const struct tree *tree, const char *path, const void *bytes, size_t len);
