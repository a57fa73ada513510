// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/memory_map.h"

#include "model/overlap.h"
#include "unit/test.h"

#include <inttypes.h>

enum { ROOM = 24 };

static struct memory_range rooms[5][ROOM];
static struct memory_map map;
static struct claims claims;
static struct findings findings;

static void begin(uint64_t page)
{
	map = (struct memory_map){ 0 };
	map.firmware = (struct memory_ranges){ .max = ROOM, .list = rooms[0] };
	map.kernel = (struct memory_ranges){ .max = ROOM, .list = rooms[1] };
	map.excluded = (struct memory_ranges){ .max = ROOM, .list = rooms[2] };
	map.available = (struct memory_ranges){ .max = ROOM, .list = rooms[3] };
	map.taken = (struct memory_ranges){ .max = ROOM, .list = rooms[4] };
	memory_map_begin(&map, page);
	claims.count = 0;
	findings.count = 0;
	findings.cut = false;
}

static void entry(uint64_t begin_at, uint64_t end, enum memmap_type type, const char *name)
{
	const struct memmap_entry e = { { begin_at, end - begin_at }, type };

	memory_map_add_entry(&map, &e, name);
}

static void iomem(const char *text)
{
	memory_map_add_iomem(&map, (struct slice){ (const uint8_t *)text, strlen(text) });
}

static void image(enum claim_provider provider, uint64_t offset, uint64_t len)
{
	claims_add(&claims, provider, CLAIM_PLAIN, (struct extent){ offset, len });
}

static void settle(void)
{
	memory_map_add_claims(&map, &claims);
	memory_map_settle(&map);
	overlaps_find(&map, &findings);
}

static bool is_range(const struct memory_ranges *ranges, unsigned int i, uint64_t begin_at,
		     uint64_t end)
{
	if (i < ranges->count && ranges->list[i].extent.offset == begin_at &&
	    ranges->list[i].extent.offset + ranges->list[i].extent.len == end)
		return true;
	for (i = 0; i < ranges->count; i++)
		fprintf(stderr, "0x%" PRIx64 "+0x%" PRIx64 "\n", ranges->list[i].extent.offset,
			ranges->list[i].extent.len);
	return false;
}

static bool found_only(enum finding_code code, const char *says)
{
	if (findings.count == 1 && findings.list[0].code == code &&
	    strstr(findings.list[0].line, says))
		return true;
	for (unsigned int i = 0; i < findings.count; i++)
		fprintf(stderr, "%s: %s\n", finding_name(findings.list[i].code),
			findings.list[i].line);
	return false;
}

TEST(memory_map_rounds_chunks_inward_and_exclusions_outward)
{
	begin(4096);
	entry(0, 0x9fc00, MEMMAP_RAM, "System RAM");
	entry(0x9fc00, 0xa0000, MEMMAP_OTHER, "Reserved");
	entry(0x100001, 0x200000, MEMMAP_RAM, "System RAM");
	entry(0x300001, 0x300fff, MEMMAP_RAM, "System RAM"); /* has no whole page */
	settle();
	CHECK(map.firmware.count == 2 && is_range(&map.firmware, 0, 0, 0x9f000));
	CHECK(is_range(&map.firmware, 1, 0x101000, 0x200000));
	CHECK(map.excluded.count == 1 && is_range(&map.excluded, 0, 0x9f000, 0xa0000));
	CHECK(is_range(&map.available, 0, 0, 0x9f000));
	CHECK(memory_ranges_sum(&map.firmware) == 0x9f000 + 0xff000);
}

TEST(memory_map_of_larger_pages)
{
	begin(65536);
	entry(0x1000, 0x40000, MEMMAP_RAM, "System RAM");
	entry(0x20000, 0x21000, MEMMAP_OTHER, "Reserved");
	settle();
	CHECK(is_range(&map.firmware, 0, 0x10000, 0x40000));
	CHECK(is_range(&map.excluded, 0, 0x20000, 0x30000));
	CHECK(map.available.count == 2 && is_range(&map.available, 0, 0x10000, 0x20000));
	CHECK(is_range(&map.available, 1, 0x30000, 0x40000));
	begin(12345); /* is no page's size */
	CHECK(map.page == MEMORY_PAGE_MIN);
}

