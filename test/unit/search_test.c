// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/search.h"

#include "unit/test.h"

TEST(search_stages)
{
	enum search_stage stage = SEARCH_REGIONS;

	CHECK(search_advance(&stage, 0, false, false) == SEARCH_STAY && stage == SEARCH_REGIONS);
	CHECK(search_advance(&stage, 0, false, true) == SEARCH_STAY && stage == SEARCH_REGIONS);
	CHECK(search_advance(&stage, 1, false, false) == SEARCH_BIND_NAMESPACES);
	CHECK(stage == SEARCH_BOUND);
	CHECK(search_advance(&stage, 1, false, false) == SEARCH_UNHIDE && stage == SEARCH_BOUND);
	/* A claim is enough: the provider's driver may have come and gone. */
	stage = SEARCH_REGIONS;
	CHECK(search_advance(&stage, 0, true, false) == SEARCH_BIND_NAMESPACES);
	/* A bus that was held back goes by its regions first, and whatever is held then. */
	stage = SEARCH_REGIONS;
	CHECK(search_advance(&stage, 1, true, true) == SEARCH_PROBE_REGIONS);
	CHECK(stage == SEARCH_NAMESPACES);
	CHECK(search_advance(&stage, 1, true, true) == SEARCH_BIND_NAMESPACES);
	CHECK(stage == SEARCH_BOUND);
}

/* What is there in a machine that firmware made a RAM disk in, before its disk is. */
static struct search_facts waiting(void)
{
	return (struct search_facts){
		.claimed = true, .of_this_boot = true, .loads_drivers = true, .regions = 1
	};
}

TEST(search_waits)
{
	struct search_facts facts = waiting();

	CHECK(search_decide(&facts) == SEARCH_WAIT);
	facts.at_end = true;
	CHECK(search_decide(&facts) == SEARCH_FAIL);
	/* In vain, where no verdict will change, or a driver is missing. */
	facts = waiting();
	facts.final = true;
	CHECK(search_decide(&facts) == SEARCH_FAIL);
	facts = waiting();
	facts.driver_missing = true;
	CHECK(search_decide(&facts) == SEARCH_FAIL);
	/* Whoever says how long waits so long, but not for a disk that is there and was refused. */
	facts = waiting();
	facts.final = facts.driver_missing = facts.timeout_given = true;
	CHECK(search_decide(&facts) == SEARCH_WAIT);
	facts.refused = true;
	CHECK(search_decide(&facts) == SEARCH_FAIL);
	facts = (struct search_facts){ .timeout_given = true, .loads_drivers = true };
	CHECK(search_decide(&facts) == SEARCH_WAIT);
}

TEST(search_waits_for_no_second_disk)
{
	struct search_facts facts = waiting();

	/* The one disk holds no image, and its region is the only one. */
	facts.disks = 1;
	CHECK(search_decide(&facts) == SEARCH_FAIL);
	/* With udev another region's disk may be on its way. */
	facts.loads_drivers = false;
	CHECK(search_decide(&facts) == SEARCH_FAIL);
	facts.regions = 2;
	CHECK(search_decide(&facts) == SEARCH_WAIT);
	facts = waiting();
	facts.loads_drivers = false;
	facts.regions = 0;
	CHECK(search_decide(&facts) == SEARCH_WAIT);
	facts.claimed = false;
	CHECK(search_decide(&facts) == SEARCH_NOTHING);
}

TEST(search_takes)
{
	struct search_facts facts = waiting();

	facts.disks = facts.fit = 1;
	CHECK(search_decide(&facts) == SEARCH_TAKE);
	/* Also where a better claim's driver is missing: what isn't there can't be booted. */
	facts.driver_missing = true;
	CHECK(search_decide(&facts) == SEARCH_TAKE);
	facts.fit = 2;
	CHECK(search_decide(&facts) == SEARCH_AMBIGUOUS);
	/* Not before the bus has settled, unless patience has ended. */
	facts.fit = 1;
	facts.unsettled = true;
	CHECK(search_decide(&facts) == SEARCH_WAIT);
	facts.at_end = true;
	CHECK(search_decide(&facts) == SEARCH_TAKE);
}

TEST(search_waits_for_a_better_claim)
{
	struct search_facts facts = waiting();

	/* An e820 image is there, and udev has yet to load the driver of firmware's RAM disk. */
	facts.disks = facts.fit = 1;
	facts.loads_drivers = false;
	facts.beatable = true;
	CHECK(search_decide(&facts) == SEARCH_WAIT);
	facts.fit = 2;
	CHECK(search_decide(&facts) == SEARCH_WAIT);
	/* It doesn't come: what is there is taken. */
	facts.fit = 1;
	facts.at_end = true;
	CHECK(search_decide(&facts) == SEARCH_TAKE);
	facts.at_end = facts.beatable = false;
	CHECK(search_decide(&facts) == SEARCH_TAKE);
}

TEST(search_steps_aside)
{
	struct search_facts facts = { .loads_drivers = true, .may_step_aside = true };

	CHECK(search_decide(&facts) == SEARCH_STEP_ASIDE);
	facts.may_step_aside = false;
	CHECK(search_decide(&facts) == SEARCH_NOTHING);
	/* From somebody's NVDIMM, but not from what was made for this boot, */
	facts = (struct search_facts){ .loads_drivers = true,
				       .may_step_aside = true,
				       .claimed = true,
				       .regions = 1,
				       .disks = 1 };
	CHECK(search_decide(&facts) == SEARCH_STEP_ASIDE);
	/* at once even if it has no disk: its driver is missing, or nobody has made a namespace. */
	facts.disks = 0;
	CHECK(search_decide(&facts) == SEARCH_STEP_ASIDE);
	facts.regions = 0;
	CHECK(search_decide(&facts) == SEARCH_STEP_ASIDE);
	facts.timeout_given = true;
	CHECK(search_decide(&facts) == SEARCH_WAIT);
	facts.timeout_given = facts.loads_drivers = false;
	CHECK(search_decide(&facts) == SEARCH_WAIT);
	facts.loads_drivers = true;
	facts.regions = facts.disks = 1;
	facts.of_this_boot = true;
	CHECK(search_decide(&facts) == SEARCH_FAIL);
	/* and not from an image that was refused. */
	facts.of_this_boot = false;
	facts.refused = true;
	CHECK(search_decide(&facts) == SEARCH_FAIL);
	facts.may_step_aside = facts.refused = false;
	CHECK(search_decide(&facts) == SEARCH_FAIL);
}
