// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/iso9660.h"

#include "base/slice.h"
#include "parse/rock_ridge.h"

#include <errno.h>
#include <string.h>

enum {
	DESCRIPTOR_PRIMARY = 1,
	DESCRIPTOR_SUPPLEMENTARY = 2,
	DESCRIPTOR_END = 255,
	FIRST_DESCRIPTOR = 16,
	APPLICATION_USE = 883,
};
enum { RECORD_MIN = 34 };
enum { FLAG_DIRECTORY = 0x02, FLAG_ASSOCIATED = 0x04, FLAG_MORE_EXTENTS = 0x80 };
enum { MODE_TYPE = 0170000, MODE_FILE = 0100000, MODE_LINK = 0120000 };

_Static_assert((int)ROCK_RIDGE_NAME_MAX == (int)ISO9660_NAME_MAX, "an entry takes its name");
_Static_assert((int)ROCK_RIDGE_TARGET_MAX == (int)ISO9660_TARGET_MAX, "an entry takes its target");

/* One directory record, with its fields checked. */
struct record {
	struct slice bytes;
	uint64_t offset; /* of the record in the image */
	uint8_t flags;
	struct extent extent;
	struct slice name;	 /* the ISO 9660 name */
	struct slice system_use; /* the System Use field, with SUSP entries */
};

static int parse_record(struct iso9660 *iso, struct slice bytes, uint64_t offset,
			struct record *ret)
{
	uint8_t name_len = slice_u8(bytes, 32);
	size_t used = 33 + (size_t)name_len + (name_len % 2 == 0);
	uint64_t start = slice_le32(bytes, 2) + (uint64_t)slice_u8(bytes, 1);

	if (bytes.len < RECORD_MIN || !slice_has(bytes, 33, name_len) || name_len == 0)
		return fault_set(&iso->fault, -EBADMSG, "directory record", offset);
	if (slice_u8(bytes, 26) || slice_u8(bytes, 27))
		return fault_set(&iso->fault, -EOPNOTSUPP, "interleaved file", offset);
	ret->bytes = bytes;
	ret->offset = offset;
	ret->flags = slice_u8(bytes, 25);
	ret->extent.offset = start * iso->block_size;
	ret->extent.len = slice_le32(bytes, 10);
	ret->name = slice_sub(bytes, 33, name_len);
	ret->system_use = used < bytes.len ? slice_sub(bytes, used, bytes.len - used)
					   : (struct slice){ NULL, 0 };
	if (ret->extent.len > 0 && (ret->extent.offset > iso->volume_size ||
				    ret->extent.len > iso->volume_size - ret->extent.offset))
		return fault_set(&iso->fault, -EBADMSG, "extent outside the volume", offset);
	return 0;
}

/* ---- Volume ---- */

/* Read the first record of a directory, ".". It borrows from sector. */
static int read_dot(struct iso9660 *iso, uint64_t offset, uint8_t sector[ISO9660_SECTOR],
		    struct record *dot)
{
	struct slice bytes = { sector, ISO9660_SECTOR };
	int r = budget_spend(&iso->budget, ISO9660_SECTOR, offset, &iso->fault);

	if (r == 0)
		r = reader_read(iso->reader, offset, sector, ISO9660_SECTOR);
	if (r == -ERANGE)
		return fault_set(&iso->fault, -EBADMSG, "directory", offset);
	if (r < 0)
		return r;
	return parse_record(iso, slice_sub(bytes, 0, sector[0]), offset, dot);
}

/* The root's own record, "." in its first sector, shows whether there is Rock Ridge. */
static int detect_rock_ridge(struct iso9660 *iso)
{
	uint8_t sector[ISO9660_SECTOR];
	struct record dot;
	int r = read_dot(iso, iso->root.offset, sector, &dot);

	if (r < 0)
		return r;
	iso->rock_ridge = rock_ridge_is_there(dot.system_use, &iso->susp_skip);
	return 0;
}

static int take_root(struct iso9660 *iso, struct slice descriptor, uint64_t offset)
{
	struct record root;
	int r = parse_record(iso, slice_sub(descriptor, 156, RECORD_MIN), offset + 156, &root);

	if (r < 0)
		return r;
	iso->root = root.extent;
	if (!(root.flags & FLAG_DIRECTORY) || iso->root.len == 0)
		return fault_set(&iso->fault, -EBADMSG, "root directory record", offset + 156);
	return 0;
}

