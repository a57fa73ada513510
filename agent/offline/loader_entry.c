// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/loader_entry.h"

#include "base/text.h"

#include <string.h>

#define BLANKS " \t\r"

struct scan {
	struct slice text;
	const struct part_visitor *visitor;
	unsigned int ordinal;
	struct part part;
};

/* The places of the last lines with these keys, in which the entry is edited. */
struct last {
	const uint8_t *linux, *initrd, *options;
};

static struct slice take_word(struct slice *line)
{
	return slice_take_word(line, BLANKS);
}

static void visit_part(struct scan *scan, enum part_kind kind, struct slice value)
{
	scan->part.kind = kind;
	scan->part.group = 1;
	scan->part.ordinal = ++scan->ordinal;
	scan->part.start = (size_t)(value.data - scan->text.data);
	scan->part.end = scan->part.start + value.len;
	text_print_cut(scan->part.value, sizeof(scan->part.value), "%.*s", (int)value.len,
		       (const char *)value.data);
	scan->visitor->visit(scan->visitor->context, &scan->part);
}

static struct slice eol_of(struct slice line)
{
	bool has_cr = line.len > 0 && line.data[line.len - 1] == '\r';

	return (struct slice){ (const uint8_t *)(has_cr ? "\r\n" : "\n"), has_cr ? 2 : 1 };
}

static void visit_initrds(struct scan *scan, struct slice line, struct slice rest, bool is_last)
{
	struct slice path = take_word(&rest);

	scan->part.separator = eol_of(line);
	scan->part.line = (struct slice){ line.data, (size_t)(path.data - line.data) };
	while (path.len > 0) {
		struct slice next = take_word(&rest);

		scan->part.is_last = is_last && next.len == 0;
		visit_part(scan, PART_INITRD, path);
		path = next;
	}
}

static void visit_end(struct scan *scan, const uint8_t *at, const char *lead)
{
	scan->part.lead = (struct slice){ (const uint8_t *)lead, strlen(lead) };
	visit_part(scan, PART_END, (struct slice){ at, 0 });
}

static void visit_options(struct scan *scan, struct slice line, bool is_last)
{
	const uint8_t *end = line.data;
	bool ended = !is_last;

	for (;;) {
		struct slice word = take_word(&line);

		if (word.len == 0)
			break;
		if (!ended && (slice_equals(word, "--", 2) || slice_equals(word, "---", 3))) {
			visit_end(scan, end, "");
			ended = true;
		}
		scan->part.before = (size_t)(end - scan->text.data);
		visit_part(scan, PART_WORD, word);
		end = word.data + word.len;
	}
	if (!ended)
		visit_end(scan, end, "");
}

static struct last find_last(struct slice text)
{
	struct last last = { 0 };

	while (text.len > 0) {
		struct slice line = slice_take_line(&text), rest = line, key = take_word(&rest);

		if (slice_equals(key, "linux", 5))
			last.linux = line.data;
		else if (slice_equals(key, "initrd", 6))
			last.initrd = line.data;
		else if (slice_equals(key, "options", 7))
			last.options = line.data;
	}
	return last;
}

static void take_line(struct scan *scan, const struct last *last, struct slice line)
{
	struct slice rest = line, key = take_word(&rest);

	if (slice_equals(key, "title", 5)) {
		visit_part(scan, PART_TITLE, slice_trim(rest, BLANKS));
	} else if (slice_equals(key, "linux", 5)) {
		struct slice path = take_word(&rest);

		visit_part(scan, PART_KERNEL, path);
		if (line.data == last->linux && !last->options)
			visit_end(scan, path.data + path.len,
				  eol_of(line).len == 2 ? "\r\noptions" : "\noptions");
	} else if (slice_equals(key, "efi", 3) || slice_equals(key, "uki", 3)) {
		visit_part(scan, PART_KERNEL, take_word(&rest));
	} else if (slice_equals(key, "initrd", 6)) {
		visit_initrds(scan, line, rest, line.data == last->initrd);
	} else if (slice_equals(key, "options", 7)) {
		visit_options(scan, rest, line.data == last->options);
	}
}

void loader_entry_visit(struct slice text, const struct part_visitor *visitor)
{
	struct scan scan = { .text = text, .visitor = visitor };
	const struct last last = find_last(text);

	while (text.len > 0)
		take_line(&scan, &last, slice_take_line(&text));
}
