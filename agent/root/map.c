// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/map.h"

#include "base/hex.h"
#include "base/text.h"
#include "log/log.h"
#include "sys/file.h"
#include "sys/key.h"

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

/* ---- dm-verity ---- */

/*
 * Map what belongs to a layer, like a layer at its extent. If the extent starts at a multiple of a
 * block, the medium itself can be the device, which saves a mapping. *device will be its path, and
 * *start the number of blocks before the extent.
 */
static int map_beside(struct map *ret, const struct medium *medium, struct extent extent,
		      const char *name, enum plan_map how, uint32_t block_size, const char **device,
		      uint64_t *start)
{
	int r;

	*ret = (struct map){ .how = how, .loop.fd = -1 };
	*device = ret->path;
	*start = 0;
	if (how == PLAN_MAP_DM && extent.offset % block_size == 0) {
		*device = medium->path;
		*start = extent.offset / block_size;
		return 0;
	}
	/* The rest of a file's last sector belongs to the file. */
	extent.len = (extent.len + SECTOR - 1) / SECTOR * SECTOR;
	r = how == PLAN_MAP_DM ? map_dm(ret, medium, name, &extent, 1)
			       : map_loop(ret, medium->fd, &extent);
	if (r == 0)
		make_link(ret, name);
	return r;
}

static int map_tree(struct map *ret, const struct medium *medium, const struct plan_layer *layer,
		    unsigned int index, enum plan_map how, struct verity_table *table)
{
	char name[16];
	int r = text_print(name, sizeof(name), "hashes%u", index);

	if (r == 0)
		r = map_beside(ret, medium, layer->tree, name, how, table->hash_block_size,
			       &table->hashes, &table->hash_start);
	table->hash_start++; /* after the superblock */
	return r;
}

/* Codes only repair: if they cannot be mapped, the layer is used without them. */
static void map_codes(struct map *ret, const struct medium *medium, const struct plan_layer *layer,
		      unsigned int index, enum plan_map how, struct verity_table *table)
{
	char name[16];
	int r = text_print(name, sizeof(name), "codes%u", index);

	if (r == 0)
		r = map_beside(ret, medium, layer->codes, name, how, table->data_block_size,
			       &table->fec, &table->fec_start);
	if (r == 0)
		table->parts |= VERITY_TABLE_FEC;
	else
		log_notice("the error correction codes of %s cannot be mapped: %s", layer->path,
			   strerror(-r));
}

/* Make the device by as many parts of the table as the kernel can use. Returns its last error. */
static int create_verified(const char *name, struct verity_table *table, struct dm *ret,
			   int *signature_error)
{
	unsigned int parts = table->parts;
	int r, next = (int)parts;

	do {
		table->parts = (unsigned int)next;
		r = dm_create_verity(name, table, ret);
		if (r < 0 && table->parts & VERITY_TABLE_SIGNATURE)
			*signature_error = r;
		next = r < 0 ? verity_table_retry(parts, table->parts, r) : -1;
	} while (next >= 0);
	if (r == 0 && table->parts & VERITY_TABLE_SIGNATURE)
		*signature_error = 0;
	return r;
}

/* The key that holds the signature exists only while the table is loaded. */
static int create_signed(const char *name, struct verity_table *table,
			 struct map_verification *verification, struct dm *ret)
{
	const struct root_signature *signature = verification->signature;
	int key, r;

	if (!signature->path)
		return create_verified(name, table, ret, &verification->signature_error);
	key = key_add(name, (struct slice){ signature->bytes, signature->len });
	verification->signature_error = key;
	if (key >= 0) {
		table->key = name;
		table->parts |= VERITY_TABLE_SIGNATURE;
	}
	r = create_verified(name, table, ret, &verification->signature_error);
	if (key >= 0)
		key_remove(key);
	return r;
}

static int refuse_verified(const struct plan_layer *layer, const struct map_verification *by,
			   unsigned int parts, int error, struct failure *why)
{
	if (verity_table_is_wrong(parts, error))
		return failure_set(why, FAILURE_BAD_SIGNATURE, error,
				   "%s does not match the root hash of %s, says the kernel: %s",
				   by->signature->path, layer->path, strerror(-error));
	return failure_set(why, FAILURE_VERITY, error, "cannot map %s by dm-verity: %s",
			   layer->path, strerror(-error));
}

int map_verity(struct map *maps, const struct map *data, const struct medium *medium,
	       const struct plan *plan, unsigned int index, struct map_verification *verification,
	       struct failure *why)
{
	const struct verity_setup *setup = verification->setup;
	const struct plan_layer *layer = &plan->layers[index];
	char root[2 * VERITY_DIGEST_MAX + 1], salt[2 * VERITY_SALT_MAX + 1], name[DM_NAME_SIZE];
	struct map *verified = &maps[MAP_VERIFIED];
	struct verity_table table = { .data = data->path,
				      .data_block_size = setup->verity.data_block_size,
				      .hash_block_size = setup->verity.hash_block_size,
				      .data_blocks = setup->verity.data_blocks,
				      .algorithm = setup->verity.algorithm,
				      .root = root,
				      .salt = salt,
				      .panic = verification->panic,
				      .of = setup->fec };
	int r = map_tree(&maps[MAP_HASHES], medium, layer, index, data->how, &table);

	hex_encode(setup->root, setup->root_size, root);
	hex_encode(setup->verity.salt, setup->verity.salt_size, salt);
	maps[MAP_CODES] = *verified = (struct map){ .how = PLAN_MAP_DM, .loop.fd = -1 };
	if (r == 0 && setup->has_codes)
		map_codes(&maps[MAP_CODES], medium, layer, index, data->how, &table);
	if (r == 0)
		r = text_print(name, sizeof(name), "pmemboot-verity%u", index);
	if (r == 0)
		r = create_signed(name, &table, verification, &verified->dm);
	if (r < 0) {
		map_undo(&maps[MAP_CODES]);
		map_undo(&maps[MAP_HASHES]);
		return refuse_verified(layer, verification, table.parts, r, why);
	}
	if (setup->has_codes && !(table.parts & VERITY_TABLE_FEC))
		log_notice("%s is mapped without its error correction codes, which this kernel "
			   "cannot use (CONFIG_DM_VERITY_FEC)",
			   layer->path);
	text_copy_cut(verified->path, sizeof(verified->path), verified->dm.path);
	make_link(verified, name + strlen("pmemboot-"));
	return 0;
}

/* ---- Others ---- */

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
