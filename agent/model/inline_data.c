// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/inline_data.h"

#include "parse/erofs.h"

#include <errno.h>

enum { INODES_MAX = 256, BLOCK = 4096 };

/* The inodes that remain to be checked. */
struct scan {
	const struct reader *reader;
	const struct extent *image;
	struct erofs erofs;
	unsigned int count, next;
	uint64_t numbers[INODES_MAX];
};

/* Read bytes of the image. -ERANGE if they are outside it. */
static int read_image(const struct scan *scan, uint64_t offset, void *buf, size_t len)
{
	if (offset > scan->image->len || len > scan->image->len - offset)
		return -ERANGE;
	return reader_read(scan->reader, scan->image->offset + offset, buf, len);
}

/* An inode can be found again by ".", ".." or a hard link. */
static bool is_known(const struct scan *scan, uint64_t number)
{
	for (unsigned int i = 0; i < scan->count; i++)
		if (scan->numbers[i] == number)
			return true;
	return false;
}

static void add_names(struct scan *scan, struct slice block)
{
	size_t n = slice_le16(block, 8) / EROFS_DIRENT_SIZE;

	for (size_t i = 0; i < n && scan->count < INODES_MAX; i++) {
		size_t at = i * EROFS_DIRENT_SIZE;
		uint8_t type = slice_u8(block, at + 10);
		uint64_t number = slice_le64(block, at);

		if (slice_has(block, at, EROFS_DIRENT_SIZE) && !is_known(scan, number) &&
		    (type == EROFS_TYPE_FILE || type == EROFS_TYPE_DIRECTORY))
			scan->numbers[scan->count++] = number;
	}
}

/* Read the first block of a directory. */
static int read_directory(struct scan *scan, uint64_t address, const struct erofs_inode *inode)
{
	uint8_t buf[BLOCK];
	size_t len = inode->size < BLOCK ? (size_t)inode->size : BLOCK;
	uint64_t at = inode->block * scan->erofs.block_size;
	int r;

	if (inode->is_inline && inode->size < scan->erofs.block_size)
		at = address + inode->tail;
	else if (!inode->is_plain && !inode->is_inline)
		return 0;
	r = read_image(scan, at, buf, len);
	if (r == 0)
		add_names(scan, (struct slice){ buf, len });
	return r == -ERANGE ? 0 : r;
}

static int look_at(struct scan *scan, uint64_t number, struct inline_data *ret)
{
	uint8_t buf[EROFS_INODE_SIZE];
	struct erofs_inode inode;
	uint64_t address;
	int r;

	if (number > scan->image->len / EROFS_SLOT)
		return 0;
	address = scan->erofs.metadata + number * EROFS_SLOT;
	r = read_image(scan, address, buf, sizeof(buf));
	if (r < 0)
		return r == -ERANGE ? 0 : r;
	if (erofs_inode_parse((struct slice){ buf, sizeof(buf) }, &inode) < 0)
		return 0;
	if (inode.is_file && inode.is_inline && inode.size > 0)
		ret->has_tails = true;
	if (inode.is_file && inode.is_compressed)
		ret->is_compressed = true;
	return inode.is_directory ? read_directory(scan, address, &inode) : 0;
}

int inline_data_find(const struct reader *reader, const struct extent *image,
		     struct inline_data *ret)
{
	uint8_t buf[EROFS_SUPERBLOCK_SIZE];
	struct scan scan = { .reader = reader, .image = image };
	int r = read_image(&scan, EROFS_SUPERBLOCK_OFFSET, buf, sizeof(buf));

	*ret = (struct inline_data){ false, false };
	if (r < 0 || erofs_parse((struct slice){ buf, sizeof(buf) }, &scan.erofs) < 0)
		return r == -ERANGE || r == 0 ? 0 : r;
	scan.numbers[scan.count++] = scan.erofs.root;
	r = 0;
	while (r == 0 && !ret->is_compressed && scan.next < scan.count)
		r = look_at(&scan, scan.numbers[scan.next++], ret);
	return r;
}
