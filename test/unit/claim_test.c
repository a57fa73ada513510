// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/claim.h"

#include "unit/test.h"

static struct claims claims;

TEST(claim_of_e820)
{
	static const char text[] = "00001000-0009fbff : System RAM\n"
				   "40000000-43ffffff : Persistent Memory (legacy)\n"
				   "  40000000-43ffffff : namespace0.0\n"
				   "00000000-00000000 : Persistent Memory (legacy)\n";

	CHECK(claims_add_iomem(&claims, (struct slice){ (const uint8_t *)text, strlen(text) }) ==
	      0);
	CHECK(claims.count == 1 && claims.list[0].extent.len == 0x4000000);
	CHECK(claims_at(&claims, 0x43ffffff) == &claims.list[0]);
	CHECK(!claims_at(&claims, 0x44000000) && !claims_at(&claims, 0x3fffffff));
	CHECK_STRING(claim_provider_name(&claims.list[0]), "e820");
}

TEST(claim_at_the_end_of_the_address_space)
{
	claims_add(&claims, CLAIM_NFIT, CLAIM_PLAIN, (struct extent){ UINT64_MAX - 9, 9 });
	CHECK(claims_at(&claims, UINT64_MAX - 1) && !claims_at(&claims, UINT64_MAX));
	CHECK(!claims_at(&claims, 0));
}

TEST(claim_ranks)
{
	static const struct {
		enum claim_provider provider;
		enum claim_kind kind;
		unsigned int rank;
	} cases[] = {
		{ CLAIM_NFIT, CLAIM_VOLATILE_CD, 0 },	 { CLAIM_NFIT, CLAIM_VOLATILE_DISK, 0 },
		{ CLAIM_DEVICETREE, CLAIM_VOLATILE, 0 }, { CLAIM_E820, CLAIM_PLAIN, 1 },
		{ CLAIM_VIRTIO, CLAIM_PLAIN, 1 },	 { CLAIM_NFIT, CLAIM_PLAIN, 2 },
		{ CLAIM_NFIT, CLAIM_PERSISTENT_CD, 2 },	 { CLAIM_DEVICETREE, CLAIM_PLAIN, 2 },
	};

	for (size_t i = 0; i < array_size(cases); i++) {
		struct claim claim = { cases[i].provider, cases[i].kind, { 0, 0 } };

		CHECK(claim_rank(&claim) == cases[i].rank);
		CHECK(claim_rank(&claim) < CLAIM_RANKS);
		CHECK(claim_may_be_changed(&claim) == (cases[i].rank < 2));
	}
}

TEST(claim_misaligned)
{
	struct claim claim = { CLAIM_E820, CLAIM_PLAIN, { 0x40001000, 0x3c00000 } };

	CHECK(claim_is_misaligned(&claim));
	claim.provider = CLAIM_NFIT; /* has no page map */
	CHECK(!claim_is_misaligned(&claim));
	claim = (struct claim){ CLAIM_DEVICETREE, CLAIM_VOLATILE, { 0x40000000, 0x3c00000 } };
	CHECK(!claim_is_misaligned(&claim));
	claim.extent.len += 4096;
	CHECK(claim_is_misaligned(&claim));
}

TEST(claims_over_the_limit)
{
	for (unsigned int i = 0; i < CLAIMS_MAX + 1; i++)
		claims_add(&claims, CLAIM_NFIT, CLAIM_PLAIN, (struct extent){ i, 1 });
	CHECK(claims.count == CLAIMS_MAX && claims.cut);
}
