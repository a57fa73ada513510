/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A tree: a directory that stands for /, either / itself or a recorded one. Paths are relative to
 * it
 * ("sys/bus/nd/devices"), and no symbolic link and no ".." in it leads out of it.
 *
 * A tree may have an observer, which is told what is read of it: so a tree is recorded
 * (sys/record.h).
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
	TREE_NOTE    /* bytes that are not from the tree, but belong into a recorded one */
};

struct tree_observer {
	/* Without bytes len is 0. The path and the bytes are the caller's. */
	void (*see)(struct tree_observer *observer, enum tree_sight sight, const char *path,
		    const void *bytes, size_t len);
};

struct tree {
	int fd;				/* -1: none */
	struct tree_observer *observer; /* the caller's, or NULL */
};

#define TREE_NONE                          \
	{                                  \
		.fd = -1, .observer = NULL \
	}

/* Close a tree when the variable leaves its scope. It starts as TREE_NONE. */
#define cleanup_tree __attribute__((cleanup(tree_close)))

/* Open a directory as a tree, without an observer. 0 or -E..., and then *ret is TREE_NONE. Close it
 * with tree_close(). */
must_check int tree_open(struct tree *ret, const char *path);
void tree_close(struct tree *tree);

/*
 * Read a file of less than size bytes and terminate it; a last newline is removed. Returns the
 * length, -E2BIG if it is longer, or the error of open(2) or read(2).
 */
must_check int tree_read(const struct tree *tree, const char *path, char *buf, size_t size);

/*
 * Read all bytes of a file of at most max bytes, into memory that the caller frees. Returns the
 * length, -E2BIG if there are more, or another -E..., and then *ret is untouched.
 */
must_check int tree_read_all(const struct tree *tree, const char *path, size_t max, uint8_t **ret);

/* The text that a symbolic link holds. 0, or -E... (-ENAMETOOLONG if buf is too small). */
must_check int tree_read_link(const struct tree *tree, const char *path, char *buf, size_t size);

/* Does the path exist? Symbolic links are followed. */
bool tree_has(const struct tree *tree, const char *path);

/* Is there a file that may not be read, because the permission is missing? */
bool tree_is_denied(const struct tree *tree, const char *path);

/* Write a string into a file that exists (an attribute). 0 or -E... */
must_check int tree_write(const struct tree *tree, const char *path, const char *value);

/*
 * Call visit for each name in a directory, in the order of strverscmp(3), until it returns
 * non-zero. Returns what it returned last, 0 for none, or -E... if the directory can't be read;
 * -E2BIG over 16384 names.
 */
must_check int tree_each(const struct tree *tree, const char *directory,
			 int (*visit)(void *context, const char *name), void *context);

/* The same for a directory that may be missing: of one that can't be read, nothing is visited. */
void tree_visit(const struct tree *tree, const char *directory,
		int (*visit)(void *context, const char *name), void *context);

/* Tell the observer, if there is one, what a recorded tree should hold besides. */
void tree_note(const struct tree *tree, const char *path, const void *bytes, size_t len);
