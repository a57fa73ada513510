/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The public keys that are trusted: files keys.d/NAME.pub in the initramfs, of signify or minisign.
 */
#pragma once

#include "base/attributes.h"
#include "parse/signify.h"

struct tree;

enum { KEYS_MAX = 32, KEY_NAME_MAX = 64, KEY_FILE_MAX = 4096 };

struct key {
	char name[KEY_NAME_MAX]; /* the file's, without its folder */
	struct signify_key key;
};

struct keys {
	unsigned int count;
	struct key list[KEYS_MAX];
};

/*
 * Add a key of a file, or those of a folder that end in ".pub", in a tree. Returns 0; -ENOENT if
 * there is no such folder; -E... A file that is no key is told, and passed over in a folder.
 */
must_check int keys_add_file(struct keys *keys, const struct tree *tree, const char *path);
must_check int keys_add_folder(struct keys *keys, const struct tree *tree, const char *folder);

/* The key of an id of 8 bytes; NULL if it isn't trusted. */
const struct key *keys_find(const struct keys *keys, const uint8_t *id);
