// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/healing.h"

#include <string.h>

/* Find the claim of a namespace's region. False if the namespace must not be changed. */
static bool find_claim(const struct claims *claims, const struct nd *nd,
		       const struct nd_namespace *namespace, struct claim *ret)
{
	const struct nd_region *region = nd_find_region(nd, namespace->region);

	*ret = claim_of_region(claims, region);
	return region && claim_may_be_changed(ret);
}

bool healing_wants_hold(const struct claims *claims, const struct nd *nd)
{
	unsigned int here = 0, wanted = 0;

	if (!nd->pmem)
		return false;
	for (unsigned int i = 0; i < nd->n_regions; i++) {
		const struct claim *claim = claims_of_region(claims, &nd->regions[i]);

		if (claim && claim->care != CLAIM_CARE_NONE)
			return false;
		if (claim && claim_may_be_changed(claim))
			here++;
	}
	for (unsigned int i = 0; i < claims->count; i++)
		if (claim_may_be_changed(&claims->list[i]))
			wanted++;
	return wanted > here;
}

enum healing healing_before_bind(const struct claims *claims, const struct nd *nd, bool held,
				 const struct nd_namespace *namespace, struct claim *claim)
{
	bool seen = nd->pmem && !held;

	if (namespace->bound || namespace->holder[0] || !find_claim(claims, nd, namespace, claim))
		return HEALING_NONE;
	if (!seen)
		return HEALING_RAW;
	return claim->care == CLAIM_CARE_MISALIGNED ? HEALING_BIND_RAW : HEALING_NONE;
}

enum healing healing_after_bind(const struct claims *claims, const struct nd *nd,
				const struct nd_namespace *namespace)
{
	struct claim claim;

	return namespace->holder[0] && find_claim(claims, nd, namespace, &claim) ? HEALING_TAKE
										 : HEALING_NONE;
}

const struct nd_namespace *healing_of_page_map(const struct claims *claims, const struct nd *nd,
					       const char *region)
{
	for (unsigned int i = 0; i < nd->n_namespaces; i++) {
		const struct nd_namespace *namespace = &nd->namespaces[i];
		struct claim claim;

		if (strcmp(namespace->region, region) == 0 && namespace->bound &&
		    find_claim(claims, nd, namespace, &claim) && claim.care == CLAIM_CARE_NONE &&
		    claim.provider != CLAIM_NFIT)
			return namespace;
	}
	return NULL;
}
