// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/role.h"

#include "base/text.h"

#include <string.h>

enum role role_decide(const char *name, bool is_command, enum role_place place)
{
	const char *slash = strrchr(name, '/'), *last = slash ? slash + 1 : name;

	if (strcmp(last, "shutdown") == 0)
		return ROLE_SHUTDOWN;
	if (text_ends(last, "-generator"))
		return ROLE_GENERATOR;
	if (is_command && place == PLACE_ELSEWHERE)
		return ROLE_COMMAND;
	if (strcmp(name, "/pmemboot/init") == 0)
		return ROLE_APPEND;
	if (strcmp(last, "init") == 0)
		return ROLE_INIT;
	if (is_command || place == PLACE_ELSEWHERE)
		return ROLE_COMMAND;
	return place == PLACE_OTHER_INITRAMFS ? ROLE_DIRECT : ROLE_INIT;
}
