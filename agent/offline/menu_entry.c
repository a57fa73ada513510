// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menu_entry.h"

#include "base/text.h"
#include "offline/menu.h"

#include <string.h>

struct gather {
	const struct menu_entry_reader *reader;
	char title[MENU_ENTRY_TITLE_MAX]; /* the last one without a group */
	bool skips_words;		  /* they are those of a kernel that is not the entry's */
	struct menu_entry entry;
};

static void take_entry(struct gather *gather, unsigned int next_group)
{
	if (gather->entry.kernel.path[0])
		gather->reader->take(gather->reader->context, &gather->entry);
	gather->entry = (struct menu_entry){ .group = next_group };
	text_copy_cut(gather->entry.title, sizeof(gather->entry.title), gather->title);
	gather->skips_words = false;
}

static void set_file(struct gather *gather, struct menu_file *file, const struct part *part)
{
	*file = (struct menu_file){ .unclear = part->unclear, .ordinal = part->ordinal };
	text_copy_cut(file->path, sizeof(file->path), part->value);
	if (!gather->reader->find(gather->reader->context, part, file))
		file->place[0] = '\0';
}

/* Take a file in place of another, if that is not there and this one is. */
static bool take_alternative(struct gather *gather, struct menu_file *file, const struct part *part)
{
	struct menu_file other;

	if (file->place[0])
		return false;
	set_file(gather, &other, part);
	if (other.place[0])
		*file = other;
	return other.place[0] != '\0';
}

/* A choice may have several kernels, for several machines. The first one that is there counts. */
static void take_kernel(struct gather *gather, const struct part *part)
{
	struct menu_entry *entry = &gather->entry;

	if (!entry->kernel.path[0]) {
		set_file(gather, &entry->kernel, part);
		if (part->untitled)
			entry->title[0] = '\0';
		return;
	}
	if (entry->kernel.ordinal == part->ordinal) {
		take_alternative(gather, &entry->kernel, part);
		return;
	}
	gather->skips_words = !take_alternative(gather, &entry->kernel, part);
	if (!gather->skips_words)
		entry->parameters[0] = '\0';
}

static void take_initrd(struct gather *gather, const struct part *part)
{
	struct menu_entry *entry = &gather->entry;
	struct menu_file *last = entry->n_initrds ? &entry->initrds[entry->n_initrds - 1] : NULL;

	if (last && last->ordinal == part->ordinal)
		take_alternative(gather, last, part);
	else if (entry->n_initrds < MENU_ENTRY_INITRDS_MAX)
		set_file(gather, &entry->initrds[entry->n_initrds++], part);
}

static void take_word(struct gather *gather, const struct part *part)
{
	char *parameters = gather->entry.parameters;
	bool quoted = part->quoted && strchr(part->value, ' ');

	if (part->value[0] && !gather->skips_words &&
	    text_append(parameters, sizeof(gather->entry.parameters), "%s%s%s%s",
			parameters[0] ? " " : "", quoted ? "\"" : "", part->value,
			quoted ? "\"" : "") < 0)
		gather->skips_words = true;
}

static void take_part(void *context, const struct part *part)
{
	struct gather *gather = context;

	if (part->kind == PART_TITLE && part->group == 0) {
		text_copy_cut(gather->title, sizeof(gather->title), part->value);
		return;
	}
	if (part->group == 0)
		return;
	if (part->group != gather->entry.group)
		take_entry(gather, part->group);
	if (part->kind == PART_TITLE)
		text_copy_cut(gather->entry.title, sizeof(gather->entry.title), part->value);
	else if (part->kind == PART_KERNEL)
		take_kernel(gather, part);
	else if (part->kind == PART_INITRD)
		take_initrd(gather, part);
	else if (part->kind == PART_WORD)
		take_word(gather, part);
}

void menu_entry_read(struct slice text, const struct menu_entry_reader *reader)
{
	struct gather gather = { .reader = reader };
	const struct part_visitor visitor = { take_part, &gather, .wants_inherited = true };

	menu_visit(text, &visitor);
	take_entry(&gather, 0);
}
