// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/checks.h"

#include "base/slice.h"
#include "base/text.h"
#include "model/recognise.h"

#include <errno.h>
#include <string.h>

/* In the part of the volume descriptor that is the application's. */
static const struct tag {
	const char *tag, *title;
} tags[] = {
	{ "ISO MD5SUM = ", "MD5 of the volume (isomd5sum)" },
	{ "sha1sum=", "SHA-1 of the volume (checkmedia)" },
	{ "sha224sum=", "SHA-224 of the volume (checkmedia)" },
	{ "sha256sum=", "SHA-256 of the volume (checkmedia)" },
	{ "sha384sum=", "SHA-384 of the volume (checkmedia)" },
	{ "sha512sum=", "SHA-512 of the volume (checkmedia)" },
};

/* Patterns of files (model/layout.h). */
static const char *const files[] = {
	"md5sum.txt",
	"sha256sum.txt",
	"SHA256SUMS",
	"arch/*/airootfs.sha512",
	"arch/*/airootfs.erofs.cms.sig|arch/*/airootfs.sfs.cms.sig",
	"arch/*/airootfs.erofs.sig|arch/*/airootfs.sfs.sig",
	"manjaro/*/rootfs.md5",
	"live/*.verity",
};

static bool has_tag(const struct iso9660 *iso, const char *tag)
{
	struct slice area = { iso->application, sizeof(iso->application) };

	for (size_t at = 0; at < area.len; at++)
		if (slice_matches(area, at, tag, strlen(tag)))
			return true;
	return false;
}

static void add(struct plan_checks *checks, const char *title)
{
	if (checks->count < PLAN_CHECKS_MAX)
		text_copy_cut(checks->list[checks->count++], sizeof(checks->list[0]), title);
}

int checks_find(struct plan_checks *ret, struct iso9660 *iso)
{
	char path[PLAN_PATH_MAX];

	for (size_t i = 0; i < array_size(tags); i++)
		if (has_tag(iso, tags[i].tag))
			add(ret, tags[i].title);
	for (size_t i = 0; i < array_size(files); i++) {
		int r = recognise_file(iso, files[i], path);

		if (r < 0 && r != -ENOENT)
			return r;
		if (r == 0)
			add(ret, path);
	}
	return 0;
}
