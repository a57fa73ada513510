// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/root.h"

#include "base/text.h"
#include "log/log.h"
#include "medium/probe.h"
#include "model/filesystem.h"
#include "model/plan_mount.h"
#include "root/content.h"
#include "root/usr.h"
#include "sys/block.h"
#include "sys/file.h"
#include "sys/mount_table.h"
#include "sys/program.h"
#include "sys/superblock.h"
#include "verify/verify.h"
#include "verify/verity.h"

#include <errno.h>
#include <string.h>

struct build {
	struct root *root;
	const struct root_context *context; /* the next five are its members */
	const struct medium *medium;
	const struct plan *plan;
	const struct config *config;
	struct drivers *drivers;
	struct verify *verify;
	struct failure *why;
	enum plan_map map; /* to try */
};

/* The next free map. Once the caller has counted it, root_undo() undoes it. */
static struct map *new_map(struct build *b)
{
	return &b->root->maps[b->root->n_maps];
}

/* Load a driver, unless drivers_begin() has done so. */
static void load_driver(struct build *b, const char *name)
{
	if (drivers_load(b->drivers, name) == -ENOENT)
		log_warning("the driver %s is missing from the initramfs", name);
}

/* ---- The medium ---- */

/* Make a link that the userspace of the root may look for. If that fails, the boot continues. */
static void make_link(struct build *b, const char *target, const char *path)
{
	int r = mounts_link(&b->root->mounts, target, path);

	if (r < 0)
		log_warning("cannot make the link %s: %s", path, strerror(-r));
}

static void link_contract(struct build *b, const char *device)
{
	const struct contract *contract = &b->plan->contract;

	for (int i = 0; i < CONTRACT_LINKS_MAX && contract->links[i].path; i++) {
		const struct contract_link *link = &contract->links[i];

		make_link(b, link->target[0] ? link->target : device, link->path);
	}
}

/* If verification is required, the files outside the root are only data. */
static const char *rest_options(const struct build *b)
{
	return config_requires(b->config) ? "ro,nosuid,nodev,noexec" : "ro";
}

static int mount_medium(struct build *b)
{
	const struct plan *plan = b->plan;
	const char *source = b->medium->path;
	char options[64];
	int r;

	/* The userspace of the root would use settings and programs from there. */
	if (!verify_allows_rest(b->verify)) {
		log_notice("the ISO itself is not mounted: no trusted signature covers all of it");
		return b->map == PLAN_MAP_FILE
			       ? failure_set(b->why, FAILURE_NOT_VERIFIED, -EPERM,
					     "pmemboot.map=file mounts the ISO, which no "
					     "trusted signature covers")
			       : 0;
	}
	if (b->map == PLAN_MAP_DM) {
		struct map *map = new_map(b);

		r = map_medium(map, b->medium, b->why);
		if (r < 0)
			return r;
		b->root->n_maps++;
		source = map->path;
	}
	load_driver(b, "isofs");
	r = text_print(options, sizeof(options), "noatime,%s", rest_options(b));
	if (r == 0)
		r = mounts_make(&b->root->mounts, NULL, source, plan->contract.medium, "iso9660",
				options, b->why);
	if (r == 0)
		link_contract(b, source);
	return r;
}

/* ---- The layers ---- */

/* Make a link to the first layer's device, by the name that the layout's userspace expects. */
static void link_mapped(struct build *b, const char *name)
{
	const struct map *map = b->root->layers[0];
	char target[MOUNTS_TARGET_MAX], path[MOUNTS_TARGET_MAX];

	if (map->how == PLAN_MAP_WHOLE ||
	    text_print(target, sizeof(target), "..%s", map->path + strlen("/dev")) < 0 ||
	    text_print(path, sizeof(path), "/dev/mapper/%s", name) < 0)
		return;
	make_link(b, target, path);
}

static int mount_layer_at(struct build *b, const char *source, const char *target,
			  const char *fstype, const char *more, struct failure *why)
{
	char options[CONFIG_ROOTFLAGS_MAX + 64];
	int r = text_print(options, sizeof(options), "noatime%s,ro", more);

	load_driver(b, fstype);
	return r < 0 ? r
		     : mounts_make(&b->root->mounts, NULL, source, target, fstype, options, why);
}

/* Map the nested image: the first of the possible names that exists. */
static int map_alternatives(struct build *b, struct map *map, unsigned int index,
			    struct failure *why)
{
	const char *name = b->plan->layers[index].nested;

