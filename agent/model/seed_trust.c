// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/seed_trust.h"

#include "base/attributes.h"
#include "model/seed.h"

#include <strings.h>

#define NOT_SIGNED "no trusted key for seeds has signed it"
#define NO_SEEDS   "pmemboot.seed=none, or its default under verification"

static const char *const refusals[SEED_RULES][SEED_STATES] = {
	[SEED_RULE_ANY] = {
		[SEED_OTHER_MACHINE] = "it is signed for another machine",
		[SEED_MALFORMED] = "its signature is damaged",
		[SEED_WRONG] = "its signature does not match",
		[SEED_UNREAD] = "it cannot be read",
	},
	[SEED_RULE_SIGNED] = {
		[SEED_UNSIGNED] = NOT_SIGNED,
		[SEED_STRANGER] = NOT_SIGNED,
		[SEED_OTHER_MACHINE] = "it is signed for another machine",
		[SEED_MALFORMED] = "its signature is damaged",
		[SEED_WRONG] = "its signature does not match",
		[SEED_UNREAD] = "it cannot be read",
	},
	[SEED_RULE_NONE] = {
		[SEED_UNSIGNED] = NO_SEEDS,
		[SEED_COVERED] = NO_SEEDS,
		[SEED_SIGNED] = NO_SEEDS,
		[SEED_STRANGER] = NO_SEEDS,
		[SEED_OTHER_MACHINE] = NO_SEEDS,
		[SEED_MALFORMED] = NO_SEEDS,
		[SEED_WRONG] = NO_SEEDS,
		[SEED_UNREAD] = NO_SEEDS,
	},
};

const char *seed_trust_refuse(enum seed_rule rule, enum seed_state state)
{
	return refusals[rule][state];
}

const char *seed_trust_rule_name(enum seed_rule rule)
{
	static const char *const names[SEED_RULES] = {
		[SEED_RULE_ANY] = "any", [SEED_RULE_SIGNED] = "signed", [SEED_RULE_NONE] = "none"
	};

	return names[rule];
}

const char *seed_trust_state_name(enum seed_state state)
{
	static const char *const names[SEED_STATES] = {
		[SEED_UNSIGNED] = "unsigned",
		[SEED_COVERED] = "covered",
		[SEED_SIGNED] = "signed",
		[SEED_STRANGER] = "untrusted",
		[SEED_OTHER_MACHINE] = "other-machine",
		[SEED_MALFORMED] = "malformed",
		[SEED_WRONG] = "wrong",
		[SEED_UNREAD] = "unread",
	};

	return names[state];
}

bool seed_trust_concerns(const struct partition *partition)
{
	static const char *const labels[] = { "CIDATA", "config-2", "OEMDRV", "ignition" };

	if (strcmp(partition->type, SEED_TYPE_GPT) == 0 ||
	    strcmp(partition->type, SEED_TYPE_DOS) == 0)
		return true;
	for (size_t i = 0; i < array_size(labels); i++)
		if (strcasecmp(partition->label, labels[i]) == 0)
			return true;
	return false;
}

const char *seed_trust_refuse_partition(const struct seed_trust *trust,
					const struct partition *partition)
{
	const struct extent *extent = &partition->extent;
	enum seed_state state = SEED_UNSIGNED; /* only the seed has a signature of its own */

	if (extent->offset < trust->signed_bytes &&
	    extent->len <= trust->signed_bytes - extent->offset)
		state = SEED_COVERED;
	else if (partition == trust->seed)
		state = trust->state;
	return seed_trust_refuse(trust->rule, state);
}
