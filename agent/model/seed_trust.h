/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which configuration of a machine is used. Configuration is code: whoever writes it decides what
 * the system runs. It is the seed (model/seed.h), and each partition whose label makes a system
 * take its configuration from there: CIDATA (cloud-init), config-2 (OpenStack), OEMDRV (Anaconda),
 * ignition.
 */
#pragma once

#include "model/partition.h"

enum seed_rule {
	SEED_RULE_ANY,	  /* unless its signature is wrong, or names another machine */
	SEED_RULE_SIGNED, /* only what a trusted signature covers */
	SEED_RULE_NONE,
	SEED_RULES,
};

enum seed_state {
	SEED_UNSIGNED,
	SEED_COVERED,	    /* the signature of the volume covers it */
	SEED_SIGNED,	    /* a trusted key has signed it, for this machine or for all */
	SEED_STRANGER,	    /* a key has signed it that is not trusted for seeds */
	SEED_OTHER_MACHINE, /* a trusted key has signed it, but not for this machine */
	SEED_MALFORMED,	    /* a trusted key's signature is damaged, or begins as one and is none */
	SEED_WRONG,	    /* a trusted key has signed other bytes */
	SEED_UNREAD,	    /* it could not be read */
	SEED_STATES,
};

/* Why configuration in this state is not used under this rule, as a sentence; or NULL: it is. */
const char *seed_trust_refuse(enum seed_rule rule, enum seed_state state);

/* For programs: "signed", "unsigned" ... */
const char *seed_trust_rule_name(enum seed_rule rule);
const char *seed_trust_state_name(enum seed_state state);

struct seed_trust {
	enum seed_rule rule;
	const struct partition *seed; /* of seed_find(); NULL if there is none */
	enum seed_state state;	      /* of the seed */
	uint64_t signed_bytes; /* so many of the medium are covered by the volume's signature */
};

/* Is the partition configuration? */
bool seed_trust_concerns(const struct partition *partition);

/* Why a partition that is configuration is not used; NULL: it is. */
const char *seed_trust_refuse_partition(const struct seed_trust *trust,
					const struct partition *partition);
