// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/role.h"

#include "unit/test.h"

/* As PID 1 of an initramfs, and as any other process, the first one of a container too. */
TEST(role)
{
	static const struct {
		const char *name;
		bool is_command;
		enum role as_pid1, otherwise;
	} rows[] = {
		{ "/init", false, ROLE_INIT, ROLE_INIT },
		{ "init", false, ROLE_INIT, ROLE_INIT },
		{ "/init", true, ROLE_INIT,
		  ROLE_COMMAND }, /* a word of the kernel's command line */
		{ "/pmemboot/init", false, ROLE_APPEND, ROLE_APPEND },
		{ "/pmemboot/init", true, ROLE_APPEND, ROLE_COMMAND },
		{ "/usr/bin/pmemboot", false, ROLE_INIT, ROLE_COMMAND },
		{ "/usr/bin/pmemboot", true, ROLE_COMMAND, ROLE_COMMAND },
		{ "./pmemboot", true, ROLE_COMMAND, ROLE_COMMAND },
		{ "", false, ROLE_INIT, ROLE_COMMAND },
		{ "/shutdown", false, ROLE_SHUTDOWN, ROLE_SHUTDOWN },
		{ "/usr/lib/systemd/system-generators/dracut-pmemboot-generator", false,
		  ROLE_GENERATOR, ROLE_GENERATOR },
		{ "/usr/lib/systemd/system-generators/pmemboot", false, ROLE_INIT, ROLE_COMMAND },
		{ "/pmemboot/build/pmemboot", false, ROLE_INIT, ROLE_COMMAND },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK(role_decide(rows[i].name, rows[i].is_command, true) == rows[i].as_pid1);
		CHECK(role_decide(rows[i].name, rows[i].is_command, false) == rows[i].otherwise);
	}
}
