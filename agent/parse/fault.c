// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/fault.h"

#include <errno.h>

int fault_set(struct fault *fault, int error, const char *what, uint64_t offset)
{
	*fault = (struct fault){ .what = what, .offset = offset };
	return error;
}

int fault_over(struct fault *fault, uint64_t limit, const char *what, uint64_t offset)
{
	*fault = (struct fault){ what, offset, limit };
	return -E2BIG;
}

int budget_spend(struct budget *budget, uint64_t bytes, uint64_t offset, struct fault *fault)
{
	if (budget->spent <= budget->max)
		budget->spent += bytes;
	if (budget->spent <= budget->max)
		return 0;
	return fault_over(fault, budget->max, budget->what, offset);
}
