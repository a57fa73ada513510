/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The configuration of this machine during a boot: which of it may be used, and how the root finds
 * it.
 */
#pragma once

#include "base/attributes.h"
#include "boot/measure.h"
#include "config/config.h"
#include "medium/drivers.h"
#include "medium/medium.h"
#include "model/identity.h"
#include "model/plan.h"
#include "root/partitions.h"
#include "verify/verify.h"

/* What it depends on: results of the earlier steps. All are borrowed. */
struct provision {
	const struct config *config;
	const struct medium *medium;
	const struct plan *plan;
	const struct verify *verify;
	const struct identity *identity;
	struct drivers *drivers;
	struct measure *measure;
	const char *base;  /* the folder that keys.d/ is in */
	bool disk_is_free; /* as in struct partitions_request */
	bool no_udev_yet;
};

/*
 * Make devices of the medium's partitions, and measure the seed, if it is used. Returns 0; or -E...
 * and the reason if a signed seed is required and there is none, or as measure_seed().
 */
must_check int provision_map_partitions(const struct provision *provision,
					struct partition_devices *ret, struct failure *why);

/*
 * For pmemboot.seed=url: tell cloud-init in the root at the directory where firmware got the image,
 * "" if that is unknown. directory is NULL if another program mounts the root. If that is not
 * possible, log a warning: the boot continues without it.
 */
void provision_write_url(const struct config *config, const char *url, const char *directory);
