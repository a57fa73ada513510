// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/claim.h"

#include "unit/test.h"

static struct claims claims;

static struct slice text_slice(const char *text)
{
	return (struct slice){ (const uint8_t *)text, strlen(text) };
}

TEST(claim_of_e820)
{
	static const char text[] = "00001000-0009fbff : System RAM\n"
				   "40000000-43ffffff : Persistent Memory (legacy)\n"
				   "  40000000-43ffffff : namespace0.0\n"
				   "00000000-00000000 : Persistent Memory (legacy)\n";

	CHECK(claims_add_iomem(&claims, text_slice(text)) == 0);
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
		struct claim claim = { .provider = cases[i].provider, .kind = cases[i].kind };

		CHECK(claim_rank(&claim) == cases[i].rank);
		CHECK(claim_rank(&claim) < CLAIM_RANKS);
		CHECK(claim_may_be_changed(&claim) == (cases[i].rank < 2));
	}
}

TEST(claims_of_this_boot)
{
	CHECK(!claims_are_of_this_boot(&claims));
	claims_add(&claims, CLAIM_NFIT, CLAIM_PLAIN, (struct extent){ 0x40000000, 4096 });
	claims_add(&claims, CLAIM_NFIT, CLAIM_PERSISTENT_DISK, (struct extent){ 0x50000000, 4096 });
	CHECK(!claims_are_of_this_boot(&claims));
	claims_add(&claims, CLAIM_NFIT, CLAIM_VOLATILE_CD, (struct extent){ 0x60000000, 4096 });
	CHECK(claims_are_of_this_boot(&claims));
}

TEST(claim_care)
{
	static const struct {
		enum claim_provider provider;
		struct extent extent;
		const char *iomem;
		uint64_t alignment;
		enum claim_care care;
	} cases[] = {
		{ CLAIM_E820, { 0x40001000, 0x3c00000 }, "", 4096, CLAIM_CARE_MISALIGNED },
		{ CLAIM_E820, { 0x40000000, 0x3c01000 }, "", 4096, CLAIM_CARE_MISALIGNED },
		{ CLAIM_NFIT,
		  { 0x40001000, 0x3c00000 },
		  "",
		  4096,
		  CLAIM_CARE_NONE }, /* no page map */
		{ CLAIM_NFIT, { 0x40001000, 0x3c00800 }, "", 2048, CLAIM_CARE_NONE },
		{ CLAIM_DEVICETREE, { 0x40000000, 0x3c00000 }, "", 2 << 20, CLAIM_CARE_NONE },
		{ CLAIM_DEVICETREE,
		  { 0x40000000, 0x3c00000 },
		  "40000000-43bfffff : reserved\n",
		  2 << 20,
		  CLAIM_CARE_RESERVED },
		{ CLAIM_DEVICETREE,
		  { 0x40000000, 0x3c01000 },
		  "43c00000-47ffffff : Reserved\n",
		  4096,
		  CLAIM_CARE_RESERVED },
		{ CLAIM_DEVICETREE, /* beside it, and inside of System RAM */
		  { 0x40000000, 0x3c00000 },
		  "3fe00000-3fffffff : reserved\n40000000-43ffffff : System RAM\n"
		  "  40000000-40ffffff : reserved\n",
		  2 << 20,
		  CLAIM_CARE_NONE },
		{ CLAIM_E820, /* that's how it looks where it is usable */
		  { 0x40000000, 0x3c00000 },
		  "40000000-43ffffff : Reserved\n",
		  2 << 20,
		  CLAIM_CARE_NONE },
	};

	for (size_t i = 0; i < array_size(cases); i++) {
		struct slice iomem = text_slice(cases[i].iomem);

		claims.count = 0;
		claims_add(&claims, cases[i].provider, CLAIM_PLAIN, cases[i].extent);
		claims_set_care(&claims, iomem);
		CHECK(claims.list[0].care == cases[i].care);
		CHECK(claim_alignment(&claims.list[0]) == cases[i].alignment);
		CHECK(claims_want_iomem(&claims) == (cases[i].provider == CLAIM_DEVICETREE));
	}
}

