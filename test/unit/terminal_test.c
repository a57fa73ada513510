// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/terminal.h"

#include "unit/test.h"

#include <fcntl.h>
#include <unistd.h>

/* A person's side of a terminal, and the program's. */
static int person, program;

static void open_terminal(void)
{
	person = posix_openpt(O_RDWR | O_NOCTTY);
	CHECK(person >= 0 && grantpt(person) == 0 && unlockpt(person) == 0);
	program = open(ptsname(person), O_RDWR | O_NOCTTY);
	CHECK(program >= 0);
}

static bool escaped(const struct terminal *terminal, const char *keys)
{
	CHECK(write(person, keys, strlen(keys)) == (ssize_t)strlen(keys));
	return terminal_escaped(terminal);
}

TEST(terminal_keys_that_skip)
{
	struct terminal terminal;

	open_terminal();
	terminal_begin(&terminal, program);
	CHECK(terminal.fd == program);
	CHECK(!terminal_escaped(&terminal)); /* nothing typed: it doesn't wait */
	CHECK(escaped(&terminal, "\033"));
	CHECK(escaped(&terminal, "\003"));
	CHECK(escaped(&terminal, "a\003b"));
	CHECK(!escaped(&terminal, "a\n"));
	CHECK(!escaped(&terminal, "\033[A")); /* an arrow */
	CHECK(!terminal_escaped(&terminal));
}

TEST(terminal_is_as_it_was)
{
	struct termios before, after;
	struct terminal terminal;

	open_terminal();
	CHECK(tcgetattr(program, &before) == 0);
	terminal_begin(&terminal, program);
	CHECK(tcgetattr(program, &after) == 0);
	CHECK(!(after.c_lflag & (ICANON | ECHO | ISIG)));
	terminal_end(&terminal);
	CHECK(terminal.fd < 0);
	CHECK(tcgetattr(program, &after) == 0);
	CHECK(after.c_lflag == before.c_lflag);
	CHECK(memcmp(after.c_cc, before.c_cc, sizeof(before.c_cc)) == 0);
	terminal_end(&terminal); /* once more is no harm */
}

TEST(terminal_that_is_none)
{
	struct terminal terminal;
	int fd = open("/dev/null", O_RDWR);

	terminal_begin(&terminal, fd);
	CHECK(terminal.fd < 0);
	terminal_end(&terminal);
}
