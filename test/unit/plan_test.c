// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/planner.h"

#include "model/plan_mount.h"
#include "unit/image.h"
#include "unit/test.h"

static struct plan plan;
static struct failure why;

static int make(struct image *image, const char *const *paths, unsigned int n_paths)
{
	const struct plan_request request = { .paths = paths, .n_paths = n_paths };

	why = (struct failure){ 0 };
	return planner_make(&plan, &image->reader, NULL, &request, &why);
}

/* An ISO with live/filesystem.squashfs at sector 40: file_size bytes that claim bytes_used. */
static struct image *live_image(uint32_t file_size, uint32_t bytes_used)
{
	struct image *image = image_new(true);
	uint8_t use[64];
	size_t len = image_nm(use, 0, "live");

	image_add(image, IMAGE_ROOT, "LIVE", 2, 30, SECTOR, use, len);
	image_directory(image, 30, false);
	len = image_nm(use, 0, "filesystem.squashfs");
	image_add(image, 30, "FILESYST.SQU;1", 0, 40, file_size, use, len);
	image_squashfs(image, 40, bytes_used);
	return image;
}

/* A volume with LINUXFS, and D/NONE.IMG that is no image. */
static struct image *unknown_image(void)
{
	struct image *image = image_new(false);

	image_add(image, IMAGE_ROOT, "LINUXFS;1", 0, 40, 2000, NULL, 0);
	image_add(image, IMAGE_ROOT, "D", 2, 30, SECTOR, NULL, 0);
	image_directory(image, 30, false);
	image_add(image, 30, "NONE.IMG;1", 0, 54, 10000, NULL, 0);
	image_squashfs(image, 40, 2000);
	return image;
}

TEST(plan_debian_live)
{
	struct image *image = live_image(5000, 4500);

	CHECK(make(image, NULL, 0) == 0);
	CHECK_STRING(plan.layout, "debian-live");
	CHECK(!plan.guessed && plan.n_layers == 1);
	CHECK_STRING(plan.layers[0].path, "live/filesystem.squashfs");
	CHECK_STRING(plan.layers[0].fstype, "squashfs");
	CHECK_STRING(plan.layers[0].compressor, "gzip");
	CHECK(plan.layers[0].size == 4500);
	CHECK(plan.layers[0].extents[0].offset == 40 * SECTOR &&
	      plan.layers[0].extents[0].len == 6144);
	CHECK_STRING(plan.contract.medium, "/run/live/medium");
	free(image);
}

TEST(plan_reads_no_more_than_it_needs)
{
	struct image *image = live_image(5000, 4500);

	CHECK(make(image, NULL, 0) == 0);
	CHECK(image->reads < 8 * SECTOR);
	free(image);
}

TEST(plan_truncated_volume)
{
	struct image *image = live_image(5000, 4500);

	image->reader.size = 42 * SECTOR;
	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_TRUNCATED);
	CHECK(strstr(why.line, "131072 bytes, the device only 86016"));
	/* Even if nothing of the root directory is left. */
	image->reader.size = 18 * SECTOR;
	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_TRUNCATED);
	free(image);
}

/* Padding after the last file, which ends in sector 42. */
TEST(plan_padding_that_is_cut_off)
{
	struct image *image = live_image(5000, 4500);

	image->reader.size = 43 * SECTOR;
	CHECK(make(image, NULL, 0) == 0 && plan.padding_cut == 21 * SECTOR);
	image->reader.size = IMAGE_SECTORS * SECTOR;
	CHECK(make(image, NULL, 0) == 0 && plan.padding_cut == 0);
	/* More than padding is missing. */
	image_put32(image->data + 16 * SECTOR + 80, 2000);
	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_TRUNCATED);
	free(image);
}

static int make_with(struct image *image, struct hints hints)
{
	const struct plan_request request = { .hints = hints };

	why = (struct failure){ 0 };
	return planner_make(&plan, &image->reader, NULL, &request, &why);
}

