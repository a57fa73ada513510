// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/verdict.h"

#include "medium/candidate.h"
#include "medium/claims.h"
#include "medium/evidence.h"
#include "medium/view.h"
#include "model/planner.h"
#include "sys/nd.h"
#include "unit/image.h"
#include "unit/test.h"
#include "unit/tree.h"

#include <errno.h>

static struct claims claims;
static struct verdicts verdicts;
static struct nd nd;

/* What is on the disk that a tree shows, if the row says it. */
enum content { UNSEEN, TRUNCATED, GARBAGE };

static void examine(enum content content, struct candidate *c)
{
	const struct plan_request request = { 0 };
	struct image *image = image_new(true);
	static struct plan plan;

	if (content == TRUNCATED)
		image->reader.size = IMAGE_ROOT * SECTOR;
	else
		memset(image->data, 0, sizeof(image->data));
	*c = (struct candidate){ .disk = "pmem0", .wanted = true, .plan = &plan };
	CHECK(planner_make(c->plan, &image->reader, NULL, &request, &c->why) < 0);
	free(image);
}

/* Recorded by test/record-tree from the case of test/boot/cases that shows it. */
static const struct row {
	const char *tree;
	enum content content;
	enum failure_code code; /* of the telling verdict */
	bool final;
	const char *says;
} rows[] = {
	{ "usable-nfit", UNSEEN, FAILURE_NONE, false, NULL },
	{ "usable-e820", UNSEEN, FAILURE_NONE, false, NULL },
	{ "usable-virtio", UNSEEN, FAILURE_NONE, false, NULL },
	{ "usable-devicetree", UNSEEN, FAILURE_NONE, false, NULL },
	{ "usable-ovmf", UNSEEN, FAILURE_NONE, false, NULL },
	{ "two-ranges", UNSEEN, FAILURE_NONE, false, NULL },
	{ "driver-missing", UNSEEN, FAILURE_DRIVER_MISSING, false,
	  "the e820 range at 0x40000000 (64 MiB) needs the driver nd_e820" },
	{ "nd-pmem-missing", UNSEEN, FAILURE_DRIVER_MISSING, false,
	  "namespace0.0, but the driver nd_pmem is missing" },
	{ "no-region", UNSEEN, FAILURE_NO_REGION, false, "but nfit has made no region of it" },
	{ "not-bound", UNSEEN, FAILURE_NOT_BOUND, false, "but nd_pmem did not bind it" },
	{ "eaten", UNSEEN, FAILURE_EATEN, true, "belongs to System RAM (0x40000000-0x7fffffff)" },
	{ "refused", UNSEEN, FAILURE_REFUSED, true,
	  "is reserved (0x78000000-0x781fffff), and the kernel could not take it for namespace0.0 "
	  "(-17)" },
	{ "misaligned", UNSEEN, FAILURE_MISALIGNED, true, "multiples of 2 MiB" },
	{ "info-block", UNSEEN, FAILURE_INFO_BLOCK, true, "gives it to btt0." },
	{ "dax", UNSEEN, FAILURE_DAX, true,
	  "the soft-reserved range at 0x40000000 (64 MiB) was given to device-dax (dax0.0)" },
	{ "usable-nfit", TRUNCATED, FAILURE_TRUNCATED, true,
	  "/dev/pmem0: the image is truncated: the ISO's volume has 131072 bytes" },
	{ "usable-e820", GARBAGE, FAILURE_NO_IMAGE, true, "/dev/pmem0: " },
	{ "nothing-claimed", UNSEEN, FAILURE_NOTHING_CLAIMED, false,
	  "firmware describes no persistent memory" },
	{ "not-handed-over", UNSEEN, FAILURE_NOT_HANDED_OVER, false,
	  "/efi-loader-shell.efi, but describes no persistent memory" },
};

static void judge(const struct row *row, struct failure *why)
{
	struct candidate candidate;
	static struct candidates candidates = { .claims = &claims, .count = 1 };
	const struct verdict *telling;
	struct tree *tree = tree_unpack(row->tree);

	candidates.list[0] = &candidate;
	claims_gather(&claims, tree);
	nd_read(tree, &nd);
	if (row->content != UNSEEN)
		examine(row->content, &candidate);
	view_judge(tree, &nd, &claims, row->content == UNSEEN ? NULL : &candidates, &verdicts);
	if (verdicts.count == 0)
		evidence_judge(tree, &nd, &claims, &verdicts, why);
	telling = verdicts_telling(&verdicts);
	if (telling)
		*why = telling->why;
	tree_discard(tree);
}

TEST(verdict_of_recorded_trees)
{
	for (size_t i = 0; i < array_size(rows); i++) {
		const struct row *row = &rows[i];
		struct failure why = { 0 };

		judge(row, &why);
		if (why.code != row->code || (row->says && !strstr(why.line, row->says)) ||
		    verdicts_are_final(&verdicts) != row->final) {
			fprintf(stderr, "%s: %s: %s\n", row->tree, failure_name(why.code),
				why.line);
			exit(1);
		}
	}
}

