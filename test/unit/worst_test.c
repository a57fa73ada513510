// SPDX-License-Identifier: GPL-2.0-or-later
/* What the worst media of 2 MiB cost, counted: reads and bytes, never time. */
#include "unit/worst.h"

#include "model/planner.h"
#include "model/survey.h"
#include "parse/fdt.h"
#include "parse/iso9660.h"
#include "parse/rock_ridge.h"
#include "unit/test.h"

static struct plan plan;
static struct survey survey;
static struct failure why;

/* A few times the size and some, whatever the medium says; and so many reads. */
static void check_cost(const struct worst *worst)
{
	const uint64_t bytes = ISO9660_BUDGET_MIN + (uint64_t)ISO9660_BUDGET_TIMES * WORST_SIZE;

	CHECK(worst->bytes <= bytes + WORST_SIZE);
	CHECK(worst->reads <= bytes / ROCK_RIDGE_AREA_COST + WORST_SECTORS);
}

static int make(struct worst *worst)
{
	const struct plan_request request = { .checks = PLAN_WANTS_ALL };
	int r;

	why = (struct failure){ 0 };
	worst->reads = worst->bytes = 0;
	r = planner_make(&plan, &worst->reader, NULL, &request, &why);
	check_cost(worst);
	if (r < 0)
		return r;
	worst->reads = worst->bytes = 0;
	r = survey_make(&survey, &plan, &worst->reader, &why);
	check_cost(worst);
	return r;
}

/* Sectors of a chain of continuation areas, each full of the smallest entries. */
static void put_chain(struct worst *worst, unsigned int sector, unsigned int n, uint32_t len)
{
	for (unsigned int i = 0; i < n; i++) {
		uint8_t *to = worst->data + (sector + i) * WORST_SECTOR;
		size_t at = i + 1 < n ? worst_continuation(to, sector + i + 1, 0, len) : 0;

		for (; at + 4 <= len; at += 4)
			memcpy(to + at, "XX\x04\x01", 4);
	}
}

/* A folder of the root, and the rest of the medium for it. */
static struct worst *iso_with_folder(const char *name, unsigned int sector)
{
	struct worst *worst = worst_iso(1);

	CHECK(worst_record(worst, name, 2, sector, (WORST_SECTORS - sector) * WORST_SECTOR, NULL,
			   0));
	worst_directory(worst, sector, WORST_SECTORS - sector);
	return worst;
}

static bool is_refused(int r)
{
	return r < 0 && why.code == FAILURE_DAMAGED && strstr(why.line, "over the limit of ");
}

TEST(worst_continuations_of_one_record)
{
	struct worst *worst = iso_with_folder("arch", 60);
	uint8_t use[28];

	put_chain(worst, 30, 15, WORST_SECTOR);
	worst_continuation(use, 30, 0, WORST_SECTOR);
	while (worst_record(worst, "f", 0, 0, 0, use, sizeof(use)))
		;
	CHECK(is_refused(make(worst)) && worst->reads < 100);
	free(worst);
}

/* Each record is within its own limits. */
TEST(worst_continuations_of_all)
{
	static const uint32_t lengths[] = { 1024, 40 };

	for (size_t i = 0; i < array_size(lengths); i++) {
		struct worst *worst = iso_with_folder("arch", 60);
		uint8_t use[28];

		put_chain(worst, 30, 15, lengths[i]);
		worst_continuation(use, 30, 0, lengths[i]);
		while (worst_record(worst, "f", 0, 0, 0, use, sizeof(use)))
			;
		CHECK(is_refused(make(worst)));
		free(worst);
	}
}

/* A folder is looked through once for a pattern, not once more for each of its names. */
TEST(worst_many_names)
{
	struct worst *worst = iso_with_folder("arch", 30);
	unsigned int n = 0;
	char name[32];

	do
		snprintf(name, sizeof(name), "f%u", n++);
	while (worst_record(worst, name, 0, 0, 0, NULL, 0));
	CHECK(n > 40000);
	CHECK(make(worst) < 0 && why.code == FAILURE_NO_ROOT_IMAGE);
	CHECK(worst->bytes < 40 * WORST_SIZE);
	free(worst);
}

/* A folder of folders, which are what is left of it from one of its sectors on. */
static struct worst *iso_with_circles(void)
{
	struct worst *worst = iso_with_folder("arch", 30);
	unsigned int n = 0, sector;

