// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/grub_image.h"

#include "parse/pe.h"
#include "unit/test.h"

#include <errno.h>
#include <string.h>

/* A program of one section, whose memdisk is the rest of the image. */
enum { PE = 0x40, SECTION = PE + 24 + 160, MODULES = 512, TAR = MODULES + 24 + 8, SIZE = 8192 };

static uint8_t image[SIZE];

static void put_le32(size_t at, uint32_t value)
{
	for (size_t i = 0; i < 4; i++)
		image[at + i] = (uint8_t)(value >> 8 * i);
}

/* Add a file to the archive at an offset of it. Returns the next file's offset. */
static size_t put_file(size_t at, const char *name, const char *size, const char *content)
{
	uint8_t *header = image + TAR + at;

	memcpy(header, name, strlen(name));
	memcpy(header + 124, size, strlen(size));
	memcpy(header + 257, "ustar", 6);
	memcpy(header + 512, content, strlen(content));
	return at + 1024;
}

static void put_program(void)
{
	memset(image, 0, sizeof(image));
	memcpy(image, "MZ", 2);
	put_le32(0x3c, PE);
	memcpy(image + PE, "PE\0", 4);
	image[PE + 6] = 1;	  /* sections */
	image[PE + 20] = 160;	  /* of the optional header */
	put_le32(PE + 24, 0x20b); /* PE32+ */
	memcpy(image + SECTION, "mods", 4);
	put_le32(SECTION + 16, SIZE - MODULES);
	put_le32(SECTION + 20, MODULES);
	memcpy(image + MODULES, "mimg", 4);
	put_le32(MODULES + 8, 24);
	put_le32(MODULES + 16, SIZE - MODULES);
	put_le32(MODULES + 24, 1); /* the memdisk */
	put_le32(MODULES + 28, SIZE - MODULES - 24);
}

static int find_menu(struct slice *ret)
{
	return grub_image_menu((struct slice){ image, sizeof(image) }, ret);
}

TEST(grub_image_menu_is_found)
{
	struct slice menu = { 0 };
	size_t next;

	put_program();
	next = put_file(0, "boot/grub/other.cfg", "00000000003", "abc");
	put_file(next, "boot/grub/grub.cfg", "00000000012", "menuentry\n");
	CHECK(find_menu(&menu) == 0);
	CHECK(slice_equals(menu, "menuentry\n", 10) && menu.data == image + TAR + next + 512);

	put_program();
	put_file(0, "./boot/grub/grub.cfg", "00000000001", "x");
	CHECK(find_menu(&menu) == 0 && slice_equals(menu, "x", 1));
}

TEST(grub_image_without_menu)
{
	struct slice menu = { 0 };

	put_program();
	put_file(0, "boot/grub/other.cfg", "00000000003", "abc");
	CHECK(find_menu(&menu) == -ENOENT);
	put_le32(MODULES + 24, 3); /* no memdisk, but a prefix */
	CHECK(find_menu(&menu) == -ENOENT);
	image[SECTION] = 'x';
	CHECK(find_menu(&menu) == -ENOENT);
	CHECK(grub_image_menu((struct slice){ image, 60 }, &menu) == -ENOENT);
	CHECK(!menu.data);
}

TEST(grub_image_malformed)
{
	struct slice menu = { 0 };

	put_program();
	put_file(0, "boot/grub/grub.cfg", "77777777777", ""); /* 8 GiB */
	CHECK(find_menu(&menu) == -EBADMSG);
	put_file(0, "boot/grub/grub.cfg", "9", "");
	CHECK(find_menu(&menu) == -EBADMSG);
	put_program();
	put_le32(MODULES + 28, SIZE); /* beyond the section */
	CHECK(find_menu(&menu) == -EBADMSG);
	put_le32(MODULES + 28, 7);
	CHECK(find_menu(&menu) == -EBADMSG);
	put_program();
	put_le32(MODULES + 16, 23);
	CHECK(find_menu(&menu) == -EBADMSG);
	CHECK(!menu.data);
}

TEST(grub_image_signed)
{
	struct slice menu = { 0 };

	put_program();
	put_file(0, "boot/grub/grub.cfg", "1", "x");
	CHECK(find_menu(&menu) == 0);
	put_le32(PE + 24 + 144, 4096); /* a certificate table */
	put_le32(PE + 24 + 148, 512);
	CHECK(pe_is_signed((struct slice){ image, sizeof(image) }));
	CHECK(find_menu(&menu) == 0);
}