	for (;;) {
		struct failure reason = { 0 };
		char path[PLAN_PATH_MAX];
		size_t len = strcspn(name, "|");
		int r = text_print(path, sizeof(path), "%.*s", (int)len, name);

		if (r == 0)
			r = map_nested(map, b->plan->contract.outer, path, index, &reason);
		if (r != -ENOENT || !name[len]) {
			if (r < 0)
				*why = reason;
			return r;
		}
		name += len + 1;
	}
}

/* Mount the nested image, which is the root, from the layer that contains it. */
static int mount_nested(struct build *b, unsigned int index, const char *target)
{
	const struct plan_layer *layer = &b->plan->layers[index];
	struct map *map = new_map(b);
	const struct filesystem *filesystem;
	struct superblock superblock;
	struct failure missing = { 0 };
	int r;

	drivers_try(b->drivers, "loop");
	r = map_alternatives(b, map, index, &missing);
	if (r == -ENOENT && layer->may_be_root)
		return mounts_bind(&b->root->mounts, b->plan->contract.outer, target, "ro", b->why);
	if (r < 0) {
		*b->why = missing;
		return r;
	}
	b->root->n_maps++;
	b->root->layers[index] = map;
	r = probe_superblock(map->loop.fd, &superblock);
	filesystem = r == 0 ? filesystem_find(superblock.type) : NULL;
	if (!filesystem)
		return failure_set(b->why, FAILURE_NO_ROOT_IMAGE, -ESRCH,
				   "%s in %s has no known file system", layer->nested, layer->path);
	return mount_layer_at(b, map->path, target, filesystem->fstype, filesystem->options,
			      b->why);
}

/* Can the files of the layer be used in place (DAX) on the device that it is mapped to? */
static bool can_dax(const struct build *b, const struct plan_layer *layer, const struct map *map)
{
	return b->config->dax && !layer->no_dax && block_has_dax(map->path + strlen("/dev/"));
}

/*
 * Mount a layer with DAX, so that its files are used in place. Returns 0; -EOPNOTSUPP if that is
 * not possible, also if the kernel has no DAX for the file system; another -E... and the reason.
 */
static int mount_dax(struct build *b, const struct plan_layer *layer, const struct map *map,
		     const char *target, struct failure *why)
{
	int r;

	if (!can_dax(b, layer, map))
		return -EOPNOTSUPP;
	r = mount_layer_at(b, map->path, target, layer->fstype, ",dax", why);
	if (r == -EINVAL)
		return -EOPNOTSUPP;
	/* The kernel may have mounted it without DAX. */
	if (r == 0 && mount_table_has_option(target, "dax"))
		b->root->dax = true;
	return r;
}

/* Mount the root of a disk, or its /usr, with the options of rootflags= or mount.usrflags= too. */
static int mount_with_flags(struct build *b, const struct plan_layer *layer, const struct map *map,
			    const char *target, const char *flags)
{
	char options[CONFIG_ROOTFLAGS_MAX + 32];
	int r = text_print(options, sizeof(options), "%s,%s", layer->options, flags);

	if (r < 0)
		return failure_set(b->why, FAILURE_COMMAND_LINE, r, "%s= has more than %d bytes",
				   flags == b->plan->usrflags ? "mount.usrflags" : "rootflags",
				   CONFIG_ROOTFLAGS_MAX - 1);
	return mount_layer_at(b, map->path, target, layer->fstype, options, b->why);
}

/* The kernel has the file system, but not all that this image needs: say what that is. */
static void add_needs(const struct plan_layer *layer, int error, struct failure *why)
{
	char needs[128];

	if (error != -EINVAL && error != -EOPNOTSUPP)
		return;
	filesystem_print_needs(layer->fstype, layer->compressor, layer->features, needs,
			       sizeof(needs));
	if (*needs)
		text_append_cut(why->line, sizeof(why->line), " (the image needs %s)", needs);
}

static int mount_mapped(struct build *b, unsigned int index, const struct map *map,
			const char *target)
{
	const struct plan_layer *layer = &b->plan->layers[index];
	const char *flags = plan_is_usr(b->plan, index) ? b->plan->usrflags : b->plan->rootflags;
	struct failure dax_failure = { 0 };
	int r = mount_dax(b, layer, map, target, &dax_failure);

	if (r == -EOPNOTSUPP && flags)
		r = mount_with_flags(b, layer, map, target, flags);
	else if (r == -EOPNOTSUPP)
		r = mount_layer_at(b, map->path, target, layer->fstype, layer->options, b->why);
	else if (r < 0)
		*b->why = dax_failure;
	add_needs(layer, r, b->why);
	return r;
}

