/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a parser found wrong in an image, and where; and what reading the image may cost in all.
 */
#pragma once

#include "base/attributes.h"

#include <stdint.h>

struct fault {
	const char *what;
	uint64_t offset; /* bytes from the start of the image */
	uint64_t limit;	 /* of -E2BIG: how many there may be */
};

/* Record a fault. Returns the error. */
int fault_set(struct fault *fault, int error, const char *what, uint64_t offset);

/* Record that there is more than a limit allows. Returns -E2BIG. */
int fault_over(struct fault *fault, uint64_t limit, const char *what, uint64_t offset);

/* Bytes that may be read, some of them several times. */
struct budget {
	uint64_t spent, max;
	const char *what; /* of which bytes: for the fault */
};

/* Spend some on bytes at an offset. Returns 0; or -E2BIG, with the fault, if that is too much. */
must_check int budget_spend(struct budget *budget, uint64_t bytes, uint64_t offset,
			    struct fault *fault);
