// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/child.h"

#include "unit/test.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

static void two_steps(void *context, int say_fd)
{
	(void)context;
	child_say(say_fd);
	child_say(say_fd);
}

static void wait_for_ever(void *context, int say_fd)
{
	(void)context;
	(void)say_fd;
	pause();
}

TEST(child_is_heard_step_by_step)
{
	struct child child;

	CHECK(child_begin(&child, two_steps, NULL) == 0);
	CHECK(child_hear(&child) == 1);
	CHECK(child_hear(&child) == 1);
	CHECK(child_hear(&child) == 0); /* it has ended */
	child_end(&child, true);
	CHECK(child.fd == -1 && child_hear(&child) == 0);
	child_end(&child, true); /* nothing to do */
}

TEST(child_that_goes_on_is_left_behind)
{
	struct pollfd fds = { .events = POLLIN };
	struct child child;
	int pid;

	CHECK(child_begin(&child, wait_for_ever, NULL) == 0);
	pid = child.pid;
	fds.fd = child.fd;
	CHECK(poll(&fds, 1, 0) == 0);
	child_end(&child, false);
	CHECK(child.fd == -1);
	/* It still runs. It must not outlive the test. */
	CHECK(kill(pid, SIGKILL) == 0 && child_wait(pid) == 128 + SIGKILL);
}
