/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The trusted public keys: the files keys.d/NAME.pub of the initramfs, in the format of signify or
 * minisign.
 */
#pragma once

#include "base/attributes.h"
#include "parse/signify.h"

struct tree;

enum { KEYS_MAX = 32, KEY_NAME_MAX = 64, KEY_FILE_MAX = 4096 };

struct key {
	char name[KEY_NAME_MAX]; /* of the file, without its folder */
	struct signify_key key;
};

struct keys {
	unsigned int count;
	struct key list[KEYS_MAX];
};

/* Add the key in a file that an argument names. Returns 0; or -E..., which is logged. */
must_check int keys_add_argument(struct keys *keys, const char *path);

/*
 * Add the keys in the files of a folder whose names end in ".pub". The folder may be missing. A
 * file that cannot be read, or does not hold a key, is logged and ignored.
 */
void keys_add_folder(struct keys *keys, const struct tree *tree, const char *folder);

/* The trusted key with an id of 8 bytes, or NULL. */
const struct key *keys_find(const struct keys *keys, const uint8_t *id);