static int parse_primary(struct iso9660 *iso, struct slice descriptor, uint64_t offset)
{
	size_t label_len = 32;
	int r;

	iso->block_size = slice_le16(descriptor, 128);
	if (iso->block_size != 512 && iso->block_size != 1024 && iso->block_size != 2048)
		return fault_set(&iso->fault, -EBADMSG, "logical block size", offset + 128);
	iso->volume_size = (uint64_t)slice_le32(descriptor, 80) * iso->block_size;

	while (label_len > 0 && slice_u8(descriptor, 40 + label_len - 1) <= ' ')
		label_len--;
	memcpy(iso->label, descriptor.data + 40, label_len);
	iso->label[label_len] = '\0';

	memcpy(iso->application, descriptor.data + APPLICATION_USE, sizeof(iso->application));
	r = take_root(iso, descriptor, offset);
	return r < 0 ? r : detect_rock_ridge(iso);
}

/* The escape sequences for UCS-2, levels 1 to 3 (Joliet Specification, "SVD Escape Sequences"). */
static bool is_joliet(struct slice descriptor)
{
	return slice_matches(descriptor, 88, "%/@", 3) || slice_matches(descriptor, 88, "%/C", 3) ||
	       slice_matches(descriptor, 88, "%/E", 3);
}

/*
 * Read the first descriptor of a type, from number n on, to sector. Returns its number; -ENOENT; or
 * -E...
 */
static int find_descriptor(const struct reader *reader, unsigned int n, uint8_t type,
			   uint8_t sector[ISO9660_SECTOR])
{
	for (; n < ISO9660_DESCRIPTORS_MAX; n++) {
		uint64_t offset = (uint64_t)(FIRST_DESCRIPTOR + n) * ISO9660_SECTOR;
		int r = reader_read(reader, offset, sector, ISO9660_SECTOR);

		if (r < 0)
			return r == -ERANGE ? -ENOENT : r;
		if (memcmp(sector + 1, "CD001", 5) != 0 || sector[0] == DESCRIPTOR_END)
			return -ENOENT;
		if (sector[0] == type)
			return (int)n;
	}
	return -ENOENT;
}

/*
 * Without Rock Ridge in the primary tree, use the Joliet tree, which has long names, as isofs does.
 */
static int look_for_joliet(struct iso9660 *iso, unsigned int n)
{
	uint8_t sector[ISO9660_SECTOR];
	struct slice descriptor = { sector, sizeof(sector) };

	for (;;) {
		int r = find_descriptor(iso->reader, n, DESCRIPTOR_SUPPLEMENTARY, sector);

		if (r < 0)
			return r == -ENOENT ? 0 : r;
		n = (unsigned int)r + 1;
		if (!is_joliet(descriptor))
			continue;
		iso->joliet = true;
		return take_root(iso, descriptor,
				 (uint64_t)(FIRST_DESCRIPTOR + n - 1) * ISO9660_SECTOR);
	}
}

int iso9660_open(struct iso9660 *iso, const struct reader *reader)
{
	uint8_t sector[ISO9660_SECTOR];
	int n = find_descriptor(reader, 0, DESCRIPTOR_PRIMARY, sector), r;

	*iso = (struct iso9660){ .reader = reader,
				 .budget = { 0, ISO9660_BUDGET_MAX,
					     "bytes of directories looked at" } };
	if (n < 0)
		return n;
	if (reader->size < (ISO9660_BUDGET_MAX - ISO9660_BUDGET_MIN) / ISO9660_BUDGET_TIMES)
		iso->budget.max = ISO9660_BUDGET_MIN + ISO9660_BUDGET_TIMES * reader->size;
	r = parse_primary(iso, (struct slice){ sector, sizeof(sector) },
			  (uint64_t)(FIRST_DESCRIPTOR + n) * ISO9660_SECTOR);
	if (r == 0 && !iso->rock_ridge)
		r = look_for_joliet(iso, (unsigned int)n + 1);
	return r;
}

/* ---- Directories ---- */

/*
 * The next record of a directory, of any kind. A record does not cross a sector boundary (ECMA-119,
 * 6.8.1.1). A length of 0 means that the next record is in the next sector. Returns 1, 0 at the
 * end, or -E...
 */
