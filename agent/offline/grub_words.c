// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/grub_words.h"

#include "base/text.h"

#include <string.h>

#define BLANKS " \t\r"

/* Variables in variables, and how many are looked up for one word. */
enum { DEPTH_MAX = 8, STEPS_MAX = 16 };

static bool is_in(uint8_t c, const char *set)
{
	return c && strchr(set, c) != NULL;
}

/* ---- Tokens ---- */

static size_t continuation_at(struct slice text, size_t at)
{
	if (slice_matches(text, at, "\\\n", 2))
		return 2;
	return slice_matches(text, at, "\\\r\n", 3) ? 3 : 0;
}

static size_t skip_blanks(struct slice text, size_t at)
{
	while (at < text.len) {
		size_t continued = continuation_at(text, at);

		if (!continued && !is_in(text.data[at], BLANKS))
			break;
		at += continued ? continued : 1;
	}
	if (at < text.len && text.data[at] == '#')
		while (at < text.len && text.data[at] != '\n')
			at++;
	return at;
}

/* Where a quoted text ends that begins at at. Without a closing quote: the end of the text. */
static size_t skip_quoted(struct slice text, size_t at)
{
	uint8_t quote = text.data[at++];

	while (at < text.len && text.data[at] != quote)
		at += quote == '"' && text.data[at] == '\\' ? 2 : 1;
	return at < text.len ? at + 1 : text.len;
}

static size_t skip_variable(struct slice text, size_t at)
{
	if (!slice_matches(text, at, "${", 2))
		return at + 1;
	while (at < text.len && !is_in(text.data[at], "}\n"))
		at++;
	return at < text.len && text.data[at] == '}' ? at + 1 : at;
}

static size_t skip_word(struct slice text, size_t at)
{
	while (at < text.len && !is_in(text.data[at], BLANKS "\n;|&<>{}")) {
		if (continuation_at(text, at))
			break;
		if (is_in(text.data[at], "'\""))
			at = skip_quoted(text, at);
		else if (text.data[at] == '\\')
			at = at + 2 < text.len ? at + 2 : text.len;
		else if (text.data[at] == '$')
			at = skip_variable(text, at);
		else
			at++;
	}
	return at;
}

struct grub_token grub_next_token(struct slice text, size_t *at)
{
	struct grub_token token = { .start = skip_blanks(text, *at), .kind = GRUB_END };

	token.end = token.start;
	if (token.start < text.len) {
		uint8_t c = text.data[token.start];

		token.kind = c == '{'		   ? GRUB_OPEN
			     : c == '}'		   ? GRUB_CLOSE
			     : is_in(c, "\n;|&<>") ? GRUB_SEPARATOR
						   : GRUB_WORD;
		token.end = token.kind == GRUB_WORD ? skip_word(text, token.start)
						    : token.start + 1;
	}
	*at = token.end;
	return token;
}

/* ---- Variables ---- */

void grub_assign(struct grub_variables *variables, struct slice name, struct slice value,
		 bool replaces)
{
	if (variables->count < GRUB_VARIABLES_MAX)
		variables->list[variables->count++] = (struct grub_variable){ name, value,
									      replaces };
}

struct expansion {
	const struct grub_variables *variables;
	unsigned int left; /* of the number of the combination */
	unsigned int steps;
	size_t len;
	bool in_device;
	struct grub_text *ret;
};

static void put_byte(struct expansion *e, uint8_t c)
{
	if (e->len + 1 >= sizeof(e->ret->text) || !c) {
		e->ret->unclear = true;
		return;
	}
	if (e->len == 0 && c == '(')
		e->in_device = true;
	else if (c == ')')
		e->in_device = false;
	e->ret->text[e->len++] = (char)c;
}

static void expand_text(struct expansion *e, struct slice text, unsigned int depth);

static void put_unknown(struct expansion *e, struct slice name)
{
	if (!e->in_device && !slice_equals(name, "prefix", 6)) {
		e->ret->unclear = true;
		return;
	}
	put_byte(e, '$');
	for (size_t i = 0; i < name.len; i++)
		put_byte(e, name.data[i]);
}

/* Put the value of a variable that the number of the combination selects. */
static void put_variable(struct expansion *e, struct slice name, unsigned int depth)
{
	const struct grub_variable *found[GRUB_ALTERNATIVES_MAX];
	unsigned int n = 0, i = e->variables->count, selected;

	if (++e->steps > STEPS_MAX || depth >= DEPTH_MAX) {
		e->ret->unclear = true;
		return;
	}
	while (i-- > 0 && n < GRUB_ALTERNATIVES_MAX) {
		const struct grub_variable *variable = &e->variables->list[i];

		if (!slice_equals(variable->name, name.data, name.len))
			continue;
		found[n++] = variable;
		if (variable->replaces)
			break;
	}
	if (n == 0 || (e->in_device && slice_equals(name, "root", 4))) {
		put_unknown(e, name);
		return;
	}
	selected = e->left % n;
	e->left /= n;
	expand_text(e, found[selected]->value, depth + 1);
}

static bool is_name(uint8_t c)
{
	return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Put the variable at text.data[at], a dollar. Returns where it ends. */
static size_t take_variable(struct expansion *e, struct slice text, size_t at, unsigned int depth)
{
	size_t end = skip_variable(text, at);

	if (end > at + 2 && text.data[at + 1] == '{') {
		put_variable(e, slice_sub(text, at + 2, end - at - 3), depth);
		return end;
	}
	while (end < text.len && is_name(text.data[end]))
		end++;
	if (end == at + 1)
		put_byte(e, '$');
	else
		put_variable(e, slice_sub(text, at + 1, end - at - 1), depth);
	return end;
}

static void expand_text(struct expansion *e, struct slice text, unsigned int depth)
{
	uint8_t quote = 0;

	for (size_t at = 0; at < text.len;) {
		uint8_t c = text.data[at];

		if (c == '$' && quote != '\'') {
			at = take_variable(e, text, at, depth);
		} else if (quote ? c == quote : is_in(c, "'\"")) {
			quote = quote ? 0 : c;
			at++;
		} else if (c == '\\' && quote != '\'' && at + 1 < text.len &&
			   (!quote || is_in(text.data[at + 1], "$\"\\\n"))) {
			if (text.data[at + 1] != '\n')
				put_byte(e, text.data[at + 1]);
			at += 2;
		} else {
			put_byte(e, c);
			at++;
		}
	}
}

bool grub_expand(struct slice word, const struct grub_variables *variables,
		 unsigned int alternative, struct grub_text *ret)
{
	struct expansion e = { .variables = variables, .left = alternative, .ret = ret };

	ret->unclear = false;
	expand_text(&e, word, 0);
	ret->text[e.len] = '\0';
	return e.left == 0;
}