	do
		sector = 30 + n++ % (WORST_SECTORS - 60);
	while (worst_record(worst, "d", 2, sector, (WORST_SECTORS - sector) * WORST_SECTOR, NULL,
			    0));
	return worst;
}

TEST(worst_folders_in_circles)
{
	struct worst *worst = iso_with_circles();

	CHECK(is_refused(make(worst)));
	CHECK(strstr(why.line, "ISO 9660: over the limit of 150994944: bytes of directories looked "
			       "at at byte "));
	free(worst);
}

/* Directories without a record. */
TEST(worst_empty_folders)
{
	struct worst *worst = worst_iso(1);
	unsigned int n = 0;

	CHECK(worst_record(worst, "arch", 2, 30, 100 * WORST_SECTOR, NULL, 0));
	worst_directory(worst, 30, 100);
	while (worst_record(worst, "d", 2, 200 + n % 100, 700 * WORST_SECTOR, NULL, 0))
		n++;
	CHECK(is_refused(make(worst)));
	free(worst);
}

/* Links, which only whole paths lead through. */
TEST(worst_links)
{
	struct worst *worst = iso_with_folder("arch", 30);
	static const uint8_t use[] = "PX\x24\x01\0\xa0\0\0\0\0\xa0\0\0\0\0\0\0\0\0\0\0\0\0\0"
				     "\0\0\0\0\0\0\0\0\0\0\0\0"
				     "SL\x0a\x01\0\0\x03"
				     "end";

	while (worst->at + 2 * WORST_SECTOR < worst->end)
		CHECK(worst_record(worst, "l", 0, 0, 0, use, sizeof(use) - 1));
	CHECK(worst_record(worst, "end", 0, 40, 1, NULL, 0));
	CHECK(is_refused(make(worst)));
	free(worst);
}

/* Files and folders of nothing that is known: the guess walks it all. */
TEST(worst_guess)
{
	struct worst *worst = worst_iso(WORST_SECTORS - WORST_ROOT);
	unsigned int n = 0;

	for (bool room = true; room; n++)
		room = worst_record(worst, n % 2 ? "d.img" : "e", n % 2 ? 0 : 2, WORST_ROOT,
				    (WORST_SECTORS - WORST_ROOT) * WORST_SECTOR, NULL, 0);
	CHECK(make(worst) < 0);
	free(worst);
}

/* One file of as many records as there is room for, each adjoining the one before or of nothing. */
TEST(worst_extents)
{
	for (unsigned int far = 0; far < 2; far++) {
		struct worst *worst = iso_with_folder("live", 30);
		unsigned int n = 0;

		while (worst_record(worst, "filesystem.squashfs", 0x80, far * (n++ % 9) * 2, 1,
				    NULL, 0))
			;
		CHECK(make(worst) < 0 && why.code == FAILURE_DAMAGED);
		free(worst);
	}
}

/* ---- What is no ISO ---- */

static void put_be32(uint8_t *to, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		to[i] = (uint8_t)(value >> (24 - 8 * i));
}

/* As many properties as there is room for, all of one name: the other half of the blob. */
TEST(worst_device_tree)
{
	enum { HEADER = 40, STRINGS = WORST_SIZE / 2, PROPERTY = 12 };
	static const uint32_t header[] = { 0xd00dfeed, WORST_SIZE, HEADER + 16, STRINGS,
					   HEADER,     17,	   16 };
	struct worst *worst = worst_new();
	uint8_t *at = worst->data + HEADER + 16;
	struct fdt_range range;
	struct fdt fdt;

	for (unsigned int i = 0; i < array_size(header); i++)
		put_be32(worst->data + 4 * i, header[i]);
	put_be32(at, 1);
	for (at += 8; at + PROPERTY <= worst->data + STRINGS; at += PROPERTY)
		put_be32(at, 3);
	memset(worst->data + STRINGS, 'a', WORST_SIZE - STRINGS);
	CHECK(fdt_begin((struct slice){ worst->data, WORST_SIZE }, &fdt) == 0);
	CHECK(fdt_next(&fdt, &range) < 0);
	CHECK(fdt.position > STRINGS / 2 && fdt.looked <= 4 * WORST_SIZE);
	free(worst);
}
