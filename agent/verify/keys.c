// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/keys.h"

#include "base/text.h"
#include "log/log.h"
#include "sys/file.h"
#include "sys/tree.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#define SUFFIX ".pub"

static int add_file(struct keys *keys, const struct tree *tree, const char *path)
{
	struct key *key = &keys->list[keys->count];
	cleanup_free uint8_t *bytes = NULL;
	const char *slash = strrchr(path, '/');
	int r = keys->count < KEYS_MAX ? tree_read_all(tree, path, KEY_FILE_MAX, &bytes) : -ENOSPC;

	if (r >= 0)
		r = signify_parse_key((struct slice){ bytes, (size_t)r }, &key->key);
	if (r == -ENOENT && bytes)
		r = -EBADMSG;
	if (r == -EBADMSG || r == -E2BIG)
		log_warning("%s is not a public key of signify or minisign", path);
	else if (r == -ENOSPC)
		log_warning("the key %s is one too many: at most %d are used", path, KEYS_MAX);
	else if (r < 0)
		log_warning("the key %s cannot be read: %s", path, file_why(r));
	if (r < 0)
		return r;
	text_copy_cut(key->name, sizeof(key->name), slash ? slash + 1 : path);
	keys->count++;
	return 0;
}

int keys_add_argument(struct keys *keys, const char *path)
{
	cleanup_tree struct tree root = TREE_NONE;
	char absolute[PATH_MAX];
	int r = file_real_path(path, absolute);

	if (r == 0)
		r = tree_open(&root, "/");
	if (r == 0)
		return add_file(keys, &root, absolute);
	log_error("the key %s cannot be read: %s", path, file_why(r));
	return r;
}

struct folder {
	struct keys *keys;
	const struct tree *tree;
	const char *path;
};

static int visit_key(void *context, const char *name)
{
	const struct folder *folder = context;
	char path[256];

	if (text_ends(name, SUFFIX) &&
	    text_print(path, sizeof(path), "%s/%s", folder->path, name) == 0)
		add_file(folder->keys, folder->tree, path);
	return 0;
}

void keys_add_folder(struct keys *keys, const struct tree *tree, const char *folder)
{
	struct folder context = { keys, tree, folder };
	int r = tree_each(tree, folder, visit_key, &context);

	if (r < 0 && r != -ENOENT)
		log_warning("cannot read the keys in %s: %s", folder, file_why(r));
}

const struct key *keys_find(const struct keys *keys, const uint8_t *id)
{
	for (unsigned int i = 0; i < keys->count; i++)
		if (memcmp(keys->list[i].key.id, id, sizeof(keys->list[i].key.id)) == 0)
			return &keys->list[i];
	return NULL;
}
