// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/syslinux.h"

#include "base/text.h"

#include <string.h>

#define BLANKS " \t\r"

struct scan {
	struct slice text;
	const struct part_visitor *visitor;
	unsigned int group, ordinal;
	bool in_label, in_help;
	bool has_initrd, has_append; /* the open label */
	size_t label_end;	     /* where its last line ends */
	struct slice global;	     /* parameters of an APPEND before all labels */
	bool global_has_initrd;
	struct slice eol;
	struct part part;
};

static size_t offset_of(const struct scan *scan, struct slice s)
{
	return (size_t)(s.data - scan->text.data);
}

static struct slice take_word(struct slice *line)
{
	return slice_take_word(line, BLANKS);
}

static void set_part(struct scan *scan, enum part_kind kind, unsigned int group, struct slice value)
{
	scan->part.kind = kind;
	scan->part.group = group;
	scan->part.start = offset_of(scan, value);
	scan->part.end = scan->part.start + value.len;
	text_print_cut(scan->part.value, sizeof(scan->part.value), "%.*s", (int)value.len,
		       (const char *)value.data);
}

static void visit_part(struct scan *scan, enum part_kind kind, struct slice value)
{
	bool has_group = kind != PART_TITLE && kind != PART_INCLUDE;

	set_part(scan, kind, has_group ? scan->group : 0, value);
	scan->visitor->visit(scan->visitor->context, &scan->part);
}

/* A list of initramfs images with commas between. */
static void visit_initrds(struct scan *scan, struct slice list)
{
	scan->has_initrd = true;
	scan->part.separator = (struct slice){ (const uint8_t *)",", 1 };
	do {
		struct slice path = slice_take_until(&list, ',');

		scan->part.ordinal = ++scan->ordinal;
		scan->part.is_last = list.len == 0;
		if (path.len > 0)
			visit_part(scan, PART_INITRD, path);
	} while (list.len > 0);
}

/* An end that replaces a part of the text. */
static void visit_end(struct scan *scan, struct slice replaced, struct slice lead,
		      struct slice inherited)
{
	scan->part.lead = lead;
	scan->part.inherited = inherited;
	visit_part(scan, PART_END, replaced);
}

static const struct slice nothing = { NULL, 0 };

static void take_append(struct scan *scan, struct slice line, struct slice keyword)
{
	struct slice last = { keyword.data + keyword.len, 0 };
	bool ended = false;

	for (;;) {
		struct slice word = take_word(&line);

		if (word.len == 0)
			break;
		if (slice_equals(word, "-", 1) && last.data == keyword.data + keyword.len) {
			ended = true;
			visit_end(scan,
				  (struct slice){ last.data,
						  (size_t)(word.data + word.len - last.data) },
				  nothing, nothing);
			continue;
		}
		if (!ended && (slice_equals(word, "--", 2) || slice_equals(word, "---", 3))) {
			ended = true;
			visit_end(scan, last, nothing, nothing);
		}
		if (word.len > 7 && strncasecmp((const char *)word.data, "initrd=", 7) == 0) {
			visit_initrds(scan, slice_sub(word, 7, word.len - 7));
		} else {
			scan->part.before = offset_of(scan, last);
			visit_part(scan, PART_WORD, word);
		}
		last = (struct slice){ word.data + word.len, 0 };
	}
	if (!ended)
		visit_end(scan, last, nothing, nothing);
}

static bool names_initrd(struct slice line)
{
	for (;;) {
		struct slice word = take_word(&line);

		if (word.len == 0)
			return false;
		if (word.len > 7 && strncasecmp((const char *)word.data, "initrd=", 7) == 0)
			return true;
	}
}

static void visit_inherited(struct scan *scan)
{
	struct slice keyword = { scan->global.data, 0 };

	if (scan->visitor->wants_inherited && scan->in_label && !scan->has_append && keyword.data)
		take_append(scan, scan->global, keyword);
}

/* A label whose parameters are those before all labels gets them, and more, in a line of its own.
 */