static int next_record(struct iso9660_directory *d, struct record *ret)
{
	struct slice sector = { d->sector, sizeof(d->sector) };

	while (d->position < d->extent.len) {
		uint64_t base = d->position / ISO9660_SECTOR * ISO9660_SECTOR;
		size_t at = (size_t)(d->position - base), len;
		uint64_t offset = d->extent.offset + d->position;
		int r;

		if (d->sector_offset != base) {
			r = budget_spend(&d->iso->budget, sizeof(d->sector), offset,
					 &d->iso->fault);
			if (r == 0)
				r = reader_read(d->iso->reader, d->extent.offset + base, d->sector,
						sizeof(d->sector));
			if (r == -ERANGE)
				return fault_set(&d->iso->fault, -EBADMSG, "directory past the end",
						 offset);
			if (r < 0)
				return r;
			d->sector_offset = base;
		}
		len = d->sector[at];
		if (len == 0) {
			d->position = base + ISO9660_SECTOR;
			continue;
		}
		if (!slice_has(sector, at, len))
			return fault_set(&d->iso->fault, -EBADMSG, "directory record", offset);
		if (++d->records > ISO9660_ENTRIES_MAX)
			return fault_over(&d->iso->fault, ISO9660_ENTRIES_MAX, "directory entries",
					  d->extent.offset);
		r = parse_record(d->iso, slice_sub(sector, at, len), offset, ret);
		if (r < 0)
			return r;
		d->position += len;
		return 1;
	}
	return 0;
}

static bool is_dot(const struct record *record)
{
	return record->name.len == 1 && record->name.data[0] <= 1;
}

/*
 * An associated file (ECMA-119, 9.1.6), a resource fork for example, has the name of another one.
 * isofs passes it over (fs/isofs/dir.c, fs/isofs/namei.c).
 */
static bool is_associated(const struct record *record)
{
	return record->flags & FLAG_ASSOCIATED;
}

/*
 * "README.TXT;1" becomes "readme.txt", "DIR." becomes "dir", and a slash becomes a dot, as isofs
 * shows names by default (fs/isofs/dir.c, isofs_name_translate()).
 */
static void plain_name(struct slice name, char *ret)
{
	size_t len = 0;

	while (len < name.len && name.data[len] != ';')
		len++;
	if (len > 1 && name.data[len - 1] == '.')
		len--;
	for (size_t i = 0; i < len; i++) {
		char c = (char)name.data[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c | 32);
		ret[i] = c == '/' ? '.' : c;
	}
	ret[len] = '\0';
}

/*
 * Convert big-endian UCS-2 to UTF-8, without the version and trailing dots, as isofs does
 * (fs/isofs/joliet.c, get_joliet_filename()). Halves of surrogate pairs become "?".
 */
static int joliet_name(struct iso9660 *iso, const struct record *record, char *ret)
{
	size_t len = 0;

	for (size_t i = 0; i + 1 < record->name.len; i += 2) {
		unsigned int c = (unsigned int)(record->name.data[i] << 8) |
				 record->name.data[i + 1];

		if (c == 0 || c == '/' || (c & 0xf800) == 0xd800)
			c = '?';
		if (len + 3 > ISO9660_NAME_MAX)
			return fault_over(&iso->fault, ISO9660_NAME_MAX, "bytes of a Joliet name",
					  record->offset);
		if (c < 0x80) {
			ret[len++] = (char)c;
			continue;
		}
		if (c < 0x800) {
			ret[len++] = (char)(0xc0 | c >> 6);
		} else {
			ret[len++] = (char)(0xe0 | c >> 12);
			ret[len++] = (char)(0x80 | (c >> 6 & 0x3f));
		}
		ret[len++] = (char)(0x80 | (c & 0x3f));
	}
	if (len > 2 && ret[len - 2] == ';' && ret[len - 1] == '1')
		len -= 2;
	while (len >= 2 && ret[len - 1] == '.')
		len--;
	ret[len] = '\0';
	return 0;
}

static int add_extent(struct iso9660 *iso, struct iso9660_entry *entry, const struct record *record)
{
	entry->size += record->extent.len;
	if (record->extent.len == 0)
		return 0;
	if (entry->n_extents > 0) {
		struct extent *last = &entry->extents[entry->n_extents - 1];

		if (last->offset + last->len == record->extent.offset) {
			last->len += record->extent.len;
			return 0;
		}
	}
	if (entry->n_extents == ISO9660_EXTENTS_MAX)
		return fault_over(&iso->fault, ISO9660_EXTENTS_MAX, "extents of one file",
				  record->offset);
	entry->extents[entry->n_extents++] = record->extent;
	return 0;
}

