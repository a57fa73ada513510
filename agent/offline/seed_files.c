// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/seed_files.h"

#include "base/text.h"
#include "log/log.h"
#include "model/seed.h"
#include "sys/file.h"
#include "sys/tree.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

struct reading {
	struct seed_files *files;
	const struct tree *tree;
	const char *directory; /* the argument, for messages */
	int folder;	       /* the node that is listed, or -1 */
};

static int read_file(struct reading *reading, struct fat_image_node *node, const char *path)
{
	struct seed_files *files = reading->files;
	uint8_t *bytes = NULL, *fitted;
	int len = tree_read_all(reading->tree, path, SEED_SIZE_MAX - files->total, &bytes);

	if (len == -EISDIR) {
		node->is_folder = true;
		return 0;
	}
	if (len == -E2BIG)
		log_error("%s has more than 64 MiB, the size of the largest seed",
			  reading->directory);
	else if (len < 0)
		log_error("%s/%s cannot be read: %s", reading->directory, path, file_why(len));
	if (len < 0)
		return len;
	/* There is room for the largest file. */
	fitted = realloc(bytes, len > 0 ? (size_t)len : 1);
	node->bytes = (struct slice){ fitted ? fitted : bytes, (size_t)len };
	files->total += (uint64_t)len;
	return 0;
}

static int visit_name(void *context, const char *name)
{
	struct reading *reading = context;
	struct seed_files *files = reading->files;
	unsigned int i = files->tree.count;
	char path[PATH_MAX];
	bool is_top = reading->folder < 0;

	if (i == FAT_IMAGE_NODES_MAX) {
		log_error("%s has more than %d files and folders", reading->directory,
			  FAT_IMAGE_NODES_MAX);
		return -E2BIG;
	}
	if (text_print(path, sizeof(path), "%s%s%s", is_top ? "" : files->paths[reading->folder],
		       is_top ? "" : "/", name) < 0)
		return -ENAMETOOLONG;
	files->paths[i] = strdup(path);
	if (!files->paths[i])
		return -ENOMEM;
	files->nodes[i] = (struct fat_image_node){
		.name = files->paths[i] + strlen(path) - strlen(name), .folder = reading->folder
	};
	files->tree.count++;
	return read_file(reading, &files->nodes[i], path);
}

/* List a folder, and later those that were found in it. */
static int read_folders(struct reading *reading)
{
	const struct seed_files *files = reading->files;
	int r = tree_each(reading->tree, ".", visit_name, reading);

	for (unsigned int i = 0; r == 0 && i < files->tree.count; i++) {
		reading->folder = (int)i;
		if (files->nodes[i].is_folder)
			r = tree_each(reading->tree, files->paths[i], visit_name, reading);
	}
	return r;
}

int seed_files_read(struct seed_files *ret, const char *directory)
{
	cleanup_tree struct tree tree = TREE_NONE;
	struct reading reading = { ret, &tree, directory, -1 };
	int r = tree_open(&tree, directory);

	memset(ret, 0, sizeof(*ret));
	ret->tree.nodes = ret->nodes;
	if (r < 0) {
		log_error("%s cannot be opened: %s", directory, strerror(-r));
		return r;
	}
	r = read_folders(&reading);
	if (r == -ENOMEM)
		log_error("out of memory");
	return r;
}

void seed_files_free(struct seed_files *files)
{
	for (unsigned int i = 0; i < files->tree.count; i++) {
		free((void *)(uintptr_t)files->nodes[i].bytes.data);
		free(files->paths[i]);
	}
	files->tree.count = 0;
}
