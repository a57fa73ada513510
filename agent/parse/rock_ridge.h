/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rock Ridge (IEEE P1282): the entries NM, PX, SL, CL, RE and ZF of a file, in the System Use field
 * of its directory record and in that field's continuation areas (SUSP, IEEE P1281).
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/reader.h"
#include "base/slice.h"
#include "parse/fault.h"

#include <stdbool.h>

enum {
	ROCK_RIDGE_NAME_MAX = 255,	      /* bytes of a name */
	ROCK_RIDGE_TARGET_MAX = 1024,	      /* bytes of a symbolic link's target */
	ROCK_RIDGE_AREAS_MAX = 16,	      /* continuation areas of one record */
	ROCK_RIDGE_AREAS_SIZE_MAX = 16 << 10, /* bytes of all of them together */
	ROCK_RIDGE_AREA_COST =
		512, /* cost of a continuation area in addition to its bytes, as it takes a read */
};

/* The volume that the records are from. */
struct rock_ridge_source {
	const struct reader *reader;
	uint32_t block_size;   /* bytes */
	struct budget *budget; /* for reading continuation areas */
	struct fault *fault;   /* set for -EBADMSG and -E2BIG */
};

struct rock_ridge {
	char name[ROCK_RIDGE_NAME_MAX + 1]; /* name_len bytes, not terminated */
	size_t name_len;
	bool has_name;
	uint32_t mode; /* 0 if not given */
	bool zisofs;
	bool relocated;	 /* RE: this directory was moved here from another place */
	bool has_child;	 /* CL: the directory that belongs here was moved to another place */
	uint64_t child;	 /* offset of that directory in bytes */
	bool part_ended; /* the next part of the target is separated by a "/" */
	char target[ROCK_RIDGE_TARGET_MAX + 1]; /* target_len bytes, not terminated */
	size_t target_len;
	bool has_continuation;
	struct extent continuation;
};

/*
 * Read the System Use field at an offset of the image, and its continuation areas. If only one name
 * is wanted and this file cannot have it, the remaining continuation areas are not read. Returns 0;
 * 1 for a file with another name; -EBADMSG; -E2BIG if a limit is exceeded; or a read error.
 */
must_check int rock_ridge_read(const struct rock_ridge_source *source, struct slice area,
			       uint64_t offset, struct slice wanted, struct rock_ridge *ret);

/*
 * Does the System Use field of the root's own record show Rock Ridge, and how many bytes are to be
 * skipped in other records? Linux looks for SP among all its entries, and also after the 14 bytes
 * of CD-ROM XA; and without SP it takes the entries as they are (fs/isofs/rock.c, Linux 6.12).
 */
bool rock_ridge_is_there(struct slice area, uint8_t *skip);
