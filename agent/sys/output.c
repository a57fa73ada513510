// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A handler, because an ignored signal stays ignored in programs that are executed. */
static void end_for_no_reader(int number unused)
{
	_exit(1);
}

void output_begin(void)
{
	const struct sigaction action = { .sa_handler = end_for_no_reader };
	int fd;

	/* open(2) returns the lowest free number. A directory cannot be written to. */
	do
		fd = open("/", O_RDONLY | O_DIRECTORY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
	sigaction(SIGPIPE, &action, NULL);
}

int output_end(void)
{
	if (fflush(stdout) == EOF)
		return -errno;
	if (!ferror(stdout))
		return 0;
	/* The reason is gone. What ends in the middle may end in a newline too. */
	return write(STDOUT_FILENO, "\n", 1) < 0 ? -errno : -EIO;
}

bool output_has_colour(int fd)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	return !(no_color && *no_color) && isatty(fd) && term && strcmp(term, "dumb") != 0;
}
