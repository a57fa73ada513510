// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/protection.h"

#include "base/text.h"
#include "log/log.h"
#include "sys/nd_control.h"

#include <errno.h>
#include <string.h>

int protection_add(struct protection *protection, const char *region)
{
	int r = nd_region_is_read_only(region);

	if (r != 0)
		return r < 0 ? r : 0;
	/* Only regions that come and go while the medium is awaited can be more. */
	if (protection->count == ND_REGIONS_MAX)
		return -E2BIG;
	text_copy_cut(protection->regions[protection->count++], ND_NAME_MAX, region);
	return nd_region_set_read_only(region, true);
}

void protection_release(struct protection *protection, unsigned int i)
{
	char *region = protection->regions[i];

	log_debug("%s is not the medium: writable again", region);
	if (nd_region_set_read_only(region, false) < 0)
		log_warning("cannot make %s writable again", region);
	protection->count--;
	if (i < protection->count)
		text_copy_cut(region, ND_NAME_MAX, protection->regions[protection->count]);
}

/* Does the command line name this region, or its disk? The disk has the region's number. */
static bool is_named(const struct nd_region *region, const struct config *config)
{
	const char *own = region->name + strlen("region");
	const char *number = config->medium_name;

	if (config->medium == MEDIUM_REGION)
		return region->extent.len > 0 && region->extent.offset == config->medium_address;
	if (!text_begins(number, "pmem"))
		return false;
	number += strlen("pmem");
	return strspn(number, "0123456789") == strlen(own) &&
	       strncmp(number, own, strlen(own)) == 0;
}

/*
 * Is the region the medium, as far as can be said before anybody has looked at it? Any other may be
 * somebody's NVDIMM, in which other programs look for LVM and md as soon as it has a disk.
 */
static bool is_expected(const struct claims *claims, const struct nd_region *region,
			const struct config *config)
{
	struct claim claim = claim_of_region(claims, region);

	if (config_names_place(config))
		return is_named(region, config);
	return claim_may_be_changed(&claim) && claim_rank(&claim) <= claims_best_rank(claims);
}

void protection_before_bind(struct protection *protection, const struct claims *claims,
			    const struct nd *nd, const struct config *config)
{
	for (unsigned int i = 0; i < nd->n_regions; i++)
		if (is_expected(claims, &nd->regions[i], config) &&
		    protection_add(protection, nd->regions[i].name) < 0)
			log_debug("%s is not read-only yet", nd->regions[i].name);
}
