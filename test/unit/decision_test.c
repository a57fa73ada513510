// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/decision.h"

#include "unit/test.h"

#include <errno.h>

#define BOOT "0d4c2b9e-6e0f-4b7a-9c55-3b1f6a2f8d11"

TEST(decision_comes_back)
{
	for (enum decision d = DECISION_ASIDE; d < DECISIONS; d++) {
		char text[DECISION_TEXT_MAX];
		enum decision found = DECISIONS;

		CHECK(decision_print(text, sizeof(text), d, BOOT) == 0);
		CHECK(decision_parse(text, BOOT, &found) == 0 && found == d);
	}
}

/* Of another boot, of another form, or cut: not believed. */
TEST(decision_stale_or_odd)
{
	static const char *const texts[] = {
		"",
		"aside\n",
		"pmemboot decision 1\nboot " BOOT "\ndecision aside",
		"pmemboot decision 1\nboot " BOOT "\ndecision aside\n\n",
		"pmemboot decision 1\nboot " BOOT "\ndecision aside \n",
		"pmemboot decision 1\nboot " BOOT "\ndecision ours\n",
		"pmemboot decision 1\nboot " BOOT "\n",
		"pmemboot decision 2\nboot " BOOT "\ndecision aside\n",
		"pmemboot decision 1\r\nboot " BOOT "\r\ndecision aside\r\n",
		"pmemboot decision 1\nboot 0d4c2b9e-6e0f-4b7a-9c55-3b1f6a2f8d12\ndecision aside\n",
	};

	for (size_t i = 0; i < array_size(texts); i++) {
		enum decision found = DECISIONS;

		CHECK(decision_parse(texts[i], BOOT, &found) == -EBADMSG && found == DECISIONS);
	}
}
