// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/iso9660.h"

#include "base/slice.h"

#include <errno.h>
#include <string.h>

enum { DESCRIPTOR_PRIMARY = 1, DESCRIPTOR_END = 255, FIRST_DESCRIPTOR = 16 };
enum { RECORD_MIN = 34 };
enum { FLAG_DIRECTORY = 0x02, FLAG_ASSOCIATED = 0x04, FLAG_MORE_EXTENTS = 0x80 };
enum { NAME_CONTINUES = 0x01, NAME_CURRENT = 0x02, NAME_PARENT = 0x04 };
enum { MODE_TYPE = 0170000, MODE_FILE = 0100000, MODE_DIRECTORY = 0040000 };

static int fault(struct iso9660 *iso, int error, const char *what, uint64_t offset)
{
	iso->fault = (struct iso9660_fault){ what, offset };
	return error;
}

/* One directory record, its fields checked. */
struct record {
	struct slice bytes;
	uint64_t offset; /* of the record in the image */
	uint8_t flags;
	struct extent extent;
	struct slice name;	 /* as ISO 9660 has it */
	struct slice system_use; /* where SUSP entries are */
};

static int parse_record(struct iso9660 *iso, struct slice bytes, uint64_t offset,
			struct record *ret)
{
	uint8_t name_len = slice_u8(bytes, 32);
	size_t used = 33 + (size_t)name_len + (name_len % 2 == 0);
	uint64_t start = slice_le32(bytes, 2) + (uint64_t)slice_u8(bytes, 1);

	if (bytes.len < RECORD_MIN || !slice_has(bytes, 33, name_len) || name_len == 0)
		return fault(iso, -EBADMSG, "directory record", offset);
	if (slice_u8(bytes, 26) || slice_u8(bytes, 27))
		return fault(iso, -EOPNOTSUPP, "interleaved file", offset);
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
		return fault(iso, -EBADMSG, "extent outside the volume", offset);
	return 0;
}

/* ---- System use: SUSP entries and Rock Ridge ---- */

struct rock_ridge {
	char name[ISO9660_NAME_MAX + 1];
	size_t name_len;
	bool has_name;
	uint32_t mode; /* 0 if not given */
	bool has_continuation;
	struct extent continuation;
};

static int take_name(struct iso9660 *iso, struct slice entry, uint64_t offset,
		     struct rock_ridge *rr)
{
	uint8_t flags = slice_u8(entry, 4);
	size_t len = entry.len - 5;

	if (entry.len < 5)
		return fault(iso, -EBADMSG, "Rock Ridge NM entry", offset);
	if (flags & (NAME_CURRENT | NAME_PARENT))
		return 0;
	if (len > ISO9660_NAME_MAX - rr->name_len)
		return fault(iso, -E2BIG, "Rock Ridge name", offset);
	memcpy(rr->name + rr->name_len, entry.data + 5, len);
	rr->name_len += len;
	rr->has_name = true;
	return 0;
}

static int take_entry(struct iso9660 *iso, struct slice entry, uint64_t offset,
		      struct rock_ridge *rr)
{
	if (slice_matches(entry, 0, "NM", 2))
		return take_name(iso, entry, offset, rr);
	if (slice_matches(entry, 0, "PX", 2)) {
		rr->mode = slice_le32(entry, 4);
	} else if (slice_matches(entry, 0, "CE", 2)) {
		rr->has_continuation = true;
		rr->continuation.offset = (uint64_t)slice_le32(entry, 4) * iso->block_size +
					  slice_le32(entry, 12);
		rr->continuation.len = slice_le32(entry, 20);
	}
	return 0;
}

/* All the entries of one area. An area ends with ST, with padding, or when it is full. */
static int take_area(struct iso9660 *iso, struct slice area, uint64_t offset, struct rock_ridge *rr)
{
	size_t at = 0;

	while (slice_has(area, at, 4) && area.data[at] != 0) {
		size_t len = area.data[at + 2];
		int r;

		if (len < 4 || !slice_has(area, at, len))
			return fault(iso, -EBADMSG, "SUSP entry", offset + at);
		if (slice_matches(area, at, "ST", 2))
			return 0;
		r = take_entry(iso, slice_sub(area, at, len), offset + at, rr);
		if (r < 0)
			return r;
		at += len;
	}
	return 0;
}

