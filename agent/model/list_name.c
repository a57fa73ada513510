// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/list_name.h"

#include "base/attributes.h"
#include "base/slice.h"
#include "parse/sums.h"

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

static size_t take_algorithm(struct slice *name)
{
	static const char *const names[] = { "md5",	"sha1",	   "sha224", "sha256",
					     "sha384",	"sha512",  "sha-1",  "sha-224",
					     "sha-256", "sha-384", "sha-512" };

	for (size_t i = 0; i < array_size(names); i++)
		if (take(name, names[i]))
			return sums_digest_len(
				(struct slice){ (const uint8_t *)names[i], strlen(names[i]) });
	return 0;
}

static void take_separator(struct slice *name)
{
	if (name->len > 0 && memchr("-_.", name->data[0], 3))
		*name = slice_sub(*name, 1, name->len - 1);
}

bool list_name_parse(const char *name, size_t *digest_len)
{
	struct slice rest = { (const uint8_t *)name, strlen(name) }, before;
	bool ends, sums;
	size_t len;

	ends = rest.len > 4 && slice_equals_caseless(slice_sub(rest, rest.len - 4, 4), ".txt");
	rest.len -= ends ? 4 : 0;
	sums = take_sums(&rest);
	before = rest;
	if (sums)
		take_separator(&rest);
	len = take_algorithm(&rest);
	if (sums && len == 0)
		rest = before;
	if (!sums && len > 0 && rest.len > 0) {
		take_separator(&rest);
		sums = take_sums(&rest);
	}
	if (rest.len > 0 || !(sums || (len > 0 && ends)))
		return false;
	*digest_len = len;
	return true;
}
