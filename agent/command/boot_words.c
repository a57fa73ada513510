// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/boot_words.h"

#include "command/command.h"
#include "config/config_hints.h"
#include "config/config_parse.h"
#include "config/requests.h"
#include "offline/offline.h"
#include "parse/cmdline.h"

#include <limits.h>
#include <string.h>

int boot_words_take(struct boot_words *words, const char *text, struct failure *why)
{
	int r = config_parse(&words->config, "", text ? text : "", why);

	words->text = text;
	config_obey_requests(&words->config);
	return r;
}

/* Do the parameters of a menu entry tell where the root images are, or whose they are? */
static bool tells_layout(void *context unused, char *rest)
{
	struct hints hints = { 0 };
	struct cmdline_word word;
	bool found = false;

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

void boot_words_ask_menu(struct boot_words *words, const struct reader *reader)
{
	struct failure why = { 0 };

	if (words->text || !program.offline ||
	    program.offline->find_menu(reader, tells_layout, NULL, &words->menu) < 0)
		return;
	words->from_menu = true;
	if (boot_words_take(words, words->menu.entry.words, &why) < 0)
		boot_words_drop(words);
}

void boot_words_drop(struct boot_words *words)
{
	words->from_menu = false;
	words->text = NULL;
	config_default(&words->config, false);
}

bool boot_words_not_obeyed(const struct boot_words *words, const struct plan *plan,
			   unsigned int *index, const char **parameter, const char **why)
{
	if (*index != UINT_MAX && requests_explain(&words->config, index, parameter, why))
		return true;
	if (*index == UINT_MAX || !words->config.rootflags || plan_takes_rootflags(plan))
		return false;
	*index = UINT_MAX;
	*parameter = "rootflags";
	*why = "the root is no file system of a disk image";
	return true;
}

void boot_words_write(struct json *j, const struct boot_words *words, const struct plan *plan)
{
	const char *parameter, *why;
	unsigned int index = 0;

	json_begin(j, "cmdline", '{');
	json_string(j, "from", words->from_menu ? words->menu.path : "--cmdline");
	json_string(j, "entry", words->from_menu ? words->menu.entry.title : "");
	json_string(j, "text", words->text);
	json_begin(j, "not_obeyed", '[');
	while (boot_words_not_obeyed(words, plan, &index, &parameter, &why)) {
		json_begin(j, NULL, '{');
		json_string(j, "parameter", parameter);
		json_string(j, "why", why);
		json_end(j, '}');
	}
	json_end(j, ']');
	json_end(j, '}');
}
