/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The decisions of the search for the medium: how far the bus is brought, and when to take a disk,
 * wait on, step aside or fail. Pure: facts in, decision out.
 */
#pragma once

#include <stdbool.h>

/* How far the regions have come. */
enum search_stage {
	SEARCH_REGIONS,	   /* they are waited for */
	SEARCH_NAMESPACES, /* the regions were probed, their namespaces can be bound */
	SEARCH_BOUND,
};

/* What is to be done with the bus. */
enum search_action {
	SEARCH_STAY,
	SEARCH_PROBE_REGIONS,	/* of a bus that was held back: they make their namespaces */
	SEARCH_BIND_NAMESPACES, /* make the regions read-only, then have nd_pmem bind */
	SEARCH_UNHIDE,		/* take back what an info block hides */
};

/*
 * The next action, and in *stage how far it will have brought the regions. claimed: firmware
 * describes persistent memory; held: the first probe of nd devices is held back.
 */
enum search_action search_advance(enum search_stage *stage, unsigned int n_regions, bool claimed,
				  bool held);

/* What is known when a decision is due. */
struct search_facts {
	bool unsettled;	  /* the bus has changed since the disks were looked at */
	bool at_end;	  /* of all patience */
	unsigned int fit; /* disks that could be the medium, of the best rank */
	bool refused;	  /* a disk that was asked for was refused, and not for want of an image */
	unsigned int disks; /* that were looked at */
	unsigned int regions;
	bool claimed;	     /* firmware describes persistent memory */
	bool of_this_boot;   /* and made it for this boot (claims_are_of_this_boot()) */
	bool lacks_driver;   /* of a provider that is present */
	bool has_list;	     /* the agent loads the drivers; otherwise udev does */
	bool final;	     /* no verdict will change by waiting (verdicts_are_final()) */
	bool timeout_given;  /* pmemboot.timeout= says how long to wait, whatever is there */
	bool may_step_aside; /* the command line names another root, and doesn't forbid it */
};

enum search_step {
	SEARCH_WAIT,
	SEARCH_TAKE,	   /* the one disk that fits */
	SEARCH_AMBIGUOUS,  /* several fit */
	SEARCH_STEP_ASIDE, /* for the root that the command line names */
	SEARCH_NOTHING,	   /* fail: nothing is claimed */
	SEARCH_FAIL,	   /* fail: something is claimed, or a disk is there */
};

enum search_step search_decide(const struct search_facts *facts);