TEST(plan_by_the_parameters_of_live_scripts)
{
	struct image *image = unknown_image();
	struct hints hints = { .scripts = HINTS_DMSQUASH,
			       .folder = "",
			       .image = "linuxfs",
			       .parameter = "rd.live.dir" };
	char words[PLAN_PARAMETERS_MAX];

	CHECK(make_with(image, hints) == 0 && !plan.guessed);
	CHECK_STRING(plan.layout, "fedora-live");
	CHECK(plan_print_parameters(&plan, "", words, sizeof(words)) == 0);
	CHECK_STRING(words, "rd.live.image rd.live.dir=/");
	hints.folder = "no*e";
	CHECK(make_with(image, hints) < 0 && why.code == FAILURE_NO_ROOT_IMAGE);
	CHECK(strstr(why.line, "rd.live.dir"));
	free(image);
}

TEST(plan_by_pmemboot_layout)
{
	struct image *image = unknown_image(), *live = live_image(5000, 4500);

	CHECK(make_with(image, (struct hints){ .layout = "arch" }) == 0 && plan.guessed);
	CHECK_STRING(plan.layout, "arch");
	CHECK_STRING(plan.contract.medium, "/run/archiso/bootmnt");
	/* It counts even if the image shows another one. */
	CHECK(make_with(live, (struct hints){ .layout = "casper" }) == 0);
	CHECK_STRING(plan.layout, "casper");
	CHECK_STRING(plan.layers[0].path, "live/filesystem.squashfs");
	free(live);
	free(image);
}

TEST(plan_truncated_root_image)
{
	struct image *image = live_image(5000, 5001);

	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_TRUNCATED);
	CHECK(strstr(why.line, "5001") && strstr(why.line, "5000"));
	free(image);
}

TEST(plan_root_image_that_is_none)
{
	struct image *image = live_image(5000, 4500);

	image->data[40 * SECTOR] = 'x';
	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_NO_ROOT_IMAGE);
	image_squashfs(image, 40, 0);
	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_DAMAGED);
	free(image);
}

TEST(plan_guess_by_content)
{
	struct image *image = unknown_image();

	CHECK(make(image, NULL, 0) == 0 && plan.guessed && plan.n_layers == 1);
	CHECK_STRING(plan.layout, "guess");
	CHECK_STRING(plan.layers[0].path, "linuxfs");
	CHECK_STRING(plan.contract.medium, "/run/pmemboot/medium");
	/* The same bytes by another name are the same image. */
	image_add(image, 30, "LINK;1", 0, 40, 2000, NULL, 0);
	CHECK(make(image, NULL, 0) == 0);
	free(image);
}

TEST(plan_guess_of_several_is_ambiguous)
{
	struct image *image = unknown_image();

	image_add(image, 30, "LARGE.TXT;1", 0, 50, 4000, NULL, 0);
	image_squashfs(image, 50, 4000);
	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_AMBIGUOUS);
	CHECK(strstr(why.line, "linuxfs") && strstr(why.line, "d/large.txt"));
	free(image);
}

/* The plan of a boot in which another initramfs builds the root. */
static int make_for_assistance(struct image *image, const char *parameter, unsigned int n_paths)
{
	static const char *const paths[] = { "/no/such.sfs" };
	const struct plan_request request = {
		.paths = paths, .n_paths = n_paths, .hints.parameter = parameter, .assists = true
	};

	why = (struct failure){ 0 };
	return planner_make(&plan, &image->reader, NULL, &request, &why);
}

TEST(plan_for_assistance_needs_no_root)
{
	struct image *image = image_new(false);

	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_NO_ROOT_IMAGE);
	CHECK(make_for_assistance(image, NULL, 0) == 0 && why.code == FAILURE_NONE);
	CHECK_STRING(plan.layout, "unknown");
	CHECK(plan.assist && plan.n_layers == 0 && !plan.contract.medium);
	/* Who says what the root is, is told that it isn't there. */
	CHECK(make_for_assistance(image, "live-media-path=", 0) < 0 &&
	      why.code == FAILURE_NO_ROOT_IMAGE);
	CHECK(make_for_assistance(image, NULL, 1) < 0 && why.code == FAILURE_NO_ROOT_IMAGE);
	free(image);

	image = unknown_image();
	image_add(image, 30, "LARGE.TXT;1", 0, 50, 4000, NULL, 0);
	image_squashfs(image, 50, 4000);
	CHECK(make_for_assistance(image, NULL, 0) == 0 && plan.n_layers == 0 && !plan.guessed);
	free(image);

	image = live_image(5000, 5001); /* that is no question of who knows it */
	CHECK(make_for_assistance(image, NULL, 0) < 0 && why.code == FAILURE_TRUNCATED);
	free(image);
}

