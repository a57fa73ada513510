// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/dax.h"

#include "base/number.h"
#include "base/text.h"
#include "sys/tree.h"

#include <limits.h>
#include <string.h>

struct reading {
	const struct tree *tree;
	struct dax *dax;
};

static int read_number(const struct tree *tree, const char *device, const char *attribute,
		       uint64_t *ret)
{
	char path[PATH_MAX], value[32];
	int r = text_print(path, sizeof(path), DAX_DEVICES "/%s/%s", device, attribute);

	if (r == 0)
		r = tree_read(tree, path, value, sizeof(value));
	return r < 0 ? r : number_parse_string(value, UINT64_MAX, ret);
}

static void read_driver(const struct tree *tree, struct dax_device *device)
{
	char path[PATH_MAX], link[PATH_MAX];
	const char *slash;

	if (text_print(path, sizeof(path), DAX_DEVICES "/%s/driver", device->name) < 0 ||
	    tree_read_link(tree, path, link, sizeof(link)) < 0)
		return;
	slash = strrchr(link, '/');
	text_copy_cut(device->driver, sizeof(device->driver), slash ? slash + 1 : link);
}

static int visit_device(void *context, const char *name)
{
	const struct reading *reading = context;
	struct dax *dax = reading->dax;
	struct dax_device device = { 0 };

	if (read_number(reading->tree, name, "resource", &device.extent.offset) < 0 ||
	    read_number(reading->tree, name, "size", &device.extent.len) < 0 ||
	    device.extent.offset + device.extent.len < device.extent.len)
		return 0;
	text_copy_cut(device.name, sizeof(device.name), name);
	read_driver(reading->tree, &device);
	dax->list[dax->count++] = device;
	return dax->count == DAX_DEVICES_MAX;
}

void dax_read(const struct tree *tree, struct dax *ret)
{
	struct reading reading = { tree, ret };

	memset(ret, 0, sizeof(*ret));
	tree_visit(tree, DAX_DEVICES, visit_device, &reading);
}
