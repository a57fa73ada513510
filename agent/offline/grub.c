// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/grub.h"

#include "base/text.h"
#include "offline/grub_words.h"

#include <string.h>

enum { BLOCKS_MAX = 16 };

struct scan {
	struct slice text;
	const struct part_visitor *visitor;
	size_t at;
	struct grub_variables variables;
	unsigned int conditions;	 /* depth of if, while, for */
	unsigned int blocks;		 /* depth of { } */
	unsigned int scopes[BLOCKS_MAX]; /* how many variables there were before the block */
	bool opens_scope;		 /* the next block is a menuentry's */
	unsigned int choice;		 /* depth of the innermost such block, 0: none */
	unsigned int group, ordinal;
	bool has_kernel, has_initrd; /* the open group */
	struct part part;
	struct grub_text expanded;
};

static struct slice slice_of(const struct scan *scan, const struct grub_token *token)
{
	return slice_sub(scan->text, token->start, token->end - token->start);
}

/* Read the next word of the command. The token that ends it stays unread. */
static bool next_word(struct scan *scan, struct grub_token *ret)
{
	size_t at = scan->at;

	*ret = grub_next_token(scan->text, &at);
	if (ret->kind != GRUB_WORD)
		return false;
	scan->at = at;
	return true;
}

/* ---- Parts ---- */

static void visit_part(struct scan *scan, enum part_kind kind, size_t start, size_t end)
{
	scan->part.kind = kind;
	scan->part.group = kind == PART_TITLE ? 0 : scan->group;
	scan->part.start = start;
	scan->part.end = end;
	scan->part.in_grub = true;
	scan->part.untitled = scan->choice == 0;
	scan->part.unclear = scan->part.unclear && (kind == PART_KERNEL || kind == PART_INITRD);
	scan->visitor->visit(scan->visitor->context, &scan->part);
}

/* Take the device off the path: "(hd0,1)/vmlinuz". */
static void set_value(struct part *part, const char *path, bool unclear)
{
	const char *end = *path == '(' ? strchr(path, ')') : NULL;

	part->unclear = unclear;
	part->device[0] = '\0';
	if (end) {
		size_t len = (size_t)(end + 1 - path);

		if (len < sizeof(part->device) && strspn(path, "()$,_=:./-0123456789"
							       "abcdefghijklmnopqrstuvwxyz"
							       "ABCDEFGHIJKLMNOPQRSTUVWXYZ") >= len)
			text_print_cut(part->device, sizeof(part->device), "%.*s", (int)len, path);
		path = end + 1;
	}
	text_copy_cut(part->value, sizeof(part->value), path);
}

static bool has_quotes(struct slice word)
{
	return word.len > 0 &&
	       (memchr(word.data, '"', word.len) || memchr(word.data, '\'', word.len) ||
		memchr(word.data, '\\', word.len));
}

/* Visit what a word expands to. Blanks in a variable without quotes separate paths. */
static void visit_values(struct scan *scan, enum part_kind kind, const struct grub_token *word)
{
	bool splits = kind == PART_INITRD && !has_quotes(slice_of(scan, word));
	char *path = scan->expanded.text;

	do {
		char *next;

		path += splits ? strspn(path, " ") : 0;
		next = path + (splits ? strcspn(path, " ") : strlen(path));
		if (*next)
			*next++ = '\0';
		set_value(&scan->part, path, scan->expanded.unclear);
		visit_part(scan, kind, word->start, word->end);
		path = next + strspn(next, " ");
	} while (*path);
}

/* Visit a word as a path, once for each of its values. */
static void visit_path(struct scan *scan, enum part_kind kind, const struct grub_token *word)
{
	scan->ordinal++;
	scan->part.ordinal = scan->ordinal;
	for (unsigned int i = 0; i < GRUB_ALTERNATIVES_MAX; i++) {
		if (!grub_expand(slice_of(scan, word), &scan->variables, i, &scan->expanded))
			break;
		visit_values(scan, kind, word);
	}
}

/* "--" ends what the kernel reads, "---" what an installer does not keep. */
static bool ends_parameters(const char *value)
{
	for (; *value; value += strspn(value, " ")) {
		size_t len = strcspn(value, " ");

		if ((len == 2 || len == 3) && memcmp(value, "---", len) == 0)
			return true;
		value += len;
	}
	return false;
}

static void visit_end(struct scan *scan, size_t at)
{
	scan->part.lead = scan->part.inherited = (struct slice){ NULL, 0 };
	visit_part(scan, PART_END, at, at);
}

static void take_kernel(struct scan *scan)
{
	bool ended = false;
	struct grub_token word;
	size_t last;

	if (!next_word(scan, &word))
		return;
	if (!scan->has_kernel || scan->has_initrd)
		scan->group++;
	scan->has_kernel = true;
	scan->has_initrd = false;
	visit_path(scan, PART_KERNEL, &word);
	last = word.end;
	while (next_word(scan, &word)) {
		bool one = grub_expand(slice_of(scan, &word), &scan->variables, 0, &scan->expanded);

		if (one && !ended && ends_parameters(scan->expanded.text)) {
			visit_end(scan, last);
			ended = true;
		}
		text_copy_cut(scan->part.value, sizeof(scan->part.value), scan->expanded.text);
		scan->part.quoted = has_quotes(slice_of(scan, &word));
		scan->part.before = last;
		visit_part(scan, PART_WORD, word.start, word.end);
		last = word.end;
	}
	if (!ended)
		visit_end(scan, last);
}