/* Load the driver of dm-verity, which drivers_begin() may have done, and that of its
 * algorithm. */
static void load_verity(struct build *b, const char *algorithm)
{
	char name[VERITY_ALGORITHM_MAX + 8];

	load_driver(b, "dm_verity");
	if (text_print(name, sizeof(name), "crypto-%s", algorithm) == 0)
		drivers_try(b->drivers, name);
}

/* Map a layer a second time, protected by dm-verity. */
static int map_protected(struct build *b, unsigned int index, const struct map *data,
			 struct verity_setup *setup)
{
	cleanup_root_signature struct root_signature signature = { .path = NULL };
	struct map_verification verification = { .setup = setup,
						 .signature = &signature,
						 .panic = b->config->verity_panic };
	struct map *maps = new_map(b);
	int r = verify_read_root_signature(b->verify, index, setup, &signature, b->why);

	if (r < 0)
		return r;
	load_verity(b, setup->verity.algorithm);
	r = map_verity(maps, data, b->medium, b->plan, index, &verification, b->why);
	if (r < 0)
		return r;
	b->root->n_maps += MAP_VERITY_COUNT;
	b->root->layers[index] = &maps[MAP_VERIFIED];
	if (signature.path)
		verify_add_root_signature(b->verify, &signature, verification.signature_error,
					  setup);
	verify_add_verity(b->verify, index, setup);
	return 0;
}

static int map_one(struct build *b, unsigned int index)
{
	const struct plan *plan = b->plan;
	struct map *map = new_map(b);
	struct verity_setup setup;
	int r = map_layer(map, b->medium, plan, index, b->map, plan->contract.medium, b->why);

	if (r < 0)
		return r;
	b->root->n_maps++;
	b->root->layers[index] = map;
	r = verify_prepare_verity(b->verify, index, &setup, b->why);
	return r < 0 || !setup.wanted ? r : map_protected(b, index, map, &setup);
}

/* Verify the layers by the same devices that will be mounted. */
static int verify_mapped(struct build *b)
{
	struct verify_source sources[LAYOUT_LAYERS_MAX];
	struct extent extents[LAYOUT_LAYERS_MAX];

	for (unsigned int i = 0; i < b->plan->n_layers; i++) {
		extents[i] = (struct extent){ 0, b->plan->layers[i].file_size };
		sources[i] = (struct verify_source){ b->root->layers[i]->path, &extents[i], 1 };
	}
	return verify_layers(b->verify, sources, b->why);
}

/* If dm-verity made the mount fail, give that reason instead of the file system's. */
static int blame_verity(struct build *b, unsigned int index, int error)
{
	if (error < 0 && verify_has_verity(b->verify, index) &&
	    dm_is_corrupted(&b->root->layers[index]->dm)) {
		*b->why = (struct failure){ 0 };
		(void)failure_set(b->why, FAILURE_VERITY, error,
				  "%s: a block does not match its root hash",
				  b->plan->layers[index].path);
	}
	return error;
}

static int mount_layer(struct build *b, unsigned int index)
{
	const struct plan *plan = b->plan;
	const struct map *map = b->root->layers[index];
	char target[MOUNTS_TARGET_MAX];
	int r = plan_mount_target(plan, index, target, sizeof(target));

	if (r < 0)
		return failure_set(b->why, FAILURE_UNSUPPORTED, r, "the name is too long: %s",
				   plan->layers[index].path);
	if (plan->layers[index].nested) {
		r = mount_mapped(b, index, map, plan->contract.outer);
		if (r == 0)
			r = content_check_image(plan->contract.outer, b->why);
		if (r == 0)
			r = mount_nested(b, index, target);
	} else {
		r = mount_mapped(b, index, map, target);
	}
	if (r < 0)
		return blame_verity(b, index, r);
	r = content_check_image(target, b->why);
	if (r < 0)
		return r;
	if (index == 0 && plan->contract.mapped)
		link_mapped(b, plan->contract.mapped);
	b->root->overlay.lower[index] = b->root->mounts.list[b->root->mounts.count - 1].target;
	return 0;
}

/* ---- The root ---- */