/* An ext4 may be somebody's changes. A file that is large enough counts before small ones. */
TEST(plan_guess_prefers_what_is_made_for_images)
{
	struct image *image = unknown_image();
	uint8_t *ext4 = image->data + 44 * SECTOR + 1024;

	image_add(image, IMAGE_ROOT, "CHANGES;1", 0, 44, 1 << 20, NULL, 0);
	image_put32(image->data + 16 * SECTOR + 80, 4096);
	image_put32(ext4 + 4, 512);
	ext4[56] = 0x53;
	ext4[57] = 0xef;
	image->reader.size = 4096 * SECTOR;
	CHECK(make(image, NULL, 0) == 0);
	CHECK_STRING(plan.layers[0].path, "changes");
	CHECK_STRING(plan.layers[0].fstype, "ext4");
	CHECK_STRING(plan.layers[0].options, ",noload");
	CHECK(plan.layers[0].size == 512 << 10);
	image_add(image, IMAGE_ROOT, "LARGE;1", 0, 50, 1 << 20, NULL, 0);
	image_squashfs(image, 50, 4000);
	CHECK(make(image, NULL, 0) == 0);
	CHECK_STRING(plan.layers[0].path, "large");
	free(image);
}

TEST(plan_guess_survives_directories_in_circles)
{
	struct image *image = image_new(false);

	for (int i = 0; i < 20; i++)
		image_add(image, IMAGE_ROOT, "D", 2, IMAGE_ROOT, SECTOR, NULL, 0);
	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_NO_ROOT_IMAGE);
	free(image);
}

TEST(plan_named_images)
{
	static const char *const paths[] = { "/a.sfs", "b.sfs" };
	struct image *image = image_new(false);

	image_add(image, IMAGE_ROOT, "A.SFS;1", 0, 40, 2000, NULL, 0);
	image_add(image, IMAGE_ROOT, "B.SFS;1", 0, 42, 2000, NULL, 0);
	image_squashfs(image, 40, 2000);
	image_squashfs(image, 42, 2000);
	CHECK(make(image, paths, 2) == 0 && plan.n_layers == 2 && !plan.guessed);
	CHECK_STRING(plan.layers[0].path, "a.sfs");
	CHECK_STRING(plan.layers[1].path, "b.sfs");
	free(image);
}

TEST(plan_named_image_that_is_missing)
{
	static const char *const paths[] = { "/no/such.sfs" };
	struct image *image = image_new(false);

	CHECK(make(image, paths, 1) < 0 && why.code == FAILURE_NO_ROOT_IMAGE);
	CHECK(strstr(why.line, "no/such.sfs"));
	free(image);
}

TEST(plan_image_in_scattered_extents)
{
	struct image *image = image_new(false);

	image_add(image, IMAGE_ROOT, "A.SFS;1", 0x80, 40, 2048, NULL, 0);
	image_add(image, IMAGE_ROOT, "A.SFS;1", 0, 50, 2048, NULL, 0);
	image_squashfs(image, 40, 2000);
	CHECK(make(image, NULL, 0) == 0 && plan.map == PLAN_MAP_DM);
	CHECK(plan.layers[0].n_extents == 2 && plan.layers[0].extents[1].offset == 50 * SECTOR);
	CHECK(plan_layer_map(&plan.layers[0], PLAN_MAP_LOOP) == PLAN_MAP_FILE);
	free(image);
}

