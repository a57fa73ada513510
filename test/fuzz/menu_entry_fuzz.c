// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menu_entry.h"

#include "base/text.h"
#include "fuzz/fuzz.h"

#include <string.h>

struct count {
	size_t finds, entries, size;
};

/* Paths with an even number of bytes are there. */
static bool find_file(void *context, const struct part *part, struct menu_file *ret)
{
	struct count *count = context;

	REQUIRE(++count->finds <= (count->size + 1) * 10);
	return strlen(part->value) % 2 == 0 &&
	       text_print(ret->place, sizeof(ret->place), "%s", part->value) == 0;
}

static void check_file(const struct menu_file *file)
{
	REQUIRE(memchr(file->path, '\0', sizeof(file->path)));
	REQUIRE(memchr(file->place, '\0', sizeof(file->place)));
}

static void take_entry(void *context, const struct menu_entry *entry)
{
	struct count *count = context;

	REQUIRE(++count->entries <= count->size);
	REQUIRE(entry->group > 0 && entry->kernel.path[0]);
	REQUIRE(memchr(entry->title, '\0', sizeof(entry->title)));
	REQUIRE(memchr(entry->parameters, '\0', sizeof(entry->parameters)));
	REQUIRE(entry->n_initrds <= MENU_ENTRY_INITRDS_MAX);
	check_file(&entry->kernel);
	for (unsigned int i = 0; i < entry->n_initrds; i++)
		check_file(&entry->initrds[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct count count = { .size = size };
	const struct menu_entry_reader reader = { find_file, take_entry, &count };

	menu_entry_read((struct slice){ data, size }, &reader);
	return 0;
}
