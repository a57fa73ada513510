/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The decisions in the search for the medium: the next action on the nvdimm bus, and when to take a
 * disk, wait, step aside or fail.
 */
#pragma once

#include <stdbool.h>

/* The progress of the regions. */
enum search_stage {
	SEARCH_REGIONS,	   /* waiting for regions */
	SEARCH_NAMESPACES, /* regions were probed, namespaces can be bound */
	SEARCH_BOUND,
};

/* An action on the bus. */
enum search_action {
	SEARCH_STAY,
	SEARCH_PROBE_REGIONS,	/* probe the regions that were held back, which makes namespaces */
	SEARCH_BIND_NAMESPACES, /* make the regions read-only, then let nd_pmem bind */
	SEARCH_UNHIDE,		/* undo what an info block hides */
};

/*
 * The next action. *stage becomes the stage after that action. claimed: firmware describes
 * persistent memory; held: the first probe of nd devices is held back.
 */
enum search_action search_advance(enum search_stage *stage, unsigned int n_regions, bool claimed,
				  bool held);

/* The facts for a decision. */
struct search_facts {
	bool unsettled;	    /* the bus has changed since the disks were examined */
	bool at_end;	    /* the timeout has expired */
	unsigned int fit;   /* number of possible media of the best rank */
	bool beatable;	    /* a claim of a better rank may still get its disk */
	bool refused;	    /* a requested disk was refused, although it has an image */
	unsigned int disks; /* number of disks that were examined */
	unsigned int regions;
	bool claimed;	     /* firmware describes persistent memory */
	bool of_this_boot;   /* ... and made it for this boot (claims_are_of_this_boot()) */
	bool driver_missing; /* a present provider's driver is missing */
	bool loads_drivers;  /* the agent, not only udev */
	bool final;	     /* waiting will not change a verdict (verdicts_are_final()) */
	bool timeout_given;  /* pmemboot.timeout= is set: wait that long in any case */
	bool may_step_aside; /* the command line names another root and allows it */
};

enum search_step {
	SEARCH_WAIT,
	SEARCH_TAKE,	   /* the one matching disk */
	SEARCH_AMBIGUOUS,  /* several disks match */
	SEARCH_STEP_ASIDE, /* leave the boot to the root that the command line names */
	SEARCH_NOTHING,	   /* fail: nothing is claimed */
	SEARCH_FAIL,	   /* fail: something is claimed, or there is a disk */
};

enum search_step search_decide(const struct search_facts *facts);
