// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/root.h"

#include "base/text.h"
#include "boot/log.h"
#include "sys/file.h"
#include "sys/inode.h"
#include "sys/mount.h"
#include "sys/program.h"

#include <errno.h>
#include <string.h>

/* What the kernel itself tries in turn (init/main.c, kernel_init(), Linux 6.12). */
static const char *const inits[] = { "/sbin/init", "/etc/init", "/bin/init", "/bin/sh" };

struct build {
	struct root *root;
	const struct medium *medium;
	const struct config *config;
	struct drivers *drivers;
	struct failure *why;
	enum plan_map map; /* to try */
};

/* Record a mount before it is made. */
static struct root_mount *new_mount(struct build *b, const char *source, const char *fstype)
{
	struct root_mount *mount = &b->root->mounts[b->root->n_mounts];

	mount->fstype = fstype;
	text_copy_cut(mount->source, sizeof(mount->source), source);
	return mount;
}

static int mount_failure(struct build *b, const struct root_mount *mount, int error)
{
	if (error == -ENODEV)
		return failure_set(b->why, FAILURE_DRIVER_MISSING, error,
				   "the kernel has no driver for %s, which %s needs", mount->fstype,
				   mount->target);
	return failure_set(b->why, FAILURE_MOUNT, error, "cannot mount %s on %s as %s: %s",
			   mount->source, mount->target, mount->fstype, strerror(-error));
}

static int make_mount(struct build *b, struct root_mount *mount, const char *options)
{
	int r = file_make_directories(mount->target);

	if (r == 0)
		r = mount_at(mount->source, mount->target, mount->fstype, options);
	if (r < 0)
		return mount_failure(b, mount, r);
	b->root->n_mounts++;
	log_debug("mounted %s on %s (%s, %s)", mount->source, mount->target, mount->fstype,
		  options);
	return 0;
}

/* The next one, to be filled in. Once it is there, root_undo() undoes it. */
static struct map *new_map(struct build *b)
{
	return &b->root->maps[b->root->n_maps];
}

static int mount_medium(struct build *b)
{
	const struct plan *plan = &b->medium->plan;
	const char *source = b->medium->path;
	struct root_mount *mount;

	if (b->map == PLAN_MAP_DM) {
		struct map *map = new_map(b);
		int r = map_medium(map, b->medium, b->why);

		if (r < 0)
			return r;
		b->root->n_maps++;
		source = map->path;
	}
	mount = new_mount(b, source, "iso9660");
	text_copy_cut(mount->target, sizeof(mount->target), plan->contract.medium);
	return make_mount(b, mount, "ro,noatime");
}

/*
 * A layer's mount point is named as its image. What has a meaning in overlayfs's lowerdir= (':',
 * ',' and '\') is replaced; a name that is taken gets a number.
 */
static int name_layer(struct build *b, unsigned int index, struct root_mount *mount)
{
	const struct plan *plan = &b->medium->plan;
	const char *path = plan->layers[index].path;
	const char *slash = strrchr(path, '/');
	char *name;
	int r = text_print(mount->target, sizeof(mount->target), "%s/", plan->contract.lower);

	name = mount->target + strlen(mount->target);
	if (r == 0)
		r = text_append(mount->target, sizeof(mount->target), "%s",
				slash ? slash + 1 : path);
	for (; *name; name++)
		if (strchr(":,\\\"", *name) || (unsigned char)*name <= ' ')
			*name = '_';
	for (unsigned int i = 0; r == 0 && i < b->root->n_mounts; i++)
		if (strcmp(b->root->mounts[i].target, mount->target) == 0)
			r = text_append(mount->target, sizeof(mount->target), ".%u", index);
	if (r < 0)
		return failure_set(b->why, FAILURE_UNSUPPORTED, r, "the name is too long: %s",
				   path);
	return 0;
}

static int mount_layer_from(struct build *b, unsigned int index, const char *source)
{
	const struct plan_layer *layer = &b->medium->plan.layers[index];
	struct root_mount *mount = new_mount(b, source, layer->fstype);
	char options[64];
	int r = name_layer(b, index, mount);

	if (r == 0)
		r = text_print(options, sizeof(options), "ro,noatime%s", layer->options);
	return r < 0 ? r : make_mount(b, mount, options);
}

static int mount_layer(struct build *b, unsigned int index)
{
	const struct plan *plan = &b->medium->plan;
	const struct plan_layer *layer = &plan->layers[index];
	struct map *map = new_map(b);
	int r = drivers_load(b->drivers, layer->fstype);

	if (r == -ENOENT)
		log_warning("the initramfs lacks the driver %s", layer->fstype);
	r = map_layer(map, b->medium, index, b->map, plan->contract.medium, b->why);
	if (r < 0)
		return r;
	b->root->n_maps++;
	return mount_layer_from(b, index, map->path);
}

/* The layers' mount points, highest first, as overlayfs wants them. */
static int lower_directories(struct build *b, char *buf, size_t size)
{
	/* The layers are the last mounts that were made. */
	const struct root_mount *end = &b->root->mounts[b->root->n_mounts];
	unsigned int n = b->medium->plan.n_layers;
	int r = text_print(buf, size, "lowerdir=");

	for (unsigned int i = 1; r == 0 && i <= n; i++)
		r = text_append(buf, size, "%s%s", i > 1 ? ":" : "", end[-(int)i].target);
	return r;
}

