// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/treeinfo.h"

#include <errno.h>
#include <stdbool.h>

static bool is_space(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static struct slice trim(struct slice s)
{
	while (s.len > 0 && is_space(s.data[s.len - 1]))
		s.len--;
	while (s.len > 0 && is_space(s.data[0])) {
		s.data++;
		s.len--;
	}
	return s;
}

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
		const uint8_t *end = memchr(text.data, '\n', text.len), *equals;
		struct slice line = { text.data, end ? (size_t)(end - text.data) : text.len };
		struct slice name, value;

		text = slice_sub(text, line.len + (end != NULL),
				 text.len - line.len - (end != NULL));
		line = trim(line);
		if (line.len > 0 && line.data[0] == '[')
			inside = is_section(line, section);
		equals = line.len > 0 ? memchr(line.data, '=', line.len) : NULL;
		if (!inside || !equals)
			continue;
		name = trim((struct slice){ line.data, (size_t)(equals - line.data) });
		if (!slice_equals(name, key, strlen(key)))
			continue;
		value = trim(
			(struct slice){ equals + 1, line.len - (size_t)(equals - line.data) - 1 });
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
