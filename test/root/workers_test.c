// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/mapping.h"
#include "sys/workers.h"

#include "unit/test.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>

struct piece {
	struct work work;
	int number;
	int square;
};

static int square(struct work *work)
{
	struct piece *piece = (struct piece *)work;

	piece->square = piece->number * piece->number;
	return piece->number == 7 ? -EBADMSG : 0;
}

static int wait_for_end(void *context unused, int fd)
{
	struct pollfd fds = { .fd = fd, .events = POLLIN };

	return poll(&fds, 1, 20000) == 1 ? 0 : -ETIMEDOUT;
}

TEST(workers_do_every_piece)
{
	enum { N = 100 };
	struct piece *list = workers_alloc(N * sizeof(*list));

	CHECK(list != NULL);
	for (int i = 0; i < N; i++) {
		list[i].work.run = square;
		list[i].number = i;
	}
	CHECK(workers_run(list, N, sizeof(*list), wait_for_end, NULL) == 0);
	for (int i = 0; i < N; i++) {
		CHECK(list[i].square == i * i);
		CHECK(list[i].work.result == (i == 7 ? -EBADMSG : 0));
	}
	workers_free(list, N * sizeof(*list));
}

static int end_badly(struct work *work unused)
{
	raise(SIGKILL);
	return 0;
}

/* What ends a worker is its own. */
TEST(workers_may_die)
{
	struct piece *piece = workers_alloc(sizeof(*piece));

	piece->work.run = end_badly;
	CHECK(workers_run(piece, 1, sizeof(*piece), wait_for_end, NULL) == 0);
	CHECK(piece->work.result == -ECANCELED);
	workers_free(piece, sizeof(*piece));
}

static int sleep_long(struct work *work unused)
{
	return poll(NULL, 0, 60000);
}

static int skip(void *context unused, int fd unused)
{
	return -ECANCELED;
}

TEST(workers_are_ended)
{
	struct piece *piece = workers_alloc(sizeof(*piece));

	piece->work.run = sleep_long;
	CHECK(workers_run(piece, 1, sizeof(*piece), skip, NULL) == -ECANCELED);
	CHECK(piece->work.result == -ECANCELED);
	workers_free(piece, sizeof(*piece));
}

TEST(mapping_of_a_part)
{
	FILE *file = tmpfile();
	struct mapping mapping;

	CHECK(file != NULL);
	for (int i = 0; i < 3000; i++)
		fprintf(file, "%04d", i);
	fflush(file);
	CHECK(mapping_open(&mapping, fileno(file), 4 * 1234, 8) == 0);
	CHECK(memcmp(mapping.data, "12341235", 8) == 0 && mapping.len == 8);
	mapping_close(&mapping);
	CHECK(!mapping.data);
	CHECK(mapping_open(&mapping, fileno(file), 0, 0) == -EINVAL);
	CHECK(mapping_open(&mapping, -1, 0, 1) == -EBADF);
	fclose(file);
}
