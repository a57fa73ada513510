// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/keep.h"

#include "base/date.h"
#include "base/line.h"
#include "base/text.h"
#include "log/log.h"
#include "log/version.h"
#include "medium/origin.h"
#include "model/failure_record.h"
#include "parse/url.h"
#include "sys/clock.h"
#include "sys/efi.h"
#include "sys/efi_variable.h"
#include "sys/tree.h"

#include <errno.h>
#include <string.h>

static void fill_record(struct failure_record *ret, const struct failure *why,
			const struct identity *identity, const char *device)
{
	*ret = (struct failure_record){ 0 };
	date_print(ret->time, clock_date());
	text_copy_cut(ret->version, sizeof(ret->version), PMEMBOOT_VERSION);
	text_copy_cut(ret->reason, sizeof(ret->reason), failure_name(why->code));
	/* What is in it may come from an image. */
	line_print(ret->line, sizeof(ret->line), "%s", why->line);
	line_print(ret->device, sizeof(ret->device), "%s", device);
	if (url_make_public(identity->url, ret->url, sizeof(ret->url)) < 0)
		ret->url[0] = '\0';
}

/* Does the variable say this already? */
static bool is_kept(const struct tree *tree, const struct failure_record *record)
{
	cleanup_free uint8_t *bytes = NULL;
	struct failure_record kept;
	int len = efi_read(tree, FAILURE_RECORD_VARIABLE, &bytes);

	return len >= 0 && failure_record_parse((struct slice){ bytes, (size_t)len }, &kept) == 0 &&
	       failure_record_is_same(record, &kept);
}

void keep_failure(const struct failure *why, const struct identity *identity, const char *device,
		  struct drivers *drivers)
{
	char text[FAILURE_RECORD_MAX + 1];
	struct failure_record record;
	bool mounted = origin_open(drivers), kept;
	int r = 0;

	fill_record(&record, why, identity, device);
	kept = is_kept(drivers->tree, &record);
	if (mounted)
		efi_unmount();
	if (!kept)
		r = efi_variable_write(FAILURE_RECORD_VARIABLE, text,
				       failure_record_print(&record, text));
	if (r < 0)
		log_warning("the reason is not kept for the next boot: cannot write an EFI "
			    "variable: %s",
			    strerror(-r));
	else
		log_info("the reason is kept for the next boot%s",
			 kept ? ", as it was before" : " (an EFI variable)");
}
