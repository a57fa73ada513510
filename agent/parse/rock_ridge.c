// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/rock_ridge.h"

#include <errno.h>
#include <string.h>

enum { XA_SIZE = 14 };	  /* bytes of the attributes of CD-ROM XA */
enum { AREA_MAX = 2048 }; /* a sector */
enum { NAME_CURRENT = 0x02, NAME_PARENT = 0x04 };
enum { LINK_CONTINUES = 0x01, LINK_CURRENT = 0x02, LINK_PARENT = 0x04, LINK_ROOT = 0x08 };

static int take_name(const struct rock_ridge_source *source, struct slice entry, uint64_t offset,
		     struct rock_ridge *rr)
{
	uint8_t flags = slice_u8(entry, 4);
	size_t len = entry.len - 5;

	if (entry.len < 5)
		return fault_set(source->fault, -EBADMSG, "Rock Ridge NM entry", offset);
	if (flags & (NAME_CURRENT | NAME_PARENT))
		return 0;
	if (len > ROCK_RIDGE_NAME_MAX - rr->name_len)
		return fault_over(source->fault, ROCK_RIDGE_NAME_MAX, "bytes of a Rock Ridge name",
				  offset);
	memcpy(rr->name + rr->name_len, entry.data + 5, len);
	rr->name_len += len;
	rr->has_name = true;
	return 0;
}

static int append_target(const struct rock_ridge_source *source, const void *bytes, size_t len,
			 uint64_t offset, struct rock_ridge *rr)
{
	if (len > ROCK_RIDGE_TARGET_MAX - rr->target_len)
		return fault_over(source->fault, ROCK_RIDGE_TARGET_MAX,
				  "bytes of a Rock Ridge link", offset);
	if (len > 0)
		memcpy(rr->target + rr->target_len, bytes, len);
	rr->target_len += len;
	return 0;
}

/* One part of a link's target (P1282, 4.1.3.1). */
static int take_link_part(const struct rock_ridge_source *source, uint8_t flags, struct slice text,
			  uint64_t offset, struct rock_ridge *rr)
{
	int r = 0;

	if (rr->part_ended && !(rr->target_len > 0 && rr->target[rr->target_len - 1] == '/'))
		r = append_target(source, "/", 1, offset, rr);
	rr->part_ended = !(flags & LINK_CONTINUES);
	if (r < 0)
		return r;
	if (flags & LINK_ROOT)
		return append_target(source, "/", 1, offset, rr);
	if (flags & LINK_PARENT)
		return append_target(source, "..", 2, offset, rr);
	if (flags & LINK_CURRENT)
		return append_target(source, ".", 1, offset, rr);
	if (text.len > 0 && (memchr(text.data, '\0', text.len) || memchr(text.data, '/', text.len)))
		return fault_set(source->fault, -EBADMSG, "Rock Ridge link", offset);
	return append_target(source, text.data, text.len, offset, rr);
}

static int take_link(const struct rock_ridge_source *source, struct slice entry, uint64_t offset,
		     struct rock_ridge *rr)
{
	size_t at = 5;

	while (at < entry.len) {
		size_t len = slice_u8(entry, at + 1);
		int r;

		if (!slice_has(entry, at, 2 + len))
			return fault_set(source->fault, -EBADMSG, "Rock Ridge SL entry",
					 offset + at);
		r = take_link_part(source, slice_u8(entry, at), slice_sub(entry, at + 2, len),
				   offset + at, rr);
		if (r < 0)
			return r;
		at += 2 + len;
	}
	return 0;
}

static int take_entry(const struct rock_ridge_source *source, struct slice entry, uint64_t offset,
		      struct rock_ridge *rr)
{
	if (slice_matches(entry, 0, "NM", 2))
		return take_name(source, entry, offset, rr);
	if (slice_matches(entry, 0, "SL", 2))
		return take_link(source, entry, offset, rr);
	if (slice_matches(entry, 0, "PX", 2)) {
		rr->mode = slice_le32(entry, 4);
	} else if (slice_matches(entry, 0, "ZF", 2)) {
		rr->zisofs = true;
	} else if (slice_matches(entry, 0, "RE", 2)) {
		rr->relocated = true;
	} else if (slice_matches(entry, 0, "CL", 2)) {
		rr->has_child = true;
		rr->child = (uint64_t)slice_le32(entry, 4) * source->block_size;
	} else if (slice_matches(entry, 0, "CE", 2)) {
		rr->has_continuation = true;
		rr->continuation.offset = (uint64_t)slice_le32(entry, 4) * source->block_size +
					  slice_le32(entry, 12);
		rr->continuation.len = slice_le32(entry, 20);
	}
	return 0;
}