static bool is_usable_name(const char *name, size_t len)
{
	return len > 0 && strlen(name) == len && !memchr(name, '/', len) &&
	       strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static int take_entry_name(struct iso9660 *iso, const struct record *record,
			   const struct rock_ridge *rr, char *ret)
{
	size_t len = rr->name_len;
	int r = 0;

	if (rr->has_name) {
		memcpy(ret, rr->name, len);
		ret[len] = '\0';
	} else {
		if (iso->joliet)
			r = joliet_name(iso, record, ret);
		else
			plain_name(record->name, ret);
		len = r == 0 ? strlen(ret) : 0;
	}
	if (r < 0)
		return r;
	/* Refuse names that cannot be a part of a path, or that lead to another directory. */
	return is_usable_name(ret, len)
		       ? 0
		       : fault_set(&iso->fault, -EBADMSG, "file name", record->offset);
}

static enum iso9660_type type_of(const struct record *record, const struct rock_ridge *rr)
{
	uint32_t type = rr->mode & MODE_TYPE;

	if (record->flags & FLAG_DIRECTORY || rr->has_child)
		return ISO9660_DIRECTORY;
	if (type == MODE_LINK && rr->target_len > 0)
		return ISO9660_LINK;
	if (type == 0 || type == MODE_FILE)
		return ISO9660_FILE;
	return ISO9660_OTHER;
}

/* Returns 0; 1 if the record must be skipped; or -E... */
static int fill_entry(struct iso9660_directory *d, const struct record *record,
		      struct iso9660_entry *ret)
{
	struct iso9660 *iso = d->iso;
	const struct rock_ridge_source source = { iso->reader, iso->block_size, &iso->budget,
						  &iso->fault };
	uint8_t sector[ISO9660_SECTOR];
	struct rock_ridge rr;
	struct record child;
	struct slice use = record->system_use;
	int r = 0;

	use = use.len > iso->susp_skip ? slice_sub(use, iso->susp_skip, use.len - iso->susp_skip)
				       : (struct slice){ NULL, 0 };
	if (!iso->rock_ridge)
		use.len = 0;
	r = rock_ridge_read(&source, use, record->offset, d->wanted, &rr);
	if (r == 0)
		r = take_entry_name(iso, record, &rr, ret->name);
	if (r != 0)
		return r;
	ret->type = type_of(record, &rr);
	ret->zisofs = rr.zisofs;
	ret->size = 0;
	ret->n_extents = 0;
	memcpy(ret->target, rr.target, rr.target_len);
	ret->target[rr.target_len] = '\0';
	if (rr.relocated)
		return 1;
	if (!rr.has_child)
		return add_extent(iso, ret, record);
	/* A directory that was moved: its size is only in its own "." record. */
	r = read_dot(iso, rr.child, sector, &child);
	if (r == 0 && (!(child.flags & FLAG_DIRECTORY) || child.extent.offset != rr.child))
		r = fault_set(&iso->fault, -EBADMSG, "relocated directory", record->offset);
	return r < 0 ? r : add_extent(iso, ret, &child);
}

/* Add the further records of a file that has several. */
static int add_sections(struct iso9660_directory *d, struct record *record,
			struct iso9660_entry *entry)
{
	int r = 0;

	while (r >= 0 && record->flags & FLAG_MORE_EXTENTS) {
		r = next_record(d, record);
		if (r == 0)
			return fault_set(&d->iso->fault, -EBADMSG, "last extent of a file",
					 d->extent.offset + d->position);
		if (r > 0)
			r = add_extent(d->iso, entry, record);
	}
	return r;
}

int iso9660_next(struct iso9660_directory *d, struct iso9660_entry *ret)
{
	for (;;) {
		struct record record;
		int r = next_record(d, &record);

		if (r <= 0)
			return r;
		if (is_dot(&record) || is_associated(&record))
			continue;
		r = fill_entry(d, &record, ret);
		if (r > 0)
			continue;
		if (r == 0)
			r = add_sections(d, &record, ret);
		return r < 0 ? r : 1;
	}
}

int iso9660_list(struct iso9660 *iso, const struct iso9660_entry *entry,
		 struct iso9660_directory *ret)
{
	if (entry->type != ISO9660_DIRECTORY || entry->n_extents != 1)
		return -ENOTDIR;
	if (entry->extents[0].len > ISO9660_DIRECTORY_MAX)
		return fault_over(&iso->fault, ISO9660_DIRECTORY_MAX, "bytes of a directory",
				  entry->extents[0].offset);
	ret->iso = iso;
	ret->extent = entry->extents[0];
	ret->position = 0;
	ret->records = 0;
	ret->wanted = (struct slice){ NULL, 0 };
	ret->sector_offset = UINT64_MAX;
	return 0;
}
