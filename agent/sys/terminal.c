// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/terminal.h"

#include <string.h>

enum { ESCAPE = 27, CTRL_C = 3 };

void terminal_begin(struct terminal *ret, int fd)
{
	struct termios raw;

	ret->fd = -1;
	if (tcgetattr(fd, &ret->before) < 0)
		return;
	raw = ret->before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	raw.c_cc[VMIN] = 0; /* read(2) does not wait */
	raw.c_cc[VTIME] = 0;
	if (tcsetattr(fd, TCSANOW, &raw) == 0)
		ret->fd = fd;
}

void terminal_end(struct terminal *terminal)
{
	if (terminal->fd >= 0)
		(void)tcsetattr(terminal->fd, TCSANOW, &terminal->before);
	terminal->fd = -1;
}

bool terminal_escaped(const struct terminal *terminal)
{
	char keys[32];
	ssize_t n;
	bool escaped = false;

	while ((n = read(terminal->fd, keys, sizeof(keys))) > 0)
		/* A key that sends a sequence, such as an arrow, is not Escape. */
		if (memchr(keys, CTRL_C, (size_t)n) || (n == 1 && keys[0] == ESCAPE))
			escaped = true;
	return escaped;
}