TEST(claim_added_twice)
{
	claims_add(&claims, CLAIM_E820, CLAIM_PLAIN, (struct extent){ 4096, 4096 });
	claims_add(&claims, CLAIM_E820, CLAIM_PLAIN, (struct extent){ 4096, 4096 });
	claims_add(&claims, CLAIM_NFIT, CLAIM_PLAIN, (struct extent){ 4096, 4096 });
	CHECK(claims.count == 2);
	claims_add(&claims, CLAIM_E820, CLAIM_PLAIN, (struct extent){ UINT64_MAX, 2 });
	CHECK(claims.count == 2);
}

TEST(claim_of_a_device)
{
	struct nd_region region = { .name = "region3",
				    .provider = "virtio-pmem",
				    .path = "../../../devices/pci0000:00/0000:00:04.0/virtio1/"
					    "ndbus0/region3",
				    .extent = { 0x100000000, 0x200000 } };
	struct claim claim;

	claims_add_device(&claims, CLAIM_VIRTIO, "0000:00:04.1");
	CHECK(!claims_of_region(&claims, &region));
	claims_add_device(&claims, CLAIM_VIRTIO, "0000:00:04.0");
	claims_add_device(&claims, CLAIM_VIRTIO, "0000:00:04.0");
	CHECK(claims.count == 2 && claims_of_region(&claims, &region) == &claims.list[1]);
	claim = claim_of_region(&claims, &region);
	CHECK(claim.provider == CLAIM_VIRTIO && claim.extent.offset == 0x100000000);
	claims_add_device(&claims, CLAIM_VIRTIO, "pci0000");
	claims_add(&claims, CLAIM_E820, CLAIM_PLAIN, (struct extent){ 4096, 4096 });
	region.path[0] = '\0';
	CHECK(!claims_of_region(&claims, &region));
	CHECK(claim_of_region(&claims, &region).provider == CLAIM_VIRTIO); /* by its bus */
}

TEST(claim_of_soft_reserved_memory)
{
	static const char text[] = "40000000-43ffffff : Soft Reserved\n"
				   "50000000-53ffffff : Soft Reserved\n";
	static struct dax dax = { .count = 2,
				  .list = { { "dax0.0", "", { 0x40000000, 0x4000000 } },
					    { "dax1.0", "", { 0x80000000, 0x4000000 } } } };

	claims_add(&claims, CLAIM_NFIT, CLAIM_PLAIN, (struct extent){ 0x50000000, 4096 });
	CHECK(claims_add_soft_reserved(&claims, text_slice(text), &dax) == 0);
	CHECK(claims.count == 3 && claims.list[1].extent.offset == 0x40000000 &&
	      claims.list[2].extent.offset == 0x80000000);
	CHECK(!claim_may_be_changed(&claims.list[1]));
}

TEST(claims_over_the_limit)
{
	for (unsigned int i = 0; i < CLAIMS_MAX + 1; i++)
		claims_add(&claims, CLAIM_NFIT, CLAIM_PLAIN, (struct extent){ i, 1 });
	CHECK(claims.count == CLAIMS_MAX && claims.cut);
	CHECK(claims_best_rank(&claims) == 2);
	/* What the machine was booted from is kept, whatever else there is. */
	claims_add(&claims, CLAIM_NFIT, CLAIM_VOLATILE_CD, (struct extent){ 0x1000000, 4096 });
	claims_add(&claims, CLAIM_E820, CLAIM_PLAIN, (struct extent){ 0x2000000, 4096 });
	claims_add(&claims, CLAIM_SOFT_RESERVED, CLAIM_PLAIN, (struct extent){ 0x3000000, 4096 });
	CHECK(claims.count == CLAIMS_MAX && claims_best_rank(&claims) == 0);
	CHECK(claims_at(&claims, 0x1000000)->kind == CLAIM_VOLATILE_CD);
	CHECK(claims_at(&claims, 0x2000000) && !claims_at(&claims, 0x3000000));
}
