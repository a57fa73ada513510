// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/provision.h"

#include "log/log.h"
#include "root/cloud_init.h"

#include <errno.h>
#include <string.h>

/* How much of the medium may be used: all of it, or what a trusted signature covers. */
static uint64_t usable_bytes(const struct provision *provision)
{
	if (!verify_allows_rest(provision->verify))
		return 0;
	return config_requires(provision->config) ? provision->plan->volume_size : UINT64_MAX;
}

/* Bytes of the medium before a seed can begin: the volume of an ISO. */
static uint64_t end_of_iso(const struct plan *plan)
{
	return strcmp(plan->medium, "iso9660") == 0 ? plan->volume_size : 0;
}

/* Under pmemboot.seed=signed,required: is there a seed that is signed? */
static int require_seed(const struct config *config, const struct partition_devices *devices,
			struct failure *why)
{
	const char *refused = devices->trust.seed
				      ? seed_trust_refuse(SEED_RULE_SIGNED, devices->trust.state)
				      : "the medium has none";

	if (!config->seed_required || !refused)
		return 0;
	return failure_set(why, FAILURE_NOT_VERIFIED, -EKEYREJECTED,
			   "a signed seed is required (pmemboot.seed=signed,required): %s",
			   refused);
}

int provision_map_partitions(const struct provision *provision, struct partition_devices *ret,
			     struct failure *why)
{
	const struct plan *plan = provision->plan;
	bool is_signed = provision->verify->coverage.volume_signed;
	const struct partitions_request request = {
		.medium = provision->medium,
		.drivers = provision->drivers,
		.tree = provision->drivers->tree,
		.base = provision->base,
		.identity = provision->identity,
		.rule = config_seed_rule(provision->config),
		.iso_end = end_of_iso(plan),
		.signed_volume = is_signed ? plan->volume_size : 0,
		.covered = usable_bytes(provision),
		.disk_is_free = provision->disk_is_free,
		.no_udev_yet = provision->no_udev_yet,
	};

	partitions_map(ret, &request);
	return require_seed(provision->config, ret, why);
}

void provision_write_url(const struct config *config, const char *url, const char *directory)
{
	int r;

	if (config->seed != CONFIG_SEED_URL)
		return;
	r = url[0] && directory ? cloud_init_write(directory, url) : -ENODATA;
	if (!directory)
		log_warning(
			"pmemboot.seed=url has no effect where another program mounts the root");
	else if (r == -ENODATA)
		log_warning("pmemboot.seed=url has no effect: firmware does not say where it got "
			    "the image");
	else if (r == -EBADMSG)
		log_warning("pmemboot.seed=url has no effect: the image is not from a URL of HTTP");
	else if (r < 0)
		log_warning("pmemboot.seed=url has no effect: cannot write to "
			    "/etc/cloud/cloud.cfg.d of the root: %s",
			    strerror(-r));
}