TEST(plan_no_image)
{
	struct image *image = image_new(false);

	memset(image->data, 0xa5, sizeof(image->data));
	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_NO_IMAGE);
	free(image);
}

TEST(plan_damaged)
{
	struct image *image = live_image(5000, 4500);

	memset(image->data + IMAGE_ROOT * SECTOR, 0xff, SECTOR);
	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_DAMAGED);
	CHECK_STRING(why.line, "ISO 9660: bad directory record at byte 40960");
	free(image);
}

/*
 * Whatever single bytes say: the plan is made or refused, and every layer lies on the medium. The
 * sanitizers watch; the reader checks that nothing outside is asked for.
 */
TEST(plan_of_spoiled_images)
{
	struct image *good = live_image(5000, 4500), *image = image_new(false);
	uint64_t state = 1;

	for (unsigned int round = 0; round < 30000; round++) {
		memcpy(image->data, good->data, sizeof(image->data));
		for (unsigned int n = 0; n < 1 + round % 4; n++) {
			static const unsigned int sectors[] = { 16, IMAGE_ROOT, 30, 40 };
			unsigned int sector;

			state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
			sector = sectors[state >> 33 & 3];
			image->data[sector * SECTOR + (state >> 40) % 250] = (uint8_t)(state >> 56);
		}
		if (make(image, NULL, 0) < 0) {
			CHECK(why.code != FAILURE_NONE && why.line[0]);
			continue;
		}
		for (unsigned int i = 0; i < plan.n_layers; i++)
			CHECK(plan.layers[i].extents[0].offset <= sizeof(image->data) &&
			      plan.layers[i].extents[0].len <=
				      sizeof(image->data) - plan.layers[i].extents[0].offset);
	}
	free(good);
	free(image);
}

/* ---- A medium that is no ISO ---- */

#define ESP_TYPE "c12a7328-f81f-11d2-ba4b-00a0c93ec93b"
#if defined(__x86_64__)
#define ROOT_TYPE    "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709"
#define FOREIGN_TYPE "b921b045-1df0-41c3-af44-4c6f280d3fae"
#else
#define ROOT_TYPE    "B921B045-1DF0-41C3-AF44-4C6F280D3FAE"
#define FOREIGN_TYPE "4f68bce3-e8cd-4db1-96e7-fbcaf984b709"
#endif

static struct partitions partitions;

static struct image *blank_image(void)
{
	struct image *image = image_new(false);

	memset(image->data, 0, sizeof(image->data));
	return image;
}

/* A GPT that says that the disk has so many bytes. */
static struct image *gpt_image(uint64_t bytes)
{
	struct image *image = blank_image();
	uint8_t *header = image->data + 512;

	memcpy(header, "EFI PART", 8);
	image_put32(header + 24, 1);
	image_put32(header + 32, (uint32_t)(bytes / 512 - 1));
	image_put32(header + 40, 34);
	image_put32(header + 48, (uint32_t)(bytes / 512 - 34));
	partitions = (struct partitions){
		.table = "gpt",
		.count = 3,
		.list = { { .number = 1,
			    .extent = { 17408, 2048 },
			    .type = ESP_TYPE,
			    .uuid = "11111111-0000-0000-0000-000000000000",
			    .name = "esp",
			    .fstype = "vfat" },
			  { .number = 2,
			    .extent = { 20 * SECTOR, 4 * SECTOR },
			    .type = ROOT_TYPE,
			    .uuid = "22222222-0000-0000-0000-00000000000a",
			    .name = "root-a",
			    .fstype = "ext4" },
			  { .number = 3,
			    .extent = { 24 * SECTOR, 4 * SECTOR },
			    .type = FOREIGN_TYPE,
			    .uuid = "33333333-0000-0000-0000-000000000000",
			    .name = "root b",
			    .fstype = "xfs" } },
	};
	return image;
}

static int make_disk(struct image *image, const char *partition)
{
	const struct plan_request request = { .partition = partition };

	why = (struct failure){ 0 };
	return planner_make(&plan, &image->reader, &partitions, &request, &why);
}

