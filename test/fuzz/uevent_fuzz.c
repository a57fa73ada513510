// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/uevent.h"

#include "fuzz/fuzz.h"

#include <errno.h>
#include <string.h>

/* What the message doesn't say is "", which lies elsewhere. */
static void require_string(struct slice message, const char *string)
{
	const char *start = (const char *)message.data, *end = start + message.len;

	REQUIRE(string);
	if (*string)
		REQUIRE(string > start && string < end && strlen(string) < (size_t)(end - string));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char untouched[] = "untouched";
	struct uevent event = { untouched, untouched, untouched, untouched, untouched };
	struct slice message = { data, size };
	int r = uevent_parse(message, &event);

	if (r < 0) {
		REQUIRE(r == (size > UEVENT_SIZE_MAX ? -E2BIG : -EBADMSG));
		REQUIRE(event.action == untouched && event.devname == untouched);
		return 0;
	}
	REQUIRE(r == 0);
	require_string(message, event.action);
	require_string(message, event.devpath);
	require_string(message, event.subsystem);
	require_string(message, event.devtype);
	require_string(message, event.devname);
	REQUIRE(event.action[0] && event.devpath[0] == '/');
	return 0;
}
