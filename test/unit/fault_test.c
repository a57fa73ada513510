// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/fault.h"

#include "unit/test.h"

#include <errno.h>

TEST(fault_of_a_budget)
{
	struct budget budget = { .max = 1000, .what = "bytes" };
	struct fault fault = { 0 };

	CHECK(budget_spend(&budget, 600, 5, &fault) == 0);
	CHECK(budget_spend(&budget, 400, 6, &fault) == 0 && !fault.what);
	CHECK(budget_spend(&budget, 1, 7, &fault) == -E2BIG);
	CHECK_STRING(fault.what, "bytes");
	CHECK(fault.limit == 1000 && fault.offset == 7);
	CHECK(budget_spend(&budget, 0, 8, &fault) == -E2BIG);
}
