// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/refind.h"

#include "base/text.h"

#include <string.h>

#define BLANKS " \t\r"

/* What boots together. Values are in the text, without the quotes around them. */
struct stanza {
	struct slice title, loader, initrd, options, more_options;
	bool is_disabled;
};

struct scan {
	struct slice text;
	const struct part_visitor *visitor;
	unsigned int group, ordinal;
	struct part part;
};

/* Take a word, or what is in quotes, where two quotes are one. */
static struct slice take_token(struct slice *line)
{
	struct slice token;

	*line = slice_trim(*line, BLANKS);
	if (slice_u8(*line, 0) != '"')
		return slice_take_word(line, BLANKS "=,");
	token = slice_sub(*line, 1, 0);
	while (slice_has(*line, token.len + 1, 1)) {
		bool is_quote = line->data[token.len + 1] == '"';
		bool is_double = is_quote && slice_matches(*line, token.len + 2, "\"", 1);

		if (is_quote && !is_double)
			break;
		token.len += is_double ? 2 : 1;
	}
	if (slice_has(*line, token.len + 2, 0))
		*line = slice_sub(*line, token.len + 2, line->len - token.len - 2);
	else
		line->len = 0;
	return token;
}

static void visit_part(struct scan *scan, enum part_kind kind, struct slice value)
{
	scan->part.kind = kind;
	scan->part.group = scan->group;
	scan->part.ordinal = kind == PART_WORD ? scan->ordinal : ++scan->ordinal;
	scan->part.start = (size_t)(value.data - scan->text.data);
	scan->part.end = scan->part.start + value.len;
	scan->part.before = scan->part.start;
	text_print_cut(scan->part.value, sizeof(scan->part.value), "%.*s", (int)value.len,
		       (const char *)value.data);
	if (kind == PART_KERNEL || kind == PART_INITRD)
		for (char *c = scan->part.value; *c; c++)
			*c = *c == '\\' ? '/' : *c;
	scan->visitor->visit(scan->visitor->context, &scan->part);
}

/* The initramfs images that options name come before that of the stanza. */
static void visit_options(struct scan *scan, struct slice options)
{
	struct slice word;

	while ((word = slice_take_word(&options, BLANKS)).len > 0) {
		if (slice_matches(word, 0, "initrd=", 7))
			visit_part(scan, PART_INITRD, slice_sub(word, 7, word.len - 7));
		else
			visit_part(scan, PART_WORD, word);
	}
}

static void visit_stanza(struct scan *scan, const struct stanza *stanza)
{
	if (stanza->is_disabled || stanza->loader.len == 0)
		return;
	scan->group++;
	visit_part(scan, PART_TITLE, stanza->title);
	visit_part(scan, PART_KERNEL, stanza->loader);
	visit_options(scan, stanza->options);
	visit_options(scan, stanza->more_options);
	if (stanza->initrd.len > 0)
		visit_part(scan, PART_INITRD, stanza->initrd);
}

static void take_line(struct stanza *stanza, struct slice line)
{
	struct slice key = take_token(&line), value = take_token(&line);

	if (slice_equals_caseless(key, "loader"))
		stanza->loader = value;
	else if (slice_equals_caseless(key, "initrd"))
		stanza->initrd = value;
	else if (slice_equals_caseless(key, "options"))
		stanza->options = value;
	else if (slice_equals_caseless(key, "add_options"))
		stanza->more_options = value;
	else if (slice_equals_caseless(key, "disabled"))
		stanza->is_disabled = true;
}

static bool begins_stanza(struct slice line, const char *keyword, struct slice *title)
{
	struct slice key = take_token(&line);

	*title = take_token(&line);
	return slice_equals_caseless(key, keyword);
}

static bool ends_stanza(struct slice line)
{
	return slice_equals_caseless(take_token(&line), "}");
}

/* Take the lines of a stanza up to its "}", without those of the stanzas in it. */
static void take_own_lines(struct stanza *stanza, struct slice *text)
{
	struct slice title;
	bool in_other = false;

	while (text->len > 0) {
		struct slice line = slice_take_line(text);

		if (ends_stanza(line)) {
			if (!in_other)
				return;
			in_other = false;
		} else if (begins_stanza(line, "submenuentry", &title)) {
			in_other = true;
		} else if (!in_other) {
			take_line(stanza, line);
		}
	}
}

/* Visit the stanzas in one, whose lines these are. */
static void visit_others(struct scan *scan, const struct stanza *outer, struct slice lines)
{
	unsigned int n = 0;

	while (lines.len > 0 && n < REFIND_SUBMENUS_MAX) {
		struct stanza stanza = *outer;
		struct slice line = slice_take_line(&lines);

		if (!begins_stanza(line, "submenuentry", &stanza.title))
			continue;
		take_own_lines(&stanza, &lines);
		visit_stanza(scan, &stanza);
		n++;
	}
}

void refind_visit(struct slice text, const struct part_visitor *visitor)
{
	struct scan scan = { .text = text, .visitor = visitor };

	scan.part.separator = (struct slice){ (const uint8_t *)"\n", 1 };
	while (text.len > 0) {
		struct slice line = slice_take_line(&text), lines = text;
		struct stanza stanza = { 0 };

		if (!begins_stanza(line, "menuentry", &stanza.title))
			continue;
		take_own_lines(&stanza, &text);
		lines.len -= text.len;
		visit_stanza(&scan, &stanza);
		if (!stanza.is_disabled)
			visit_others(&scan, &stanza, lines);
	}
}
