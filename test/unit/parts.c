// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit/parts.h"

#include "base/text.h"

static char parts[4096];

static void append_part(void *context, const struct part *part)
{
	static const char *const kinds[] = {
		[PART_TITLE] = "title",	    [PART_KERNEL] = "kernel", [PART_INITRD] = "initrd",
		[PART_INCLUDE] = "include", [PART_WORD] = "word",     [PART_END] = "end",
	};

	(void)context;
	text_append_cut(parts, sizeof(parts), "%s%u %s%s%s%s%s%s", parts[0] ? " | " : "",
			part->group, kinds[part->kind], part->unclear ? "?" : "",
			part->kind == PART_END ? "" : " ",
			part->kind == PART_INITRD ? part->device : "",
			part->kind == PART_END ? "" : part->value,
			part->kind == PART_INITRD && part->is_last ? " last" : "");
}

const char *parts_read(void (*visit)(struct slice text, const struct part_visitor *visitor),
		       const char *menu)
{
	const struct part_visitor visitor = { .visit = append_part, .context = NULL };

	parts[0] = '\0';
	visit((struct slice){ (const uint8_t *)menu, strlen(menu) }, &visitor);
	return parts;
}
