// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/claimed_version.h"

#include "base/text.h"
#include "parse/signify.h"
#include "verify/iso_file.h"

#include <string.h>

static bool take_version(const char *device, const char *path, struct claimed_version *ret)
{
	cleanup_free uint8_t *bytes = NULL;
	struct signify_signature signature;
	int r = iso_file_read(device, path, ISO_FILE_SMALL_MAX, &bytes);

	if (r < 0 || signify_parse_signature((struct slice){ bytes, (size_t)r }, &signature) < 0)
		return false;
	ret->version = signify_version(&signature);
	text_copy_cut(ret->path, sizeof(ret->path), path);
	return ret->version > 0;
}

/* The signature of a root hash is no check of its own: it is next to that of the tree. */
static bool take_from(const char *device, const struct plan_check *check,
		      struct claimed_version *ret)
{
	char path[PLAN_PATH_MAX];

	switch (check->kind) {
	case PLAN_CHECK_SUMS_SIGNATURE:
	case PLAN_CHECK_SIGNATURE:
		return take_version(device, check->path, ret);
	case PLAN_CHECK_VERITY:
		return text_ends(check->path, ".verity") &&
		       text_print(path, sizeof(path), "%.*s.roothash.minisig",
				  (int)(strlen(check->path) - strlen(".verity")),
				  check->path) == 0 &&
		       take_version(device, path, ret);
	default:
		return false;
	}
}

void claimed_version_find(const struct plan *plan, const char *device, struct claimed_version *ret)
{
	*ret = (struct claimed_version){ .version = 0 };
	for (unsigned int i = 0; i < plan->checks.count; i++)
		if (take_from(device, &plan->checks.list[i], ret))
			return;
}
