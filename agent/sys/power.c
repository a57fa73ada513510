// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/power.h"

#include "base/attributes.h"
#include "sys/clock.h"

#include <limits.h>
#include <linux/reboot.h>
#include <signal.h>
#include <string.h>
#include <sys/reboot.h>
#include <sys/wait.h>
#include <time.h>

void power_restart(void)
{
	sync();
	(void)reboot(RB_AUTOBOOT);
}

void power_end(const char *how)
{
	sync();
	if (strcmp(how, "poweroff") == 0)
		(void)reboot(RB_POWER_OFF);
	else if (strcmp(how, "halt") == 0)
		(void)reboot(RB_HALT_SYSTEM);
	else if (strcmp(how, "kexec") == 0)
		(void)reboot((int)LINUX_REBOOT_CMD_KEXEC);
	(void)reboot(RB_AUTOBOOT);
}

void power_wait(unsigned int seconds)
{
	uint64_t end = seconds == UINT_MAX ? UINT64_MAX : clock_now() + seconds * UINT64_C(1000000);
	sigset_t child;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	for (uint64_t now; (now = clock_now()) < end;) {
		struct timespec left = { .tv_sec = (time_t)((end - now) / 1000000),
					 .tv_nsec = (long)((end - now) % 1000000 * 1000) };

		while (waitpid(-1, NULL, WNOHANG) > 0)
			;
		(void)sigtimedwait(&child, NULL, seconds == UINT_MAX ? NULL : &left);
	}
}
