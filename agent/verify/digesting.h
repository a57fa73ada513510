/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Digests and signatures of large files, computed in workers, with progress.
 */
#pragma once

#include "base/attributes.h"
#include "log/progress.h"
#include "model/failure.h"
#include "model/sum.h"
#include "parse/signify.h"
#include "sys/workers.h"

#include <stdbool.h>

/* Allocate it by workers_alloc(). What it points to must exist before the workers start. */
struct digesting {
	struct work work; /* its result: 0; -EBADMSG if they differ; -E... of sum_make() */
	const char *path; /* of the device or file, which each worker opens itself */
	struct sum sum;	  /* its reader is set in the worker */
	/* Expected: a digest, or a signature by the key. */
	uint8_t expected[DIGEST_SIZE_MAX];
	bool is_signed;
	struct signify_signature signature;
	uint8_t key[32];
	uint64_t microseconds; /* that it took */
};

/* Expect a signature by this key of the bytes that are read. */
void digesting_expect_signature(struct digesting *one, const struct signify_signature *signature,
				const uint8_t *key);

/* Compute and compare one; call it in a worker. Returns the result, as in struct digesting. */
must_check int digesting_do(struct digesting *one);

/*
 * Compute and compare n of them in workers, while the progress says "checking WHAT". Returns 0 if
 * each has its result; -ECANCELED if a person skipped them; another -E... and the reason if no
 * worker could be started.
 */
must_check int digesting_run(struct digesting *list, unsigned int n, const char *what,
			     bool may_skip, struct failure *why);

/* Run n pieces of work, as workers_run(), and show the progress. Returns as digesting_run(). */
must_check int digesting_run_work(void *list, unsigned int n, size_t size,
				  struct progress *progress, struct failure *why);
