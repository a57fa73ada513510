/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What Rock Ridge (IEEE P1282) says of a file, in the System Use field of its directory record and
 * in the continuation areas of that (SUSP, IEEE P1281): NM, PX, SL, CL, RE, ZF.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"
#include "parse/iso9660.h"

struct rock_ridge {
	char name[ISO9660_NAME_MAX + 1]; /* name_len bytes, and no end */
	size_t name_len;
	bool has_name;
	uint32_t mode; /* 0 if not given */
	bool zisofs;
	bool relocated;	 /* RE: this directory belongs elsewhere */
	bool has_child;	 /* CL: this is the place of a directory that lies elsewhere */
	uint64_t child;	 /* bytes: where */
	bool part_ended; /* of the target, with what follows a "/" comes */
	char target[ISO9660_TARGET_MAX + 1]; /* target_len bytes, and no end */
	size_t target_len;
	bool has_continuation;
	struct extent continuation;
};

/*
 * Read the System Use field at an offset of the image, and what continues it. Where that
 * could not make it the name that is wanted, if one is, it is left unread. Returns 0; 1 for such a
 * file; -EBADMSG, -E2BIG over a limit, with iso->fault; or a read error.
 */
must_check int rock_ridge_read(struct iso9660 *iso, struct slice area, uint64_t offset,
			       struct slice wanted, struct rock_ridge *ret);
