// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/uevent.h"

#include <errno.h>
#include <string.h>

/* The value if the entry has this key, else NULL. */
static const char *entry_value(const char *entry, const char *key)
{
	size_t len = strlen(key);

	return strncmp(entry, key, len) == 0 && entry[len] == '=' ? entry + len + 1 : NULL;
}

/* Does the head "ACTION@DEVPATH" agree with the keys ACTION and DEVPATH? */
static int head_agrees(const char *head, const struct uevent *event)
{
	size_t len = strlen(event->action);

	return len > 0 && strncmp(head, event->action, len) == 0 && head[len] == '@' &&
	       event->devpath[0] == '/' && strcmp(head + len + 1, event->devpath) == 0;
}

int uevent_parse(struct slice message, struct uevent *ret)
{
	struct uevent event = { "", "", "", "", "" };
	const struct {
		const char *key;
		const char **value;
	} wanted[] = {
		{ "ACTION", &event.action },	   { "DEVPATH", &event.devpath },
		{ "SUBSYSTEM", &event.subsystem }, { "DEVTYPE", &event.devtype },
		{ "DEVNAME", &event.devname },
	};
	const char *head = (const char *)message.data, *end;

	if (message.len > UEVENT_SIZE_MAX)
		return -E2BIG;
	if (message.len == 0 || message.data[message.len - 1] != '\0')
		return -EBADMSG;
	end = head + message.len;
	for (const char *entry = head + strlen(head) + 1; entry < end; entry += strlen(entry) + 1) {
		for (size_t i = 0; i < array_size(wanted); i++) {
			const char *value = entry_value(entry, wanted[i].key);

			if (value)
				*wanted[i].value = value;
		}
	}
	if (!head_agrees(head, &event))
		return -EBADMSG;
	*ret = event;
	return 0;
}
