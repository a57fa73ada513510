// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/list_name.h"

#include "base/attributes.h"
#include "base/slice.h"

/* Take the prefix off the front of the name. */
static bool take(struct slice *name, const char *prefix)
{
	size_t len = strlen(prefix);

	if (!slice_equals_caseless(slice_sub(*name, 0, len), prefix))
		return false;
	*name = slice_sub(*name, len, name->len - len);
	return true;
}

/* The longer of two names that begin in the same way comes first. */
static bool take_sums(struct slice *name)
{
	return take(name, "checksums") || take(name, "checksum") || take(name, "sums") ||
	       take(name, "sum");
}

static void take_separator(struct slice *name)
{
	if (name->len > 0 && memchr("-_.", name->data[0], 3))
		*name = slice_sub(*name, 1, name->len - 1);
}

static bool parse_name(struct slice rest, enum digest_kind *kind)
{
	struct slice before;
	bool ends, sums;

	ends = rest.len > 4 && slice_equals_caseless(slice_sub(rest, rest.len - 4, 4), ".txt");
	rest.len -= ends ? 4 : 0;
	sums = take_sums(&rest);
	before = rest;
	if (sums)
		take_separator(&rest);
	*kind = digest_take_name(&rest);
	if (sums && *kind == DIGEST_UNKNOWN)
		rest = before;
	if (!sums && *kind != DIGEST_UNKNOWN && rest.len > 0) {
		take_separator(&rest);
		sums = take_sums(&rest);
	}
	return rest.len == 0 && (sums || (*kind != DIGEST_UNKNOWN && ends));
}

static struct slice slice_of(const char *name)
{
	return (struct slice){ (const uint8_t *)name, strlen(name) };
}

bool list_name_parse(const char *name, enum digest_kind *kind)
{
	return parse_name(slice_of(name), kind);
}

/* The same after the name of a file, where an algorithm alone is enough. */
static bool parse_ending(struct slice ending, enum digest_kind *kind)
{
	struct slice rest = ending;

	*kind = digest_take_name(&rest);
	return (*kind != DIGEST_UNKNOWN && rest.len == 0) || parse_name(ending, kind);
}

bool list_name_is_of(const char *name, const char *image, enum digest_kind *kind)
{
	const char *dot = strrchr(image, '.');
	size_t len = strlen(image), stem = dot && dot != image ? (size_t)(dot - image) : len;

	if (strncmp(name, image, len) == 0 && name[len] == '.' &&
	    parse_ending(slice_of(name + len + 1), kind))
		return true;
	return strncmp(name, image, stem) == 0 && name[stem] == '.' &&
	       parse_ending(slice_of(name + stem + 1), kind);
}

enum digest_kind list_name_kind(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = name;
	enum digest_kind kind;

	if (list_name_parse(name, &kind))
		return kind;
	while ((dot = strchr(dot, '.')) != NULL)
		if (parse_ending(slice_of(++dot), &kind))
			return kind;
	return DIGEST_UNKNOWN;
}
