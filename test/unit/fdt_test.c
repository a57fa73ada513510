// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/fdt.h"

#include "base/attributes.h"
#include "unit/test.h"

#include <errno.h>

enum { BLOB_MAX = 1 << 20 };

static uint8_t blob[BLOB_MAX];
static size_t blob_len;
static struct fdt fdt;
static struct fdt_range range;

static void load(const char *name)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "test/fuzz/corpus/fdt/%s", name);
	file = fopen(path, "re");
	CHECK(file);
	blob_len = fread(blob, 1, sizeof(blob), file);
	fclose(file);
}

static int begin(void)
{
	return fdt_begin((struct slice){ blob, blob_len }, &fdt);
}

static bool next_is(enum fdt_kind kind, const char *name, uint64_t offset, uint64_t len)
{
	int r = fdt_next(&fdt, &range);

	if (r == 1 && range.kind == kind && strcmp(range.name, name) == 0 &&
	    range.extent.offset == offset && range.extent.len == len)
		return true;
	fprintf(stderr, "%d: kind %d %s 0x%llx 0x%llx\n", r, range.kind, range.name,
		(unsigned long long)range.extent.offset, (unsigned long long)range.extent.len);
	return false;
}

/* What dtc made: corpus/fdt/all, whose source is as the lines below say. */
TEST(fdt_all_kinds)
{
	load("all");
	CHECK(begin() == 0);
	CHECK(next_is(FDT_MEMRESERVE, "", 0x40000000, 0x10000));
	CHECK(next_is(FDT_MEMRESERVE, "", 0x48000000, 0x1000));
	CHECK(next_is(FDT_MEMORY, "memory@40000000", 0x40000000, 0x20000000));
	CHECK(next_is(FDT_MEMORY, "memory@40000000", 0x100000000, 0x40000000));
	/* memory@900000000 is disabled */
	CHECK(next_is(FDT_RESERVED_MEMORY, "firmware@50000000", 0x50000000, 0x100000));
	CHECK(range.no_map && !range.reusable);
	CHECK(next_is(FDT_RESERVED_MEMORY, "shared@51000000", 0x51000000, 0x1000));
	CHECK(!range.no_map);
	CHECK(next_is(FDT_RESERVED_DYNAMIC, "linux,cma", 0, 0x4000000) && range.reusable);
	CHECK(next_is(FDT_PMEM_REGION, "pmem@60000000", 0x60000000, 0x4000000));
	CHECK(range.is_volatile);
	CHECK(next_is(FDT_PMEM_REGION, "pmem@70000000", 0x70000000, 0x200000));
	CHECK(!range.is_volatile);
	/* behind a bus that translates, and one that says nothing of it */
	CHECK(fdt_next(&fdt, &range) == 0 && fdt_next(&fdt, &range) == 0);
}

TEST(fdt_of_qemu)
{
	load("qemu-virt");
	CHECK(begin() == 0);
	CHECK(next_is(FDT_MEMORY, "memory@40000000", 0x40000000, 0x40000000));
	CHECK(fdt_next(&fdt, &range) == 0);
}

static void put32(size_t offset, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		blob[offset + (size_t)i] = (uint8_t)(value >> (24 - 8 * i));
}

TEST(fdt_bad_headers)
{
	static const struct {
		size_t offset;
		uint32_t value;
	} bad[] = {
		{ 0, 0xd00dfeee }, /* magic */
		{ 4, 35 },	   /* total size */
		{ 4, BLOB_MAX },   /* past the blob */
		{ 8, 0xfffffffc }, /* structure block */
		{ 8, 58 },	   /* and not at a multiple of 4 */
		{ 20, 15 },	   /* version */
		{ 24, 18 },	   /* that needs a newer reader */
	};

	for (size_t i = 0; i < array_size(bad); i++) {
		load("all");
		put32(bad[i].offset, bad[i].value);
		CHECK(begin() == -EBADMSG);
	}
	load("all");
	put32(4, FDT_SIZE_MAX + 1);
	CHECK(begin() == -E2BIG);
	blob_len = 35;
	CHECK(begin() == -EBADMSG);
}

/* To the end, whatever is on the way. */
static int run_through(void)
{
	int r = begin();

	if (r == 0)
		do
			r = fdt_next(&fdt, &range);
		while (r > 0);
	return r;
}

TEST(fdt_bad_trees)
{
	load("half-a-tuple");
	CHECK(run_through() == -EBADMSG);
	load("all");
	put32(16, 0xffffff00); /* the reservation block lies outside */
	CHECK(run_through() == -EBADMSG);
	load("all");
	put32(12, 0xffffff00); /* the strings do */
	CHECK(run_through() == -EBADMSG);
	/* Cut anywhere, it says so, and never is a whole tree. */
	load("all");
	for (size_t len = blob_len; len-- > 40;) {
		put32(4, (uint32_t)len);
		CHECK(run_through() == -EBADMSG || len > blob_len - 400);
	}
}

/* A structure block by hand, behind an empty reservation block. */
static void begin_by_hand(void)
{
	memset(blob, 0, sizeof(blob));
	put32(0, 0xd00dfeed);
	put32(4, 4096);
	put32(8, 56);
	put32(12, 4000);
	put32(16, 40);
	put32(20, 17);
	put32(24, 16);
	blob_len = 4096;
}

TEST(fdt_bad_structures)
{
	static const struct {
		uint32_t words[8];
		int error;
	} bad[] = {
		{ { 2 }, -EBADMSG },			  /* ends a node that never began */
		{ { 9 }, 0 },				  /* nothing */
		{ { 1, 0, 9 }, -EBADMSG },		  /* ends inside the root */
		{ { 1, 0, 2, 9 }, 0 },			  /* an empty root */
		{ { 4, 1, 0, 4, 2, 9 }, 0 },		  /* with nops */
		{ { 3, 4, 0, 0 }, -EBADMSG },		  /* a property of nothing */
		{ { 1, 0, 3, 8000, 0 }, -EBADMSG },	  /* longer than the block */
		{ { 1, 0, 3, 0, 96 }, -EBADMSG },	  /* its name is outside of the strings */
		{ { 1, 0, 1, 0, 2, 3, 0, 0 }, -EBADMSG }, /* behind a child */
		{ { 7 }, -EBADMSG },
	};

	for (size_t i = 0; i < array_size(bad); i++) {
		begin_by_hand();
		for (size_t w = 0; w < 8; w++)
			put32(56 + w * 4, bad[i].words[w]);
		CHECK(run_through() == bad[i].error);
	}
}

TEST(fdt_too_deep)
{
	begin_by_hand();
	for (size_t w = 0; w < FDT_DEPTH_MAX + 1; w++)
		put32(56 + w * 8, 1);
	CHECK(run_through() == -E2BIG);
}
