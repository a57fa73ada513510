// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/advice.h"
#include "model/filesystem.h"
#include "model/plan_mount.h"
#include "model/planner.h"

#include "fuzz/fuzz.h"
#include "fuzz/medium.h"

#include <string.h>

static void require_reason(const struct failure *why)
{
	REQUIRE(why->code > FAILURE_NONE && why->code < FAILURE_CODES);
	REQUIRE(why->line[0] && memchr(why->line, '\0', sizeof(why->line)));
}

static void require_layer(const struct plan_layer *layer, uint64_t medium_size)
{
	REQUIRE(memchr(layer->path, '\0', sizeof(layer->path)));
	REQUIRE(layer->path[0] && layer->path[0] != '/');
	REQUIRE(filesystem_find(layer->fstype));
	REQUIRE(layer->compressor);
	uint64_t len = 0;

	REQUIRE(layer->n_extents > 0 && layer->n_extents <= PLAN_EXTENTS_MAX);
	for (unsigned int i = 0; i < layer->n_extents; i++) {
		REQUIRE(layer->extents[i].offset <= medium_size &&
			layer->extents[i].len <= medium_size - layer->extents[i].offset);
		len += layer->extents[i].len;
	}
	REQUIRE(layer->size > 0 && layer->size <= layer->file_size);
	/* With DAX the last bytes may be left out, which are behind the file system. */
	REQUIRE(layer->size <= len);
	REQUIRE(layer->alignment > 0 && layer->alignment <= PLAN_ALIGNMENT_MAX);
}

static void require_plan(const struct plan *plan, uint64_t medium_size)
{
	struct plan_mount mount;
	unsigned int mounts = 0;

	REQUIRE(plan->layout && plan->title && plan->map_why);
	REQUIRE(plan->assist ||
		(plan->contract.medium && plan->contract.lower && plan->contract.overlay));
	while (plan_mount_get(plan, mounts, &mount)) {
		REQUIRE(mount.target[0] == '/' && memchr(mount.target, '\0', sizeof(mount.target)));
		REQUIRE(++mounts <= 2 * LAYOUT_LAYERS_MAX + 3);
	}
	REQUIRE(plan->checks.count <= PLAN_CHECKS_MAX);
	REQUIRE(!plan->guessed || plan->n_layers == 1);
	REQUIRE(memchr(plan->label, '\0', sizeof(plan->label)));
	REQUIRE(plan->volume_size - plan->padding_cut <= medium_size);
	REQUIRE((plan->n_layers > 0 || plan->assist) && plan->n_layers <= LAYOUT_LAYERS_MAX);
	for (unsigned int i = 0; i < plan->n_layers; i++)
		require_layer(&plan->layers[i], medium_size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const paths[] = { "/a.sfs", "live/b.img" };
	struct medium medium;

	for (unsigned int n_paths = 0; n_paths <= array_size(paths); n_paths++) {
		struct failure why = { 0 };
		struct survey survey;
		struct advice advice;
		struct plan plan;
		const struct plan_request request = {
			.paths = paths,
			.n_paths = n_paths,
		};
		int r;

		medium_open(&medium, data, size);
		r = planner_make(&plan, &medium.reader, NULL, &request, &why);
		if (r < 0) {
			require_reason(&why);
			continue;
		}
		REQUIRE(r == 0 && why.code == FAILURE_NONE);
		require_plan(&plan, medium.reader.size);
		medium_open(&medium, data, size);
		r = survey_make(&survey, &plan, &medium.reader, &why);
		if (r < 0) {
			require_reason(&why);
			continue;
		}
		REQUIRE(r == 0 && memchr(survey.initrd, '\0', sizeof(survey.initrd)));
		advice_give(&plan, &survey, "nfit", &advice);
		REQUIRE(advice.count > 0 && advice.count <= ADVICE_MAX);
	}
	return 0;
}
