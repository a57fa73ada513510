// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/meminfo.h"

#include "base/number.h"

#include <errno.h>

#define SPACE " \t"

static struct slice take_word(struct slice *line)
{
	*line = slice_trim(*line, SPACE);
	return slice_take_until(line, ' ');
}

int meminfo_get(struct slice text, const char *name, uint64_t *ret)
{
	uint64_t kib;

	while (text.len > 0) {
		struct slice line = slice_take_line(&text), key = slice_take_until(&line, ':');

		if (!slice_equals(key, name, strlen(name)))
			continue;
		if (number_parse(take_word(&line), 10, UINT64_MAX / 1024, &kib) < 0)
			return -EBADMSG;
		*ret = kib * 1024;
		return 0;
	}
	return -ENOENT;
}

/* "Node 0, zone    DMA32" */
static int take_headline(struct slice line, struct zone *ret)
{
	struct slice node, word;
	uint64_t number;

	(void)take_word(&line);
	node = slice_take_until(&line, ',');
	word = take_word(&line);
	if (number_parse(node, 10, UINT32_MAX, &number) < 0 || !slice_equals(word, "zone", 4))
		return -EBADMSG;
	line = slice_trim(line, SPACE);
	if (line.len == 0 || line.len >= sizeof(ret->name))
		return -EBADMSG;
	*ret = (struct zone){ .node = (unsigned int)number };
	memcpy(ret->name, line.data, line.len);
	return 1;
}

static void take_sum(struct slice line, struct zone *ret)
{
	struct slice name = take_word(&line), value = slice_trim(line, SPACE);
	uint64_t number;

	if (number_parse(value, 10, UINT64_MAX, &number) < 0)
		return;
	if (slice_equals(name, "present", 7))
		ret->present = number;
	else if (slice_equals(name, "managed", 7))
		ret->managed = number;
	else if (slice_equals(name, "cma", 3))
		ret->cma = number;
}

int zoneinfo_next(struct slice *rest, struct zone *ret)
{
	int r = 0;

	while (rest->len > 0) {
		struct slice before = *rest, line = slice_take_line(rest);
		bool is_headline = slice_matches(line, 0, "Node ", 5);

		if (r > 0 && is_headline) {
			*rest = before;
			break;
		}
		if (is_headline)
			r = take_headline(line, ret);
		else if (r > 0)
			take_sum(line, ret);
		if (r < 0)
			break;
	}
	return r;
}