TEST(plan_bare_image)
{
	struct image *image = blank_image();

	partitions = (struct partitions){ .count = 0 };
	image_squashfs(image, 0, 4500);
	CHECK(make_disk(image, NULL) == 0);
	CHECK_STRING(plan.layout, "bare");
	CHECK_STRING(plan.medium, "squashfs");
	CHECK(plan.n_layers == 1 && plan.layers[0].whole && plan.layers[0].size == 4500);
	CHECK(!plan.contract.medium);
	/* Unless it holds hardly anything: then that may be a nested image. */
	CHECK(!plan.layers[0].nested);
	image_put32(image->data + 4, 3);
	CHECK(make_disk(image, NULL) == 0);
	CHECK(plan.layers[0].nested && plan.layers[0].may_be_root && plan.contract.outer);
	image->data[20] = 2;
	CHECK(make_disk(image, NULL) < 0 && why.code == FAILURE_UNSUPPORTED);
	CHECK(strstr(why.line, "lzma"));
	image_squashfs(image, 0, IMAGE_SECTORS * SECTOR + 1);
	CHECK(make_disk(image, NULL) < 0 && why.code == FAILURE_TRUNCATED);
	CHECK(strstr(why.line, "says 131073 bytes, the device has only 131072"));
	free(image);
}

/* An erofs of size bytes, of 4 KiB blocks, at the second partition. */
static void put_erofs(struct image *image, uint32_t size)
{
	static const uint8_t superblock[] = { 0xe2, 0xe1, 0xf5, 0xe0, [12] = 12, [16] = 99 };
	uint8_t *at = image->data + 20 * SECTOR + 1024;

	memcpy(at, superblock, sizeof(superblock));
	image_put32(at + 36, size / 4096);
}

TEST(plan_erofs_in_a_partition)
{
	struct image *image = gpt_image(IMAGE_SECTORS * SECTOR);
	uint8_t *superblock = image->data + 20 * SECTOR + 1024;

	put_erofs(image, 8192);
	CHECK(make_disk(image, NULL) == 0);
	CHECK_STRING(plan.layers[0].fstype, "erofs");
	CHECK(!plan.layers[0].no_dax && plan.layers[0].inodes == 99 && !plan.layers[0].nested);
	CHECK(plan.layers[0].size == 8192 && plan.map == PLAN_MAP_DM);
	put_erofs(image, 4096);
	partitions.list[1].extent.len -= 512;
	CHECK(make_disk(image, NULL) == 0);
	CHECK(strstr(plan.layers[0].no_dax, "end"));
	partitions.list[1].extent.len += 512;
	superblock[80] = 3;
	superblock[84] = 4;
	CHECK(make_disk(image, NULL) == 0);
	CHECK_STRING(plan.layers[0].compressor, "deflate");
	CHECK(strstr(plan.layers[0].no_dax, "compressed"));
	/* libblkid would call it an erofs too: it is not promised. */
	strcpy(partitions.list[1].fstype, "erofs");
	superblock[80] = 8;
	superblock[84] = 0;
	superblock[86] = 1;
	CHECK(make_disk(image, NULL) < 0 && why.code == FAILURE_UNSUPPORTED);
	superblock[86] = 0;
	put_erofs(image, 64 << 20);
	CHECK(make_disk(image, NULL) < 0 && why.code == FAILURE_TRUNCATED);
	superblock[12] = 99;
	CHECK(make_disk(image, NULL) < 0 && why.code == FAILURE_DAMAGED);
	free(image);
}

