// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/devicetree.h"
#include "parse/iomem.h"
#include "parse/nfit.h"

#include "unit/test.h"

#include <errno.h>

#define SLICE(bytes, len) ((struct slice){ (const uint8_t *)(bytes), len })

/* ---- NFIT ---- */

enum { HEADER = 40, RANGE = 56 };

struct table {
	uint8_t bytes[1024];
	size_t len;
};

static void put(uint8_t *to, uint64_t value, int width)
{
	for (int i = 0; i < width; i++)
		to[i] = (uint8_t)(value >> 8 * i);
}

static void begin_table(struct table *table)
{
	*table = (struct table){ .len = HEADER };
	memcpy(table->bytes, "NFIT", 4);
	put(table->bytes + 4, table->len, 4);
}

static uint8_t *add_range(struct table *table, const char *guid, uint64_t base, uint64_t len)
{
	uint8_t *to = table->bytes + table->len;

	put(to + 2, RANGE, 2);
	memcpy(to + 16, guid, 16);
	put(to + 32, base, 8);
	put(to + 40, len, 8);
	table->len += RANGE;
	put(table->bytes + 4, table->len, 4);
	return to;
}

static int next(struct table *table, struct nfit *nfit, struct nfit_range *range, bool begin)
{
	int r = begin ? nfit_begin(SLICE(table->bytes, table->len), nfit) : 0;

	return r < 0 ? r : nfit_next(nfit, range);
}

#define PM	      "\x79\xd3\xf0\x66\xf3\xb4\x74\x40\xac\x43\x0d\x33\x18\xb7\x8c\xdb"
#define VOLATILE_CD   "\x30\xbd\x5a\x3d\x75\x41\xce\x87\x6d\x64\xd2\xad\xe5\x23\xc4\xbb"
#define VOLATILE_DISK "\x5a\x53\xab\x77\xfc\x45\x4b\x62\x55\x60\xf7\xb2\x81\xd1\xf9\x6e"

TEST(nfit_ranges)
{
	struct nfit_range range;
	struct table table;
	struct nfit nfit;

	begin_table(&table);
	add_range(&table, VOLATILE_CD, 0x80000000, 0x12345000);
	put(table.bytes + table.len, 1, 2); /* a structure of another type */
	put(table.bytes + table.len + 2, 8, 2);
	table.len += 8;
	add_range(&table, PM, UINT64_C(0x100000000), 0x200000)[4] = 7;
	add_range(&table, VOLATILE_DISK, 0, 1);
	add_range(&table, "0123456789abcdef", 0, 1);

	CHECK(next(&table, &nfit, &range, true) == 1 && range.kind == NFIT_VOLATILE_CD);
	CHECK(range.extent.offset == 0x80000000 && range.extent.len == 0x12345000);
	CHECK(next(&table, &nfit, &range, false) == 1 && range.kind == NFIT_PERSISTENT_MEMORY);
	CHECK(range.index == 7);
	CHECK(next(&table, &nfit, &range, false) == 1 && range.kind == NFIT_VOLATILE_DISK);
	CHECK(next(&table, &nfit, &range, false) == 1 && range.kind == NFIT_OTHER);
	CHECK(next(&table, &nfit, &range, false) == 0);
}

TEST(nfit_bad)
{
	struct nfit_range range;
	struct table table;
	struct nfit nfit;
	uint8_t *structure;

	begin_table(&table);
	CHECK(next(&table, &nfit, &range, true) == 0);
	table.bytes[0] = 'X';
	CHECK(next(&table, &nfit, &range, true) == -EBADMSG);
	begin_table(&table);
	put(table.bytes + 4, 41, 4); /* longer than what there is */
	CHECK(next(&table, &nfit, &range, true) == -EBADMSG);
	begin_table(&table);
	structure = add_range(&table, PM, UINT64_MAX, 2);
	CHECK(next(&table, &nfit, &range, true) == -EBADMSG);
	put(structure + 32, 0, 8);
	CHECK(next(&table, &nfit, &range, true) == 1);
	put(structure + 2, 0, 2);
	CHECK(next(&table, &nfit, &range, true) == -EBADMSG);
	put(structure + 2, 48, 2);
	CHECK(next(&table, &nfit, &range, true) == -EBADMSG);
	put(structure + 2, RANGE + 1, 2);
	CHECK(next(&table, &nfit, &range, true) == -EBADMSG);
}

/* ---- /proc/iomem ---- */