/*
 * Mount the ISO inside the root, and make a link there. In a read-only root the mount point
 * may be missing. If it is a symbolic link, it would lead the mount into the initramfs.
 */
static void mount_inside(struct build *b)
{
	const struct contract *contract = &b->plan->contract;
	const struct contract_link *link = &contract->root_link;
	char path[MOUNTS_TARGET_MAX];
	struct failure why = { 0 };

	if (contract->inside && contract->medium && verify_allows_rest(b->verify) &&
	    text_print(path, sizeof(path), "%s%s", b->root->directory, contract->inside) == 0) {
		if (!file_is_directory_or_none(path))
			log_warning("%s in the root is not a directory", contract->inside);
		else if (mounts_bind(&b->root->mounts, contract->medium, path, rest_options(b),
				     &why) < 0)
			log_warning("%s", why.line);
	}
	/* The path may exist already. */
	if (link->path && b->config->overlay &&
	    file_make_link_below(b->root->directory, link->target, link->path) < 0)
		log_debug("cannot make the link %s in the root", link->path);
}

static int mount_root(struct build *b)
{
	struct overlay *overlay = &b->root->overlay;
	const char *usr = b->plan->has_usr ? overlay->lower[b->plan->n_layers - 1] : NULL;
	int r = 0;

	load_driver(b, "overlay");
	overlay->n_lower = b->plan->n_layers - b->plan->has_usr;
	overlay->directory = b->root->directory;
	if (overlay->n_lower == 0) {
		overlay->n_lower = 1;
		r = usr_make_base(usr, &b->root->mounts, &overlay->lower[0], b->why);
	}
	if (r == 0)
		r = overlay_mount(overlay, b->context, &b->root->mounts, b->why);
	if (r == 0 && usr)
		r = usr_mount(usr, b->root->directory, &b->root->mounts, b->why);
	if (r == 0)
		mount_inside(b);
	return r;
}

/* Load the driver for this way to map. If it is missing, the mapping fails and says so. */
static void load_mapper(struct build *b)
{
	if (b->map == PLAN_MAP_LOOP || b->map == PLAN_MAP_FILE)
		drivers_try(b->drivers, "loop");
}

static int build_once(struct build *b)
{
	int r;

	load_mapper(b);
	verify_forget_layers(b->verify);
	r = b->plan->contract.medium ? mount_medium(b) : 0;
	for (unsigned int i = 0; r == 0 && i < b->plan->n_layers; i++)
		r = map_one(b, i);
	if (r == 0)
		r = verify_mapped(b);
	for (unsigned int i = 0; r == 0 && i < b->plan->n_layers; i++)
		r = mount_layer(b, i);
	if (r == 0)
		r = mount_root(b);
	if (r == 0)
		r = content_find_init(b->root->directory, b->config, &b->root->init, b->why);
	return r < 0 ? r : content_check_root(b->root->directory, b->config->overlay, b->why);
}

int root_build(struct root *root, const char *directory, const struct root_context *context,
	       struct failure *why)
{
	struct build b = { .root = root,
			   .context = context,
			   .medium = context->medium,
			   .plan = context->plan,
			   .config = context->config,
			   .drivers = context->drivers,
			   .verify = context->verify,
			   .why = why,
			   .map = context->plan->map };
	int r;

	*root = (struct root){ .directory = directory };
	if (strlen(directory) >= MOUNTS_TARGET_MAX / 2)
		return failure_set(why, FAILURE_SYSTEM, -ENAMETOOLONG, "%s: the path is too long",
				   directory);
	for (;;) {
		enum plan_map next;

		root->map = b.map;
		root->dax = false;
		r = build_once(&b);
		if (r == 0)
			break;
		root_undo(root);
		next = plan_map_after(b.map, b.config->map, why->code);
		if (next == PLAN_MAP_AUTO)
			return r;
		log_notice("%s; mapping by %s instead", why->line, plan_map_name(next));
		*why = (struct failure){ 0 };
		b.map = next;
	}
	/* From now on the mounts keep the mapped devices. */
	for (unsigned int i = 0; i < root->n_maps; i++)
		map_keep(&root->maps[i]);
	return 0;
}

void root_undo(struct root *root)
{
	mounts_undo(&root->mounts);
	while (root->n_maps > 0)
		map_undo(&root->maps[--root->n_maps]);
	memset(root->layers, 0, sizeof(root->layers)); /* which were in maps */
	partitions_undo(&root->partitions);
}
