// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/devicetree.h"
#include "parse/gpt.h"
#include "parse/info_block.h"
#include "parse/iomem.h"
#include "parse/load_option.h"
#include "parse/memmap.h"
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

/* ---- Firmware's memory map ---- */

TEST(memmap)
{
	struct memmap_entry entry;

	CHECK(memmap_parse("0x40000000", "0x43ffffff", "Persistent Memory (legacy)", &entry) == 0);
	CHECK(entry.extent.offset == 0x40000000 && entry.extent.len == 0x4000000);
	CHECK(entry.type == MEMMAP_PERSISTENT_LEGACY);
	CHECK(memmap_parse("0x0", "0x0", "Soft Reserved", &entry) == 0);
	CHECK(entry.extent.len == 1 && entry.type == MEMMAP_SOFT_RESERVED);
	CHECK(memmap_parse("0x1000", "0xffffffffffffffff", "Persistent Memory", &entry) == 0);
	CHECK(entry.extent.len == UINT64_MAX - 0x1000 && entry.type == MEMMAP_OTHER);
	CHECK(memmap_parse("0x0", "0xffffffffffffffff", "", &entry) == -EBADMSG);
	CHECK(memmap_parse("0x2", "0x1", "", &entry) == -EBADMSG);
	CHECK(memmap_parse("", "0x1", "", &entry) == -EBADMSG);
	CHECK(memmap_parse("0x1", "0x1ffffffffffffffff", "", &entry) == -EBADMSG);
}

/* ---- EFI load options ---- */

struct option {
	uint8_t bytes[256];
	size_t len;
};

static void put_node(struct option *option, uint8_t type, uint8_t subtype, const char *data,
		     size_t len)
{
	uint8_t *to = option->bytes + option->len;

	to[0] = type;
	to[1] = subtype;
	put(to + 2, 4 + len, 2);
	memcpy(to + 4, data, len);
	option->len += 4 + len;
	put(option->bytes + 4, option->len - 10, 2);
}

/* Attributes, a description of one character and its end. */
static void begin_option(struct option *option)
{
	*option = (struct option){ .bytes = { 1, 0, 0, 0, 0, 0, 'H', 0, 0, 0 }, .len = 10 };
}

static int uri_of(const struct option *option, char *buf, size_t size)
{
	return load_option_uri(SLICE(option->bytes, option->len), buf, size);
}

TEST(load_option_uri)
{
	static const char mac[37], uri[] = "http://10.0.2.2/a\033.iso";
	struct option option;
	char buf[64];

	begin_option(&option);
	put_node(&option, 3, 11, mac, sizeof(mac));
	put_node(&option, 3, 24, uri, strlen(uri));
	put_node(&option, 0x7f, 0xff, "", 0);
	CHECK(uri_of(&option, buf, sizeof(buf)) == 0);
	CHECK_STRING(buf, "http://10.0.2.2/a\033.iso");
	CHECK(uri_of(&option, buf, 8) == 0);
	CHECK_STRING(buf, "http://");

	begin_option(&option);
	put_node(&option, 3, 24, "", 0);
	CHECK(uri_of(&option, buf, sizeof(buf)) == 0 && !buf[0]);

	begin_option(&option);
	put_node(&option, 3, 11, mac, sizeof(mac));
	put_node(&option, 0x7f, 0xff, "", 0);
	CHECK(uri_of(&option, buf, sizeof(buf)) == -ENOENT);
}