TEST(plan_disk_by_type)
{
	struct image *image = gpt_image(IMAGE_SECTORS * SECTOR);

	CHECK(make_disk(image, NULL) == 0);
	CHECK_STRING(plan.layout, "gpt");
	CHECK_STRING(plan.layers[0].path, "partition2");
	CHECK_STRING(plan.layers[0].fstype, "ext4");
	CHECK_STRING(plan.layers[0].options, ",noload");
	CHECK(plan.layers[0].extents[0].offset == 20 * SECTOR);
	CHECK(plan.volume_size == IMAGE_SECTORS * SECTOR && !plan.contract.medium);

	partitions.list[1].no_auto = true;
	CHECK(make_disk(image, NULL) < 0 && why.code == FAILURE_NO_ROOT_IMAGE);
	CHECK(strstr(why.line, "1 \"esp\" (ESP), 2 \"root-a\" (root), 3 \"root b\" ("));
	partitions.list[1].no_auto = false;
	strcpy(partitions.list[2].type, ROOT_TYPE);
	CHECK(make_disk(image, NULL) < 0 && why.code == FAILURE_AMBIGUOUS);
	CHECK(strstr(why.line, "2 (PARTUUID=22222222-0000-0000-0000-00000000000a) and 3"));
	free(image);
}

TEST(plan_disk_by_name)
{
	struct image *image = gpt_image(IMAGE_SECTORS * SECTOR);

	CHECK(make_disk(image, "PARTLABEL=root b") == 0);
	CHECK_STRING(plan.layers[0].options, ",norecovery");
	CHECK(make_disk(image, "PARTUUID=22222222-0000-0000-0000-00000000000A") == 0);
	CHECK_STRING(plan.layers[0].path, "partition2");
	CHECK(make_disk(image, "PARTLABEL=none") < 0 && why.code == FAILURE_NO_ROOT_IMAGE);
	CHECK(strstr(why.line, "no partition PARTLABEL=none; it has: 1 \"esp\" (ESP)"));
	partitions.list[0].name[0] = '\0';
	strcpy(partitions.list[0].type, "0x83");
	CHECK(make_disk(image, "PARTLABEL=none") < 0);
	CHECK(strstr(why.line, "it has: 1 (Linux), 2 \"root-a\""));
	strcpy(partitions.list[0].name, "esp");
	CHECK(make_disk(image, "PARTLABEL=esp") < 0 && why.code == FAILURE_UNSUPPORTED);
	/* An image is known by its own superblock, and so is its size. */
	image_squashfs(image, 20, 4 * SECTOR);
	CHECK(make_disk(image, "PARTLABEL=root-a") == 0);
	CHECK_STRING(plan.layers[0].fstype, "squashfs");
	image_squashfs(image, 20, 4 * SECTOR + 1);
	CHECK(make_disk(image, "PARTLABEL=root-a") < 0 && why.code == FAILURE_TRUNCATED);
	free(image);
}

TEST(plan_disk_that_is_cut)
{
	struct image *image = gpt_image(IMAGE_SECTORS * SECTOR + 512);

	CHECK(make_disk(image, NULL) < 0 && why.code == FAILURE_TRUNCATED);
	CHECK(strstr(why.line, "its GPT describes 131584 bytes, the device has only 131072"));
	free(image);
	/* The header is sound, but a partition lies outside. */
	image = gpt_image(IMAGE_SECTORS * SECTOR);
	partitions.list[1].extent.len = IMAGE_SECTORS * SECTOR;
	CHECK(make_disk(image, NULL) < 0 && why.code == FAILURE_TRUNCATED);
	partitions.list[1].extent = (struct extent){ INT64_MAX - 511, 512 };
	CHECK(make_disk(image, NULL) < 0 && why.code == FAILURE_TRUNCATED);
	partitions.table[0] = '\0'; /* libblkid found that it is wrong */
	CHECK(make_disk(image, NULL) < 0 && why.code == FAILURE_DAMAGED);
	free(image);
}

TEST(plan_disk_or_iso)
{
	static const char *const paths[] = { "a.img" };
	const struct plan_request request = { .paths = paths, .n_paths = 1 };
	struct image *iso = live_image(5000, 4500), *disk = gpt_image(IMAGE_SECTORS * SECTOR);

	/* A hybrid image is an ISO, unless the partition is named. */
	CHECK(make_disk(iso, NULL) == 0);
	CHECK_STRING(plan.medium, "iso9660");
	CHECK(make_disk(iso, "PARTLABEL=root-a") == 0);
	CHECK_STRING(plan.medium, "gpt");
	/* A disk holds no files that could be named. */
	why = (struct failure){ 0 };
	CHECK(planner_make(&plan, &disk->reader, &partitions, &request, &why) < 0);
	CHECK(why.code == FAILURE_COMMAND_LINE);
	partitions = (struct partitions){ .count = 0 };
	memset(disk->data, 0, sizeof(disk->data));
	CHECK(make_disk(disk, NULL) < 0 && why.code == FAILURE_NO_IMAGE);
	free(iso);
	free(disk);
}

