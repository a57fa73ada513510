// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/survey.h"

#include "unit/image.h"
#include "unit/test.h"

static struct survey survey;
static struct failure why;

/* boot/initrd.img, and live/initrd.img where a Debian live system has it. */
static struct image *iso_with_initrds(void)
{
	struct image *image = image_new(true);
	uint8_t use[64];

	image_add(image, IMAGE_ROOT, "BOOT", 2, 30, SECTOR, use, image_nm(use, 0, "boot"));
	image_directory(image, 30, false);
	image_add(image, 30, "INITRD", 0, 40, 100, use, image_nm(use, 0, "initrd.img"));
	image_add(image, IMAGE_ROOT, "LIVE", 2, 31, SECTOR, use, image_nm(use, 0, "live"));
	image_directory(image, 31, false);
	image_add(image, 31, "INITRD", 0, 41, 100, use, image_nm(use, 0, "initrd.img"));
	return image;
}

TEST(survey_finds_the_initrd_of_a_layout)
{
	struct image *image = iso_with_initrds();
	const struct plan known = { .layout = "debian-live" }, guessed = { .layout = "guess" };
	const struct plan other = { .layout = "casper" };

	CHECK(survey_make(&survey, &known, &image->reader, &why) == 0);
	CHECK_STRING(survey.initrd, "live/initrd.img");
	CHECK(survey_make(&survey, &guessed, &image->reader, &why) == 0);
	CHECK_STRING(survey.initrd, "boot/initrd.img");
	CHECK(survey_make(&survey, &other, &image->reader, &why) == 0);
	CHECK_STRING(survey.initrd, "");
	free(image);
}

TEST(survey_of_no_iso)
{
	struct image *image = iso_with_initrds();
	const struct plan plan = { .layout = "guess" };

	memset(image->data + 16 * SECTOR, 0, SECTOR);
	CHECK(survey_make(&survey, &plan, &image->reader, &why) == 0);
	CHECK_STRING(survey.initrd, "");
	free(image);
}
