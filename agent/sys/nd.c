// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/nd.h"

#include "base/text.h"
#include "sys/file.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#define ND_DEVICES "/sys/bus/nd/devices"

/* "region12" is a "region"; "region_x" is none. */
static bool is_numbered(const char *name, const char *kind)
{
	size_t len = strlen(kind);

	return strncmp(name, kind, len) == 0 && name[len] != '\0' &&
	       strspn(name + len, "0123456789") == strlen(name + len);
}

struct name_visit {
	int (*visit)(void *context, const char *name);
	void *context;
};

/* pmem0 and pmem0.1 are disks of a namespace; pmem0s is what a BTT makes of one. */
static int visit_disk(void *context, const char *name)
{
	const struct name_visit *v = context;

	if (strncmp(name, "pmem", 4) != 0 || strlen(name) >= ND_NAME_MAX ||
	    strspn(name + 4, "0123456789.") != strlen(name + 4))
		return 0;
	return v->visit(v->context, name);
}

int nd_each_disk(int (*visit)(void *context, const char *name), void *context)
{
	struct name_visit v = { visit, context };

	return file_each("/sys/block", visit_disk, &v);
}

static int visit_region(void *context, const char *name)
{
	const struct name_visit *v = context;

	if (!is_numbered(name, "region") || strlen(name) >= ND_NAME_MAX)
		return 0;
	return v->visit(v->context, name);
}

int nd_each_region(int (*visit)(void *context, const char *name), void *context)
{
	struct name_visit v = { visit, context };

	return file_each(ND_DEVICES, visit_region, &v);
}

/* "namespace12.3" */
static bool is_namespace(const char *name)
{
	return strncmp(name, "namespace", 9) == 0 && strlen(name) < ND_NAME_MAX && name[9] >= '0' &&
	       name[9] <= '9' && strspn(name + 9, "0123456789.") == strlen(name + 9);
}

static int visit_namespace(void *context, const char *name)
{
	const struct name_visit *v = context;

	return is_namespace(name) ? v->visit(v->context, name) : 0;
}

int nd_each_namespace(int (*visit)(void *context, const char *name), void *context)
{
	struct name_visit v = { visit, context };

	return file_each(ND_DEVICES, visit_namespace, &v);
}

static bool has_attribute(const char *device, const char *attribute)
{
	char path[PATH_MAX];

	return text_print(path, sizeof(path), ND_DEVICES "/%s/%s", device, attribute) == 0 &&
	       file_exists(path);
}

bool nd_namespace_is_bound(const char *name)
{
	return has_attribute(name, "driver");
}

bool nd_namespace_has_disk(const char *name)
{
	return nd_namespace_is_bound(name) && has_attribute(name, "block");
}

int nd_namespace_holder(const char *name, char *buf, size_t size)
{
	char path[PATH_MAX];
	int r = text_print(path, sizeof(path), ND_DEVICES "/%s/holder", name);

	return r < 0 ? r : file_read(path, buf, size);
}

int nd_region_of_namespace(const char *name, char ret[ND_NAME_MAX])
{
	if (!is_namespace(name))
		return -EINVAL;
	return text_print(ret, ND_NAME_MAX, "region%.*s", (int)strcspn(name + 9, "."), name + 9) < 0
		       ? -EINVAL
		       : 0;
}

int nd_namespace_force_raw(const char *name)
{
	char path[PATH_MAX];
	int r = text_print(path, sizeof(path), ND_DEVICES "/%s/force_raw", name);

	return r < 0 ? r : file_write(path, "1");
}

int nd_holder_release(const char *holder)
{
	char path[PATH_MAX];
	int r = text_print(path, sizeof(path), ND_DEVICES "/%s/driver/unbind", holder);

	if (r == 0 && file_exists(path))
		r = file_write(path, holder);
	if (r == 0)
		r = text_print(path, sizeof(path), ND_DEVICES "/%s/namespace", holder);
	return r < 0 ? r : file_write(path, "\n");
}

int nd_namespace_bind(const char *name)
{
	return file_write("/sys/bus/nd/drivers/nd_pmem/bind", name);
}

static int count_one(void *context, const char *name unused)
{
	++*(int *)context;
	return 0;
}

int nd_count_regions(void)
{
	int count = 0;

	return nd_each_region(count_one, &count) < 0 ? 0 : count;
}

/*
 * /sys/block/pmem0 is a link like ../devices/.../ndbus0/region0/namespace0.0/block/pmem0; between
 * region and block there may be a pfn or btt device too. The path above ndbusN differs from one
 * kernel to the next, so only names are matched.
 */
int nd_region_of_disk(const char *disk, char ret[ND_NAME_MAX])
{
	char path[PATH_MAX], link[PATH_MAX], *rest = link, *part;

	if (text_print(path, sizeof(path), "/sys/block/%s", disk) < 0 ||
	    file_link(path, link, sizeof(link)) < 0)
		return -ENOENT;
	while ((part = strsep(&rest, "/")) != NULL)
		if (is_numbered(part, "region") && strlen(part) < ND_NAME_MAX) {
			memcpy(ret, part, strlen(part) + 1);
			return 0;
		}
	return -ENOENT;
}

static int read_attribute(const char *region, const char *attribute, uint64_t *ret)
{
	char path[PATH_MAX], value[32];
	int r = text_print(path, sizeof(path), ND_DEVICES "/%s/%s", region, attribute);

	if (r == 0)
		r = file_read(path, value, sizeof(value));
	return r < 0 ? r : text_to_u64(value, ret);
}

int nd_region_address(const char *region, uint64_t *ret)
{
	return read_attribute(region, "resource", ret);
}

int nd_region_size(const char *region, uint64_t *ret)
{
	return read_attribute(region, "size", ret);
}

int nd_region_provider(const char *region, char *buf, size_t size)
{
	char path[PATH_MAX];
	int r = text_print(path, sizeof(path), ND_DEVICES "/%s/../provider", region);

	return r < 0 ? r : file_read(path, buf, size);
}

int nd_region_is_read_only(const char *region)
{
	uint64_t value;
	int r = read_attribute(region, "read_only", &value);

	return r < 0 ? r : value != 0;
}

int nd_region_set_read_only(const char *region, bool on)
{
	char path[PATH_MAX];
	int r = text_print(path, sizeof(path), ND_DEVICES "/%s/read_only", region);

	return r < 0 ? r : file_write(path, on ? "1" : "0");
}

static int wait_for_bus(void *context unused, const char *name)
{
	char path[PATH_MAX], value[32];

	if (is_numbered(name, "ndbus") &&
	    text_print(path, sizeof(path), ND_DEVICES "/%s/wait_probe", name) == 0)
		(void)!file_read(path, value, sizeof(value));
	return 0;
}

static void wait_for_buses(void *context unused)
{
	(void)!file_each(ND_DEVICES, wait_for_bus, NULL);
}

int nd_settle_begin(struct child *settle)
{
	/* The read can't be interrupted: in a child, a deadline still holds. */
	return child_begin(settle, wait_for_buses, NULL);
}
