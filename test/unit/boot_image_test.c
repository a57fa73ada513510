// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/boot_image.h"

#include "base/attributes.h"
#include "unit/image.h"
#include "unit/test.h"

/* The catalog at sector 18, the image of 2,701 bytes at sector 24. */
enum { CATALOG = 18, START = 24, SIZE = 2701 };

static struct image *image;
static uint8_t *boot;
static struct extent file = { START * SECTOR, 2 * SECTOR };

static void make_image(void)
{
	uint32_t sum = 0;

	image = image_new(true);
	memcpy(image->data + 17 * SECTOR, "\0CD001\1EL TORITO SPECIFICATION", 30);
	image_put32(image->data + 17 * SECTOR + 71, CATALOG);
	image->data[CATALOG * SECTOR + 32] = 0x88;
	image_put32(image->data + CATALOG * SECTOR + 40, START);
	boot = image->data + START * SECTOR;
	for (unsigned int i = 0; i < SIZE; i++)
		boot[i] = (uint8_t)(i * 7);
	image_put32(boot + 2548, START * 4 + 5);
	image_put32(boot + 2552, 0);
	for (unsigned int i = 64; i < SIZE; i++)
		sum += (uint32_t)boot[i] << i % 4 * 8;
	memset(boot + 8, 0, 56);
	image_put32(boot + 8, 16);
	image_put32(boot + 12, START);
	image_put32(boot + 16, SIZE);
	image_put32(boot + 20, sum);
}

static enum boot_image_patch find_patch(void)
{
	static uint8_t buf[BOOT_IMAGE_BUFFER];
	enum boot_image_patch patch;

	return boot_image_find_patch(&image->reader, &file, SIZE, buf, &patch) == 0 ? patch : 99;
}

TEST(boot_image_with_a_table)
{
	make_image();
	CHECK(find_patch() == BOOT_IMAGE_TABLE);
	boot[0] ^= 1; /* before the table: nothing tells */
	CHECK(find_patch() == BOOT_IMAGE_TABLE);
	free(image);
}

/* Each value has to agree; then only GRUB's address is left. */
TEST(boot_image_whose_table_does_not_agree)
{
	static const unsigned int places[] = { 8, 12, 16, 20, 24, 63, 64, SIZE - 1 };

	make_image();
	for (size_t i = 0; i < array_size(places); i++) {
		boot[places[i]] ^= 1;
		CHECK(find_patch() == BOOT_IMAGE_GRUB);
		boot[places[i]] ^= 1;
	}
	boot[2548] ^= 1;
	CHECK(find_patch() == BOOT_IMAGE_PLAIN);
	free(image);
}

/* xorriso names the descriptor of the session that it added. */
TEST(boot_image_of_an_added_session)
{
	uint8_t *session;

	make_image();
	session = image->data + 22 * SECTOR;
	memcpy(session, image->data + 16 * SECTOR, SECTOR);
	session[80] ^= 1; /* the size of its volume is another */
	image_put32(boot + 8, 22);
	CHECK(find_patch() == BOOT_IMAGE_TABLE);
	session[156 + 2] ^= 1; /* where its root directory is */
	CHECK(find_patch() == BOOT_IMAGE_GRUB);
	session[156 + 2] ^= 1;
	session[0] = 2;
	CHECK(find_patch() == BOOT_IMAGE_GRUB);
	image_put32(boot + 8, 99999);
	CHECK(find_patch() == BOOT_IMAGE_GRUB);
	free(image);
}

TEST(boot_image_that_no_catalog_names)
{
	make_image();
	image_put32(image->data + CATALOG * SECTOR + 40, START + 1);
	CHECK(find_patch() == BOOT_IMAGE_PLAIN);
	image_put32(image->data + CATALOG * SECTOR + 40, START);
	image_put32(image->data + 17 * SECTOR + 71, 99999);
	CHECK(find_patch() == BOOT_IMAGE_PLAIN);
	image_put32(image->data + 17 * SECTOR + 71, CATALOG);
	image->data[17 * SECTOR + 7] = 'e';
	CHECK(find_patch() == BOOT_IMAGE_PLAIN);
	free(image);
}