TEST(plan_layers_of_one_name)
{
	static const char *const names[] = { "a/x.sfs", "b/x.sfs", "x.sfs.1", "c d:/x,y",
					     "e/x.sfs" };
	static const char *const targets[] = { "/l/x.sfs", "/l/x.sfs.1.1", "/l/x.sfs.1", "/l/x_y",
					       "/l/x.sfs.4" };
	struct plan p = { .n_layers = 5, .contract = { .lower = "/l/" } };
	char target[PLAN_TARGET_MAX];

	for (unsigned int i = 0; i < 5; i++)
		snprintf(p.layers[i].path, sizeof(p.layers[i].path), "%s", names[i]);
	for (unsigned int i = 0; i < 5; i++) {
		CHECK(plan_mount_target(&p, i, target, sizeof(target)) == 0);
		CHECK_STRING(target, targets[i]);
	}
	p.contract.lower = "/run/rootfsbase"; /* one mount point for the lowest */
	CHECK(plan_mount_target(&p, 0, target, sizeof(target)) == 0);
	CHECK_STRING(target, "/run/rootfsbase");
	CHECK(plan_mount_target(&p, 2, target, sizeof(target)) == 0);
	CHECK_STRING(target, "/run/rootfsbase.2");
}

TEST(plan_print_parameters)
{
	static const struct plan none, plain = { .parameters = "boot=casper" },
				       disk = { .parameters = "inst.stage2=hd:" LAYOUT_DISK };
	char words[PLAN_PARAMETERS_MAX];

	CHECK(plan_print_parameters(&none, "/dev/pmem1", words, sizeof(words)) == 0);
	CHECK_STRING(words, "");
	CHECK(plan_print_parameters(&plain, "/dev/pmem1", words, sizeof(words)) == 0);
	CHECK_STRING(words, "boot=casper");
	CHECK(plan_print_parameters(&disk, "/dev/pmem1", words, sizeof(words)) == 0);
	CHECK_STRING(words, "inst.stage2=hd:/dev/pmem1");
	CHECK(plan_print_parameters(&disk, "", words, sizeof(words)) == 0);
	CHECK_STRING(words, "inst.stage2=hd:/dev/pmemN");
	CHECK(plan_print_parameters(&disk, "/dev/pmem1", words, 10) < 0);
}

/* How many ways to map a boot tries if each fails with this code. */
static unsigned int count_tries(enum plan_map requested, enum failure_code code)
{
	enum plan_map map = requested == PLAN_MAP_AUTO ? PLAN_MAP_DM : requested;
	unsigned int tries = 0;

	for (; map != PLAN_MAP_AUTO; map = plan_map_after(map, requested, code))
		tries++;
	return tries;
}

TEST(plan_maps_otherwise_only_if_that_may_help)
{
	/* FAILURE_NOT_FOUND: each try would wait for the disk that pmemboot.overlay= requires. */
	for (int i = FAILURE_NONE + 1; i < FAILURE_CODES; i++) {
		enum failure_code code = (enum failure_code)i;
		bool helps = code == FAILURE_MOUNT || code == FAILURE_READ ||
			     code == FAILURE_SYSTEM;

		CHECK(count_tries(PLAN_MAP_AUTO, code) == (helps ? 3 : 1));
		CHECK(count_tries(PLAN_MAP_LOOP, code) == 1);
	}
	/* A layer without an ISO has one way. */
	CHECK(plan_map_after(PLAN_MAP_WHOLE, PLAN_MAP_AUTO, FAILURE_MOUNT) == PLAN_MAP_AUTO);
}
