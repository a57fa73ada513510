// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/media_tags.h"

#include "base/number.h"

#include <errno.h>

bool media_tags_next(struct slice *text, struct media_tag *ret)
{
	struct slice rest = *text, tag;

	*text = slice_take_until(&rest, '\0');
	if (text->len == 0)
		return false;
	tag = slice_take_until(text, ';');
	ret->key = slice_trim(slice_take_until(&tag, '='), " ");
	ret->value = slice_trim(tag, " ");
	return true;
}

bool media_tag_is(const struct media_tag *tag, const char *key)
{
	return slice_equals_caseless(tag->key, key);
}

int media_tag_number(const struct media_tag *tag, uint32_t *ret)
{
	uint64_t number;

	if (number_parse(tag->value, 10, UINT32_MAX, &number) < 0)
		return -EBADMSG;
	*ret = (uint32_t)number;
	return 0;
}
