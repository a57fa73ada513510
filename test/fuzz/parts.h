/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What must be true of the parts of any boot menu.
 */
#pragma once

#include "fuzz/fuzz.h"
#include "offline/part.h"

#include <string.h>

struct parts_check {
	struct slice text;
	size_t visits;
	unsigned int group, ordinal;
};

static inline void parts_check_one(void *context, const struct part *part)
{
	struct parts_check *check = context;

	/* A word has a few alternatives, and a label an end without a word of its own. */
	REQUIRE(++check->visits <= (check->text.len + 1) * 10);
	REQUIRE(part->start <= part->end && part->end <= check->text.len);
	REQUIRE(memchr(part->value, '\0', sizeof(part->value)));
	REQUIRE(memchr(part->device, '\0', sizeof(part->device)));
	REQUIRE(part->group <= check->text.len && part->ordinal <= check->text.len + 2);
	REQUIRE(part->ordinal >= check->ordinal);
	check->ordinal = part->ordinal;
	if (part->kind == PART_WORD)
		REQUIRE(part->before <= part->start);
	if (part->kind == PART_INITRD)
		REQUIRE(part->group > 0 && part->separator.len > 0);
}
