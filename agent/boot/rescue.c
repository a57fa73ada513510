// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/rescue.h"

#include "log/log.h"
#include "sys/clock.h"
#include "sys/console.h"
#include "sys/power.h"
#include "sys/program.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#define BUSYBOX "/bin/busybox"
#define SHELL	"/bin/sh" /* dracut's initramfs has no busybox */

enum { NOBODY_THERE = 1000000 }; /* microseconds: if a shell ends sooner, nobody used it */

void rescue_explain(const struct failure *why)
{
	log_error("cannot boot: %s [%s]", why->line, failure_name(why->code));
	log_error("what to do: %s", failure_remedy(why->code));
}

int rescue_open(void)
{
	int fd = program_open(BUSYBOX);

	return fd < 0 ? program_open(SHELL) : fd;
}

int rescue_shell(int shell_fd, const char *why)
{
	char *arguments[] = { (char *)"-sh", NULL };
	uint64_t begun = clock_now();
	int r;

	if (shell_fd < 0) {
		log_error("cannot start a shell, there is no " BUSYBOX " and no " SHELL ": %s",
			  strerror(-shell_fd));
		return shell_fd;
	}
	log_notice("%s, \"reboot -f\" restarts the machine", why);
	r = console_run(shell_fd, arguments);
	if (r < 0)
		log_error("cannot start the shell: %s", strerror(-r));
	else if (clock_now() - begun < NOBODY_THERE)
		r = -ENOTTY;
	return r < 0 ? r : 0;
}

void rescue_halt(const struct config *config)
{
	if (config->panic > 0)
		log_error("restarting in %d seconds (panic=)", config->panic);
	else if (config->panic < 0)
		log_error("restarting (panic=)");
	else
		log_error("stopped; Ctrl-Alt-Del restarts the machine");
	if (config->panic > 0)
		power_wait((unsigned int)config->panic);
	if (config->panic != 0)
		power_restart();
	for (;;)
		power_wait(UINT_MAX);
}
