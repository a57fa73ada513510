// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/grub_image.h"

#include "base/number.h"

#include <errno.h>

enum {
	PE_POINTER = 0x3c, /* in the DOS header */
	PE_SECTIONS = 6,
	PE_OPTIONAL_SIZE = 20,
	PE_OPTIONAL = 24,
	PE32_PLUS = 0x20b,
	PE32_CERTIFICATES = 128, /* in the optional header: data directory 4 */
	PE32_PLUS_CERTIFICATES = 144,
	SECTION_SIZE = 40,
	SECTION_RAW_SIZE = 16,
	SECTION_RAW_POINTER = 20,

	OBJECT_HEADER = 8,
	OBJECT_MEMDISK = 1,

	TAR_BLOCK = 512,
	TAR_NAME_SIZE = 100,
	TAR_SIZE = 124,
	TAR_SIZE_SIZE = 12,
	TAR_MAGIC = 257,
};

bool grub_image_is_efi(struct slice image)
{
	return slice_matches(image, 0, "MZ", 2) &&
	       slice_matches(image, slice_le32(image, PE_POINTER), "PE\0", 4);
}

static bool is_signed(struct slice pe)
{
	bool is_plus = slice_le16(pe, PE_OPTIONAL) == PE32_PLUS;
	size_t at = PE_OPTIONAL + (is_plus ? PE32_PLUS_CERTIFICATES : PE32_CERTIFICATES);

	if (slice_le16(pe, PE_OPTIONAL_SIZE) < at - PE_OPTIONAL + 8)
		return false;
	return slice_le32(pe, at) != 0 && slice_le32(pe, at + 4) != 0;
}

/* The section "mods", or an empty slice. */
static struct slice modules_of(struct slice image, struct slice pe)
{
	size_t at = PE_OPTIONAL + slice_le16(pe, PE_OPTIONAL_SIZE);

	for (unsigned int i = slice_le16(pe, PE_SECTIONS); i > 0; i--, at += SECTION_SIZE)
		if (slice_matches(pe, at, "mods\0\0\0", 8))
			return slice_sub(image, slice_le32(pe, at + SECTION_RAW_POINTER),
					 slice_le32(pe, at + SECTION_RAW_SIZE));
	return (struct slice){ NULL, 0 };
}

/* struct grub_module_info32 or 64 is followed by objects, each with its type and its whole size. */
static int find_memdisk(struct slice modules, bool is_64, struct slice *ret)
{
	unsigned int width = is_64 ? 8 : 4;
	uint64_t offset = slice_le(modules, width, width);
	uint64_t size = slice_le(modules, (size_t)2 * width, width);
	struct slice objects;

	if (!slice_matches(modules, 0, "mimg", 4))
		return -ENOENT;
	if (size < offset || !slice_has(modules, offset, size - offset))
		return -EBADMSG;
	objects = slice_sub(modules, (size_t)offset, (size_t)(size - offset));
	while (objects.len > 0) {
		uint32_t object_size = slice_le32(objects, 4);

		if (object_size < OBJECT_HEADER || !slice_has(objects, 0, object_size))
			return -EBADMSG;
		if (slice_le32(objects, 0) == OBJECT_MEMDISK) {
			*ret = slice_sub(objects, OBJECT_HEADER, object_size - OBJECT_HEADER);
			return 0;
		}
		objects = slice_sub(objects, object_size, objects.len - object_size);
	}
	return -ENOENT;
}

static bool is_menu(struct slice header)
{
	struct slice name = slice_sub(header, 0, TAR_NAME_SIZE);

	name = slice_take_until(&name, '\0');
	if (slice_matches(name, 0, "./", 2))
		name = slice_sub(name, 2, name.len - 2);
	return slice_equals(name, "boot/grub/grub.cfg", 18);
}

static int find_member(struct slice archive, struct slice *ret)
{
	for (unsigned int n = 0; slice_u8(archive, 0) != 0; n++) {
		struct slice digits = slice_trim(slice_sub(archive, TAR_SIZE, TAR_SIZE_SIZE), " ");
		uint64_t size, blocks;

		digits = slice_take_until(&digits, '\0');
		if (!slice_matches(archive, TAR_MAGIC, "ustar", 5) ||
		    number_parse(digits, 8, UINT32_MAX, &size) < 0 ||
		    !slice_has(archive, TAR_BLOCK, size))
			return -EBADMSG;
		if (n == GRUB_IMAGE_MEMBERS_MAX)
			return -E2BIG;
		if (is_menu(archive)) {
			*ret = slice_sub(archive, TAR_BLOCK, (size_t)size);
			return 0;
		}
		blocks = TAR_BLOCK + (size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
		if (!slice_has(archive, blocks, 0))
			return -ENOENT; /* the last file is not padded */
		archive = slice_sub(archive, (size_t)blocks, archive.len - (size_t)blocks);
	}
	return -ENOENT;
}

int grub_image_menu(struct slice image, struct slice *ret)
{
	size_t header = slice_le32(image, PE_POINTER);
	struct slice pe, memdisk, menu;
	int r;

	if (!grub_image_is_efi(image))
		return -ENOENT;
	pe = slice_sub(image, header, image.len - header);
	r = find_memdisk(modules_of(image, pe), slice_le16(pe, PE_OPTIONAL) == PE32_PLUS, &memdisk);
	if (r == 0)
		r = find_member(memdisk, &menu);
	if (r < 0)
		return r;
	if (is_signed(pe))
		return -EPERM;
	*ret = menu;
	return 0;
}
