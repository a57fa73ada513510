// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/untrusted.h"

#include "unit/test.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

enum { SIZE = 1 << 20 };

/* Those that the plan below has, and no other. */
static const char medium[] = "iso9660", title[] = "Debian live", why[] = "the fastest",
		  layout[] = "debian-live", squashfs[] = "squashfs";

static bool is_constant(const char *string)
{
	const char *const all[] = { medium, title, why, layout, squashfs };

	for (size_t i = 0; i < array_size(all); i++)
		if (string == all[i])
			return true;
	return false;
}

static struct plan *good_plan(void)
{
	static struct plan plan;

	plan = (struct plan){ .medium = medium,
			      .layout = layout,
			      .title = title,
			      .map_why = why,
			      .map = PLAN_MAP_DM,
			      .volume_size = SIZE,
			      .contract = { .medium = "/etc", .overlay = "/etc" },
			      .n_layers = 1 };
	plan.layers[0] = (struct plan_layer){ .path = "live/filesystem.squashfs",
					      .fstype = squashfs,
					      .options = ",rw",
					      .alignment = 2048,
					      .n_extents = 1,
					      .extents = { { 4096, 4096 } } };
	plan.checks.count = 1;
	return &plan;
}

TEST(untrusted_plan_is_mounted_as_the_tables_say)
{
	struct plan *plan = good_plan();

	CHECK(untrusted_plan(plan, SIZE, is_constant) == 0);
	CHECK_STRING(plan->contract.medium, "/run/live/medium");
	CHECK_STRING(plan->layers[0].options, "");
	plan = good_plan();
	plan->contract.medium = NULL;
	CHECK(untrusted_plan(plan, SIZE, is_constant) == 0);
	CHECK(!plan->contract.medium && plan->contract.overlay);
}

/* One thing is changed, and the plan is refused. */
#define REFUSED(change)                                                     \
	do {                                                                \
		struct plan *plan = good_plan();                            \
		change;                                                     \
		CHECK(untrusted_plan(plan, SIZE, is_constant) == -EBADMSG); \
	} while (0)

TEST(untrusted_plan_with_foreign_strings)
{
	static const char other[] = "squashfs";

	REFUSED(plan->medium = NULL);
	REFUSED(plan->title = (const char *)&plan->n_layers);
	REFUSED(plan->assist = other);
	REFUSED(plan->layers[0].fstype = other);
	REFUSED(plan->layers[0].fstype = NULL);
	REFUSED(plan->layers[0].no_dax = other);
	REFUSED(memset(plan->folder, 'x', sizeof(plan->folder)));
	REFUSED(memset(plan->label, 'x', sizeof(plan->label)));
	REFUSED(memset(plan->layers[0].path, 'x', PLAN_PATH_MAX));
	REFUSED(memset(plan->layers[0].features, 'x', IMAGE_WORDS_MAX));
	REFUSED(memset(plan->checks.list[0].path, 'x', PLAN_PATH_MAX));
}

TEST(untrusted_plan_with_bad_numbers)
{
	REFUSED(plan->n_layers = LAYOUT_LAYERS_MAX + 1);
	REFUSED(plan->n_layers = 0);
	REFUSED(plan->map = PLAN_MAP_AUTO);
	REFUSED(plan->map = (enum plan_map)99);
	REFUSED(plan->volume_size = SIZE + 1);
	REFUSED(plan->padding_cut = SIZE + 1);
	REFUSED(plan->checks.count = PLAN_CHECKS_MAX + 1);
	REFUSED(plan->checks.list[0].layer = 1);
	REFUSED(plan->checks.list[0].kind = (enum plan_check_kind)99);
	REFUSED(plan->layers[0].n_extents = 0);
	REFUSED(plan->layers[0].n_extents = PLAN_EXTENTS_MAX + 1);
	REFUSED(plan->layers[0].alignment = 0);
	REFUSED(plan->layers[0].alignment = 3);
	REFUSED(plan->layers[0].extents[0].offset = SIZE + 1);
	REFUSED(plan->layers[0].extents[0].len = UINT64_MAX);
	REFUSED(plan->layers[0].tree = ((struct extent){ SIZE, 1 }));
	REFUSED(plan->layers[0].codes = ((struct extent){ SIZE, 1 }));
	REFUSED(plan->layers[0].root_signature = ((struct extent){ SIZE, 1 }));
	REFUSED(memset(&plan->layers[0].whole, 2, 1));
	REFUSED(memset(&plan->guessed, 0xff, 1));
}

TEST(untrusted_partition_table)
{
	static struct partitions partitions;

	partitions.count = 1;
	CHECK(untrusted_partitions(&partitions, is_constant) == 0);
	partitions.refused = "another";
	CHECK(untrusted_partitions(&partitions, is_constant) == -EBADMSG);
	partitions.refused = NULL;
	partitions.count = PARTITIONS_MAX + 1;
	CHECK(untrusted_partitions(&partitions, is_constant) == -EBADMSG);
	partitions.count = 2;
	memset(partitions.list[1].label, 'x', PARTITION_LABEL_MAX);
	CHECK(untrusted_partitions(&partitions, is_constant) == -EBADMSG);
}

TEST(untrusted_reason)
{
	struct failure failure = { .code = FAILURE_DAMAGED, .line = "a \033[2Jline" };

	CHECK(untrusted_failure(&failure, true) == 0);
	CHECK_STRING(failure.line, "a ?[2Jline");
	failure.code = FAILURE_CODES;
	CHECK(untrusted_failure(&failure, false) == -EBADMSG);
	failure = (struct failure){ 0 };
	CHECK(untrusted_failure(&failure, false) == 0);
	CHECK(untrusted_failure(&failure, true) == -EBADMSG);
	memset(failure.line, 'x', sizeof(failure.line));
	CHECK(untrusted_failure(&failure, false) == -EBADMSG);
}

TEST(untrusted_error_numbers)
{
	CHECK(untrusted_error(0) && untrusted_error(-1) && untrusted_error(-EBADMSG));
	CHECK(untrusted_error(-4095) && !untrusted_error(-4096));
	CHECK(!untrusted_error(1) && !untrusted_error(EBADMSG));
	CHECK(!untrusted_error(INT_MAX) && !untrusted_error(INT_MIN));
}
