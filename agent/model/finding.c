// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/finding.h"

#include "base/line.h"

#include <stdarg.h>

void finding_add(struct findings *findings, enum finding_code code, bool danger,
		 struct extent extent, const char *format, ...)
{
	struct finding *finding;
	va_list arguments;

	if (findings->count == FINDINGS_MAX) {
		findings->cut = true;
		return;
	}
	finding = &findings->list[findings->count++];
	finding->code = code;
	finding->danger = danger;
	finding->extent = extent;
	va_start(arguments, format);
	line_vprint(finding->line, sizeof(finding->line), format, arguments);
	va_end(arguments);
}

const char *finding_name(enum finding_code code)
{
	static const char *const names[] = {
		[FINDING_SYSTEM_RAM] = "system-ram",
		[FINDING_TWO_CLAIMS] = "two-claims",
		[FINDING_OTHER_OWNER] = "other-owner",
		[FINDING_STRADDLE] = "straddle",
		[FINDING_SHARED_PAGE] = "shared-page",
		[FINDING_UNRESERVED] = "unreserved",
		[FINDING_SOFT_RESERVE] = "soft-reserve",
		[FINDING_HOTPLUG] = "hotplug",
		[FINDING_CMA] = "cma",
		[FINDING_CUT] = "cut",
	};

	return names[code];
}
