// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/iso9660.h"

#include "unit/image.h"
#include "unit/test.h"

static struct iso9660 iso;
static struct iso9660_entry entry;

static int open_and_find(struct image *image, const char *path)
{
	int r = iso9660_open(&iso, &image->reader);

	return r < 0 ? r : iso9660_lookup(&iso, path, &entry);
}

TEST(iso9660_volume)
{
	struct image *image = image_new(false);

	CHECK(iso9660_open(&iso, &image->reader) == 0);
	CHECK_STRING(iso.label, "TEST");
	CHECK(iso.volume_size == sizeof(image->data) && iso.block_size == 2048);
	CHECK(!iso.rock_ridge);
	free(image);
}

TEST(iso9660_plain_names)
{
	struct image *image = image_new(false);

	image_add(image, IMAGE_ROOT, "LIVE", 2, 30, SECTOR, NULL, 0);
	image_directory(image, 30, false);
	image_add(image, 30, "FILE.SQU;1", 0, 40, 5000, NULL, 0);
	image_add(image, 30, "NODOT.;1", 0, 44, 10, NULL, 0);
	CHECK(open_and_find(image, "/live//file.squ") == 0);
	CHECK(entry.type == ISO9660_FILE && entry.size == 5000 && entry.n_extents == 1);
	CHECK(entry.extents[0].offset == 40 * SECTOR && entry.extents[0].len == 5000);
	CHECK(open_and_find(image, "LIVE/FILE.SQU") == 0);
	CHECK(open_and_find(image, "live/nodot") == 0);
	CHECK(open_and_find(image, "live/") == 0 && entry.type == ISO9660_DIRECTORY);
	CHECK(open_and_find(image, "live/fil") == -ENOENT);
	CHECK(open_and_find(image, "live/file.squ/x") == -ENOTDIR);
	free(image);
}

TEST(iso9660_plain_name_with_slash)
{
	struct image *image = image_new(false);

	image_add(image, IMAGE_ROOT, "A/B.SQU;1", 0, 40, 5000, NULL, 0);
	CHECK(open_and_find(image, "a.b.squ") == 0);
	CHECK(open_and_find(image, "a/b.squ") == -ENOENT);
	free(image);
}

TEST(iso9660_rock_ridge_names)
{
	struct image *image = image_new(true);
	uint8_t use[200];
	size_t len = image_nm(use, 1, "filesystem.");

	len += image_nm(use + len, 0, "squashfs");
	image_add(image, IMAGE_ROOT, "FILESYST.SQU;1", 0, 40, 100, use, len);
	CHECK(open_and_find(image, "filesystem.squashfs") == 0);
	CHECK(iso.rock_ridge);
	CHECK_STRING(entry.name, "filesystem.squashfs");
	CHECK(open_and_find(image, "FILESYSTEM.squashfs") == -ENOENT);
	free(image);
}

static size_t continuation(uint8_t *buf, uint32_t sector, uint32_t offset, uint32_t len)
{
	memcpy(buf, "CE\x1c\x01", 4);
	image_put32(buf + 4, sector);
	image_put32(buf + 12, offset);
	image_put32(buf + 20, len);
	return 28;
}

TEST(iso9660_rock_ridge_continuation)
{
	struct image *image = image_new(true);
	uint8_t use[100] = { 0 };
	size_t len = image_nm(use, 1, "long-"), more;

	len += continuation(use + len, 50, 100, 16);
	image_add(image, IMAGE_ROOT, "LONG", 0, 40, 100, use, len);
	more = image_nm(image->data + 50 * SECTOR + 100, 0, "name");
	CHECK(more <= 16);
	CHECK(open_and_find(image, "long-name") == 0);
	free(image);
}

TEST(iso9660_continuation_that_never_ends)
{
	struct image *image = image_new(true);
	uint8_t use[100] = { 0 };
	size_t len = continuation(use, 50, 0, 28);

	continuation(image->data + 50 * SECTOR, 50, 0, 28);
	image_add(image, IMAGE_ROOT, "LOOP", 0, 40, 100, use, len);
	CHECK(open_and_find(image, "loop") == -E2BIG);
	CHECK_STRING(iso.fault.what, "SUSP continuation areas");
	free(image);
}

