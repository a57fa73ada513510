// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/meminfo.h"

#include "unit/test.h"

#include <errno.h>

static struct slice slice_of(const char *text)
{
	return (struct slice){ (const uint8_t *)text, strlen(text) };
}

TEST(meminfo_sums)
{
	static const char text[] = "MemTotal:        2012345 kB\nHugePages_Total:       0\n"
				   "CmaTotal:          65536 kB\nCmaFree: x kB\n"
				   "Huge: 18014398509481985 kB\n";
	uint64_t bytes = 7;

	CHECK(meminfo_get(slice_of(text), "MemTotal", &bytes) == 0 && bytes == 2012345ULL * 1024);
	CHECK(meminfo_get(slice_of(text), "CmaTotal", &bytes) == 0 && bytes == 64 << 20);
	CHECK(meminfo_get(slice_of(text), "Cma", &bytes) == -ENOENT);
	CHECK(meminfo_get(slice_of(text), "CmaFree", &bytes) == -EBADMSG);
	CHECK(meminfo_get(slice_of(text), "Huge", &bytes) == -EBADMSG && bytes == 64 << 20);
}

/* As Linux 6.12 writes it. */
static const char zones[] = "Node 0, zone      DMA\n"
			    "  per-node stats\n"
			    "      nr_inactive_anon 92\n"
			    "  pages free     1024\n"
			    "        spanned  4095\n"
			    "        present  3998\n"
			    "        managed  3840\n"
			    "        cma      16\n"
			    "        protection: (0, 1911, 1911, 1911, 1911)\n"
			    "      nr_free_cma  16\n"
			    "  pagesets\n"
			    "    cpu: 0\n"
			    "              count: 0\n"
			    "Node 12, zone  Movable\n"
			    "        present  8\n"
			    "        cma      18446744073709551616\n";

TEST(meminfo_zones)
{
	struct slice rest = slice_of(zones);
	struct zone zone;

	CHECK(zoneinfo_next(&rest, &zone) == 1);
	CHECK(zone.node == 0 && zone.present == 3998 && zone.managed == 3840 && zone.cma == 16);
	CHECK_STRING(zone.name, "DMA");
	CHECK(zoneinfo_next(&rest, &zone) == 1);
	CHECK(zone.node == 12 && zone.present == 8 && zone.managed == 0 && zone.cma == 0);
	CHECK_STRING(zone.name, "Movable");
	CHECK(zoneinfo_next(&rest, &zone) == 0);
}

TEST(meminfo_zones_bad)
{
	static const char *const bad[] = { "Node x, zone DMA\n", "Node 0, zon DMA\n",
					   "Node 0, zone\n", "Node 4294967296, zone DMA\n",
					   "Node 0, zone a-name-of-sixteen\n" };

	for (size_t i = 0; i < array_size(bad); i++) {
		struct slice rest = slice_of(bad[i]);
		struct zone zone;

		CHECK(zoneinfo_next(&rest, &zone) == -EBADMSG);
	}
}
