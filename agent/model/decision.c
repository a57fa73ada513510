// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/decision.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

const char *decision_name(enum decision decision)
{
	static const char *const names[] = { [DECISION_ASIDE] = "aside",
					     [DECISION_TAKEOVER] = "takeover",
					     [DECISION_ASSIST] = "assist" };

	return names[decision];
}

int decision_print(char *text, size_t size, enum decision decision, const char *boot_id)
{
	return text_print(text, size, "pmemboot decision 1\nboot %s\ndecision %s\n", boot_id,
			  decision_name(decision));
}

int decision_parse(const char *text, const char *boot_id, enum decision *ret)
{
	for (enum decision d = DECISION_ASIDE; d < DECISIONS; d++) {
		char expected[DECISION_TEXT_MAX];

		if (decision_print(expected, sizeof(expected), d, boot_id) == 0 &&
		    strcmp(text, expected) == 0) {
			*ret = d;
			return 0;
		}
	}
	return -EBADMSG;
}
