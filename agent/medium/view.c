// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/view.h"

#include "log/log.h"
#include "sys/dax.h"
#include "sys/file.h"
#include "sys/nd.h"
#include "sys/tree.h"

#include <errno.h>
#include <string.h>

enum { IOMEM_SIZE_MAX = 4 << 20, DRIVER_PATHS = 3 };

/* Paths that show that a provider's driver is present: of a module, or of a built-in driver. */
static const char *const driver_paths[CLAIM_PROVIDERS][DRIVER_PATHS] = {
	[CLAIM_NFIT] = { "sys/module/nfit", "sys/bus/acpi/drivers/nfit",
			 "sys/bus/platform/drivers/acpi-nfit" },
	[CLAIM_DEVICETREE] = { "sys/bus/platform/drivers/of_pmem" },
	[CLAIM_E820] = { "sys/bus/platform/drivers/e820_pmem" },
	[CLAIM_VIRTIO] = { "sys/bus/virtio/drivers/virtio_pmem" },
};

struct slice view_read_iomem(const struct tree *tree, uint8_t **memory)
{
	int len = tree_read_all(tree, "proc/iomem", IOMEM_SIZE_MAX, memory);

	if (len < 0) {
		log_warning("cannot read /proc/iomem: %s", file_why(len));
		*memory = NULL;
		return (struct slice){ NULL, 0 };
	}
	return (struct slice){ *memory, (size_t)len };
}

void view_read(const struct tree *tree, const struct nd *nd, struct view *ret)
{
	ret->nd = nd;
	ret->iomem = (struct slice){ NULL, 0 };
	memset(ret->drivers, 0, sizeof(ret->drivers));
	memset(ret->contents, 0, nd->n_disks * sizeof(ret->contents[0]));
	dax_read(tree, &ret->dax);
	for (unsigned int p = 0; p < CLAIM_PROVIDERS; p++)
		for (unsigned int i = 0; i < DRIVER_PATHS && driver_paths[p][i]; i++)
			if (tree_has(tree, driver_paths[p][i]))
				ret->drivers[p] = true;
}

void view_judge(const struct tree *tree, const struct nd *nd, const struct claims *claims,
		const struct candidates *candidates, struct verdicts *ret)
{
	cleanup_free struct view *view = malloc(sizeof(*view));
	cleanup_free uint8_t *iomem = NULL;

	ret->count = 0;
	if (!view)
		return;
	view_read(tree, nd, view);
	for (unsigned int i = 0; candidates && i < nd->n_disks; i++)
		view->contents[i] = candidates_content(candidates, nd->disks[i].name);
	verdicts_judge(claims, view, ret);
	if (verdicts_have_disks(ret))
		return;
	/* Read the owners of memory only if they matter: on a big machine that takes long. */
	view->iomem = view_read_iomem(tree, &iomem);
	verdicts_judge(claims, view, ret);
}