/* All the entries of one area. An area ends with ST, with padding, or when it is full. */
static int take_area(const struct rock_ridge_source *source, struct slice area, uint64_t offset,
		     struct rock_ridge *rr)
{
	size_t at = 0;

	while (slice_has(area, at, 4) && area.data[at] != 0) {
		size_t len = area.data[at + 2];
		int r;

		if (len < 4 || !slice_has(area, at, len))
			return fault_set(source->fault, -EBADMSG, "SUSP entry", offset + at);
		if (slice_matches(area, at, "ST", 2))
			return 0;
		r = take_entry(source, slice_sub(area, at, len), offset + at, rr);
		if (r < 0)
			return r;
		at += len;
	}
	return 0;
}

static int take_continuation(const struct rock_ridge_source *source, struct rock_ridge *rr)
{
	uint8_t buf[AREA_MAX];
	struct extent area = rr->continuation;
	int r = area.len > sizeof(buf) ? -ERANGE : 0;

	rr->has_continuation = false;
	if (r == 0)
		r = budget_spend(source->budget, area.len + ROCK_RIDGE_AREA_COST, area.offset,
				 source->fault);
	if (r == 0)
		r = reader_read(source->reader, area.offset, buf, area.len);
	return r < 0 ? r : take_area(source, (struct slice){ buf, area.len }, area.offset, rr);
}

/* Further entries can only append to a name. Can this one still become the wanted name? */
static bool may_become(const struct rock_ridge *rr, struct slice wanted)
{
	return wanted.len == 0 || rr->name_len == 0 ||
	       slice_matches(wanted, 0, rr->name, rr->name_len);
}

int rock_ridge_read(const struct rock_ridge_source *source, struct slice area, uint64_t offset,
		    struct slice wanted, struct rock_ridge *ret)
{
	uint64_t bytes = 0;
	int r;

	/* The arrays are valid only up to their lengths, so they are not cleared. */
	ret->name_len = ret->target_len = 0;
	ret->mode = 0;
	ret->has_name = ret->zisofs = ret->relocated = ret->has_child = false;
	ret->part_ended = ret->has_continuation = false;
	r = take_area(source, area, offset, ret);
	if (r == 0 && ret->has_continuation && !may_become(ret, wanted))
		return 1;
	for (unsigned int n = 0; r >= 0 && ret->has_continuation; n++) {
		bytes += ret->continuation.len;
		if (n == ROCK_RIDGE_AREAS_MAX)
			return fault_over(source->fault, ROCK_RIDGE_AREAS_MAX,
					  "SUSP continuation areas", offset);
		if (bytes > ROCK_RIDGE_AREAS_SIZE_MAX)
			return fault_over(source->fault, ROCK_RIDGE_AREAS_SIZE_MAX,
					  "bytes of SUSP continuation areas", offset);
		r = take_continuation(source, ret);
		if (r == -ERANGE)
			return fault_set(source->fault, -EBADMSG, "SUSP continuation area", offset);
	}
	return r;
}

/*
 * Find the SP entry in the System Use field of the root's own record. Returns whether there is one,
 * and how many bytes to skip in other records.
 */
static bool find_sp(struct slice area, uint8_t *skip)
{
	size_t at = 0, len;

	for (; slice_has(area, at, 4); at += len) {
		len = area.data[at + 2];
		if (len < 4 || !slice_has(area, at, len))
			return false;
		if (slice_matches(area, at, "SP\x07\x01\xbe\xef", 6)) {
			*skip = slice_u8(area, at + 6);
			return true;
		}
	}
	return false;
}

/* Does an entry of Rock Ridge begin the field? */
static bool is_rock_ridge(struct slice area)
{
	static const char *const entries[] = { "RR", "PX", "TF", "ER" };

	for (size_t i = 0; i < array_size(entries); i++)
		if (slice_matches(area, 0, entries[i], 2) && slice_u8(area, 3) == 1)
			return true;
	return false;
}

bool rock_ridge_is_there(struct slice area, uint8_t *skip)
{
	struct slice after_xa = { NULL, 0 };

	if (area.len > XA_SIZE)
		after_xa = slice_sub(area, XA_SIZE, area.len - XA_SIZE);
	return find_sp(area, skip) || find_sp(after_xa, skip) || is_rock_ridge(area);
}
