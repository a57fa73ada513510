// SPDX-License-Identifier: GPL-2.0-or-later
#include "log/progress.h"
#include "base/line.h"

#include "base/text.h"
#include "log/log.h"
#include "sys/clock.h"
#include "sys/terminal.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>

/* microseconds */
enum { SECOND = 1000000, TERMINAL_FIRST = SECOND, TERMINAL_EVERY = SECOND / 4 };
enum { LOG_FIRST = 2 * SECOND, LOG_EVERY = 5 * SECOND };

void progress_print(const struct progress *progress, uint64_t took, char *line, size_t size)
{
	uint64_t done = __atomic_load_n(progress->done, __ATOMIC_RELAXED);
	uint64_t rate = done / (took / 1000 + 1) * 1000; /* bytes a second */
	char bytes[32];

	if (done > progress->total)
		done = progress->total;
	text_print_cut(line, size, "checking %s: ", progress->what);
	/* A signature over the whole is checked in one call: it reports no bytes before its end. */
	if (rate > 0)
		text_append_cut(line, size, "%" PRIu64 " %% of ",
				done / (progress->total / 100 + 1));
	text_append_cut(line, size, "%s", text_size(bytes, sizeof(bytes), progress->total));
	if (rate > 0)
		text_append_cut(line, size, ", %s/s, %" PRIu64 " s left",
				text_size(bytes, sizeof(bytes), rate),
				(progress->total - done) / rate);
	if (progress->may_skip)
		text_append_cut(line, size, " (Escape skips it)");
}

int progress_watch(void *context, int fd)
{
	const struct progress *progress = context;
	bool tty = isatty(2), shown = false;
	uint64_t begun = clock_now(), next = begun + (tty ? TERMINAL_FIRST : LOG_FIRST);
	struct terminal terminal = { .fd = -1 };
	int r = 1;

	if (progress->may_skip)
		terminal_begin(&terminal, 0);
	while (r == 1) {
		struct pollfd fds[] = { { .fd = fd, .events = POLLIN },
					{ .fd = terminal.fd, .events = POLLIN } };
		uint64_t now = clock_now();
		char line[256];

		(void)poll(fds, 2, now < next ? (int)((next - now) / 1000) + 1 : 0);
		now = clock_now();
		if (fds[0].revents)
			r = 0;
		else if (fds[1].revents && terminal_escaped(&terminal))
			r = -ECANCELED;
		else if (fds[1].revents & (POLLHUP | POLLERR))
			terminal_end(&terminal);
		if (r != 1 || now < next)
			continue;
		progress_print(progress, now - begun, line, sizeof(line));
		if (tty)
			line_write(stderr, "\rpmemboot: %s\033[K", line);
		else
			log_notice("%s", line);
		shown = tty;
		next = now + (tty ? TERMINAL_EVERY : LOG_EVERY);
	}
	if (shown)
		line_write(stderr, "\r\033[K");
	terminal_end(&terminal);
	return r;
}
