// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/plan.h"

#include "unit/image.h"
#include "unit/test.h"

static struct plan plan;
static struct failure why;

static int make(struct image *image, const char *const *paths, unsigned int n_paths)
{
	why = (struct failure){ 0 };
	return plan_make(&plan, &image->reader, paths, n_paths, &why);
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
	CHECK(plan.layers[0].extent.offset == 40 * SECTOR && plan.layers[0].extent.len == 6144);
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

	image->reader.size = 45 * SECTOR;
	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_TRUNCATED);
	CHECK(strstr(why.line, "131072 bytes, the device only 92160"));
	/* Even if nothing of the root directory is left. */
	image->reader.size = 18 * SECTOR;
	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_TRUNCATED);
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

TEST(plan_guess_takes_the_largest)
{
	struct image *image = image_new(false);

	image_add(image, IMAGE_ROOT, "SMALL.SFS;1", 0, 40, 2000, NULL, 0);
	image_add(image, IMAGE_ROOT, "OTHER.TXT;1", 0, 42, 9000, NULL, 0);
	image_add(image, IMAGE_ROOT, "D", 2, 30, SECTOR, NULL, 0);
	image_directory(image, 30, false);
	image_add(image, 30, "LARGE.IMG;1", 0, 50, 4000, NULL, 0);
	image_add(image, 30, "NONE.IMG;1", 0, 54, 10000, NULL, 0);
	image_squashfs(image, 40, 2000);
	image_squashfs(image, 42, 9000);
	image_squashfs(image, 50, 4000);
	CHECK(make(image, NULL, 0) == 0);
	CHECK(plan.guessed && plan.guesses == 2);
	CHECK_STRING(plan.layers[0].path, "d/large.img");
	CHECK_STRING(plan.contract.medium, "/run/pmemboot/medium");
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
	CHECK(make(image, NULL, 0) < 0 && why.code == FAILURE_UNSUPPORTED);
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
			CHECK(plan.layers[i].extent.offset <= sizeof(image->data) &&
			      plan.layers[i].extent.len <=
				      sizeof(image->data) - plan.layers[i].extent.offset);
	}
	free(good);
	free(image);
}
