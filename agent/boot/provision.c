// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/provision.h"

#include "log/log.h"
#include "model/seed.h"
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

/* Before anyone in the root can read it. */
static int measure_used_seed(const struct provision *provision, const struct seed_trust *trust,
			     struct failure *why)
{
	struct extent content;

	if (!trust->seed || seed_trust_refuse(trust->rule, trust->state))
		return 0;
	content = seed_content(&trust->seed->extent);
	return measure_seed(provision->measure, provision->medium->path, &content, why);
}

int provision_map_partitions(const struct provision *provision, struct partition_devices *ret,
			     struct failure *why)
{
	const struct plan *plan = provision->plan;
	bool is_signed = provision->verify->coverage.volume_signed;
	int r;
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
	r = require_seed(provision->config, ret, why);
	return r < 0 ? r : measure_used_seed(provision, &ret->trust, why);
}

/* Returns why cloud-init cannot be told, or NULL: it was. */
static const char *write_url(const char *url, const char *directory)
{
	int r;

	if (!directory)
		return "another program mounts the root";
	if (!url[0])
		return "firmware does not say where it got the image";
	r = cloud_init_write(directory, url);
	if (r == -EBADMSG)
		return "the image is not from a URL of HTTP";
	return r < 0 ? strerror(-r) : NULL;
}

void provision_write_url(const struct config *config, const char *url, const char *directory)
{
	const char *why_not = config->seed == CONFIG_SEED_URL ? write_url(url, directory) : NULL;

	if (why_not)
		log_warning("pmemboot.seed=url: cannot write /etc/cloud/cloud.cfg.d of the root: "
			    "%s",
			    why_not);
}