static int read_system_use(struct iso9660 *iso, const struct record *record, struct rock_ridge *rr)
{
	size_t skip = iso->susp_skip;
	struct slice area = record->system_use;
	uint8_t buf[ISO9660_SECTOR];
	int r;

	*rr = (struct rock_ridge){ 0 };
	if (!iso->rock_ridge || !slice_has(area, skip, 0) || area.len == 0)
		return 0;
	area = slice_sub(area, skip, area.len - skip);
	r = take_area(iso, area, record->offset, rr);
	for (unsigned int n = 0; r >= 0 && rr->has_continuation; n++) {
		struct extent next = rr->continuation;

		if (n == ISO9660_CONTINUATIONS_MAX)
			return fault(iso, -E2BIG, "SUSP continuation areas", record->offset);
		r = next.len > sizeof(buf) ? -ERANGE
					   : reader_read(iso->reader, next.offset, buf, next.len);
		if (r == -ERANGE)
			return fault(iso, -EBADMSG, "SUSP continuation area", record->offset);
		if (r < 0)
			return r;
		rr->has_continuation = false;
		r = take_area(iso, (struct slice){ buf, next.len }, next.offset, rr);
	}
	return r;
}

/* ---- Volume ---- */

/* Does the root's own record ("." in its first sector) start with SUSP's SP entry? */
static int detect_rock_ridge(struct iso9660 *iso)
{
	uint8_t sector[ISO9660_SECTOR];
	struct slice bytes = { sector, sizeof(sector) };
	struct record dot;
	int r;

	r = reader_read(iso->reader, iso->root.offset, sector, sizeof(sector));
	if (r == -ERANGE)
		return fault(iso, -EBADMSG, "root directory", iso->root.offset);
	if (r < 0)
		return r;
	r = parse_record(iso, slice_sub(bytes, 0, sector[0]), iso->root.offset, &dot);
	if (r < 0)
		return r;
	if (slice_matches(dot.system_use, 0, "SP\x07\x01\xbe\xef", 6)) {
		iso->rock_ridge = true;
		iso->susp_skip = slice_u8(dot.system_use, 6);
	}
	return 0;
}

static int parse_primary(struct iso9660 *iso, struct slice descriptor, uint64_t offset)
{
	struct record root;
	size_t label_len = 32;
	int r;

	iso->block_size = slice_le16(descriptor, 128);
	if (iso->block_size != 512 && iso->block_size != 1024 && iso->block_size != 2048)
		return fault(iso, -EBADMSG, "logical block size", offset + 128);
	iso->volume_size = (uint64_t)slice_le32(descriptor, 80) * iso->block_size;

	while (label_len > 0 && slice_u8(descriptor, 40 + label_len - 1) <= ' ')
		label_len--;
	memcpy(iso->label, descriptor.data + 40, label_len);
	iso->label[label_len] = '\0';

	r = parse_record(iso, slice_sub(descriptor, 156, RECORD_MIN), offset + 156, &root);
	if (r < 0)
		return r;
	iso->root = root.extent;
	if (!(root.flags & FLAG_DIRECTORY) || iso->root.len == 0)
		return fault(iso, -EBADMSG, "root directory record", offset + 156);
	return detect_rock_ridge(iso);
}

int iso9660_open(struct iso9660 *iso, const struct reader *reader)
{
	uint8_t sector[ISO9660_SECTOR];
	struct slice descriptor = { sector, sizeof(sector) };

	*iso = (struct iso9660){ .reader = reader };
	for (unsigned int n = 0; n < ISO9660_DESCRIPTORS_MAX; n++) {
		uint64_t offset = (uint64_t)(FIRST_DESCRIPTOR + n) * ISO9660_SECTOR;
		int r = reader_read(reader, offset, sector, sizeof(sector));

		if (r == -ERANGE)
			return -ENOENT;
		if (r < 0)
			return r;
		if (!slice_matches(descriptor, 1, "CD001", 5) || sector[0] == DESCRIPTOR_END)
			return -ENOENT;
		if (sector[0] == DESCRIPTOR_PRIMARY)
			return parse_primary(iso, descriptor, offset);
	}
	return -ENOENT;
}

/* ---- Directories ---- */

