// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/boot_words.h"

#include "base/text.h"
#include "config/config_hints.h"
#include "config/config_parse.h"
#include "config/requests.h"
#include "parse/cmdline.h"

#include <string.h>

/* Do the parameters of a menu entry tell where the root images are, or whose they are? */
static bool tells_layout(const struct menu_entry *entry)
{
	char text[MENU_ENTRY_PARAMETERS_MAX], *rest = text;
	struct hints hints = { 0 };
	struct cmdline_parameter word;
	bool found = false;

	text_copy_cut(text, sizeof(text), entry->parameters);
	while (cmdline_next(&rest, &word)) {
		if (!word.value)
			continue;
		config_hints_take(&hints, word.name, word.value);
		found |= strcmp(word.name, "layerfs-path") == 0 ||
			 strcmp(word.name, CONFIG_PREFIX "root") == 0 ||
			 strcmp(word.name, CONFIG_PREFIX "layout") == 0;
	}
	return found || hints.parameter || hints.scripts || hints.module;
}

static int take_text(struct boot_words *words, const char *text, struct failure *why)
{
	int r = config_parse(&words->config, "", text ? text : "", why);

	words->text = text;
	config_obey_requests(&words->config);
	return r;
}

int boot_words_take(struct boot_words *words, const char *text, const struct menus *menus,
		    struct failure *why)
{
	struct failure wrong = { 0 };

	for (unsigned int i = 0; i < menus->count && !text && !words->entry; i++)
		if (tells_layout(&menus->list[i]->entry))
			words->entry = menus->list[i];
	if (!words->entry)
		return take_text(words, text, why);
	if (take_text(words, words->entry->entry.parameters, &wrong) < 0)
		boot_words_drop(words);
	return 0;
}

void boot_words_drop(struct boot_words *words)
{
	words->entry = NULL;
	words->text = NULL;
	config_default(&words->config, false);
}

void boot_words_print(const struct boot_words *words, const struct plan *plan,
		      void (*print_line)(const char *name, const char *line))
{
	const char *parameter, *why;
	unsigned int index = 0;
	char line[512];

	print_line("words", words->text);
	if (words->entry) {
		text_print_cut(line, sizeof(line), "of the entry \"%s\" in %s",
			       words->entry->entry.title, words->entry->menu.path);
		print_line("", line);
	}
	while (requests_explain(&words->config, plan, &index, &parameter, &why)) {
		text_print_cut(line, sizeof(line), "%s is not obeyed: %s", parameter, why);
		print_line("", line);
	}
}

void boot_words_write(struct json *j, const struct boot_words *words, const struct plan *plan)
{
	const char *parameter, *why;
	unsigned int index = 0;

	json_begin(j, "cmdline", '{');
	json_string(j, "from", words->entry ? words->entry->menu.path : "--cmdline");
	json_string(j, "entry", words->entry ? words->entry->entry.title : "");
	json_string(j, "text", words->text);
	json_begin(j, "not_obeyed", '[');
	while (requests_explain(&words->config, plan, &index, &parameter, &why)) {
		json_begin(j, NULL, '{');
		json_string(j, "parameter", parameter);
		json_string(j, "why", why);
		json_end(j, '}');
	}
	json_end(j, ']');
	json_end(j, '}');
}