static void end_label(struct scan *scan)
{
	bool inherits = !scan->has_append && scan->in_label && scan->has_initrd;

	if (inherits && !scan->global_has_initrd) {
		struct slice here = { scan->text.data + scan->label_end, 0 };

		visit_end(scan, here,
			  scan->eol.len == 2 ? (struct slice){ (const uint8_t *)"\r\n\tappend", 9 }
					     : (struct slice){ (const uint8_t *)"\n\tappend", 8 },
			  scan->global);
	}
	visit_inherited(scan);
	scan->has_append = scan->has_initrd = scan->in_label = false;
}

static void begin_label(struct scan *scan, struct slice line)
{
	struct slice title = take_word(&line);

	end_label(scan);
	scan->group++;
	scan->in_label = true;
	visit_part(scan, PART_TITLE, title);
}

/* MENU LABEL: what is shown in place of the label's name. A caret precedes the key that selects it.
 */
static void take_menu_label(struct scan *scan, struct slice line)
{
	char *caret;

	if (!scan->in_label)
		return;
	set_part(scan, PART_TITLE, scan->group, slice_trim(line, BLANKS));
	caret = strchr(scan->part.value, '^');
	if (caret)
		memmove(caret, caret + 1, strlen(caret));
	scan->visitor->visit(scan->visitor->context, &scan->part);
}

static void take_global(struct scan *scan, struct slice line, struct slice keyword)
{
	scan->global_has_initrd = names_initrd(line);
	scan->global = slice_trim(line, BLANKS);
	if (!scan->global_has_initrd)
		return;
	scan->group++;
	take_append(scan, line, keyword);
	scan->has_initrd = false;
}

static void take_option(struct scan *scan, struct slice line, struct slice keyword)
{
	bool is_append = slice_equals_caseless(keyword, "append");

	if (is_append && !scan->in_label) {
		take_global(scan, line, keyword);
	} else if (is_append) {
		scan->has_append = true;
		take_append(scan, line, keyword);
	} else if (scan->in_label && slice_equals_caseless(keyword, "initrd")) {
		visit_initrds(scan, take_word(&line));
	} else if (scan->in_label && (slice_equals_caseless(keyword, "kernel") ||
				      slice_equals_caseless(keyword, "linux"))) {
		scan->part.ordinal = ++scan->ordinal;
		visit_part(scan, PART_KERNEL, take_word(&line));
	} else if (slice_equals_caseless(keyword, "include")) {
		visit_part(scan, PART_INCLUDE, take_word(&line));
	}
}

static void take_line(struct scan *scan, struct slice line)
{
	struct slice rest = line, keyword = take_word(&rest), second = rest, next;

	next = take_word(&second);
	if (slice_equals_caseless(keyword, "endtext"))
		scan->in_help = false;
	else if (slice_equals_caseless(keyword, "text") && slice_equals_caseless(next, "help"))
		scan->in_help = true;
	else if (scan->in_help || keyword.len == 0)
		return;
	else if (slice_equals_caseless(keyword, "label"))
		begin_label(scan, rest);
	else if (slice_equals_caseless(keyword, "menu") && slice_equals_caseless(next, "include"))
		visit_part(scan, PART_INCLUDE, take_word(&second));
	else if (slice_equals_caseless(keyword, "menu") && slice_equals_caseless(next, "label"))
		take_menu_label(scan, second);
	else
		take_option(scan, rest, keyword);
	while (line.len > 0 && memchr(BLANKS, line.data[line.len - 1], strlen(BLANKS)))
		line.len--;
	scan->label_end = offset_of(scan, line) + line.len;
}

void syslinux_visit(struct slice text, const struct part_visitor *visitor)
{
	struct scan scan = { .text = text, .visitor = visitor };
	struct slice rest = text;

	while (rest.len > 0) {
		struct slice line = slice_take_line(&rest);

		if (line.len > 0 && line.data[line.len - 1] == '\r')
			scan.eol.len = 2;
		take_line(&scan, line);
	}
	if (text.len > 0)
		end_label(&scan);
}