/* ---- What no machine here shows ---- */

static struct view view = { .nd = &nd };

static struct slice text_slice(const char *text)
{
	return (struct slice){ (const uint8_t *)text, strlen(text) };
}

/* A region with a namespace for 64 MiB at 1 GiB. */
static void view_namespace(bool bound, bool disk)
{
	nd = (struct nd){
		.n_regions = 1,
		.n_namespaces = 1,
		.n_disks = disk,
		.pmem = true,
		.regions = { { .name = "region0", .extent = { 0x40000000, 0x4000000 } } },
		.namespaces = { { "namespace0.0", "region0", "", bound, disk } },
		.disks = { { "pmem0", "region0" } },
	};
}

static enum failure_code judge_one(enum claim_provider provider, const char *iomem)
{
	struct verdict verdict;

	claims.count = 0;
	claims_add(&claims, provider, CLAIM_PLAIN, (struct extent){ 0x40000000, 0x4000000 });
	view.iomem = text_slice(iomem);
	verdict_judge(&claims.list[0], &view, &verdict);
	return verdict.why.code;
}

TEST(verdict_one_page_is_system_ram)
{
	view_namespace(false, false);
	CHECK(judge_one(CLAIM_DEVICETREE, "00001000-40000fff : System RAM\n") == FAILURE_EATEN);
	CHECK(judge_one(CLAIM_DEVICETREE, "00001000-3fffffff : System RAM\n") == FAILURE_NOT_BOUND);
	CHECK(judge_one(CLAIM_DEVICETREE, "44000000-4fffffff : System RAM\n") == FAILURE_NOT_BOUND);
	CHECK(judge_one(CLAIM_DEVICETREE, "43ffffff-4fffffff : System RAM\n") == FAILURE_EATEN);
}

TEST(verdict_without_privileges)
{
	view_namespace(false, false);
	CHECK(judge_one(CLAIM_NFIT, "00000000-00000000 : System RAM\n") == FAILURE_NOT_BOUND);
}

TEST(verdict_of_what_kmem_took)
{
	struct verdict verdict;

	nd.n_regions = nd.n_disks = 0;
	view.dax = (struct dax){ 1, { { "dax0.0", "kmem", { 0x40000000, 0x4000000 } } } };
	CHECK(judge_one(CLAIM_SOFT_RESERVED, "40000000-43ffffff : Soft Reserved\n") == FAILURE_DAX);
	verdict_judge(&claims.list[0], &view, &verdict);
	CHECK(strstr(verdict.why.line, "kmem made it System RAM (dax0.0)"));
	view.dax.count = 0; /* and without the driver that makes dax devices */
	CHECK(judge_one(CLAIM_SOFT_RESERVED, "40000000-43ffffff : Soft Reserved\n") == FAILURE_DAX);
}

TEST(verdict_that_tells)
{
	static const struct failure no_image = { FAILURE_NO_IMAGE, "no ISO" };

	/* The RAM disk has no region yet: that is the reason, not the NVDIMM that holds data. */
	view_namespace(true, true);
	view.contents[0] = &no_image;
	view.drivers[CLAIM_NFIT] = true;
	claims.count = 0;
	claims_add(&claims, CLAIM_NFIT, CLAIM_PLAIN, (struct extent){ 0x40000000, 0x4000000 });
	claims_add(&claims, CLAIM_NFIT, CLAIM_VOLATILE_CD, (struct extent){ 0x80000000, 4096 });
	verdicts_judge(&claims, &view, &verdicts);
	CHECK(verdicts.count == 2 && !verdicts_have_disks(&verdicts));
	CHECK(verdicts_telling(&verdicts)->claim.kind == CLAIM_VOLATILE_CD);
	CHECK(verdicts_telling(&verdicts)->why.code == FAILURE_NO_REGION);
	CHECK(!verdicts_are_final(&verdicts));
	/* The other way round, waiting for the NVDIMM is no help. */
	claims.list[0].kind = CLAIM_VOLATILE_CD;
	claims.list[1].kind = CLAIM_PLAIN;
	verdicts_judge(&claims, &view, &verdicts);
	CHECK(verdicts_telling(&verdicts)->why.code == FAILURE_NO_IMAGE);
	CHECK(verdicts_are_final(&verdicts));
}

TEST(verdict_of_a_region_that_nothing_claims)
{
	claims.count = 0;
	view_namespace(false, false);
	verdicts_judge(&claims, &view, &verdicts);
	CHECK(verdicts.count == 1 && !verdicts.cut &&
	      verdicts.list[0].why.code == FAILURE_NOT_BOUND);
	CHECK_STRING(verdicts.list[0].region, "region0");
}

TEST(verdict_of_nothing)
{
	struct failure why = { 0 };

	verdict_nothing_claimed("http://10.0.2.2/grub.efi", &why);
	CHECK(why.code == FAILURE_NOT_HANDED_OVER && strstr(why.line, "http://10.0.2.2/grub.efi"));
}