TEST(iso9660_continuation_outside)
{
	struct image *image = image_new(true);
	uint8_t use[100] = { 0 };
	size_t len = continuation(use, 0xffffffff, 0xffffffff, 2048);

	image_add(image, IMAGE_ROOT, "OUT", 0, 40, 100, use, len);
	CHECK(open_and_find(image, "out") == -EBADMSG);
	free(image);
}

TEST(iso9660_name_over_the_limit)
{
	struct image *image = image_new(true);
	char name[129];
	uint8_t use[150];
	size_t len;

	memset(name, 'a', 128);
	name[128] = '\0';
	len = image_nm(use, 1, name);
	image_add(image, IMAGE_ROOT, "A", 0, 40, 100, use, len);
	CHECK(open_and_find(image, "x") == -ENOENT);
	/* The same name twice more, in a continuation area: over 255 bytes. */
	free(image);
	image = image_new(true);
	len = continuation(use, 50, 0, 266);
	image_nm(image->data + 50 * SECTOR, 1, name);
	image_nm(image->data + 50 * SECTOR + 133, 0, name);
	image_add(image, IMAGE_ROOT, "A", 0, 40, 100, use, len);
	CHECK(open_and_find(image, "x") == -E2BIG);
	free(image);
}

TEST(iso9660_name_with_slash_or_nul)
{
	struct image *image = image_new(true);
	uint8_t use[64];
	size_t len = image_nm(use, 0, "../../x");

	image_add(image, IMAGE_ROOT, "A", 0, 40, 100, use, len);
	CHECK(open_and_find(image, "x") == -EBADMSG);
	free(image);
}

TEST(iso9660_name_that_leads_upward)
{
	static const char *const names[] = { "", ".", ".." };

	for (size_t i = 0; i < array_size(names); i++) {
		struct image *image = image_new(true);
		uint8_t use[64];
		size_t len = image_nm(use, 0, names[i]);

		image_add(image, IMAGE_ROOT, "A", 0, 40, 100, use, len);
		CHECK(open_and_find(image, "x") == -EBADMSG);
		free(image);
	}
}

TEST(iso9660_symlink_is_no_file)
{
	struct image *image = image_new(true);
	uint8_t use[64] = "PX\x24\x01";

	image_put32(use + 4, 0120777);
	image_add(image, IMAGE_ROOT, "LINK", 0, 40, 0, use, 36);
	CHECK(open_and_find(image, "link") == 0 && entry.type == ISO9660_OTHER);
	free(image);
}

TEST(iso9660_extents)
{
	struct image *image = image_new(false);

	image_add(image, IMAGE_ROOT, "BIG", 0x80, 40, 2 * SECTOR, NULL, 0);
	image_add(image, IMAGE_ROOT, "BIG", 0x80, 42, 2 * SECTOR, NULL, 0);
	image_add(image, IMAGE_ROOT, "BIG", 0, 50, 100, NULL, 0);
	image_add(image, IMAGE_ROOT, "NEXT", 0, 52, 1, NULL, 0);
	CHECK(open_and_find(image, "big") == 0);
	CHECK(entry.size == 4 * SECTOR + 100 && entry.n_extents == 2);
	CHECK(entry.extents[0].offset == 40 * SECTOR && entry.extents[0].len == 4 * SECTOR);
	CHECK(entry.extents[1].offset == 50 * SECTOR && entry.extents[1].len == 100);
	CHECK(open_and_find(image, "next") == 0 && entry.size == 1);
	free(image);
}

TEST(iso9660_last_extent_missing)
{
	struct image *image = image_new(false);

	image_add(image, IMAGE_ROOT, "BIG", 0x80, 40, SECTOR, NULL, 0);
	CHECK(open_and_find(image, "big") == -EBADMSG);
	CHECK_STRING(iso.fault.what, "last extent of a file");
	free(image);
}

