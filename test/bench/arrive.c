// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The live root's init of the bench of whole initramfs systems: say how long it took to get here
 * from mark.c and from the kernel's start, the memory that is available, the processes that were
 * forked, and what the agent says of its own time; and power off. All in one line: microseconds,
 * microseconds, KiB, a number, microseconds (0: there was no agent).
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

/* The number behind the word in a file, or -1. */
static long long find(const char *path, const char *word)
{
	FILE *file = fopen(path, "re");
	long long number = -1;
	char line[512], *at;

	while (file && number < 0 && fgets(line, sizeof(line), file)) {
		at = strstr(line, word);
		if (at)
			number = atoll(at + strlen(word));
	}
	if (file)
		fclose(file);
	return number;
}

static int find_mark(long long *us, long *processes)
{
	char record[8192];
	ssize_t n;
	int fd;

	mknod("/kmsg", S_IFCHR | 0600, makedev(1, 11));
	fd = open("/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	while ((n = read(fd, record, sizeof(record) - 1)) > 0) {
		char *at;

		record[n] = '\0';
		at = strstr(record, "bench: mark ");
		if (at && sscanf(at, "bench: mark %lld %ld", us, processes) == 2)
			return 0;
	}
	return -1;
}

int main(void)
{
	long long start, now, agent_start, agent_end;
	struct timespec time;
	long processes;

	clock_gettime(CLOCK_MONOTONIC, &time);
	mknod("/console", S_IFCHR | 0600, makedev(5, 1));
	if (!freopen("/console", "w", stdout)) /* systemd leaves /dev/null */
		return 1;
	now = (long long)time.tv_sec * 1000000 + time.tv_nsec / 1000;
	mount("proc", "/proc", "proc", 0, NULL); /* it is there, or not */
	agent_start = find("/run/pmemboot/report.json", "\"start\": ");
	agent_end = find("/run/pmemboot/report.json", "\"handover\": ");
	if (find_mark(&start, &processes) == 0)
		printf("\nbench: %lld %lld %lld %lld %lld\n", now - start, now,
		       find("/proc/meminfo", "MemAvailable:"),
		       find("/proc/stat", "processes ") - processes,
		       agent_end > 0 ? agent_end - agent_start : 0);
	else
		printf("\nbench: no mark in the kernel log\n");
	fflush(stdout);
	sync();
	reboot(RB_POWER_OFF);
	return 1;
}