TEST(memory_map_at_the_end_of_all)
{
	begin(4096);
	memory_add(&map.firmware, MEMORY_FIRMWARE_MAP, 0, (struct extent){ UINT64_MAX - 100, 100 },
		   "");
	memory_add(&map.excluded, MEMORY_EFI, MEMORY_NO_ALLOC,
		   (struct extent){ UINT64_MAX - 100, 100 }, "");
	memory_add(&map.excluded, MEMORY_EFI, MEMORY_NO_ALLOC, (struct extent){ UINT64_MAX, 100 },
		   "wraps around");
	settle();
	CHECK(map.firmware.count == 0 && map.excluded.count == 1);
	CHECK(is_range(&map.excluded, 0, UINT64_MAX - 4095, UINT64_MAX));
}

TEST(memory_map_exclusion_over_two_chunks)
{
	begin(4096);
	entry(0x1000, 0x5000, MEMMAP_RAM, "System RAM");
	entry(0x6000, 0x9000, MEMMAP_RAM, "System RAM");
	memory_add(&map.excluded, MEMORY_EFI, MEMORY_NO_ALLOC, (struct extent){ 0x3000, 0x4000 },
		   "");
	memory_add(&map.excluded, MEMORY_EFI, MEMORY_LENT, (struct extent){ 0x1000, 0x1000 }, "");
	memory_add(&map.excluded, MEMORY_EFI, MEMORY_NO_ALLOC, (struct extent){ 0x8000, 0x8000 },
		   "");
	settle();
	CHECK(map.available.count == 2 && is_range(&map.available, 0, 0x1000, 0x3000));
	CHECK(is_range(&map.available, 1, 0x7000, 0x8000));
}

TEST(memory_map_of_the_kernel_alone)
{
	begin(4096);
	iomem("00001000-00ffffff : System RAM\n"
	      "  00100000-001fffff : Kernel code\n"
	      "  00200000-00200fff : reserved\n"
	      "  00300000-003fffff : Crash kernel\n"
	      "01000000-010fffff : reserved\n"
	      "02000000-02ffffff : CXL Window 0\n"
	      "  02000000-02ffffff : Soft Reserved\n"
	      "03000000-03ffffff : CXL Window 1\n"
	      "  03000000-03ffffff : System RAM\n"
	      "fed00000-fedfffff : PCI Bus 0000:00\n"
	      "  fed00000-fed00fff : Reserved\n");
	settle();
	CHECK(map.kernel.count == 2 && !map.no_addresses);
	CHECK(map.excluded.count == 7);
	CHECK(map.excluded.list[0].flags == MEMORY_NO_ALLOC); /* the kernel's code is dumped */
	CHECK(map.excluded.list[2].flags == (MEMORY_NO_ALLOC | MEMORY_NO_DUMP));
	CHECK(map.excluded.list[6].source == MEMORY_CXL_WINDOW && map.excluded.list[6].flags == 0);
	CHECK(map.available.count == 4 && is_range(&map.available, 3, 0x3000000, 0x4000000));
}

/* As Linux on EFI has it, where setup_data lies in the middle of a page. */
TEST(memory_map_joins_before_it_rounds)
{
	begin(4096);
	iomem("00900000-3e5da017 : System RAM\n"
	      "3e5da018-3e5da057 : System RAM\n"
	      "3e5da058-3ea89fff : System RAM\n"
	      "3eb00010-3eb0200f : Reserved\n"
	      "3eb02010-3eb03fff : Reserved\n");
	settle();
	CHECK(map.kernel.count == 1 && is_range(&map.kernel, 0, 0x900000, 0x3ea8a000));
	CHECK(map.excluded.count == 1 && is_range(&map.excluded, 0, 0x3eb00000, 0x3eb04000));
}

TEST(memory_map_without_addresses)
{
	begin(4096);
	iomem("00000000-00000000 : System RAM\n  00000000-00000000 : Kernel code\n");
	settle();
	CHECK(map.no_addresses && map.kernel.count == 0 && map.excluded.count == 0);
}

TEST(memory_map_says_nothing_twice)
{
	begin(4096);
	entry(0x1000, 0x2000, MEMMAP_OTHER, "Reserved");
	iomem("00001000-00001fff : Reserved\n00002000-00002fff : Reserved\n");
	settle();
	CHECK(map.excluded.count == 2 && map.excluded.list[1].source == MEMORY_KERNEL);
}

TEST(memory_map_that_is_too_long)
{
	begin(4096);
	for (uint64_t i = 0; i < ROOM + 1; i++)
		entry(i * 8192, i * 8192 + 4096, MEMMAP_OTHER, "Reserved");
	settle();
	CHECK(map.excluded.count == ROOM && found_only(FINDING_CUT, "too many ranges"));
}

/* ---- Overlaps ---- */

