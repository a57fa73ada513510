/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What Rock Ridge (IEEE P1282) says of a file, in the System Use field of its directory record and
 * in the continuation areas of that (SUSP, IEEE P1281): NM, PX, SL, CL, RE, ZF.
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
	ROCK_RIDGE_AREAS_SIZE_MAX = 16 << 10, /* bytes of these together */
	ROCK_RIDGE_AREA_COST = 512, /* of a continuation area, besides its bytes: it is a read */
};

/* The volume that the records are from. */
struct rock_ridge_source {
	const struct reader *reader;
	uint32_t block_size;   /* bytes */
	struct budget *budget; /* what reading continuation areas may cost */
	struct fault *fault;   /* filled in for -EBADMSG and -E2BIG */
};

struct rock_ridge {
	char name[ROCK_RIDGE_NAME_MAX + 1]; /* name_len bytes, and no end */
	size_t name_len;
	bool has_name;
	uint32_t mode; /* 0 if not given */
	bool zisofs;
	bool relocated;	 /* RE: this directory belongs elsewhere */
	bool has_child;	 /* CL: this is the place of a directory that lies elsewhere */
	uint64_t child;	 /* bytes: where */
	bool part_ended; /* of the target, with what follows a "/" comes */
	char target[ROCK_RIDGE_TARGET_MAX + 1]; /* target_len bytes, and no end */
	size_t target_len;
	bool has_continuation;
	struct extent continuation;
};

/*
 * Read the System Use field, which lies at an offset of the image, and its continuation areas. If
 * a name is wanted, and this file can't have it whatever the continuation says, that is not read.
 * Returns 0; 1 for a file of another name; -EBADMSG, -E2BIG over a limit; or a read error.
 */
must_check int rock_ridge_read(const struct rock_ridge_source *source, struct slice area,
			       uint64_t offset, struct slice wanted, struct rock_ridge *ret);
