// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/nd.h"

#include "base/number.h"
#include "base/text.h"
#include "sys/tree.h"

#include <limits.h>
#include <string.h>

struct reading {
	const struct tree *tree;
	struct nd *nd;
	/* The folder of the last region's bus (a part of its path), and the provider of that. */
	char bus[ND_PATH_MAX];
	char provider[ND_NAME_MAX];
};

/* Is it the kind and a number? "region12" is a "region", "region_x" is not. */
static bool is_numbered(const char *name, const char *kind)
{
	size_t len = strlen(kind);

	return strncmp(name, kind, len) == 0 && name[len] != '\0' && strlen(name) < ND_NAME_MAX &&
	       strspn(name + len, "0123456789") == strlen(name + len);
}

/* The same, but a second number may follow: "namespace12.3", "pmem0". "pmem0s" (BTT) is not one. */
static bool is_pair(const char *name, const char *kind)
{
	size_t len = strlen(kind);

	return strncmp(name, kind, len) == 0 && name[len] >= '0' && name[len] <= '9' &&
	       strlen(name) < ND_NAME_MAX &&
	       strspn(name + len, "0123456789.") == strlen(name + len);
}

void nd_read_text(const struct tree *tree, const char *device, const char *attribute, char *buf,
		  size_t size)
{
	char path[PATH_MAX];

	if (text_print(path, sizeof(path), ND_DEVICES "/%s/%s", device, attribute) < 0 ||
	    tree_read(tree, path, buf, size) < 0)
		buf[0] = '\0';
}

/* An attribute of a device whose folder is open, as text; "" if it cannot be read. */
static void read_own_text(const struct tree *device, const char *attribute, char *buf, size_t size)
{
	if (tree_read(device, attribute, buf, size) < 0)
		buf[0] = '\0';
}

static uint64_t read_own_number(const struct tree *device, const char *attribute)
{
	char value[32];
	uint64_t number;

	read_own_text(device, attribute, value, sizeof(value));
	return number_parse_string(value, UINT64_MAX, &number) < 0 ? 0 : number;
}

/* The provider of a region is that of its bus, which is read once for all its regions. */
static void read_provider(struct reading *reading, struct nd_region *region)
{
	const char *end = strrchr(region->path, '/');
	size_t len = end ? (size_t)(end - region->path) : 0;

	if (len == 0 || strncmp(region->path, reading->bus, len) != 0 || reading->bus[len]) {
		nd_read_text(reading->tree, region->name, "../provider", reading->provider,
			     sizeof(reading->provider));
		text_print_cut(reading->bus, sizeof(reading->bus), "%.*s", (int)len, region->path);
	}
	text_copy_cut(region->provider, sizeof(region->provider), reading->provider);
}

static void read_region(struct reading *reading, struct nd_region *region, const char *path)
{
	cleanup_tree struct tree device = TREE_NONE;

	if (tree_read_link(reading->tree, path, region->path, sizeof(region->path)) < 0)
		region->path[0] = '\0';
	read_provider(reading, region);
	if (tree_open_part(&device, reading->tree, path) < 0)
		return;
	region->extent.offset = read_own_number(&device, "resource");
	region->extent.len = read_own_number(&device, "size");
	/* Without privileges the address reads as 0. The sum must not overflow. */
	if (region->extent.offset == 0 ||
	    region->extent.offset + region->extent.len < region->extent.len)
		region->extent = (struct extent){ 0, 0 };
	region->bound = tree_has_link(&device, "driver");
}

static void add_region(struct reading *reading, const char *name, const char *path)
{
	struct nd *nd = reading->nd;
	struct nd_region *region = &nd->regions[nd->n_regions];

	if (nd->n_regions == ND_REGIONS_MAX) {
		nd->cut = true;
		return;
	}
	nd->n_regions++;
	memset(region, 0, sizeof(*region));
	text_copy_cut(region->name, sizeof(region->name), name);
	read_region(reading, region, path);
}

static void add_namespace(struct reading *reading, const char *name, const char *path)
{
	struct nd *nd = reading->nd;
	struct nd_namespace *namespace = &nd->namespaces[nd->n_namespaces];
	const char *number = name + strlen("namespace");
	cleanup_tree struct tree device = TREE_NONE;

	if (nd->n_namespaces == ND_NAMESPACES_MAX) {
		nd->cut = true;
		return;
	}
	nd->n_namespaces++;
	memset(namespace, 0, sizeof(*namespace));
	text_copy_cut(namespace->name, sizeof(namespace->name), name);
	text_print_cut(namespace->region, sizeof(namespace->region), "region%.*s",
		       (int)strcspn(number, "."), number);
	if (tree_open_part(&device, reading->tree, path) < 0)
		return;
	read_own_text(&device, "holder", namespace->holder, sizeof(namespace->holder));
	namespace->bound = tree_has_link(&device, "driver");
	namespace->disk = namespace->bound && tree_has(&device, "block");
}

static int visit_device(void *context, const char *name)
{
	char path[sizeof(ND_DEVICES) + ND_NAME_MAX];
	bool is_region = is_numbered(name, "region");

	if ((!is_region && !is_pair(name, "namespace")) ||
	    text_print(path, sizeof(path), ND_DEVICES "/%s", name) < 0)
		return 0;
	if (is_region)
		add_region(context, name, path);
	else
		add_namespace(context, name, path);
	return 0;
}

/*
 * sys/block/pmem0 is a link like ../devices/.../ndbus0/region0/namespace0.0/block/pmem0. There may
 * also be a pfn or btt device between region and block. The path above ndbusN differs between
 * kernels, so only the names are matched.
 */
static int visit_disk(void *context, const char *name)
{
	const struct reading *reading = context;
	struct nd *nd = reading->nd;
	struct nd_disk *disk = &nd->disks[nd->n_disks];
	char path[PATH_MAX], link[PATH_MAX], *rest = link, *part;

	if (!is_pair(name, "pmem"))
		return 0;
	if (nd->n_disks == ND_DISKS_MAX) {
		nd->cut = true;
		return 0;
	}
	nd->n_disks++;
	memset(disk, 0, sizeof(*disk));
	text_copy_cut(disk->name, sizeof(disk->name), name);
	if (text_print(path, sizeof(path), "sys/block/%s", name) < 0 ||
	    tree_read_link(reading->tree, path, link, sizeof(link)) < 0)
		return 0;
	while ((part = strsep(&rest, "/")) != NULL)
		if (is_numbered(part, "region"))
			text_copy_cut(disk->region, sizeof(disk->region), part);
	return 0;
}

void nd_read(const struct tree *tree, struct nd *ret)
{
	struct reading reading = { .tree = tree, .nd = ret };

	/* Do not clear the arrays: they are large, and most of their pages are never used. */
	ret->n_regions = ret->n_namespaces = ret->n_disks = 0;
	ret->cut = false;
	ret->pmem = tree_has(tree, ND_DRIVERS "/nd_pmem");
	tree_visit(tree, ND_DEVICES, visit_device, &reading);
	tree_visit(tree, "sys/block", visit_disk, &reading);
}