TEST(overlap_none)
{
	begin(4096);
	entry(0x100000, 0x40000000, MEMMAP_RAM, "System RAM");
	entry(0x40000000, 0x48000000, MEMMAP_OTHER, "Reserved");
	iomem("00100000-3fffffff : System RAM\n40000000-47ffffff : Reserved\n");
	image(CLAIM_NFIT, 0x40000000, 0x4000000);
	settle();
	CHECK(findings.count == 0);
}

TEST(overlap_with_system_ram)
{
	begin(4096);
	iomem("00100000-40000fff : System RAM\n40001000-47ffffff : Reserved\n");
	image(CLAIM_DEVICETREE, 0x40000000, 0x4000000);
	settle();
	CHECK(findings.list[0].code == FINDING_SYSTEM_RAM && findings.list[0].danger);
	CHECK(strstr(findings.list[0].line, "from 0x40000000 to 0x40000fff"));
}

TEST(overlap_of_two_claims)
{
	begin(4096);
	iomem("40000000-47ffffff : Reserved\n");
	image(CLAIM_NFIT, 0x40000000, 0x4000000);
	image(CLAIM_E820, 0x43000000, 0x4000000);
	settle();
	CHECK(found_only(FINDING_TWO_CLAIMS, "only one driver can use it"));
	CHECK(findings.list[0].extent.offset == 0x43000000 &&
	      findings.list[0].extent.len == 0x1000000);
}

TEST(overlap_straddles)
{
	begin(4096);
	iomem("40000000-41ffffff : Reserved\n42000000-4fffffff : PCI Bus 0000:00\n");
	image(CLAIM_E820, 0x40000000, 0x4000000);
	settle();
	CHECK(found_only(FINDING_STRADDLE, "only partly in kernel \"Reserved\""));
	/* Two that are no image's: worth knowing, no more. */
	begin(4096);
	entry(0x40000000, 0x42000000, MEMMAP_OTHER, "ACPI Tables");
	memory_add(&map.excluded, MEMORY_EFI, MEMORY_NO_ALLOC,
		   (struct extent){ 0x41000000, 0x2000000 }, "ACPI NVS");
	settle();
	CHECK(found_only(FINDING_STRADDLE, "neither contains the other") &&
	      !findings.list[0].danger);
}

TEST(overlap_with_another_owner)
{
	begin(4096);
	entry(0x40000000, 0x44000000, MEMMAP_OTHER, "Reserved");
	memory_add(&map.excluded, MEMORY_EFI, MEMORY_NO_ALLOC,
		   (struct extent){ 0x41000000, 0x1000 }, "runtime services code");
	image(CLAIM_NFIT, 0x40000000, 0x4000000);
	settle();
	CHECK(found_only(FINDING_OTHER_OWNER, "EFI \"runtime services code\" 0x41000000"));
}

TEST(overlap_of_a_page)
{
	begin(4096);
	entry(0x40000800, 0x41000000, MEMMAP_OTHER, "ACPI Tables");
	entry(0x3ff00000, 0x40000800, MEMMAP_OTHER, "Reserved");
	image(CLAIM_NFIT, 0x3ff00000, 0x100800);
	settle();
	CHECK(found_only(FINDING_SHARED_PAGE, "shares a page with firmware map \"ACPI Tables\""));
	CHECK(findings.list[0].extent.offset == 0x40000000 && findings.list[0].extent.len == 4096);
}

TEST(overlap_with_nobody)
{
	begin(4096);
	iomem("00100000-3fffffff : System RAM\n40000000-41ffffff : namespace0.0\n"
	      "50000000-50ffffff : PCI Bus 0000:00\n");
	image(CLAIM_NFIT, 0x40000000, 0x2000000);
	image(CLAIM_NFIT, 0x50000000, 0x2000000);
	settle();
	CHECK(found_only(FINDING_UNRESERVED, "as I/O space") && findings.list[0].danger);
	CHECK(findings.list[0].extent.offset == 0x51000000 &&
	      findings.list[0].extent.len == 0x1000000);
}

/* More lines than there is room for are not compared, though firmware says the same. */
TEST(memory_map_of_too_many_lines)
{
	char text[64 * (ROOM + 1) + 1] = "";

	for (unsigned int i = 0; i <= ROOM; i++) {
		CHECK(!map.excluded.cut);
		begin(4096);
		entry(0x1000, 0x2000, MEMMAP_OTHER, "Reserved");
		strcat(text, "00001000-00001fff : Reserved\n");
		iomem(text);
		CHECK(map.excluded.count == 1);
	}
	CHECK(map.excluded.cut);
}