TEST(iso9660_interleaved_is_refused)
{
	struct image *image = image_new(false);

	image_add(image, IMAGE_ROOT, "A", 0, 40, SECTOR, NULL, 0)[26] = 1;
	CHECK(open_and_find(image, "a") == -EOPNOTSUPP);
	free(image);
}

TEST(iso9660_extent_outside)
{
	static const struct {
		uint32_t sector, len;
	} cases[] = { { IMAGE_SECTORS, 1 },
		      { IMAGE_SECTORS - 1, SECTOR + 1 },
		      { 0xffffffff, 0xffffffff },
		      { 0, 0xffffffff } };

	for (size_t i = 0; i < array_size(cases); i++) {
		struct image *image = image_new(false);

		image_add(image, IMAGE_ROOT, "A", 0, cases[i].sector, cases[i].len, NULL, 0);
		CHECK(open_and_find(image, "a") == -EBADMSG);
		CHECK_STRING(iso.fault.what, "extent outside the volume");
		CHECK(iso.fault.offset == IMAGE_ROOT * SECTOR + 68);
		free(image);
	}
}

TEST(iso9660_empty_file_anywhere)
{
	struct image *image = image_new(false);

	image_add(image, IMAGE_ROOT, "EMPTY", 0, 0xffffffff, 0, NULL, 0);
	CHECK(open_and_find(image, "empty") == 0 && entry.size == 0 && entry.n_extents == 0);
	free(image);
}

TEST(iso9660_records_that_do_not_fit)
{
	struct image *image = image_new(false);
	uint8_t *record = image_add(image, IMAGE_ROOT, "A", 0, 40, 1, NULL, 0);

	record[0] = 20;
	CHECK(open_and_find(image, "a") == -EBADMSG);
	record[0] = 34;
	record[32] = 200;
	CHECK(open_and_find(image, "a") == -EBADMSG);
	record[32] = 0;
	CHECK(open_and_find(image, "a") == -EBADMSG);
	free(image);
}

TEST(iso9660_directory_that_contains_itself)
{
	struct image *image = image_new(false);

	image_add(image, IMAGE_ROOT, "A", 2, IMAGE_ROOT, SECTOR, NULL, 0);
	CHECK(open_and_find(image, "a/a/a/a") == 0);
	CHECK(open_and_find(image, "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/"
				   "a/a/a/a/a") == -E2BIG);
	free(image);
}

TEST(iso9660_directory_over_the_limit)
{
	struct image *image = image_new(false);

	image->reader.size = UINT64_MAX;
	image_put32(image->data + 16 * SECTOR + 80, 0xffffffff);
	image_add(image, IMAGE_ROOT, "A", 2, 30, ISO9660_DIRECTORY_MAX + 1, NULL, 0);
	CHECK(open_and_find(image, "a/b") == -E2BIG);
	free(image);
}

TEST(iso9660_no_volume)
{
	struct image *image = image_new(false);

	image->data[16 * SECTOR + 1] = 'X';
	CHECK(iso9660_open(&iso, &image->reader) == -ENOENT);
	image->reader.size = 1000;
	CHECK(iso9660_open(&iso, &image->reader) == -ENOENT);
	free(image);
}

TEST(iso9660_descriptors_without_a_primary)
{
	struct image *image = image_new(false);

	for (unsigned int sector = 16; sector < IMAGE_SECTORS; sector++)
		memcpy(image->data + sector * SECTOR, "\0CD001\1", 7);
	CHECK(iso9660_open(&iso, &image->reader) == -ENOENT);
	image->data[16 * SECTOR] = 255;
	CHECK(iso9660_open(&iso, &image->reader) == -ENOENT);
	free(image);
}

TEST(iso9660_bad_block_size)
{
	struct image *image = image_new(false);

	image->data[16 * SECTOR + 129] = 16;
	CHECK(iso9660_open(&iso, &image->reader) == -EBADMSG);
	CHECK_STRING(iso.fault.what, "logical block size");
	free(image);
}
