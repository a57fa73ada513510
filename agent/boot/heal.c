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

static void record(struct healed *healed, const char *name, const char *what)
{
	healed->count++;
	(void)!text_append(healed->line, sizeof(healed->line), "%s%s: %s",
			   healed->line[0] ? ", " : "", name, what);
}

/* The claim of a namespace's region; false if it is not ours to change. */
static bool find_claim(const struct healing *healing, const char *name, struct claim *ret)
{
	char region[ND_NAME_MAX];

	if (nd_region_of_namespace(name, region) < 0)
		return false;
	*ret = candidates_claim_of(healing->claims, region);
	return claim_may_be_changed(ret);
}

static int heal_misaligned(void *context, const char *name)
{
	const struct healing *healing = context;
	struct claim claim;
	int r;

	if (nd_namespace_is_bound(name) || !find_claim(healing, name, &claim) ||
	    !claim_is_misaligned(&claim))
		return 0;
	r = nd_namespace_force_raw(name);
	if (r < 0) {
		log_warning("cannot force %s into raw mode: %s", name, strerror(-r));
		return 0;
	}
	log_notice("%s at 0x%" PRIx64 " is not aligned to 2 MiB: raw mode, no DAX "
		   "(pmemboot.heal=)",
		   name, claim.extent.offset);
	record(healing->healed, name, "misaligned, raw mode");
	return 0;
}

static int heal_hidden(void *context, const char *name)
{
	const struct healing *healing = context;
	char holder[ND_NAME_MAX];
	struct claim claim;
	int r;

	/* A holder that comes back again and again must not keep PID 1 busy. */
	if (healing->healed->count >= HEALED_COUNT_MAX || !find_claim(healing, name, &claim) ||
	    nd_namespace_holder(name, holder, sizeof(holder)) <= 0)
		return 0;
	r = nd_holder_release(holder);
	if (r == 0)
		r = nd_namespace_force_raw(name);
	if (r == 0)
		r = nd_namespace_bind(name);
	if (r < 0) {
		log_warning("cannot take %s away from %s: %s", name, holder, strerror(-r));
		return 0;
	}
	log_warning("the image has an info block that gave %s to %s: taken away, raw mode "
		    "(pmemboot.heal=)",
		    name, holder);
	record(healing->healed, name, "hidden by an info block, raw mode");
	return 0;
}

void heal_before_bind(struct healed *healed, const struct claims *claims)
{
	struct healing healing = { healed, claims };

	(void)!nd_each_namespace(heal_misaligned, &healing);
}

bool heal_after_bind(struct healed *healed, const struct claims *claims)
{
	struct healing healing = { healed, claims };
	unsigned int before = healed->count;

	(void)!nd_each_namespace(heal_hidden, &healing);
	return healed->count > before;
}
