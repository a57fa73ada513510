// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/power.h"

#include "base/attributes.h"

#include <limits.h>
#include <signal.h>
#include <sys/reboot.h>
#include <sys/wait.h>
#include <time.h>

void power_restart(void)
{
	sync();
	(void)reboot(RB_AUTOBOOT);
}

void power_wait(unsigned int seconds)
{
	struct timespec left = { .tv_sec = (time_t)seconds };
	sigset_t child;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	do {
		while (waitpid(-1, NULL, WNOHANG) > 0)
			;
	} while (sigtimedwait(&child, NULL, seconds == UINT_MAX ? NULL : &left) >= 0 ||
		 seconds == UINT_MAX);
}