/* A tmpfs with an upper directory that looks as the root of the lowest layer does. */
static int mount_upper(struct build *b, char *options, size_t size)
{
	const struct contract *contract = &b->medium->plan.contract;
	const char *lowest = b->root->mounts[b->root->n_mounts - b->medium->plan.n_layers].target;
	char upper[ROOT_TARGET_MAX], work[ROOT_TARGET_MAX], tmpfs_options[64];
	struct root_mount *mount = new_mount(b, "tmpfs", "tmpfs");
	int r;

	text_copy_cut(mount->target, sizeof(mount->target), contract->overlay);
	r = text_print(tmpfs_options, sizeof(tmpfs_options), "noatime,mode=0755,size=%s",
		       b->config->overlay_size);
	if (r == 0)
		r = make_mount(b, mount, tmpfs_options);
	if (r == 0)
		r = text_print(upper, sizeof(upper), "%s/rw", contract->overlay);
	if (r == 0)
		r = text_print(work, sizeof(work), "%s/work", contract->overlay);
	if (r == 0)
		r = file_make_directories(upper);
	if (r == 0)
		r = file_make_directories(work);
	if (r == 0)
		r = inode_copy_attributes(lowest, upper);
	if (r == 0)
		r = text_append(options, size, ",upperdir=%s,workdir=%s", upper, work);
	if (r < 0)
		return failure_set(b->why, FAILURE_MOUNT, r, "cannot prepare %s: %s",
				   contract->overlay, strerror(-r));
	return 0;
}

static int bind_only_layer(struct build *b)
{
	const char *layer = b->root->mounts[b->root->n_mounts - 1].target;
	struct root_mount *mount = new_mount(b, layer, "none");
	int r = mount_bind(layer, b->root->directory, true);

	text_copy_cut(mount->target, sizeof(mount->target), b->root->directory);
	if (r < 0)
		return mount_failure(b, mount, r);
	b->root->n_mounts++;
	return 0;
}

static int mount_root(struct build *b)
{
	char options[4096];
	struct root_mount *mount;
	int r;

	if (!b->config->overlay && b->medium->plan.n_layers == 1)
		return bind_only_layer(b);
	r = lower_directories(b, options, sizeof(options));
	if (r < 0)
		return failure_set(b->why, FAILURE_UNSUPPORTED, r,
				   "the layers' names are too long");
	if (b->config->overlay) {
		r = mount_upper(b, options, sizeof(options));
		if (r < 0)
			return r;
	}
	mount = new_mount(b, "overlay", "overlay");
	text_copy_cut(mount->target, sizeof(mount->target), b->root->directory);
	return make_mount(b, mount, b->config->overlay ? options : strcat(options, ",ro"));
}

static int find_init(struct build *b)
{
	const char *directory = b->root->directory;
	int r;

	if (b->config->init) {
		r = program_check(directory, b->config->init);
		if (r < 0)
			return failure_set(b->why, FAILURE_NO_INIT, r,
					   "the root cannot execute init=%s: %s", b->config->init,
					   strerror(-r));
		b->root->init = b->config->init;
		return 0;
	}
	for (size_t i = 0; i < array_size(inits); i++)
		if (program_check(directory, inits[i]) == 0) {
			b->root->init = inits[i];
			return 0;
		}
	return failure_set(b->why, FAILURE_NO_INIT, -ENOENT,
			   "the root has no executable init (none of /sbin/init, /etc/init, "
			   "/bin/init, /bin/sh)");
}

/* The driver that a way to map needs. Whether it is there, the mapping itself shows. */
static void load_mapper(struct build *b)
{
	if (b->map == PLAN_MAP_LOOP || b->map == PLAN_MAP_FILE)
		(void)!drivers_load(b->drivers, "loop");
}

static int build(struct build *b)
{
	int r;

	load_mapper(b);
	r = b->medium->plan.contract.medium ? mount_medium(b) : 0;
	for (unsigned int i = 0; r == 0 && i < b->medium->plan.n_layers; i++)
		r = mount_layer(b, i);
	if (r == 0)
		r = file_make_directories(b->root->directory);
	if (r < 0)
		return failure_set(b->why, FAILURE_SYSTEM, r, "cannot make %s: %s",
				   b->root->directory, strerror(-r));
	r = mount_root(b);
	return r < 0 ? r : find_init(b);
}

/* Is it a failure that another way to map may not have? */
static bool may_map_otherwise(const struct build *b, enum plan_map next)
{
	return next != PLAN_MAP_AUTO && b->config->map == PLAN_MAP_AUTO &&
	       b->why->code != FAILURE_NO_INIT && b->why->code != FAILURE_DRIVER_MISSING;
}

int root_build(struct root *root, const char *directory, const struct medium *medium,
	       const struct config *config, struct drivers *drivers, struct failure *why)
{
	struct build b = { root, medium, config, drivers, why, medium->plan.map };
	int r;

	*root = (struct root){ .directory = directory };
	if (strlen(directory) >= ROOT_TARGET_MAX)
		return failure_set(why, FAILURE_SYSTEM, -ENAMETOOLONG, "%s: the path is too long",
				   directory);
	for (;;) {
		enum plan_map next = plan_map_after(b.map);

		root->map = b.map;
		r = build(&b);
		if (r == 0)
			break;
		root_undo(root);
		if (!may_map_otherwise(&b, next))
			return r;
		log_notice("%s; mapping by %s instead", why->line, plan_map_name(next));
		*why = (struct failure){ 0 };
		b.map = next;
	}
	/* From now on the mounts keep what is mapped. */
	for (unsigned int i = 0; i < root->n_maps; i++)
		map_keep(&root->maps[i]);
	return 0;
}

void root_undo(struct root *root)
{
	while (root->n_mounts > 0)
		mount_detach(root->mounts[--root->n_mounts].target);
	while (root->n_maps > 0)
		map_undo(&root->maps[--root->n_maps]);
}
