// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/meminfo.h"

#include <errno.h>

#define SPACE " \t"

/* Decimal digits, and nothing else. */
static int take_number(struct slice digits, uint64_t *ret)
{
	uint64_t value = 0;

	if (digits.len == 0)
		return -EBADMSG;
	for (size_t i = 0; i < digits.len; i++) {
		uint8_t c = digits.data[i];

		if (c < '0' || c > '9' || value > (UINT64_MAX - 9) / 10)
			return -EBADMSG;
		value = value * 10 + (uint64_t)(c - '0');
	}
	*ret = value;
	return 0;
}

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
		if (take_number(take_word(&line), &kib) < 0 || kib > UINT64_MAX / 1024)
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
	if (take_number(node, &number) < 0 || number > UINT32_MAX || !slice_equals(word, "zone", 4))
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

	if (take_number(value, &number) < 0)
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
