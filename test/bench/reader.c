// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reader DIRECTORY: read all files below it, on one file system, cold, by two processes as two CPUs
 * do in a boot, without copying them anywhere. Prints the milliseconds that took, the KiB of page
 * cache it added, and the KiB of pages that the files have.
 */
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 1 << 20, DEPTH = 32, INODES = 1 << 25, READERS = 2 };

static int nowhere, reader, files;
static unsigned char seen[INODES / 8]; /* hard links have one set of pages */
static long long data;

static int visit(const char *path, const struct stat *st, int type, struct FTW *where)
{
	int fd;

	(void)where;
	if (type != FTW_F || !S_ISREG(st->st_mode))
		return 0;
	if (st->st_ino < INODES && !(seen[st->st_ino / 8] & 1 << st->st_ino % 8)) {
		seen[st->st_ino / 8] |= (unsigned char)(1 << st->st_ino % 8);
		data += (st->st_size + 4095) / 4096 * 4;
	}
	if (files++ % READERS != reader)
		return 0;
	fd = open(path, O_RDONLY);
	if (fd < 0)
		return 0;
	while (sendfile(nowhere, fd, NULL, CHUNK) > 0)
		;
	return close(fd);
}

static long long milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static long long cached(void)
{
	FILE *file = fopen("/proc/meminfo", "r");
	long long sum = 0, kib;
	char line[128];

	while (file && fgets(line, sizeof(line), file))
		if ((strncmp(line, "Cached:", 7) == 0 || strncmp(line, "Buffers:", 8) == 0) &&
		    sscanf(strchr(line, ':') + 1, "%lld", &kib) == 1)
			sum += kib;
	if (file)
		fclose(file);
	return sum;
}

int main(int argc, char **argv)
{
	int fd = open("/proc/sys/vm/drop_caches", O_WRONLY);
	long long before, begun;

	sync();
	if (argc != 2 || fd < 0 || write(fd, "3", 1) != 1)
		return 1;
	before = cached();
	begun = milliseconds();
	nowhere = open("/dev/null", O_WRONLY);
	for (int i = 1; i < READERS && reader == 0; i++)
		if (fork() == 0)
			reader = i;
	if (nftw(argv[1], visit, DEPTH, FTW_PHYS | FTW_MOUNT) < 0)
		return 1;
	if (reader > 0)
		return 0;
	while (wait(NULL) > 0)
		;
	printf("%lld", milliseconds() - begun);
	printf(" %lld %lld\n", cached() - before, data);
	return 0;
}