TEST(load_option_mac)
{
	struct option option;
	uint8_t node[33] = { 0x52, 0x54, 0, 0x12, 0x34, 0x56, [32] = 1 }, mac[LOAD_OPTION_MAC_SIZE];

	begin_option(&option);
	put_node(&option, 2, 11, "ACPI", 4);
	put_node(&option, 3, 11, (const char *)node, sizeof(node));
	put_node(&option, 3, 24, "http://a/", 9);
	put_node(&option, 0x7f, 0xff, "", 0);
	CHECK(load_option_mac(SLICE(option.bytes, option.len), mac) == 0);
	CHECK(memcmp(mac, node, sizeof(mac)) == 0);

	begin_option(&option);
	node[32] = 32; /* InfiniBand */
	put_node(&option, 3, 11, (const char *)node, sizeof(node));
	put_node(&option, 0x7f, 0xff, "", 0);
	CHECK(load_option_mac(SLICE(option.bytes, option.len), mac) == -EBADMSG);

	begin_option(&option);
	put_node(&option, 3, 11, (const char *)node, 6);
	put_node(&option, 0x7f, 0xff, "", 0);
	CHECK(load_option_mac(SLICE(option.bytes, option.len), mac) == -EBADMSG);

	begin_option(&option);
	put_node(&option, 0x7f, 0xff, "", 0);
	CHECK(load_option_mac(SLICE(option.bytes, option.len), mac) == -ENOENT);
	CHECK(load_option_mac(SLICE("", 0), mac) == -EBADMSG);
}

TEST(load_option_bad)
{
	struct option option;
	char buf[64];

	begin_option(&option);
	CHECK(uri_of(&option, buf, sizeof(buf)) == -EBADMSG); /* no path */
	put_node(&option, 3, 11, "abc", 3);
	CHECK(uri_of(&option, buf, sizeof(buf)) == -EBADMSG); /* no end */
	put(option.bytes + 12, 3, 2);
	CHECK(uri_of(&option, buf, sizeof(buf)) == -EBADMSG); /* a node shorter than its header */
	begin_option(&option);
	option.bytes[8] = 'T'; /* the description has no end */
	CHECK(uri_of(&option, buf, sizeof(buf)) == -EBADMSG);
	CHECK(load_option_uri(SLICE("", 0), buf, sizeof(buf)) == -EBADMSG);
	begin_option(&option);
	for (int i = 0; i < 60; i++)
		put_node(&option, 1, 1, "", 0);
	CHECK(uri_of(&option, buf, sizeof(buf)) == -EBADMSG);
}

TEST(load_option_current)
{
	CHECK(load_option_current(SLICE("\x03\x00", 2)) == 3);
	CHECK(load_option_current(SLICE("\xff\xff", 2)) == 65535);
	CHECK(load_option_current(SLICE("\x03", 1)) == -EBADMSG);
	CHECK(load_option_current(SLICE("", 0)) == -EBADMSG);
}

/* ---- GPT ---- */

TEST(gpt)
{
	uint8_t header[GPT_HEADER_SIZE] = "EFI PART";
	struct gpt gpt;

	put(header + 24, 1, 8);
	put(header + 32, 2047, 8);
	put(header + 40, 34, 8);
	put(header + 48, 2014, 8);
	CHECK(gpt_parse(SLICE(header, sizeof(header)), &gpt) == 0 && gpt.size == 1 << 20);
	CHECK(gpt_parse(SLICE(header, sizeof(header) - 1), &gpt) == -EBADMSG);
	put(header + 32, 2014, 8); /* the backup header lies where partitions may */
	CHECK(gpt_parse(SLICE(header, sizeof(header)), &gpt) == -EBADMSG);
	put(header + 32, UINT64_MAX, 8);
	CHECK(gpt_parse(SLICE(header, sizeof(header)), &gpt) == -EBADMSG);
	put(header + 32, 2047, 8);
	put(header + 24, 2, 8); /* this is not the first header */
	CHECK(gpt_parse(SLICE(header, sizeof(header)), &gpt) == -EBADMSG);
	header[0] = 'e';
	CHECK(gpt_parse(SLICE(header, sizeof(header)), &gpt) == -ENOENT);
}

/* ---- Info blocks ---- */

TEST(info_block)
{
	CHECK_STRING(info_block_mode(SLICE("BTT_ARENA_INFO\0", 16)), "btt");
	CHECK_STRING(info_block_mode(SLICE("NVDIMM_PFN_INFO", 16)), "pfn");
	CHECK_STRING(info_block_mode(SLICE("NVDIMM_DAX_INFO", 16)), "dax");
	CHECK(!info_block_mode(SLICE("NVDIMM_DAX_INFO", 15)));
	CHECK(!info_block_mode(SLICE("NVDIMM_PFN_INFOS", 16)));
	CHECK(!info_block_mode(SLICE("", 0)));
}
