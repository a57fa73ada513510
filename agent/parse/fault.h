/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Faults: what a parser found wrong in an image, and where. Budgets: how much may be read in total.
 */
#pragma once

#include "base/attributes.h"

#include <stdint.h>

struct fault {
	const char *what;
	uint64_t offset; /* bytes from the start of the image */
	uint64_t limit;	 /* for -E2BIG: the limit that is exceeded */
};

/* Record a fault. Returns the error. */
int fault_set(struct fault *fault, int error, const char *what, uint64_t offset);

/* Record that a limit is exceeded. Returns -E2BIG. */
int fault_over(struct fault *fault, uint64_t limit, const char *what, uint64_t offset);

/* How many bytes may be read. Bytes that are read again count again. */
struct budget {
	uint64_t spent, max;
	const char *what; /* what the bytes are, for the fault */
};

/*
 * Spend a part of the budget on bytes at an offset. Returns 0; or -E2BIG, with the fault recorded,
 * if the budget is exceeded. What is refused after that does not count.
 */
must_check int budget_spend(struct budget *budget, uint64_t bytes, uint64_t offset,
			    struct fault *fault);
