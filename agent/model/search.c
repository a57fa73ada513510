// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/search.h"

enum search_action search_advance(enum search_stage *stage, unsigned int n_regions, bool claimed,
				  bool held)
{
	switch (*stage) {
	case SEARCH_REGIONS:
		if (n_regions == 0 && !claimed)
			return SEARCH_STAY;
		*stage = held ? SEARCH_NAMESPACES : SEARCH_BOUND;
		return held ? SEARCH_PROBE_REGIONS : SEARCH_BIND_NAMESPACES;
	case SEARCH_NAMESPACES:
		*stage = SEARCH_BOUND;
		return SEARCH_BIND_NAMESPACES;
	case SEARCH_BOUND:
		break;
	}
	return SEARCH_UNHIDE;
}

/* Can a matching disk still appear? */
static bool may_come(const struct search_facts *facts)
{
	if (facts->timeout_given)
		return !facts->refused;
	if (facts->driver_missing || facts->final)
		return false;
	/* With udev, a provider's driver or a region's disk may still appear. */
	if (!facts->loads_drivers)
		return (facts->claimed && facts->regions == 0) || facts->disks < facts->regions;
	/* NVDIMMs without a disk, on a machine that boots from another root, are not in use. */
	if (facts->may_step_aside && !facts->of_this_boot)
		return false;
	return facts->disks == 0 && (facts->claimed || facts->regions > 0);
}

enum search_step search_decide(const struct search_facts *facts)
{
	if (facts->unsettled && !facts->at_end)
		return SEARCH_WAIT;
	if (facts->beatable && !facts->at_end)
		return SEARCH_WAIT;
	if (facts->fit > 0)
		return facts->fit == 1 ? SEARCH_TAKE : SEARCH_AMBIGUOUS;
	if (!facts->at_end && may_come(facts))
		return SEARCH_WAIT;
	if (!facts->claimed && facts->regions == 0 && facts->disks == 0)
		return facts->may_step_aside ? SEARCH_STEP_ASIDE : SEARCH_NOTHING;
	/*
	 * The machine boots from another root, and its NVDIMMs have nothing to do with this boot.
	 */
	if (facts->may_step_aside && !facts->of_this_boot && !facts->refused)
		return SEARCH_STEP_ASIDE;
	return SEARCH_FAIL;
}
