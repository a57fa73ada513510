// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/claims.h"

#include "base/text.h"
#include "boot/log.h"
#include "parse/devicetree.h"
#include "parse/nfit.h"
#include "sys/bus.h"
#include "sys/file.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#define NFIT_TABLE "/sys/firmware/acpi/tables/NFIT"
#define PLATFORM   "/sys/bus/platform/devices"

enum { IOMEM_SIZE_MAX = 4 << 20, PROPERTY_SIZE_MAX = 4096 };

static void complain(const char *what, int error)
{
	if (error < 0 && error != -ENOENT)
		log_warning("cannot use %s: %s", what, strerror(-error));
}

static void gather_nfit(struct claims *claims)
{
	cleanup_free uint8_t *table = NULL;
	int len = file_read_all(NFIT_TABLE, NFIT_SIZE_MAX, &table);

	if (len > 0)
		len = claims_add_nfit(claims, (struct slice){ table, (size_t)len });
	complain(NFIT_TABLE, len);
}

/* The range of type 12 has no size in its device: it is in the kernel's own table. */
static void gather_e820(struct claims *claims)
{
	cleanup_free uint8_t *text = NULL;
	int len;

	if (!bus_has_device("platform", "e820_pmem*", NULL))
		return;
	len = file_read_all("/proc/iomem", IOMEM_SIZE_MAX, &text);
	if (len > 0)
		len = claims_add_iomem(claims, (struct slice){ text, (size_t)len });
	complain("/proc/iomem", len);
}

/* A property of a platform device's node; an empty slice if it has none. */
static struct slice read_property(const char *device, const char *property, char *buf)
{
	char path[PATH_MAX];
	uint8_t *bytes;
	int len;

	if (text_print(path, sizeof(path), PLATFORM "/%s/of_node/%s", device, property) < 0)
		return (struct slice){ NULL, 0 };
	len = file_read_all(path, PROPERTY_SIZE_MAX, &bytes);
	if (len < 0)
		return (struct slice){ NULL, 0 };
	memcpy(buf, bytes, (size_t)len);
	free(bytes);
	return (struct slice){ (const uint8_t *)buf, (size_t)len };
}

static bool is_volatile(const char *device)
{
	char path[PATH_MAX];

	return text_print(path, sizeof(path), PLATFORM "/%s/of_node/volatile", device) == 0 &&
	       file_exists(path);
}

static int gather_node(void *context, const char *device)
{
	char buf[PROPERTY_SIZE_MAX];
	enum claim_kind kind = is_volatile(device) ? CLAIM_VOLATILE : CLAIM_PLAIN;
	int address_cells, size_cells, r = 1;
	struct extent extent;
	struct slice reg;

	if (!devicetree_has_string(read_property(device, "compatible", buf), "pmem-region"))
		return 0;
	address_cells = devicetree_cells(read_property(device, "../#address-cells", buf),
					 DEVICETREE_ADDRESS_CELLS);
	size_cells = devicetree_cells(read_property(device, "../#size-cells", buf),
				      DEVICETREE_SIZE_CELLS);
	reg = read_property(device, "reg", buf);
	if (address_cells < 0 || size_cells < 0)
		r = -EBADMSG;
	for (unsigned int i = 0; r > 0; i++) {
		r = devicetree_reg(reg, (unsigned int)address_cells, (unsigned int)size_cells, i,
				   &extent);
		if (r > 0)
			claims_add(context, CLAIM_DEVICETREE, kind, extent);
	}
	complain(device, r);
	return 0;
}

static void gather_devicetree(struct claims *claims)
{
	if (file_exists("/sys/firmware/devicetree/base"))
		(void)!file_each(PLATFORM, gather_node, claims);
}

void claims_gather(struct claims *claims)
{
	*claims = (struct claims){ 0 };
	gather_nfit(claims);
	gather_devicetree(claims);
	gather_e820(claims);
	if (claims->cut)
		log_warning("firmware claims more than %d ranges, the rest is passed over",
			    CLAIMS_MAX);
}
