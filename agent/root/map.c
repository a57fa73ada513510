// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/map.h"

#include "base/hex.h"
#include "base/text.h"
#include "log/log.h"
#include "sys/file.h"

#include <errno.h>
#include <string.h>

#define LINKS "/dev/mapper"

enum { SECTOR = 512 };

static int map_failure(const struct medium *medium, const char *path, enum plan_map how, int error,
		       struct failure *why)
{
	return failure_set(why, FAILURE_MOUNT, error, "cannot map %s of %s by %s: %s", path,
			   medium->path, plan_map_name(how), strerror(-error));
}

/* Make a link with a readable name. It is a convenience: if that fails, the boot continues. */
static void make_link(struct map *map, const char *name)
{
	char target[MAP_PATH_MAX];
	int r = text_print(map->link, sizeof(map->link), LINKS "/pmemboot-%s", name);

	if (r == 0)
		r = text_print(target, sizeof(target), "..%s", map->path + strlen("/dev"));
	if (r == 0)
		r = file_make_directories(LINKS);
	if (r == 0)
		r = file_make_link(target, map->link);
	if (r < 0) {
		log_debug("cannot make the link %s: %s", map->link, strerror(-r));
		map->link[0] = '\0';
	}
}

static int map_dm(struct map *map, const struct medium *medium, const char *name,
		  const struct extent *extents, unsigned int n)
{
	char device[DM_NAME_SIZE];
	int r = text_print(device, sizeof(device), "pmemboot-%s", name);

	if (r == 0)
		r = dm_create(device, medium->fd, extents, n, &map->dm);
	if (r == 0)
		text_copy_cut(map->path, sizeof(map->path), map->dm.path);
	return r;
}

static int map_loop(struct map *map, int fd, const struct extent *extent)
{
	int r = loop_attach(fd, extent, &map->loop);

	if (r == 0)
		text_copy_cut(map->path, sizeof(map->path), map->loop.path);
	return r;
}

/* Attach a loop device to a whole file, of whatever size that is. */
static int map_file(struct map *map, const char *directory, const char *path)
{
	const struct extent whole = { 0, 0 };
	cleanup_close int fd = file_open_below(directory, path);

	return fd < 0 ? fd : map_loop(map, fd, &whole);
}

int map_layer(struct map *ret, const struct medium *medium, const struct plan *plan,
	      unsigned int index, enum plan_map how, const char *iso, struct failure *why)
{
	const struct plan_layer *layer = &plan->layers[index];
	char name[16];
	int r = text_print(name, sizeof(name), "layer%u", index);

	*ret = (struct map){ .how = plan_layer_map(layer, how), .loop.fd = -1 };
	if (ret->how == PLAN_MAP_WHOLE) {
		text_copy_cut(ret->path, sizeof(ret->path), medium->path);
		return 0;
	}
	if (r == 0 && ret->how == PLAN_MAP_DM)
		r = map_dm(ret, medium, name, layer->extents, layer->n_extents);
	else if (r == 0 && ret->how == PLAN_MAP_LOOP)
		r = map_loop(ret, medium->fd, &layer->extents[0]);
	else if (r == 0)
		r = iso ? map_file(ret, iso, layer->path) : -EOPNOTSUPP;
	if (r < 0)
		return map_failure(medium, layer->path, ret->how, r, why);
	make_link(ret, name);
	return 0;
}

/*
 * Map the hash tree, like a layer at its extent. If the extent starts at a multiple of the hash
 * block size, the medium itself can be the device, which saves a mapping.
 */
static int map_tree(struct map *ret, const struct medium *medium, struct extent tree,
		    unsigned int index, enum plan_map how, struct dm_verity *verity)
{
	char name[16];
	int r = text_print(name, sizeof(name), "hashes%u", index);

	*ret = (struct map){ .how = how, .loop.fd = -1 };
	verity->hashes = ret->path;
	verity->hash_start = 1;
	if (how == PLAN_MAP_DM && tree.offset % verity->hash_block_size == 0) {
		verity->hashes = medium->path;
		verity->hash_start += tree.offset / verity->hash_block_size;
		return 0;
	}
	/* The rest of a file's last sector belongs to the file. */
	tree.len = (tree.len + SECTOR - 1) / SECTOR * SECTOR;
	if (r == 0 && how == PLAN_MAP_DM)
		r = map_dm(ret, medium, name, &tree, 1);
	else if (r == 0)
		r = map_loop(ret, medium->fd, &tree);
	if (r == 0)
		make_link(ret, name);
	return r;
}

int map_verity(struct map *ret, struct map *hashes, const struct map *data,
	       const struct medium *medium, const struct plan *plan, unsigned int index,
	       const struct verity_setup *setup, bool panic, struct failure *why)
{
	char root[2 * VERITY_DIGEST_MAX + 1], salt[2 * VERITY_SALT_MAX + 1], name[DM_NAME_SIZE];
	struct dm_verity verity = { .data = data->path,
				    .data_block_size = setup->verity.data_block_size,
				    .hash_block_size = setup->verity.hash_block_size,
				    .data_blocks = setup->verity.data_blocks,
				    .algorithm = setup->verity.algorithm,
				    .root = root,
				    .salt = salt,
				    .panic = panic };
	int r = map_tree(hashes, medium, plan->layers[index].tree, index, data->how, &verity);

	hex_encode(setup->root, setup->root_size, root);
	hex_encode(setup->verity.salt, setup->verity.salt_size, salt);
	*ret = (struct map){ .how = PLAN_MAP_DM, .loop.fd = -1 };
	if (r == 0)
		r = text_print(name, sizeof(name), "pmemboot-verity%u", index);
	if (r == 0)
		r = dm_create_verity(name, &verity, &ret->dm);
	if (r < 0) {
		map_undo(hashes);
		return failure_set(why, FAILURE_VERITY, r, "cannot map %s by dm-verity: %s",
				   plan->layers[index].path, strerror(-r));
	}
	text_copy_cut(ret->path, sizeof(ret->path), ret->dm.path);
	make_link(ret, name + strlen("pmemboot-"));
	return 0;
}

int map_nested(struct map *ret, const char *outer, const char *path, unsigned int index,
	       struct failure *why)
{
	char name[24];
	int r = text_print(name, sizeof(name), "nested%u", index);

	*ret = (struct map){ .how = PLAN_MAP_FILE, .loop.fd = -1 };
	if (r == 0)
		r = map_file(ret, outer, path);
	if (r < 0)
		return failure_set(why, r == -ENOENT ? FAILURE_NO_ROOT_IMAGE : FAILURE_MOUNT, r,
				   "cannot map %s in %s: %s", path, outer, strerror(-r));
	make_link(ret, name);
	return 0;
}

int map_medium(struct map *ret, const struct medium *medium, struct failure *why)
{
	const struct extent whole = { 0, medium->size };
	int r;

	*ret = (struct map){ .how = PLAN_MAP_DM, .loop.fd = -1 };
	r = map_dm(ret, medium, "medium", &whole, 1);
	if (r < 0)
		return map_failure(medium, "the whole", PLAN_MAP_DM, r, why);
	make_link(ret, "medium");
	return 0;
}

void map_keep(struct map *map)
{
	if (map->dm.path[0])
		dm_remove(&map->dm);
	cleanup_close_fd(&map->loop.fd);
	map->loop.fd = -1;
	map->dm.path[0] = '\0';
}

void map_undo(struct map *map)
{
	map_keep(map);
	if (map->link[0])
		file_remove(map->link);
	map->link[0] = '\0';
}
