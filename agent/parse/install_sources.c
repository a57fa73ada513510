// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/install_sources.h"

#include <errno.h>
#include <stdbool.h>

#define BLANK " \t\r'\""

/* The value of a line "key: value", or an empty slice. */
static struct slice value_of(struct slice line, const char *key)
{
	size_t len = strlen(key);

	if (!slice_matches(line, 0, key, len) || slice_u8(line, len) != ':')
		return (struct slice){ NULL, 0 };
	return slice_trim(slice_sub(line, len + 1, line.len - len - 1), BLANK);
}

int install_sources_find(struct slice text, char *ret)
{
	struct slice path = { NULL, 0 }, first = { NULL, 0 };
	bool is_default = false;

	while (text.len > 0) {
		struct slice line = slice_trim(slice_take_line(&text), BLANK), value;
		bool begins;

		begins = slice_matches(line, 0, "- ", 2);
		if (begins) {
			if (is_default && path.len > 0)
				break;
			is_default = false;
			path.len = 0;
			line = slice_trim(slice_sub(line, 2, line.len - 2), BLANK);
		}
		value = value_of(line, "path");
		if (value.len > 0 && path.len == 0) /* further paths belong to variations */
			path = value;
		if (value.len > 0 && first.len == 0)
			first = value;
		if (slice_equals(value_of(line, "default"), "true", 4))
			is_default = true;
	}
	if (!is_default || path.len == 0)
		path = first;
	if (path.len == 0 || path.len > INSTALL_SOURCES_PATH_MAX ||
	    memchr(path.data, '\0', path.len))
		return -ENOENT;
	memcpy(ret, path.data, path.len);
	ret[path.len] = '\0';
	return 0;
}
