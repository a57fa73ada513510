// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * rdinit= of the bench of whole initramfs systems: put the time and the number of processes so far
 * into the kernel log, and become /init, or what BENCH_INIT= of the kernel command line names. The
 * live root's init (arrive.c) finds it there, whatever the initramfs does with its environment.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

static long count_processes(void)
{
	char line[256];
	long processes = 0;
	FILE *stat;

	mkdir("/mark.d", 0700);
	if (mount("proc", "/mark.d", "proc", 0, NULL) < 0)
		return -1;
	stat = fopen("/mark.d/stat", "re");
	while (stat && fgets(line, sizeof(line), stat))
		if (sscanf(line, "processes %ld", &processes) == 1)
			break;
	if (stat)
		fclose(stat);
	umount("/mark.d");
	rmdir("/mark.d");
	return processes;
}

int main(int argc, char **argv)
{
	struct timespec now;
	char text[128];
	int fd;

	clock_gettime(CLOCK_MONOTONIC, &now);
	snprintf(text, sizeof(text), "bench: mark %lld %ld\n",
		 (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000, count_processes());
	mknod("/kmsg", S_IFCHR | 0600, makedev(1, 11));
	fd = open("/kmsg", O_WRONLY | O_CLOEXEC);
	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		return 1;
	close(fd);
	unlink("/kmsg");
	argv[0] = getenv("BENCH_INIT");
	if (!argv[0])
		argv[0] = (char *)"/init";
	return argc > 0 ? execv(argv[0], argv) : 1;
}