/*
 * The next record of a directory, of any kind. A record never crosses a sector (ECMA-119, 6.8.1.1);
 * a length of 0 says that the next one is in the next sector. Returns 1, 0 at the end, or -E.
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
			r = reader_read(d->iso->reader, d->extent.offset + base, d->sector,
					sizeof(d->sector));
			if (r == -ERANGE)
				return fault(d->iso, -EBADMSG, "directory past the end", offset);
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
			return fault(d->iso, -EBADMSG, "directory record", offset);
		if (++d->records > ISO9660_ENTRIES_MAX)
			return fault(d->iso, -E2BIG, "directory entries", d->extent.offset);
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
 * "README.TXT;1" is "readme.txt", "DIR." is "dir", a slash is a dot: as isofs shows them by default
 * (fs/isofs/dir.c, isofs_name_translate()).
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
		return fault(iso, -E2BIG, "extents of one file", record->offset);
	entry->extents[entry->n_extents++] = record->extent;
	return 0;
}

static int fill_entry(struct iso9660 *iso, const struct record *record, struct iso9660_entry *ret)
{
	struct rock_ridge rr;
	uint32_t type;
	int r = read_system_use(iso, record, &rr);

	if (r < 0)
		return r;
	if (rr.has_name) {
		memcpy(ret->name, rr.name, rr.name_len);
		ret->name[rr.name_len] = '\0';
		if (memchr(rr.name, '/', rr.name_len) || strlen(ret->name) != rr.name_len ||
		    strcmp(ret->name, "") == 0 || strcmp(ret->name, ".") == 0 ||
		    strcmp(ret->name, "..") == 0)
			return fault(iso, -EBADMSG, "Rock Ridge name", record->offset);
	} else {
		plain_name(record->name, ret->name);
	}
	type = rr.mode & MODE_TYPE;
	if (record->flags & FLAG_DIRECTORY)
		ret->type = ISO9660_DIRECTORY;
	else if ((type == 0 || type == MODE_FILE) && !(record->flags & FLAG_ASSOCIATED))
		ret->type = ISO9660_FILE;
	else
		ret->type = ISO9660_OTHER;
	ret->size = 0;
	ret->n_extents = 0;
	return add_extent(iso, ret, record);
}

int iso9660_next(struct iso9660_directory *d, struct iso9660_entry *ret)
{
	struct record record;
	int r;

	do {
		r = next_record(d, &record);
		if (r <= 0)
			return r;
	} while (is_dot(&record));

	r = fill_entry(d->iso, &record, ret);
	while (r >= 0 && record.flags & FLAG_MORE_EXTENTS) {
		r = next_record(d, &record);
		if (r == 0)
			return fault(d->iso, -EBADMSG, "last extent of a file",
				     d->extent.offset + d->position);
		if (r > 0)
			r = add_extent(d->iso, ret, &record);
	}
	return r < 0 ? r : 1;
}

int iso9660_list(struct iso9660 *iso, const struct iso9660_entry *entry,
		 struct iso9660_directory *ret)
{
	if (entry->type != ISO9660_DIRECTORY || entry->n_extents != 1)
		return -ENOTDIR;
	if (entry->extents[0].len > ISO9660_DIRECTORY_MAX)
		return fault(iso, -E2BIG, "directory", entry->extents[0].offset);
	ret->iso = iso;
	ret->extent = entry->extents[0];
	ret->position = 0;
	ret->records = 0;
	ret->sector_offset = UINT64_MAX;
	return 0;
}

/* Names without Rock Ridge were stored without case, so they are compared so. */
static bool same_name(const struct iso9660 *iso, const char *name, const char *part, size_t len)
{
	if (strlen(name) != len)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = part[i];

		if (!iso->rock_ridge && c >= 'A' && c <= 'Z')
			c = (char)(c | 32);
		if (name[i] != c)
			return false;
	}
	return true;
}

static int find_in_directory(struct iso9660 *iso, const char *part, size_t len,
			     struct iso9660_entry *entry)
{
	struct iso9660_directory directory;
	int r = iso9660_list(iso, entry, &directory);

	if (r < 0)
		return r;
	while ((r = iso9660_next(&directory, entry)) > 0)
		if (same_name(iso, entry->name, part, len))
			return 0;
	return r < 0 ? r : -ENOENT;
}

int iso9660_lookup(struct iso9660 *iso, const char *path, struct iso9660_entry *ret)
{
	*ret = (struct iso9660_entry){ .type = ISO9660_DIRECTORY,
				       .size = iso->root.len,
				       .n_extents = 1,
				       .extents = { iso->root } };
	for (unsigned int depth = 0;; depth++) {
		size_t len;
		int r;

		path += strspn(path, "/");
		len = strcspn(path, "/");
		if (len == 0)
			return 0;
		if (depth == ISO9660_DEPTH_MAX)
			return fault(iso, -E2BIG, "path", 0);
		r = find_in_directory(iso, path, len, ret);
		if (r < 0)
			return r;
		path += len;
	}
}
