// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/pe.h"

#include "unit/test.h"

#include <errno.h>

enum { PE = 0x40, OPTIONAL_SIZE = 0xf0, SECTIONS = PE + 24 + OPTIONAL_SIZE };

static uint8_t image[PE_HEAD_MAX];

static void make_image(unsigned int n_sections)
{
	memset(image, 0, sizeof(image));
	memcpy(image, "MZ", 2);
	image[0x3c] = PE;
	memcpy(image + PE, "PE", 2);
	image[PE + 6] = (uint8_t)n_sections;
	image[PE + 20] = OPTIONAL_SIZE;
	memcpy(image + SECTIONS, ".linuxes", 8);
	memcpy(image + SECTIONS + 40, ".linux", 6);
	image[SECTIONS + 40 + 16] = 7;
	image[SECTIONS + 40 + 21] = 2;
}

static int find(const char *name, size_t len, struct pe_section *section)
{
	return pe_find_section((struct slice){ image, len }, name, section);
}

TEST(pe_section)
{
	struct pe_section section;

	make_image(2);
	CHECK(find(".linux", sizeof(image), &section) == 0);
	CHECK(section.size == 7 && section.offset == 0x200);
	CHECK(find(".linuxes", sizeof(image), &section) == 0 && section.size == 0);
	CHECK(find(".linuxe", sizeof(image), &section) == -ENOENT);
	CHECK(find(".initrd", sizeof(image), &section) == -ENOENT);
}

TEST(pe_that_is_none_or_cut)
{
	struct pe_section section;

	make_image(2);
	CHECK(find(".linux", SECTIONS + 79, &section) == -EBADMSG);
	CHECK(find(".linux", PE + 20, &section) == -EBADMSG);
	CHECK(find(".linux", PE + 2, &section) == -ENOENT);
	CHECK(find(".linux", 0, &section) == -ENOENT);
	image[0x3f] = 0xff;
	CHECK(find(".linux", sizeof(image), &section) == -ENOENT);
	make_image(PE_SECTIONS_MAX + 1);
	CHECK(find(".linux", sizeof(image), &section) == -E2BIG);
}
