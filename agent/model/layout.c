// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/layout.h"

const struct contract layout_own_contract = {
	.medium = "/run/pmemboot/medium",
	.lower = "/run/pmemboot/lower",
	.overlay = "/run/pmemboot/overlay",
};

const struct layout layouts[] = {
	{
		/* live-boot(7); live-config looks for the medium and the root file systems here. */
		.name = "debian-live",
		.images = { "live/filesystem.squashfs" },
		.contract = {
			.medium = "/run/live/medium",
			.lower = "/run/live/rootfs",
			.overlay = "/run/live/overlay",
		},
	},
	{ .name = NULL },
};