TEST(iomem_tree)
{
	static const char text[] = "00001000-0009fbff : System RAM\n"
				   "100000000-10fffffff : Reserved\n"
				   "  100000000-10fffffff : Persistent Memory\n"
				   "    100000000-10fffffff : namespace0.0\n"
				   "00000000-00000000 : System RAM";
	struct slice rest = SLICE(text, sizeof(text) - 1);
	struct iomem_resource resource;

	CHECK(iomem_next(&rest, &resource) == 1 && resource.depth == 0);
	CHECK(resource.start == 0x1000 && resource.end == 0x9fbff);
	CHECK_STRING(resource.name, "System RAM");
	CHECK(iomem_next(&rest, &resource) == 1 && resource.start == UINT64_C(0x100000000));
	CHECK(iomem_next(&rest, &resource) == 1 && resource.depth == 1);
	CHECK(iomem_next(&rest, &resource) == 1 && resource.depth == 2);
	CHECK_STRING(resource.name, "namespace0.0");
	CHECK(iomem_next(&rest, &resource) == 1 && resource.end == 0);
	CHECK(iomem_next(&rest, &resource) == 0);
}

static int one_line(const char *line)
{
	struct slice rest = SLICE(line, strlen(line));
	struct iomem_resource resource;

	return iomem_next(&rest, &resource);
}

TEST(iomem_bad_lines)
{
	CHECK(one_line("") == 0);
	CHECK(one_line("\n") == -EBADMSG);
	CHECK(one_line(" 1-2 : x") == -EBADMSG);
	CHECK(one_line("1-2: x") == -EBADMSG);
	CHECK(one_line("2-1 : x") == -EBADMSG);
	CHECK(one_line("-1 : x") == -EBADMSG);
	CHECK(one_line("1- : x") == -EBADMSG);
	CHECK(one_line("11112222333344445-2 : x") == -EBADMSG);
	CHECK(one_line("1-2 : ") == 1);
	CHECK(one_line("                                    1-2 : x") == -E2BIG);
}

TEST(iomem_long_name_is_cut)
{
	char text[300] = "1-2 : ";
	struct slice rest = SLICE(text, sizeof(text));
	struct iomem_resource resource;

	memset(text + 6, 'n', sizeof(text) - 6);
	CHECK(iomem_next(&rest, &resource) == 1 && strlen(resource.name) == IOMEM_NAME_MAX - 1);
	CHECK(iomem_next(&rest, &resource) == 0);
}

/* ---- Device Tree ---- */

TEST(devicetree_compatible)
{
	CHECK(devicetree_has_string(SLICE("pmem-region", 12), "pmem-region"));
	CHECK(devicetree_has_string(SLICE("vendor,x\0pmem-region", 21), "pmem-region"));
	CHECK(!devicetree_has_string(SLICE("pmem-region-v2", 15), "pmem-region"));
	CHECK(!devicetree_has_string(SLICE("pmem-region", 11), "pmem-region")); /* no NUL */
	CHECK(!devicetree_has_string(SLICE("", 0), "pmem-region"));
}

TEST(devicetree_cell_counts)
{
	CHECK(devicetree_cells(SLICE("\0\0\0\2", 4), 1) == 2);
	CHECK(devicetree_cells(SLICE("", 0), 1) == 1);
	CHECK(devicetree_cells(SLICE("\0\0\0\3", 4), 1) == -EBADMSG);
	CHECK(devicetree_cells(SLICE("\0\0\2", 3), 1) == -EBADMSG);
	CHECK(devicetree_cells(SLICE("\0\0\0\0\2", 5), 1) == -EBADMSG);
}

TEST(devicetree_reg_tuples)
{
	static const char reg[] = "\0\0\0\1\x40\0\0\0\0\x20\0\0"
				  "\0\0\0\2\0\0\0\0\0\x40\0\0";
	struct slice bytes = SLICE(reg, 24);
	struct extent extent;

	CHECK(devicetree_reg(bytes, 2, 1, 0, &extent) == 1);
	CHECK(extent.offset == UINT64_C(0x140000000) && extent.len == 0x200000);
	CHECK(devicetree_reg(bytes, 2, 1, 1, &extent) == 1);
	CHECK(extent.offset == UINT64_C(0x200000000) && extent.len == 0x400000);
	CHECK(devicetree_reg(bytes, 2, 1, 2, &extent) == 0);
	CHECK(devicetree_reg(bytes, 2, 2, 0, &extent) == -EBADMSG); /* 24 is no multiple of 16 */
	CHECK(devicetree_reg(bytes, 0, 1, 0, &extent) == -EBADMSG);
	CHECK(devicetree_reg(bytes, 3, 1, 0, &extent) == -EBADMSG);
	CHECK(devicetree_reg(SLICE("", 0), 2, 2, 0, &extent) == 0);
}

TEST(devicetree_reg_that_wraps)
{
	struct extent extent = { 1, 1 };

	CHECK(devicetree_reg(SLICE("\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0\0\0\0\2", 16), 2, 2, 0,
			     &extent) == -EBADMSG);
	CHECK(extent.offset == 1);
}

TEST(devicetree_reg_over_the_limit)
{
	static const uint8_t reg[(DEVICETREE_TUPLES_MAX + 1) * 8];
	struct extent extent;

	CHECK(devicetree_reg(SLICE(reg, sizeof(reg)), 1, 1, 0, &extent) == -E2BIG);
}
