// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/nd_control.h"

#include "base/text.h"
#include "sys/file.h"
#include "sys/nd.h"
#include "sys/tree.h"

#include <limits.h>

static int write_attribute(const char *device, const char *attribute, const char *value)
{
	char path[PATH_MAX];
	int r = text_print(path, sizeof(path), "/" ND_DEVICES "/%s/%s", device, attribute);

	return r < 0 ? r : file_write(path, value);
}

int nd_region_is_read_only(const char *region)
{
	char path[PATH_MAX], value[8];
	int r = text_print(path, sizeof(path), "/" ND_DEVICES "/%s/read_only", region);

	if (r < 0)
		return r;
	r = file_read(path, value, sizeof(value));
	return r < 0 ? r : value[0] == '1';
}

int nd_region_set_read_only(const char *region, bool on)
{
	return write_attribute(region, "read_only", on ? "1" : "0");
}

int nd_namespace_force_raw(const char *name)
{
	return write_attribute(name, "force_raw", "1");
}

int nd_namespace_allow_pages(const char *name)
{
	return write_attribute(name, "force_raw", "0");
}

int nd_namespace_unbind(const char *name)
{
	return file_write("/" ND_DRIVERS "/nd_pmem/unbind", name);
}

int nd_namespace_bind(const char *name)
{
	return file_write("/" ND_DRIVERS "/nd_pmem/bind", name);
}

int nd_holder_release(const char *holder)
{
	char path[PATH_MAX];
	int r = text_print(path, sizeof(path), "/" ND_DEVICES "/%s/driver/unbind", holder);

	if (r == 0 && file_exists(path))
		r = file_write(path, holder);
	return r < 0 ? r : write_attribute(holder, "namespace", "\n");
}

int nd_set_autoprobe(bool on)
{
	return file_write("/sys/bus/nd/drivers_autoprobe", on ? "1" : "0");
}

bool nd_is_held(void)
{
	char value[8];

	return file_read("/sys/bus/nd/drivers_autoprobe", value, sizeof(value)) > 0 &&
	       value[0] == '0';
}

static int probe_device(void *context, const char *name)
{
	char path[PATH_MAX];

	/* A device that the driver refuses stays unbound; the verdict reports that. */
	if (text_begins(name, context) &&
	    text_print(path, sizeof(path), "/" ND_DEVICES "/%s/driver", name) == 0 &&
	    !file_exists(path))
		file_try_write("/sys/bus/nd/drivers_probe", name);
	return 0;
}

void nd_probe_all(const char *kind)
{
	cleanup_tree struct tree tree = TREE_NONE;

	if (tree_open(&tree, "/") == 0)
		tree_visit(&tree, ND_DEVICES, probe_device, (void *)kind);
}

static int wait_for_bus(void *context, const char *name)
{
	char path[PATH_MAX], value[32];

	/* The read returns when the bus has been probed. If the file is missing, do not wait. */
	if (!text_begins(name, "ndbus") ||
	    text_print(path, sizeof(path), ND_DEVICES "/%s/wait_probe", name) < 0 ||
	    tree_read(context, path, value, sizeof(value)) < 0)
		return 0;
	return 0;
}

static void wait_for_buses(void *context unused, int say_fd unused)
{
	cleanup_tree struct tree tree = TREE_NONE;

	if (tree_open(&tree, "/") == 0)
		tree_visit(&tree, ND_DEVICES, wait_for_bus, &tree);
}

int nd_settle_begin(struct child *settle)
{
	/* The read cannot be interrupted. In a child it does not delay a deadline. */
	return child_begin(settle, wait_for_buses, NULL);
}
