// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/grub_words.h"

#include "unit/test.h"

static struct slice text(const char *string)
{
	return (struct slice){ (const uint8_t *)string, strlen(string) };
}

TEST(grub_words_tokens)
{
	static const enum grub_token_kind kinds[] = { GRUB_WORD,      GRUB_OPEN, GRUB_WORD,
						      GRUB_SEPARATOR, GRUB_WORD, GRUB_CLOSE,
						      GRUB_END,	      GRUB_END };
	struct slice script = text("a{ ${b}\"c\nd\" ;\\\n e}# f");
	size_t at = 0;

	for (size_t i = 0; i < array_size(kinds); i++)
		CHECK(grub_next_token(script, &at).kind == kinds[i]);
}

TEST(grub_words_combinations)
{
	struct grub_variables variables = { .count = 0 };
	struct grub_text ret;

	grub_assign(&variables, text("a"), text("0"), false);
	grub_assign(&variables, text("a"), text("1"), true);
	grub_assign(&variables, text("a"), text("2"), false);
	grub_assign(&variables, text("b"), text("'$a'"), true);
	CHECK(grub_expand(text("$a-$b"), &variables, 0, &ret) && !ret.unclear);
	CHECK_STRING(ret.text, "2-$a");
	CHECK(grub_expand(text("$a-$b"), &variables, 1, &ret));
	CHECK_STRING(ret.text, "1-$a");
	CHECK(!grub_expand(text("$a-$b"), &variables, 2, &ret));
}

TEST(grub_words_limits)
{
	struct grub_variables variables = { .count = 0 };
	struct grub_text ret;
	char longer[600];

	grub_assign(&variables, text("a"), text("x$a$a"), true);
	CHECK(grub_expand(text("$a"), &variables, 0, &ret) && ret.unclear);
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	CHECK(grub_expand(text(longer), &variables, 0, &ret) && ret.unclear);
	CHECK(strlen(ret.text) == sizeof(ret.text) - 1);
	for (int i = 0; i < 2 * GRUB_VARIABLES_MAX; i++)
		grub_assign(&variables, text("b"), text("y"), false);
	CHECK(variables.count == GRUB_VARIABLES_MAX);
}
