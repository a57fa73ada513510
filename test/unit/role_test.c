// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/role.h"

#include "unit/test.h"

/* As PID 1 of an initramfs, of one with another /init, and as any other process. */
TEST(role)
{
	static const struct {
		const char *name;
		bool is_command;
		enum role as_pid1, beside_init, otherwise;
	} rows[] = {
		{ "/init", false, ROLE_INIT, ROLE_INIT, ROLE_INIT },
		{ "init", false, ROLE_INIT, ROLE_INIT, ROLE_INIT },
		/* a word of the kernel's command line */
		{ "/init", true, ROLE_INIT, ROLE_INIT, ROLE_COMMAND },
		{ "/pmemboot/init", false, ROLE_APPEND, ROLE_APPEND, ROLE_APPEND },
		{ "/pmemboot/init", true, ROLE_APPEND, ROLE_APPEND, ROLE_COMMAND },
		{ "/usr/bin/pmemboot", false, ROLE_INIT, ROLE_DIRECT, ROLE_COMMAND },
		{ "/usr/bin/pmemboot", true, ROLE_COMMAND, ROLE_COMMAND, ROLE_COMMAND },
		{ "./pmemboot", true, ROLE_COMMAND, ROLE_COMMAND, ROLE_COMMAND },
		{ "", false, ROLE_INIT, ROLE_DIRECT, ROLE_COMMAND },
		{ "/shutdown", false, ROLE_SHUTDOWN, ROLE_SHUTDOWN, ROLE_SHUTDOWN },
		{ "/pmemboot/build/pmemboot", false, ROLE_INIT, ROLE_DIRECT, ROLE_COMMAND },
		{ "/usr/lib/systemd/system-generators/dracut-pmemboot-generator", false,
		  ROLE_GENERATOR, ROLE_GENERATOR, ROLE_GENERATOR },
		{ "/usr/lib/systemd/system-generators/pmemboot", false, ROLE_INIT, ROLE_DIRECT,
		  ROLE_COMMAND },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *name = rows[i].name;
		bool is_command = rows[i].is_command;

		CHECK(role_decide(name, is_command, PLACE_INITRAMFS) == rows[i].as_pid1);
		CHECK(role_decide(name, is_command, PLACE_OTHER_INITRAMFS) == rows[i].beside_init);
		CHECK(role_decide(name, is_command, PLACE_ELSEWHERE) == rows[i].otherwise);
	}
}
