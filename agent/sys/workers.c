// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/workers.h"

#include "sys/child.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>

enum { CPUS_MAX = 64 };

void *workers_alloc(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return memory == MAP_FAILED ? NULL : memory;
}

void workers_free(void *memory, size_t size)
{
	if (memory)
		munmap(memory, size);
}

static unsigned int count_cpus(void)
{
	cpu_set_t cpus;
	int n = sched_getaffinity(0, sizeof(cpus), &cpus) == 0 ? CPU_COUNT(&cpus) : 1;

	return n < 1 ? 1 : n > CPUS_MAX ? CPUS_MAX : (unsigned int)n;
}

static struct work *piece_at(void *list, unsigned int i, size_t size)
{
	return (struct work *)(void *)((char *)list + i * size);
}

/* In the child: do the next piece that nobody has taken, until there is none. */
static void do_pieces(void *list, unsigned int n, size_t size, unsigned int *next)
{
	unsigned int i;

	while ((i = __atomic_fetch_add(next, 1, __ATOMIC_RELAXED)) < n) {
		struct work *mine = piece_at(list, i, size);

		mine->result = mine->run(mine);
	}
	_exit(0);
}

int workers_run(void *list, unsigned int n, size_t size, int (*watch)(void *context, int fd),
		void *context)
{
	unsigned int *next = workers_alloc(sizeof(*next)), wanted = count_cpus(), started = 0;
	pid_t pids[CPUS_MAX];
	int ends[2], r = 0;

	if (!next)
		return -ENOMEM;
	if (pipe2(ends, O_CLOEXEC) < 0) {
		workers_free(next, sizeof(*next));
		return -errno;
	}
	for (unsigned int i = 0; i < n; i++)
		piece_at(list, i, size)->result = -ECANCELED;
	for (; started < wanted && started < n; started++) {
		pids[started] = fork();
		if (pids[started] == 0)
			do_pieces(list, n, size, next);
		if (pids[started] < 0) {
			r = -errno;
			break;
		}
	}
	close(ends[1]);
	/* Fewer workers than wanted can do all pieces too. */
	if (started > 0)
		r = watch(context, ends[0]);
	for (unsigned int i = 0; i < started; i++) {
		if (r < 0)
			kill(pids[i], SIGKILL);
		child_wait(pids[i]);
	}
	close(ends[0]);
	workers_free(next, sizeof(*next));
	return r;
}
