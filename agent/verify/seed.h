/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The signature of a seed (model/seed.h), by the keys that vouch for seeds and for nothing else.
 */
#pragma once

#include "model/identity.h"
#include "model/partition.h"
#include "model/seed_trust.h"
#include "verify/coverage.h"
#include "verify/keys.h"

/* The folder of these keys, below keys.d of the base folder. */
#define SEED_KEYS "seed"

struct seed_result {
	unsigned int number; /* of the partition */
	enum seed_state state;
	char key[KEY_NAME_MAX]; /* the name of the key, its id if it is not trusted, or "" */
	char comment[COVERAGE_COMMENT_MAX]; /* the trusted comment, or "" */
};

/*
 * Verify the seed in a partition of the device, whose path is given and which is open as fd. The
 * keys are read from the tree (sys/tree.h), only if the seed has a signature. The state is never
 * SEED_COVERED.
 */
void seed_verify(struct seed_result *ret, const struct partition *seed, const char *device,
		 const struct tree *tree, const char *base, const struct identity *identity);
