// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/healing.h"

#include "base/text.h"
#include "unit/test.h"

#include <stdio.h>

static struct claims claims;
static struct nd nd;

static const struct extent range = { 0x100000000, 0x40000000 };

static void plant_claim(enum claim_provider provider, enum claim_kind kind, enum claim_care care)
{
	claims_add(&claims, provider, kind, range);
	claims.list[claims.count - 1].care = care;
}

static struct nd_namespace *plant_namespace(void)
{
	struct nd_region *region = &nd.regions[nd.n_regions++];
	struct nd_namespace *namespace = &nd.namespaces[nd.n_namespaces++];

	*region = (struct nd_region){ .name = "region0", .extent = range };
	*namespace = (struct nd_namespace){ .name = "namespace0.0", .region = "region0" };
	return namespace;
}

static void clear(void)
{
	claims = (struct claims){ 0 };
	nd = (struct nd){ 0 };
}

/* The whole product of what decides before the bind. */
TEST(healing_before_bind)
{
	static const struct {
		enum claim_provider provider;
		enum claim_kind kind;
		bool ours;
	} kinds[] = {
		{ CLAIM_NFIT, CLAIM_VOLATILE_CD, true },
		{ CLAIM_NFIT, CLAIM_VOLATILE_DISK, true },
		{ CLAIM_DEVICETREE, CLAIM_VOLATILE, true },
		{ CLAIM_E820, CLAIM_PLAIN, true },
		{ CLAIM_VIRTIO, CLAIM_PLAIN, true },
		{ CLAIM_NFIT, CLAIM_PLAIN, false },
		{ CLAIM_NFIT, CLAIM_PERSISTENT_DISK, false },
	};

	for (size_t k = 0; k < array_size(kinds); k++)
		for (unsigned int bits = 0; bits < 16; bits++)
			for (enum claim_care care = CLAIM_CARE_NONE; care <= CLAIM_CARE_RESERVED;
			     care++) {
				bool pmem = bits & 1, held = bits & 2, bound = bits & 4,
				     holder = bits & 8;
				enum healing expected = HEALING_RAW;
				struct nd_namespace *namespace;
				struct claim claim;

				clear();
				plant_claim(kinds[k].provider, kinds[k].kind, care);
				namespace = plant_namespace();
				nd.pmem = pmem;
				namespace->bound = bound;
				text_copy_cut(namespace->holder, sizeof(namespace->holder),
					      holder ? "pfn0.0" : "");
				if (pmem && !held)
					expected = care == CLAIM_CARE_MISALIGNED ? HEALING_BIND_RAW
										 : HEALING_NONE;
				if (bound || holder || !kinds[k].ours)
					expected = HEALING_NONE;
				CHECK(healing_before_bind(&claims, &nd, held, namespace, &claim) ==
				      expected);
				CHECK(healing_after_bind(&claims, &nd, namespace) ==
				      (holder && kinds[k].ours ? HEALING_TAKE : HEALING_NONE));
			}
}

TEST(healing_leaves_what_nothing_claims)
{
	struct nd_namespace *namespace = plant_namespace();
	struct claim claim;

	CHECK(healing_before_bind(&claims, &nd, false, namespace, &claim) == HEALING_NONE);
	text_copy_cut(namespace->holder, sizeof(namespace->holder), "btt0.0");
	CHECK(healing_after_bind(&claims, &nd, namespace) == HEALING_NONE);
	/* Whose region is not there. */
	plant_claim(CLAIM_E820, CLAIM_PLAIN, CLAIM_CARE_NONE);
	text_copy_cut(namespace->region, sizeof(namespace->region), "region9");
	CHECK(healing_after_bind(&claims, &nd, namespace) == HEALING_NONE);
}

TEST(healing_holds_the_first_probe)
{
	plant_claim(CLAIM_E820, CLAIM_PLAIN, CLAIM_CARE_NONE);
	CHECK(!healing_wants_hold(&claims, &nd)); /* nd_pmem is to come */
	nd.pmem = true;
	CHECK(healing_wants_hold(&claims, &nd));
	plant_namespace(); /* the region is there: nothing is to come */
	CHECK(!healing_wants_hold(&claims, &nd));
	/* Another is to come, */
	claims_add(&claims, CLAIM_VIRTIO, CLAIM_PLAIN, (struct extent){ 0x200000000, 0x40000000 });
	CHECK(healing_wants_hold(&claims, &nd));
	/* but what is there must not be probed twice. */
	claims.list[0].care = CLAIM_CARE_RESERVED;
	CHECK(!healing_wants_hold(&claims, &nd));
}

TEST(healing_holds_nothing_for_real_nvdimms)
{
	plant_claim(CLAIM_NFIT, CLAIM_PLAIN, CLAIM_CARE_NONE);
	nd.pmem = true;
	CHECK(!healing_wants_hold(&claims, &nd));
}

TEST(healing_of_page_maps)
{
	struct nd_namespace *namespace = plant_namespace();

	plant_claim(CLAIM_E820, CLAIM_PLAIN, CLAIM_CARE_NONE);
	CHECK(!healing_of_page_map(&claims, &nd, "region0")); /* not bound */
	namespace->bound = true;
	CHECK(healing_of_page_map(&claims, &nd, "region0") == namespace);
	CHECK(!healing_of_page_map(&claims, &nd, "region1"));
	claims.list[0].care = CLAIM_CARE_MISALIGNED;
	CHECK(!healing_of_page_map(&claims, &nd, "region0"));
	clear();
	namespace = plant_namespace();
	namespace->bound = true;
	plant_claim(CLAIM_NFIT, CLAIM_VOLATILE_DISK, CLAIM_CARE_NONE);
	CHECK(!healing_of_page_map(&claims, &nd, "region0"));
}
