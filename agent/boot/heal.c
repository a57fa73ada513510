// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/heal.h"

#include "base/text.h"
#include "boot/candidate.h"
#include "boot/log.h"
#include "sys/nd.h"

#include <inttypes.h>
#include <string.h>

struct healing {
	struct healed *healed;
	const struct claims *claims;
};

static int heal_namespace(void *context, const char *name)
{
	const struct healing *healing = context;
	char region[ND_NAME_MAX];
	struct claim claim;
	int r;

	if (nd_namespace_is_bound(name) || nd_region_of_namespace(name, region) < 0)
		return 0;
	claim = candidates_claim_of(healing->claims, region);
	if (!claim_is_misaligned(&claim))
		return 0;
	r = nd_namespace_force_raw(name);
	if (r < 0) {
		log_warning("cannot force %s into raw mode: %s", name, strerror(-r));
		return 0;
	}
	log_notice("%s at 0x%" PRIx64 " is not aligned to 2 MiB: raw mode, no DAX "
		   "(pmemboot.heal=)",
		   name, claim.extent.offset);
	(void)!text_append(healing->healed->line, sizeof(healing->healed->line),
			   "%s%s: misaligned, raw mode", healing->healed->line[0] ? ", " : "",
			   name);
	return 0;
}

void heal_namespaces(struct healed *healed, const struct claims *claims)
{
	struct healing healing = { healed, claims };

	(void)!nd_each_namespace(heal_namespace, &healing);
}
