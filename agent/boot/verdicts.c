// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/verdicts.h"

#include "base/text.h"
#include "boot/candidate.h"
#include "sys/dax.h"
#include "sys/file.h"
#include "sys/nd.h"

enum { IOMEM_SIZE_MAX = 4 << 20 };

struct judging {
	const struct claims *claims;
	struct slice iomem;
	enum verdict verdict;
	struct failure why;
};

/* ---- The view ---- */

struct viewing {
	const struct extent *extent;
	struct verdict_view view;
};

static bool overlaps(const struct extent *one, uint64_t start, uint64_t len)
{
	return one->len > 0 && len > 0 && start < one->offset + one->len &&
	       one->offset < start + len;
}

static int view_region(void *context, const char *region)
{
	struct viewing *viewing = context;
	uint64_t start, len;

	if (nd_region_address(region, &start) == 0 && nd_region_size(region, &len) == 0 &&
	    overlaps(viewing->extent, start, len)) {
		text_copy_cut(viewing->view.region, VERDICT_NAME_MAX, region);
		return 1;
	}
	return 0;
}

static int view_namespace(void *context, const char *name)
{
	struct verdict_view *view = context;
	char region[ND_NAME_MAX];

	if (nd_region_of_namespace(name, region) < 0 || strcmp(region, view->region) != 0)
		return 0;
	text_copy_cut(view->namespace, VERDICT_NAME_MAX, name);
	view->bound = nd_namespace_is_bound(name);
	view->disk = nd_namespace_has_disk(name);
	if (nd_namespace_holder(name, view->holder, sizeof(view->holder)) < 0)
		view->holder[0] = '\0';
	return view->disk; /* one disk is enough for the range to be usable */
}

static int view_dax(void *context, const char *name, const struct extent *extent)
{
	struct viewing *viewing = context;

	if (overlaps(viewing->extent, extent->offset, extent->len))
		text_copy_cut(viewing->view.dax, VERDICT_NAME_MAX, name);
	return viewing->view.dax[0] != '\0';
}

/* ---- Judging ---- */

static void judge(struct judging *judging, const struct claim *claim)
{
	struct viewing viewing = { .extent = &claim->extent };
	struct failure why = { 0 };
	enum verdict verdict;

	(void)!nd_each_region(view_region, &viewing);
	if (viewing.view.region[0])
		(void)!nd_each_namespace(view_namespace, &viewing.view);
	(void)!dax_each(view_dax, &viewing);
	verdict = verdict_of(claim, &viewing.view, judging->iomem, &why);
	if (verdict == VERDICT_USABLE ||
	    (judging->verdict != VERDICT_USABLE && !verdict_is_final(verdict)))
		return;
	judging->verdict = verdict;
	judging->why = why;
}

static int judge_region(void *context, const char *region)
{
	struct judging *judging = context;
	struct claim claim = candidates_claim_of(judging->claims, region);

	if (!claims_at(judging->claims, claim.extent.offset))
		judge(judging, &claim);
	return 0;
}

enum verdict verdicts_judge(const struct claims *claims, struct failure *why)
{
	struct judging judging = { .claims = claims, .verdict = VERDICT_USABLE };
	cleanup_free uint8_t *iomem = NULL;
	int len = file_read_all("/proc/iomem", IOMEM_SIZE_MAX, &iomem);

	if (len > 0)
		judging.iomem = (struct slice){ iomem, (size_t)len };
	for (unsigned int i = 0; i < claims->count; i++)
		judge(&judging, &claims->list[i]);
	(void)!nd_each_region(judge_region, &judging);
	if (judging.verdict != VERDICT_USABLE)
		*why = judging.why;
	return judging.verdict;
}
