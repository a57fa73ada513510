// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/nd_firmware.h"

#include "base/text.h"
#include "sys/nd.h"
#include "sys/tree.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

struct reading {
	const struct tree *tree;
	struct nd_firmware *ret;
};

static void add_bus(const struct reading *reading, const char *name)
{
	struct nd_firmware *ret = reading->ret;
	struct nd_firmware_bus *bus = &ret->buses[ret->n_buses];

	if (ret->n_buses == ND_FIRMWARE_BUSES_MAX) {
		ret->cut = true;
		return;
	}
	ret->n_buses++;
	*bus = (struct nd_firmware_bus){ 0 };
	text_copy_cut(bus->name, sizeof(bus->name), name);
	nd_read_text(reading->tree, name, "provider", bus->provider, sizeof(bus->provider));
	nd_read_text(reading->tree, name, "firmware/capability", bus->capability,
		     sizeof(bus->capability));
	nd_read_text(reading->tree, name, "firmware/activate", bus->state, sizeof(bus->state));
}

/* The link of a DIMM is .../ndbus0/nmem0. */
static void read_bus(const struct tree *tree, const char *name, char *buf, size_t size)
{
	char path[PATH_MAX], link[PATH_MAX], *rest = link, *part;

	if (text_print(path, sizeof(path), ND_DEVICES "/%s", name) < 0 ||
	    tree_read_link(tree, path, link, sizeof(link)) < 0)
		return;
	while ((part = strsep(&rest, "/")) != NULL)
		if (text_begins(part, "ndbus"))
			text_copy_cut(buf, size, part);
}

static void add_dimm(const struct reading *reading, const char *name)
{
	struct nd_firmware *ret = reading->ret;
	struct nd_firmware_dimm *dimm = &ret->dimms[ret->n_dimms];

	if (ret->n_dimms == ND_FIRMWARE_DIMMS_MAX) {
		ret->cut = true;
		return;
	}
	ret->n_dimms++;
	*dimm = (struct nd_firmware_dimm){ 0 };
	text_copy_cut(dimm->name, sizeof(dimm->name), name);
	read_bus(reading->tree, name, dimm->bus, sizeof(dimm->bus));
	nd_read_text(reading->tree, name, "firmware/activate", dimm->state, sizeof(dimm->state));
	nd_read_text(reading->tree, name, "firmware/result", dimm->result, sizeof(dimm->result));
}

static int visit_device(void *context, const char *name)
{
	if (text_begins(name, "ndbus"))
		add_bus(context, name);
	else if (text_begins(name, "nmem"))
		add_dimm(context, name);
	return 0;
}

void nd_firmware_read(const struct tree *tree, struct nd_firmware *ret)
{
	struct reading reading = { tree, ret };

	/* Do not clear the arrays: they are large, and most of their pages are never used. */
	ret->n_buses = ret->n_dimms = 0;
	ret->cut = false;
	tree_visit(tree, ND_DEVICES, visit_device, &reading);
}

static int write_word(const struct tree *tree, const char *device, const char *word)
{
	char path[PATH_MAX];
	int r = text_print(path, sizeof(path), ND_DEVICES "/%s/firmware/activate", device);

	return r < 0 ? r : tree_write(tree, path, word);
}

int nd_firmware_arm(const struct tree *tree, const char *dimm, bool arm)
{
	return write_word(tree, dimm, arm ? "arm" : "disarm");
}

int nd_firmware_activate(const struct tree *tree, const char *bus, const char *method)
{
	return write_word(tree, bus, method);
}
