// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/claims.h"

#include "base/text.h"
#include "log/log.h"
#include "medium/view.h"
#include "parse/devicetree.h"
#include "parse/nfit.h"
#include "sys/bus.h"
#include "sys/dax.h"
#include "sys/firmware_map.h"
#include "sys/tree.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#define NFIT_TABLE "sys/firmware/acpi/tables/NFIT"
#define PLATFORM   "sys/bus/platform/devices"

enum { PROPERTY_SIZE_MAX = 4096 };

struct gathering {
	const struct tree *tree;
	struct claims *claims;
};

static void warn_unusable(const char *what, int error)
{
	/* If the permission is missing, the caller reports it. */
	if (error < 0 && error != -ENOENT && error != -EACCES)
		log_warning("cannot use /%s: %s", what, strerror(-error));
}

/* ---- NFIT ---- */

static void gather_nfit(const struct gathering *gathering)
{
	cleanup_free uint8_t *table = NULL;
	int len = tree_read_all(gathering->tree, NFIT_TABLE, NFIT_SIZE_MAX, &table);

	if (len > 0)
		len = claims_add_nfit(gathering->claims, (struct slice){ table, (size_t)len });
	warn_unusable(NFIT_TABLE, len);
}

/* ---- e820 ---- */

static void gather_entry(void *context, const struct memmap_entry *entry, const char *type unused)
{
	if (entry->type == MEMMAP_PERSISTENT_LEGACY)
		claims_add(context, CLAIM_E820, CLAIM_PLAIN, entry->extent);
}

static void gather_memmap(const struct gathering *gathering)
{
	warn_unusable("sys/firmware/memmap",
		      firmware_map_each(gathering->tree, gather_entry, gathering->claims));
}

/*
 * The device of e820 type 12 does not show the size of its range. /proc/iomem does, with the
 * changes by memmap=; /sys/firmware/memmap does as firmware reported it.
 */
static void gather_e820(const struct gathering *gathering)
{
	cleanup_free uint8_t *text = NULL;

	if (!bus_has_device(gathering->tree, "platform", "e820_pmem*", NULL))
		return;
	warn_unusable("proc/iomem",
		      claims_add_iomem(gathering->claims, view_read_iomem(gathering->tree, &text)));
	gather_memmap(gathering);
}

/* ---- virtio-pmem ---- */

static int gather_device(void *context, const char *device)
{
	const struct gathering *gathering = context;

	claims_add_device(gathering->claims, CLAIM_VIRTIO, device);
	return 0;
}

/* A machine without the bus has none of its devices: that is not an error. */
static void visit_bus(const struct gathering *gathering, const char *bus, const char *modalias,
		      int (*visit)(void *context, const char *device))
{
	int r = bus_each(gathering->tree, bus, NULL, modalias, visit, (void *)gathering);

	if (r < 0)
		log_debug("no bus %s: %s", bus, strerror(-r));
}

/* A device on PCI exists before virtio_pci is loaded; any other only exists on the virtio bus. */
static void gather_virtio(const struct gathering *gathering)
{
	unsigned int before = gathering->claims->count;

	visit_bus(gathering, "pci", "pci:v00001AF4d0000105B*", gather_device);
	if (gathering->claims->count == before)
		visit_bus(gathering, "virtio", "virtio:d0000001Bv*", gather_device);
}

/* ---- Device Tree ---- */

/* A property of the node of a platform device; an empty slice if the node does not have it. */
static struct slice read_property(const struct tree *tree, const char *device, const char *property,
				  uint8_t *buf)
{
	cleanup_free uint8_t *bytes = NULL;
	char path[PATH_MAX];
	int len;

	if (text_print(path, sizeof(path), PLATFORM "/%s/of_node/%s", device, property) < 0)
		return (struct slice){ NULL, 0 };
	len = tree_read_all(tree, path, PROPERTY_SIZE_MAX, &bytes);
	if (len < 0)
		return (struct slice){ NULL, 0 };
	memcpy(buf, bytes, (size_t)len);
	return (struct slice){ buf, (size_t)len };
}

static bool is_volatile(const struct tree *tree, const char *device)
{
	char path[PATH_MAX];

	return text_print(path, sizeof(path), PLATFORM "/%s/of_node/volatile", device) == 0 &&
	       tree_has(tree, path);
}

static int gather_node(void *context, const char *device)
{
	const struct gathering *gathering = context;
	const struct tree *tree = gathering->tree;
	int address_cells, size_cells, r = 1;
	enum claim_kind kind = is_volatile(tree, device) ? CLAIM_VOLATILE : CLAIM_PLAIN;
	uint8_t buf[PROPERTY_SIZE_MAX];
	struct extent extent;
	struct slice reg;

	if (!devicetree_has_string(read_property(tree, device, "compatible", buf), "pmem-region"))
		return 0;
	address_cells = devicetree_cells(read_property(tree, device, "../#address-cells", buf),
					 DEVICETREE_ADDRESS_CELLS);
	size_cells = devicetree_cells(read_property(tree, device, "../#size-cells", buf),
				      DEVICETREE_SIZE_CELLS);
	reg = read_property(tree, device, "reg", buf);
	if (address_cells < 0 || size_cells < 0)
		r = -EBADMSG;
	for (unsigned int i = 0; r > 0; i++) {
		r = devicetree_reg(reg, (unsigned int)address_cells, (unsigned int)size_cells, i,
				   &extent);
		if (r > 0)
			claims_add(gathering->claims, CLAIM_DEVICETREE, kind, extent);
	}
	warn_unusable(device, r);
	return 0;
}

static void gather_devicetree(const struct gathering *gathering)
{
	if (tree_has(gathering->tree, "sys/firmware/devicetree/base"))
		visit_bus(gathering, "platform", NULL, gather_node);
}

/* ---- All ---- */

void claims_gather(struct claims *claims, const struct tree *tree)
{
	struct gathering gathering = { tree, claims };
	cleanup_free uint8_t *text = NULL;
	struct slice iomem = { NULL, 0 };

	*claims = (struct claims){ 0 };
	gather_nfit(&gathering);
	gather_devicetree(&gathering);
	gather_e820(&gathering);
	gather_virtio(&gathering);
	if (claims->cut)
		log_warning("firmware claims more than %d ranges: the rest is ignored", CLAIMS_MAX);
	if (claims_want_iomem(claims))
		iomem = view_read_iomem(tree, &text);
	claims_set_care(claims, iomem);
}

void claims_gather_hidden(struct claims *claims, const struct tree *tree)
{
	struct gathering gathering = { tree, claims };
	cleanup_free struct dax *dax = malloc(sizeof(*dax));
	cleanup_free uint8_t *text = NULL;

	gather_memmap(&gathering);
	if (!dax)
		return;
	dax_read(tree, dax);
	warn_unusable("proc/iomem",
		      claims_add_soft_reserved(claims, view_read_iomem(tree, &text), dax));
}
