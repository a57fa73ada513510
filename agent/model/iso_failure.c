// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/iso_failure.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

int iso_failure(const struct iso9660 *iso, int error, const char *path, struct failure *why)
{
	const struct fault *fault = &iso->fault;

	switch (error) {
	case -EBADMSG:
		return failure_set(why, FAILURE_DAMAGED, error, "ISO 9660: bad %s at byte %" PRIu64,
				   fault->what, fault->offset);
	case -E2BIG:
		return failure_set(why, FAILURE_DAMAGED, error,
				   "ISO 9660: over the limit of %" PRIu64 ": %s at byte %" PRIu64,
				   fault->limit, fault->what, fault->offset);
	case -EOPNOTSUPP:
		return failure_set(why, FAILURE_UNSUPPORTED, error, "ISO 9660: %s at byte %" PRIu64,
				   fault->what, fault->offset);
	case -ENOENT:
	case -ENOTDIR:
		return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ESRCH, "the ISO holds no %s", path);
	default:
		return failure_set(why, FAILURE_READ, error, "cannot read: %s", strerror(-error));
	}
}
