// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menu.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>

#define BLANKS " \t\r"

/* ---- Lines ---- */

/* Take the next word off a line. A quoted one ends with its quote, which is not part of it. */
static struct slice take_word(struct slice *line)
{
	struct slice word = *line = slice_trim(*line, BLANKS);
	size_t len = 0;
	char quote = '\0';

	if (word.len > 0 && (word.data[0] == '"' || word.data[0] == '\''))
		quote = (char)word.data[0];
	if (quote) {
		word = slice_sub(word, 1, word.len - 1);
		while (len < word.len && word.data[len] != quote)
			len++;
		*line = slice_sub(word, len + 1, word.len > len ? word.len - len - 1 : 0);
	} else {
		while (len < word.len && !memchr(BLANKS, word.data[len], strlen(BLANKS)))
			len++;
		*line = slice_sub(word, len, word.len - len);
	}
	return slice_sub(word, 0, len);
}

/* Is the word one of "a|b", if the case of letters is ignored? */
static bool is_one_of(struct slice word, const char *names)
{
	for (; *names; names += *names == '|') {
		size_t len = strcspn(names, "|");

		if (word.len == len && strncasecmp((const char *)word.data, names, len) == 0)
			return true;
		names += len;
	}
	return false;
}

static void copy_title(char *to, struct slice text)
{
	size_t len = text.len < MENU_TITLE_MAX ? text.len : MENU_TITLE_MAX - 1;

	if (len > 0)
		memcpy(to, text.data, len);
	to[len] = '\0';
}

/* Copy a text that has to be whole. An empty or a NUL byte in it makes it unusable: "". */
static void copy_whole(char *to, size_t size, struct slice text)
{
	bool fits = text.len > 0 && text.len < size && !memchr(text.data, '\0', text.len);

	if (fits)
		memcpy(to, text.data, text.len);
	to[fits ? text.len : 0] = '\0';
}

static void add_words(struct menu_entry *entry, struct slice words)
{
	size_t used = strlen(entry->parameters), space = used > 0;

	words = slice_trim(words, BLANKS);
	if (words.len == 0 || words.len >= sizeof(entry->parameters) - used - space ||
	    memchr(words.data, '\0', words.len))
		return;
	if (space)
		entry->parameters[used++] = ' ';
	memcpy(entry->parameters + used, words.data, words.len);
	entry->parameters[used + words.len] = '\0';
}

static void add_initrds(struct menu_entry *entry, struct slice paths, const char *separators)
{
	paths = slice_trim(paths, BLANKS);
	while (paths.len > 0 && entry->n_initrds < MENU_INITRDS_MAX) {
		size_t len = 0;

		while (len < paths.len && !memchr(separators, paths.data[len], strlen(separators)))
			len++;
		copy_whole(entry->initrds[entry->n_initrds], MENU_PATH_MAX,
			   slice_sub(paths, 0, len));
		entry->n_initrds += entry->initrds[entry->n_initrds][0] != '\0';
		paths = len < paths.len ? slice_sub(paths, len + 1, paths.len - len - 1)
					: (struct slice){ NULL, 0 };
	}
}

/* ---- What each loader's lines mean ---- */

/* A command of GRUB, or a variable that stands for one ("$linux"). */
static bool is_command(struct slice word, const char *name)
{
	size_t len = strlen(name);

	if (word.len > 0 && word.data[0] == '$')
		word = slice_sub(word, 1, word.len - 1);
	return slice_matches(word, 0, name, len) &&
	       (word.len == len || is_one_of(slice_sub(word, len, word.len - len), "efi|16"));
}

static void take_grub(struct slice line, struct menu_entry *entry)
{
	struct slice word = take_word(&line);

	if (is_command(word, "linux")) {
		copy_whole(entry->kernel, sizeof(entry->kernel), take_word(&line));
		add_words(entry, line);
	} else if (is_command(word, "initrd")) {
		add_initrds(entry, line, " \t");
	}
}

/* initrd= among the parameters of APPEND is a parameter of the loader, and of the kernel. */
static void take_append(struct slice line, struct menu_entry *entry)
{
	add_words(entry, line);
	while (line.len > 0) {
		struct slice word = take_word(&line);

		if (slice_matches(word, 0, "initrd=", 7))
			add_initrds(entry, slice_sub(word, 7, word.len - 7), ",");
	}
}

static void take_syslinux(struct slice line, struct menu_entry *entry)
{
	struct slice word = take_word(&line);

	if (is_one_of(word, "kernel|linux"))
		copy_whole(entry->kernel, sizeof(entry->kernel), take_word(&line));
	else if (is_one_of(word, "initrd"))
		add_initrds(entry, line, ",");
	else if (is_one_of(word, "append"))
		take_append(line, entry);
	else if (is_one_of(word, "menu") && is_one_of(take_word(&line), "label"))
		copy_title(entry->title, slice_trim(line, BLANKS));
}

static void take_loader(struct slice line, struct menu_entry *entry)
{
	struct slice word = take_word(&line);

	if (is_one_of(word, "linux|efi|uki"))
		copy_whole(entry->kernel, sizeof(entry->kernel), take_word(&line));
	else if (is_one_of(word, "initrd"))
		add_initrds(entry, line, " \t");
	else if (is_one_of(word, "options"))
		add_words(entry, line);
	else if (is_one_of(word, "title"))
		copy_title(entry->title, slice_trim(line, BLANKS));
}

/* Does the line begin an entry? Then *title is its title. */
static bool begins_entry(enum menu_kind kind, struct slice line, struct slice *title)
{
	struct slice word = take_word(&line);

	if (!(kind == MENU_GRUB ? is_one_of(word, "menuentry")
				: kind == MENU_SYSLINUX && is_one_of(word, "label")))
		return false;
	*title = take_word(&line);
	if (!title->data)
		title->data = (const uint8_t *)"";
	return true;
}

static enum menu_kind kind_of_line(struct slice line)
{
	struct slice word = take_word(&line);

	if (is_one_of(word, "menuentry|submenu|set|if|insmod|loadfont|search|function"))
		return MENU_GRUB;
	if (is_one_of(word, "label|default|append|kernel|ui|prompt|menu|say|display"))
		return MENU_SYSLINUX;
	return is_one_of(word, "title|options|version|sort-key|machine-id") ? MENU_LOADER
									    : MENU_UNKNOWN;
}

void menu_open(struct menu *menu, struct slice text)
{
	*menu = (struct menu){ .rest = text };
	while (menu->kind == MENU_UNKNOWN && text.len > 0)
		menu->kind = kind_of_line(slice_take_line(&text));
}

int menu_next(struct menu *menu, struct menu_entry *ret)
{
	while (menu->rest.len > 0) {
		bool inside = menu->kind == MENU_LOADER || menu->open.data;

		*ret = (struct menu_entry){ 0 };
		copy_title(ret->title, menu->open);
		menu->open.data = NULL;
		while (menu->rest.len > 0 && !menu->open.data) {
			struct slice line = slice_take_line(&menu->rest);

			if (begins_entry(menu->kind, line, &menu->open))
				continue;
			if (inside && menu->kind == MENU_GRUB)
				take_grub(line, ret);
			else if (inside && menu->kind == MENU_SYSLINUX)
				take_syslinux(line, ret);
			else if (inside && menu->kind == MENU_LOADER)
				take_loader(line, ret);
		}
		if (ret->kernel[0])
			return 1;
	}
	return 0;
}
