// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/signals.h"

#include "base/number.h"

#include <signal.h>
#include <stdbool.h>

/* The signals that end a process unless they are handled (signal(7)). */
static const int deadly[] = { SIGHUP,  SIGINT,	SIGQUIT,   SIGILL,  SIGTRAP, SIGABRT, SIGBUS,
			      SIGFPE,  SIGUSR1, SIGSEGV,   SIGUSR2, SIGPIPE, SIGALRM, SIGTERM,
			      SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGIO,   SIGPWR,  SIGSYS };

/* What a handler needs. Written once, before there is one. */
static struct {
	pid_t pid;
	const char *command;
} clean_up;

static void execute_again(int number)
{
	char digits[] = { (char)('0' + number / 10), (char)('0' + number % 10), '\0' };
	const char *arguments[] = { "pmemboot", clean_up.command, digits, NULL };

	if (getpid() == clean_up.pid)
		(void)execve("/proc/self/exe", (char *const *)arguments, environ);
	/* The handler is gone (SA_RESETHAND): the signal is pending until we return. */
	(void)raise(number);
}

void signals_clean_up_by(const char *command)
{
	struct sigaction action = { .sa_handler = execute_again, .sa_flags = (int)SA_RESETHAND };

	clean_up.pid = getpid();
	clean_up.command = command;
	sigfillset(&action.sa_mask);
	for (size_t i = 0; i < array_size(deadly); i++) {
		struct sigaction before;

		/* Whoever started us may have had it ignored. */
		if (sigaction(deadly[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
			(void)sigaction(deadly[i], &action, NULL);
	}
}

static bool is_deadly(uint64_t number)
{
	for (size_t i = 0; i < array_size(deadly); i++)
		if ((uint64_t)deadly[i] == number)
			return true;
	return false;
}

void signals_end_by(const char *number)
{
	uint64_t value;
	sigset_t none;

	if (number_parse_string(number, 64, &value) < 0 || !is_deadly(value))
		return;
	(void)signal((int)value, SIG_DFL);
	(void)raise((int)value);
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}
