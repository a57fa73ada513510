// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/failure_record.h"

#include "base/line.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#define FIELD(name)                                                \
	{                                                          \
#name, offsetof(struct failure_record, name),      \
			sizeof(((struct failure_record *)0)->name) \
	}

static const struct {
	const char *name;
	size_t offset, size;
} fields[] = {
	FIELD(time), FIELD(version), FIELD(reason), FIELD(line), FIELD(device), FIELD(url),
};

enum { FIELD_TIME };

/* The longest record: each value, its name, "=", and a newline in place of the NUL. */
_Static_assert(sizeof(struct failure_record) + array_size(fields) * sizeof("version=") <=
		       FAILURE_RECORD_MAX,
	       "a record may be larger than its limit");

static char *value_of(struct failure_record *record, size_t field)
{
	return (char *)record + fields[field].offset;
}

static const char *look_at(const struct failure_record *record, size_t field)
{
	return (const char *)record + fields[field].offset;
}

size_t failure_record_print(const struct failure_record *record, char *buf)
{
	size_t len = 0;

	for (size_t i = 0; i < array_size(fields); i++) {
		const char *value = look_at(record, i);
		size_t size = strlen(value);

		if (size == 0 || strchr(value, '\n'))
			continue;
		len += (size_t)snprintf(buf + len, FAILURE_RECORD_MAX + 1 - len, "%s=%s\n",
					fields[i].name, value);
	}
	return len;
}

static void take_line(struct slice line, struct failure_record *ret)
{
	struct slice name = slice_take_until(&line, '=');

	for (size_t i = 0; i < array_size(fields); i++) {
		size_t len = line.len < fields[i].size ? line.len : fields[i].size - 1;

		if (!slice_equals(name, fields[i].name, strlen(fields[i].name)))
			continue;
		if (len > 0)
			memcpy(value_of(ret, i), line.data, len);
		value_of(ret, i)[len] = '\0';
	}
}

int failure_record_parse(struct slice text, struct failure_record *ret)
{
	*ret = (struct failure_record){ 0 };
	if (text.len > FAILURE_RECORD_MAX)
		return -E2BIG;
	while (text.len > 0)
		take_line(slice_take_line(&text), ret);
	return ret->reason[0] ? 0 : -ENOENT;
}

bool failure_record_is_same(const struct failure_record *one, const struct failure_record *other)
{
	for (size_t i = FIELD_TIME + 1; i < array_size(fields); i++)
		if (strcmp(look_at(one, i), look_at(other, i)) != 0)
			return false;
	return true;
}
