// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/kconfig.h"

#define PREFIX	"CONFIG_"
#define COMMENT "# "
#define NOT_SET "is not set" /* follows the name and a space */

static bool take_prefix(struct slice *s, const char *prefix)
{
	size_t len = strlen(prefix);

	if (!slice_matches(*s, 0, prefix, len))
		return false;
	*s = slice_sub(*s, len, s->len - len);
	return true;
}

int kconfig_next(struct slice *rest, struct slice *name, struct slice *value)
{
	while (rest->len > 0) {
		struct slice line = slice_take_line(rest);
		bool comment = take_prefix(&line, COMMENT);

		if (!take_prefix(&line, PREFIX))
			continue;
		if (comment) {
			*name = slice_take_until(&line, ' ');
			if (!slice_equals(line, NOT_SET, strlen(NOT_SET)))
				continue;
			*value = (struct slice){ (const uint8_t *)"n", 1 };
		} else {
			bool is_set = memchr(line.data, '=', line.len) != NULL;

			*name = slice_take_until(&line, '=');
			*value = line;
			if (!is_set)
				continue;
		}
		if (name->len > 0)
			return 1;
	}
	return 0;
}

int module_list_next(struct slice *rest, char *name, size_t size, struct slice *path)
{
	while (rest->len > 0) {
		struct slice line = slice_take_line(rest), folders, file = { NULL, 0 };
		size_t len;

		*path = folders = slice_take_until(&line, ':');
		while (folders.len > 0)
			file = slice_take_until(&folders, '/');
		for (len = 0; len + 3 <= file.len && !slice_matches(file, len, ".ko", 3); len++)
			;
		if (len == 0 || len + 3 > file.len || memchr(file.data, '\0', len))
			continue;
		if (len >= size)
			len = size - 1;
		for (size_t i = 0; i < len; i++)
			name[i] = file.data[i] == '-' ? '_' : (char)file.data[i];
		name[len] = '\0';
		return 1;
	}
	return 0;
}
