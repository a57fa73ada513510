// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/treeinfo.h"

#include <errno.h>
#include <stdbool.h>

#define BLANK " \t\r"

static bool is_section(struct slice line, const char *section)
{
	size_t len = strlen(section);

	return line.len == len + 2 && line.data[len + 1] == ']' &&
	       slice_matches(line, 1, section, len);
}

int treeinfo_find(struct slice text, const char *section, const char *key, char *ret)
{
	bool inside = false;

	while (text.len > 0) {
		struct slice line = slice_trim(slice_take_line(&text), BLANK), name, value;
		const uint8_t *equals;

		if (line.len > 0 && line.data[0] == '[')
			inside = is_section(line, section);
		equals = line.len > 0 ? memchr(line.data, '=', line.len) : NULL;
		if (!inside || !equals)
			continue;
		name = slice_trim((struct slice){ line.data, (size_t)(equals - line.data) }, BLANK);
		if (!slice_equals(name, key, strlen(key)))
			continue;
		value = slice_trim(
			(struct slice){ equals + 1, line.len - (size_t)(equals - line.data) - 1 },
			BLANK);
		if (value.len == 0)
			return -ENOENT;
		if (value.len > TREEINFO_VALUE_MAX)
			return -E2BIG;
		if (memchr(value.data, '\0', value.len))
			return -EBADMSG;
		memcpy(ret, value.data, value.len);
		ret[value.len] = '\0';
		return 0;
	}
	return -ENOENT;
}
