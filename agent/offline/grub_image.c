// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/grub_image.h"

#include "base/number.h"
#include "parse/pe.h"

#include <errno.h>

enum {
	OBJECT_HEADER = 8,
	OBJECT_MEMDISK = 1,

	TAR_BLOCK = 512,
	TAR_NAME_SIZE = 100,
	TAR_SIZE = 124,
	TAR_SIZE_SIZE = 12,
	TAR_MAGIC = 257,
};

/*
 * struct grub_module_info32 or 64 is followed by objects, each with its type and its whole size.
 * Its second field is the offset of the first object: the header's own size.
 */
static int find_memdisk(struct slice modules, struct slice *ret)
{
	unsigned int width = slice_le32(modules, 4) == 0 ? 8 : 4;
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
		struct slice digits;
		uint64_t size, blocks;

		if (!slice_matches(archive, TAR_MAGIC, "ustar", 5))
			return -EBADMSG;
		digits = slice_trim(slice_sub(archive, TAR_SIZE, TAR_SIZE_SIZE), " ");
		digits = slice_take_until(&digits, '\0');
		if (number_parse(digits, 8, UINT32_MAX, &size) < 0 ||
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
	struct pe_section section;
	struct slice memdisk, menu;
	int r = pe_find_section(image, "mods", &section);

	if (r == 0)
		r = find_memdisk(slice_sub(image, section.offset, section.size), &memdisk);
	if (r == 0)
		r = find_member(memdisk, &menu);
	if (r == 0)
		*ret = menu;
	return r;
}
