// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/boot_image.h"

#include "base/slice.h"
#include "parse/boot_info.h"

#include <errno.h>
#include <string.h>

/* GRUB counts in blocks of 512 bytes, and its first part has five. */
enum { DESCRIPTOR = 16, GRUB_BLOCKS = 4, GRUB_FIRST = 5 };

/* A descriptor up to its version, and the record of the root directory in it (ECMA-119, 8.4). */
enum { DESCRIPTOR_HEAD = 7, DESCRIPTOR_ROOT = 156, DESCRIPTOR_ROOT_SIZE = 34 };

_Static_assert(BOOT_IMAGE_BUFFER % 4 == 0 && (int)BOOT_IMAGE_BUFFER >= 2 * (int)BOOT_INFO_SECTOR,
	       "two sectors, and whole words");

static int read_sector(const struct reader *reader, uint32_t sector, uint8_t *buf)
{
	return reader_read(reader, (uint64_t)sector * BOOT_INFO_SECTOR, buf, BOOT_INFO_SECTOR);
}

/* Does the boot catalog name the image? Returns 0, also for one outside the medium, or -E... */
static int look_up(const struct reader *reader, uint32_t sector, uint8_t *buf, bool *ret)
{
	const struct slice bytes = { buf, BOOT_INFO_SECTOR };
	uint32_t catalog = 0;
	int r = read_sector(reader, BOOT_INFO_RECORD, buf);

	*ret = false;
	if (r == 0)
		catalog = boot_info_catalog(bytes);
	if (catalog > 0)
		r = read_sector(reader, catalog, buf);
	if (r == 0 && catalog > 0)
		*ret = boot_info_names(bytes, sector);
	return r == -ERANGE ? 0 : r;
}

/* The sum of the words after the table. Beyond the end of the file they are zero. */
static int sum_words(const struct reader *reader, const struct extent *file, uint64_t size,
		     uint8_t *buf, uint32_t *ret)
{
	uint32_t sum = 0;

	for (uint64_t at = BOOT_INFO_END; at < size;) {
		size_t len = BOOT_IMAGE_BUFFER;
		int r;

		if (len > size - at)
			len = (size_t)(size - at);
		r = reader_read(reader, file->offset + at, buf, len);
		if (r < 0)
			return r;
		for (size_t i = 0; i < len; i++)
			sum += (uint32_t)buf[i] << i % 4 * 8;
		at += len;
	}
	*ret = sum;
	return 0;
}

/*
 * Is this sector the volume's descriptor, or one with the same root directory? The volume's is a
 * copy of that where a session was added to it.
 */
static int find_descriptor(const struct reader *reader, uint32_t sector, uint8_t *buf, bool *ret)
{
	uint8_t *other = buf + BOOT_INFO_SECTOR;
	int r = read_sector(reader, DESCRIPTOR, buf);

	*ret = false;
	if (r == 0)
		r = read_sector(reader, sector, other);
	if (r == 0)
		*ret = memcmp(buf, other, DESCRIPTOR_HEAD) == 0 &&
		       memcmp(buf + DESCRIPTOR_ROOT, other + DESCRIPTOR_ROOT,
			      DESCRIPTOR_ROOT_SIZE) == 0;
	return r == -ERANGE ? 0 : r;
}

static int find_table(const struct reader *reader, const struct extent *file, uint64_t size,
		      uint8_t *buf, bool *ret)
{
	struct boot_info info;
	uint32_t sum;
	int r = reader_read(reader, file->offset, buf, BOOT_INFO_END);

	*ret = false;
	if (r < 0 || boot_info_parse((struct slice){ buf, BOOT_INFO_END }, &info) < 0 ||
	    info.start != file->offset / BOOT_INFO_SECTOR || info.size != size)
		return r;
	r = find_descriptor(reader, info.descriptor, buf, ret);
	if (r < 0 || !*ret)
		return r;
	r = sum_words(reader, file, size, buf, &sum);
	*ret = r == 0 && sum == info.sum;
	return r;
}

static int find_grub(const struct reader *reader, const struct extent *file, uint64_t size,
		     uint8_t *buf, bool *ret)
{
	uint64_t sector = file->offset / BOOT_INFO_SECTOR;
	int r;

	*ret = false;
	if (size < BOOT_INFO_GRUB + BOOT_INFO_GRUB_SIZE)
		return 0;
	r = reader_read(reader, file->offset + BOOT_INFO_GRUB, buf, BOOT_INFO_GRUB_SIZE);
	*ret = r == 0 && slice_le64((struct slice){ buf, BOOT_INFO_GRUB_SIZE }, 0) ==
				 sector * GRUB_BLOCKS + GRUB_FIRST;
	return r;
}

int boot_image_find_patch(const struct reader *reader, const struct extent *file, uint64_t size,
			  uint8_t *buf, enum boot_image_patch *ret)
{
	bool found;
	int r;

	*ret = BOOT_IMAGE_PLAIN;
	if (size < BOOT_INFO_END || size > BOOT_IMAGE_SIZE_MAX || size > file->len ||
	    file->offset % BOOT_INFO_SECTOR != 0 || file->offset / BOOT_INFO_SECTOR > UINT32_MAX)
		return 0;
	r = look_up(reader, (uint32_t)(file->offset / BOOT_INFO_SECTOR), buf, &found);
	if (r < 0 || !found)
		return r;
	r = find_table(reader, file, size, buf, &found);
	if (r == 0 && found)
		*ret = BOOT_IMAGE_TABLE;
	if (r < 0 || found)
		return r;
	r = find_grub(reader, file, size, buf, &found);
	if (r == 0 && found)
		*ret = BOOT_IMAGE_GRUB;
	return r;
}