static void take_initrd(struct scan *scan)
{
	struct grub_token word, next;
	bool more = next_word(scan, &word);

	if (!more || !scan->has_kernel)
		return;
	scan->has_initrd = true;
	scan->part.separator = (struct slice){ (const uint8_t *)" ", 1 };
	while (more) {
		more = next_word(scan, &next);
		scan->part.is_last = !more;
		visit_path(scan, PART_INITRD, &word);
		word = next;
	}
}

/* ---- Commands ---- */

static bool is_loader(const char *command, const char *name)
{
	size_t len = strlen(name);

	return strncmp(command, name, len) == 0 &&
	       (!command[len] || text_has_word("efi|16", '|', command + len));
}

/*
 * A command that a variable holds. If this menu does not set it, its name says what it is: $linux,
 * $initrd, and with more after that in Clonezilla's $linux_cmd.
 */
static bool is_command(const struct scan *scan, struct slice word, const char *name)
{
	char variable[32];

	if (scan->expanded.text[0])
		return is_loader(scan->expanded.text, name);
	word = slice_trim(word, "${}\"");
	text_print_cut(variable, sizeof(variable), "%.*s", (int)word.len, (const char *)word.data);
	return text_begins(variable, name);
}

static void take_assignment(struct scan *scan, const struct grub_token *word)
{
	struct slice value = slice_of(scan, word);
	struct slice name = slice_take_until(&value, '=');

	if (name.len > 0 && name.data + name.len < scan->text.data + word->end)
		grub_assign(&scan->variables, name, value, scan->conditions == 0);
}

/* for NAME in VALUE... */
static void take_loop(struct scan *scan)
{
	struct grub_token name, word;

	scan->conditions++;
	if (!next_word(scan, &name) || !next_word(scan, &word))
		return;
	for (bool first = true; next_word(scan, &word); first = false)
		grub_assign(&scan->variables, slice_of(scan, &name), slice_of(scan, &word), first);
}

static void take_title(struct scan *scan)
{
	struct grub_token word;

	scan->opens_scope = true;
	scan->has_kernel = false;
	if (!next_word(scan, &word))
		return;
	if (!grub_expand(slice_of(scan, &word), &scan->variables, 0, &scan->expanded))
		return;
	text_copy_cut(scan->part.value, sizeof(scan->part.value), scan->expanded.text);
	visit_part(scan, PART_TITLE, word.start, word.end);
}

static void skip_words(struct scan *scan)
{
	struct grub_token word;

	while (next_word(scan, &word))
		;
}

/* Does the word precede a command, as in "if linux ...; then"? Then that follows. */
static bool is_before_command(struct scan *scan, const char *word)
{
	if (text_has_word("if|while|until", '|', word))
		scan->conditions++;
	else if (text_has_word("fi|done", '|', word))
		scan->conditions -= scan->conditions > 0;
	return text_has_word("if|elif|else|then|while|until|do|fi|done|!", '|', word);
}

static void take_command(struct scan *scan, const struct grub_token *word)
{
	struct slice text = slice_of(scan, word);
	struct grub_token argument;

	if (!grub_expand(text, &scan->variables, 0, &scan->expanded))
		scan->expanded.text[0] = '\0';
	if (is_before_command(scan, scan->expanded.text))
		return;
	if (is_command(scan, text, "linux"))
		take_kernel(scan);
	else if (is_command(scan, text, "initrd"))
		take_initrd(scan);
	else if (text_has_word("menuentry|submenu", '|', scan->expanded.text))
		take_title(scan);
	else if (strcmp(scan->expanded.text, "for") == 0)
		take_loop(scan);
	else if (strcmp(scan->expanded.text, "set") == 0 && next_word(scan, &argument))
		take_assignment(scan, &argument);
	else
		take_assignment(scan, word);
	skip_words(scan);
}

/* What a menuentry sets is gone after it; a function's variables are those of its caller. */
static void take_brace(struct scan *scan, bool opens)
{
	scan->has_kernel = scan->has_initrd = false;
	if (opens && scan->blocks < BLOCKS_MAX)
		scan->scopes[scan->blocks] = scan->opens_scope ? scan->variables.count
							       : GRUB_VARIABLES_MAX;
	if (opens) {
		scan->blocks++;
		if (scan->opens_scope)
			scan->choice = scan->blocks;
	} else if (scan->blocks > 0) {
		scan->blocks--;
		if (scan->blocks < scan->choice)
			scan->choice = 0;
		if (scan->blocks < BLOCKS_MAX && scan->scopes[scan->blocks] < scan->variables.count)
			scan->variables.count = scan->scopes[scan->blocks];
	}
	scan->opens_scope = false;
}

void grub_visit(struct slice text, const struct part_visitor *visitor)
{
	struct scan scan = { .text = text, .visitor = visitor };

	for (;;) {
		struct grub_token token = grub_next_token(text, &scan.at);

		if (token.kind == GRUB_END)
			break;
		if (token.kind == GRUB_WORD)
			take_command(&scan, &token);
		else if (token.kind != GRUB_SEPARATOR)
			take_brace(&scan, token.kind == GRUB_OPEN);
	}
}
