// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/iso9660.h"
#include "parse/rock_ridge.h"

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

/* An associated file has the name of the file that it belongs to; isofs shows the latter alone. */
TEST(iso9660_associated_files_are_passed_over)
{
	struct image *image = image_new(false);
	struct iso9660_directory directory;

	image_add(image, IMAGE_ROOT, "A.;1", 4, 30, 100, NULL, 0);
	image_add(image, IMAGE_ROOT, "A.;1", 0, 40, 5000, NULL, 0);
	image_add(image, IMAGE_ROOT, "B.;1", 4, 44, 10, NULL, 0);
	CHECK(open_and_find(image, "a") == 0 && entry.type == ISO9660_FILE);
	CHECK(entry.size == 5000 && entry.extents[0].offset == 40 * SECTOR);
	CHECK(open_and_find(image, "b") == -ENOENT);
	CHECK(iso9660_list_path(&iso, "", &directory) == 0);
	CHECK(iso9660_next(&directory, &entry) == 1 && entry.size == 5000);
	CHECK(iso9660_next(&directory, &entry) == 0);
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

/* An SL entry with parts "flags, text" each. */
static size_t link_entry(uint8_t *buf, const char *const *parts, const uint8_t *flags, size_t n)
{
	size_t len = 5;

	memcpy(buf, "SL\0\1\0", 5);
	for (size_t i = 0; i < n; i++) {
		buf[len] = flags[i];
		buf[len + 1] = (uint8_t)strlen(parts[i]);
		memcpy(buf + len + 2, parts[i], strlen(parts[i]));
		len += 2 + strlen(parts[i]);
	}
	buf[2] = (uint8_t)len;
	return len;
}

static void add_link(struct image *image, const char *name, const char *const *parts,
		     const uint8_t *flags, size_t n)
{
	uint8_t use[200];
	size_t len = image_nm(use, 0, name);

	memcpy(use + len, "PX\x24\x01\xff\xa1\0\0", 8);
	memset(use + len + 8, 0, 28);
	len += 36;
	len += link_entry(use + len, parts, flags, n);
	image_add(image, IMAGE_ROOT, "LINK;1", 0, 0, 0, use, len);
}

static struct image *linked(void)
{
	struct image *image = image_new(true);
	uint8_t use[64];
	size_t len = image_nm(use, 0, "dir");

	image_add(image, IMAGE_ROOT, "DIR", 2, 30, SECTOR, use, len);
	image_directory(image, 30, false);
	len = image_nm(use, 0, "file");
	image_add(image, 30, "FILE;1", 0, 40, 100, use, len);
	return image;
}

TEST(iso9660_links)
{
	struct image *image = linked();

	add_link(image, "a", (const char *const[]){ "", "dir", "", "di", "r", "fi", "le" },
		 (const uint8_t[]){ 2, 0, 4, 1, 0, 1, 0 }, 7);
	add_link(image, "out", (const char *const[]){ "", "dir" }, (const uint8_t[]){ 4, 0 }, 2);
	add_link(image, "abs", (const char *const[]){ "", "dir" }, (const uint8_t[]){ 8, 0 }, 2);
	add_link(image, "self", (const char *const[]){ "self" }, (const uint8_t[]){ 0 }, 1);
	CHECK(open_and_find(image, "a") == 0 && entry.size == 100);
	CHECK_STRING(entry.name, "file");
	CHECK(open_and_find(image, "a/file") == -ENOTDIR);
	CHECK(open_and_find(image, "out/file") == -ENOENT);
	CHECK(open_and_find(image, "abs/file") == -ENOENT);
	CHECK(open_and_find(image, "self") == -E2BIG);
	CHECK_STRING(iso.fault.what, "links on the way");
	free(image);
}

TEST(iso9660_link_that_lies_about_its_length)
{
	struct image *image = linked();
	uint8_t use[64];
	size_t len = image_nm(use, 0, "a");

	memcpy(use + len, "SL\x09\x01\0\0\x40xy", 9);
	image_add(image, IMAGE_ROOT, "LINK;1", 0, 0, 0, use, len + 9);
	CHECK(open_and_find(image, "a") == -EBADMSG);
	CHECK_STRING(iso.fault.what, "Rock Ridge SL entry");
	free(image);
}

TEST(iso9660_relocated_directory)
{
	struct image *image = linked();
	uint8_t use[64];
	size_t len = image_nm(use, 0, "deep");

	memcpy(use + len, "CL\x0c\x01", 4);
	image_put32(use + len + 4, 30);
	image_put32(use + len + 8, 0);
	image_add(image, IMAGE_ROOT, "DEEP;1", 0, 0, 0, use, len + 12);
	CHECK(open_and_find(image, "deep/file") == 0 && entry.size == 100);
	image_put32(image->data + 30 * SECTOR + 2, 31); /* its "." says that it lies elsewhere */
	CHECK(open_and_find(image, "deep/file") == -EBADMSG);
	CHECK_STRING(iso.fault.what, "relocated directory");
	free(image);
}

TEST(iso9660_zisofs)
{
	struct image *image = image_new(true);
	uint8_t use[64];
	size_t len = image_nm(use, 0, "packed");

	memcpy(use + len, "ZF\x10\x01pz\x04\x0f\0\0\1\0\0\1\0\0", 16);
	image_add(image, IMAGE_ROOT, "PACKED;1", 0, 40, 100, use, len + 16);
	CHECK(open_and_find(image, "packed") == 0 && entry.zisofs);
	free(image);
}

/* The descriptor of a Joliet tree whose root is in the sector. */
static void add_joliet(struct image *image, unsigned int sector)
{
	uint8_t *descriptor = image->data + 17 * SECTOR;

	memmove(descriptor + SECTOR, descriptor, 7);
	memset(descriptor, 0, SECTOR);
	memcpy(descriptor, "\2CD001\1", 7);
	memcpy(descriptor + 88, "%/E", 3);
	memcpy(descriptor + 156, image->data + 16 * SECTOR + 156, 34);
	image_put32(descriptor + 158, sector);
	image_directory(image, sector, false);
}

TEST(iso9660_joliet)
{
	struct image *image = image_new(false);
	uint8_t *record;

	add_joliet(image, 30);
	record = image_add(image, 30, "12345678", 0, 40, 100, NULL, 0);
	memcpy(record + 33, "\0A\0\xe4\0;\0001", 8);
	CHECK(open_and_find(image, "A\xc3\xa4") == 0 && entry.size == 100);
	CHECK(iso.joliet);
	CHECK(open_and_find(image, "a\xc3\xa4") == -ENOENT);
	free(image);
	image = image_new(true); /* Rock Ridge comes first */
	add_joliet(image, 30);
	CHECK(iso9660_open(&iso, &image->reader) == 0 && !iso.joliet);
	free(image);
}

TEST(iso9660_read_across_extents)
{
	struct image *image = image_new(false);
	uint8_t bytes[4];

	image_add(image, IMAGE_ROOT, "A.SFS;1", 0x80, 40, 2048, NULL, 0);
	image_add(image, IMAGE_ROOT, "A.SFS;1", 0, 50, 100, NULL, 0);
	memcpy(image->data + 41 * SECTOR - 2, "ab", 2);
	memcpy(image->data + 50 * SECTOR, "cd", 2);
	CHECK(open_and_find(image, "a.sfs") == 0 && entry.n_extents == 2);
	CHECK(iso9660_read(&iso, &entry, 2046, bytes, 4) == 0 && memcmp(bytes, "abcd", 4) == 0);
	CHECK(iso9660_read(&iso, &entry, 2146, bytes, 2) == 0);
	CHECK(iso9660_read(&iso, &entry, 2146, bytes, 3) == -ERANGE);
	free(image);
}

/* ---- Where Linux finds Rock Ridge ---- */

static bool is_there(const char *field, size_t len, uint8_t *skip)
{
	*skip = 0;
	return rock_ridge_is_there((struct slice){ (const uint8_t *)field, len }, skip);
}

TEST(iso9660_rock_ridge_wherever_linux_finds_it)
{
	static const char sp[] = "SP\x07\x01\xbe\xef\x0e";
	char xa[14 + 7] = { 0 };
	uint8_t skip;

	CHECK(is_there(sp, 7, &skip) && skip == 14);
	memcpy(xa + 6, "XA", 2);
	memcpy(xa + 14, sp, 7);
	CHECK(is_there(xa, sizeof(xa), &skip) && skip == 14);
	CHECK(!is_there(xa, 14, &skip));
	CHECK(is_there("XX\x04\x01SP\x07\x01\xbe\xef\x00", 11, &skip) && skip == 0);
	CHECK(is_there("PX\x05\x01\x00", 5, &skip) && skip == 0);
	CHECK(!is_there("", 0, &skip) && !is_there("PX\x05", 3, &skip));
	CHECK(!is_there("SP\x07\x01\xbe\xee\x00", 7, &skip));
}
