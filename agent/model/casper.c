// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/casper.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

/* Is the word one of the parts of a name, which dots separate? */
static bool has_part(const char *name, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = name; at; at = strchr(at, '.') ? strchr(at, '.') + 1 : NULL)
		if (strncmp(at, word, len) == 0 && at[len] == '.')
			return true;
	return false;
}

static bool is_better(const char *name, const char *other)
{
	unsigned int layers = casper_layers(name), others = casper_layers(other);

	if (layers != others)
		return layers > others;
	return strlen(name) < strlen(other);
}

/*
 * Find the best of the names that have the part: the one with the most layers; among those, the one
 * with the shortest name ("generic" before "generic-hwe"); among those, the first. Returns the
 * number of names that have the part.
 */
static unsigned int find_with(const char (*names)[CASPER_NAME_MAX + 1], unsigned int n,
			      const char *part, unsigned int *ret)
{
	unsigned int found = 0;

	for (unsigned int i = 0; i < n; i++)
		if (!part || has_part(names[i], part))
			if (found++ == 0 || is_better(names[i], names[*ret]))
				*ret = i;
	return found;
}

static int find_name(const char (*names)[CASPER_NAME_MAX + 1], unsigned int n, const char *name,
		     unsigned int *ret)
{
	for (unsigned int i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0) {
			*ret = i;
			return 0;
		}
	return -ENOENT;
}

int casper_top(const char (*names)[CASPER_NAME_MAX + 1], unsigned int n, const char *request,
	       const char *fallback, unsigned int *ret)
{
	static const char *const parts[] = { "live", "installer" };

	if (request)
		return find_name(names, n, request, ret);
	for (size_t i = 0; i < array_size(parts); i++)
		if (find_with(names, n, parts[i], ret) > 0)
			return 0;
	if (find_name(names, n, "filesystem" CASPER_ENDING, ret) == 0)
		return 0;
	if (fallback && find_name(names, n, fallback, ret) == 0)
		return 0;
	switch (find_with(names, n, NULL, ret)) {
	case 0:
		return -ENOENT;
	case 1:
		return 0;
	default:
		return -ENOTUNIQ;
	}
}

bool casper_is_layered(const char (*names)[CASPER_NAME_MAX + 1], unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		if (casper_layers(names[i]) > 1)
			return true;
	return false;
}

unsigned int casper_layers(const char *name)
{
	unsigned int dots = 0;

	for (; *name; name++)
		dots += *name == '.';
	return dots;
}

int casper_layer(const char *top, unsigned int index, char *buf, size_t size)
{
	const char *end = top;

	for (unsigned int i = 0; i <= index; i++) {
		end = strchr(end, '.');
		if (!end)
			return -EINVAL;
		if (i < index)
			end++;
	}
	return text_print(buf, size, "%.*s" CASPER_ENDING, (int)(end - top), top);
}
