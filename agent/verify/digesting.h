/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Making digests of much, and verifying signatures of it, in workers, with progress.
 */
#pragma once

#include "base/attributes.h"
#include "log/progress.h"
#include "model/failure.h"
#include "model/sum.h"
#include "parse/signify.h"
#include "sys/workers.h"

#include <stdbool.h>

/* In memory of workers_alloc(); what it points to must be there before the workers start. */
struct digesting {
	struct work work; /* its result: 0; -EBADMSG if it doesn't fit; -EILSEQ: sum_make() */
	const char *path; /* of the device or the file, which each worker opens for itself */
	struct sum sum;	  /* without a reader */
	/* What is expected: a digest, or a signature by the key. */
	uint8_t expected[DIGEST_SIZE_MAX];
	bool is_signed;
	struct signify_signature signature;
	uint8_t key[32];
	uint64_t microseconds; /* that it took */
};

/* Expect a signature of len bytes by a key. */
void digesting_expect_signature(struct digesting *one, const struct signify_signature *signature,
				const uint8_t *key);

/* Do one, in a worker. As its result. */
must_check int digesting_do(struct digesting *one);

/*
 * Do n of them in workers, as "checking WHAT". 0: each has its result; -ECANCELED if a person
 * skipped them; another -E... and the reason if there was no worker.
 */
must_check int digesting_run(struct digesting *list, unsigned int n, const char *what,
			     bool may_skip, struct failure *why);

/* Run n pieces of work, as workers_run(), and show the progress. Returns as digesting_run(). */
must_check int digesting_run_work(void *list, unsigned int n, size_t size,
				  struct progress *progress, struct failure *why);
