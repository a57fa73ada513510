// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/drivers.h"

#include <errno.h>

/* Take the bytes up to a separator, and the separator, off the front of a slice. */
static struct slice take_until(struct slice *s, uint8_t separator)
{
	size_t len = 0;
	struct slice taken;

	while (len < s->len && s->data[len] != separator)
		len++;
	taken = slice_sub(*s, 0, len);
	if (len < s->len)
		len++;
	*s = slice_sub(*s, len, s->len - len);
	return taken;
}

int drivers_find(struct slice list, const char *name, struct drivers_files *ret)
{
	size_t len = strlen(name);

	while (list.len > 0) {
		struct slice line = take_until(&list, '\n');

		if (slice_matches(line, 0, name, len) && slice_u8(line, len) == ':') {
			ret->rest = slice_sub(line, len + 1, line.len - len - 1);
			return 0;
		}
	}
	return -ENOENT;
}

int drivers_next(struct drivers_files *files, char *ret)
{
	struct slice file;

	do {
		if (files->rest.len == 0)
			return 0;
		file = take_until(&files->rest, ' ');
	} while (file.len == 0);

	if (file.len >= DRIVERS_FILE_MAX)
		return -E2BIG;
	if (file.data[0] != '/')
		return -EBADMSG;
	memcpy(ret, file.data, file.len);
	ret[file.len] = '\0';
	return 1;
}
