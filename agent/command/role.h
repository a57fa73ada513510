/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the program is to be: PID 1 of an initramfs, or a command. The first process of a container
 * is PID 1 too, but not of an initramfs.
 */
#pragma once

#include <stdbool.h>

enum role {
	ROLE_COMMAND,	/* what the first argument says */
	ROLE_INIT,	/* /init, or rdinit= where no other /init is */
	ROLE_DIRECT,	/* rdinit=, where /init is that of dracut or initramfs-tools */
	ROLE_APPEND,	/* rdinit=/pmemboot/init: in an archive after a stock initramfs */
	ROLE_SHUTDOWN,	/* /shutdown, which systemd-shutdown executes as PID 1 */
	ROLE_GENERATOR, /* a link in system-generators/, which systemd executes */
};

enum role_place {
	PLACE_ELSEWHERE,       /* not PID 1, or PID 1 of a container */
	PLACE_INITRAMFS,       /* PID 1 of an initramfs */
	PLACE_OTHER_INITRAMFS, /* ... whose /init is another program */
};

/*
 * Decide by the name that the program was executed by, by whether its first argument is a command
 * (not an option), and by where it runs. In an initramfs the name counts more: its arguments are
 * the kernel's, for the init of the root.
 */
enum role role_decide(const char *name, bool is_command, enum role_place place);
