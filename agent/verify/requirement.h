/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The decision: is what is covered enough for what the command line and the policy require? Pure:
 * nothing is read, printed or written here.
 */
#pragma once

#include "config/config.h"
#include "verify/coverage.h"

#include <stdbool.h>

enum requirement_kind {
	REQUIREMENT_MET,
	REQUIREMENT_MEDIA,   /* no media check passed */
	REQUIREMENT_LAYER,   /* nothing trusted covers a layer */
	REQUIREMENT_ORDER,   /* each layer is covered, but not that these layers are the root */
	REQUIREMENT_VOLUME,  /* in assist mode, the volume is not signed */
	REQUIREMENT_VERSION, /* what is signed is older than the minimum */
};

/* The first requirement that is not met. */
struct requirement {
	enum requirement_kind kind;
	unsigned int layer; /* of REQUIREMENT_LAYER */
};

/* For takeover: the root consists of n_layers layers, all of which must be covered. */
struct requirement requirement_of_root(const struct config *config, const struct coverage *coverage,
				       unsigned int n_layers);

/* For assist: the image's own initramfs mounts it, so that no layer will be checked. */
struct requirement requirement_of_assist(const struct config *config,
					 const struct coverage *coverage);

/*
 * May the rest of the image, besides the root, be mounted? If the root must be covered, the rest
 * must be too, and only a signature of the volume covers that.
 */
bool requirement_allows_rest(const struct config *config, const struct coverage *coverage);
