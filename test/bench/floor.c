// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The floor: an init that knows everything beforehand (the disk, the drivers, where in the ISO the
 * root image is, BENCH_OFFSET= and BENCH_SIZE= on the command line) and only makes the system calls
 * that lead to the same result as the agent: read-only medium, ISO and squashfs mounted from
 * device-mapper's linear targets, overlay, API mounts moved, initramfs emptied. With
 * BENCH_MAP=loop the squashfs is mounted from a loop device in their place, which needs a smaller
 * driver and is slower to read ever after. The drivers of the disk and those that mount what is on
 * it are loaded side by side.
 */
#include <dirent.h>
#include <fcntl.h>
#include <linux/dm-ioctl.h>
#include <linux/loop.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void must(int ok, const char *what)
{
	if (ok)
		return;
	perror(what);
	for (;;)
		pause();
}

/* Paths, one a line, in load order. */
static void *load_modules(void *list)
{
	char *rest = NULL;

	for (char *path = strtok_r(list, "\n", &rest); path; path = strtok_r(NULL, "\n", &rest)) {
		int fd = open(path, O_RDONLY | O_CLOEXEC);

		must(syscall(SYS_finit_module, fd, "", 0) == 0, path);
		close(fd);
	}
	return NULL;
}

/* The file /modules names the drivers: those of the disk, an empty line, those that mount. */
static char *split_modules(char *list, size_t size)
{
	int fd = open("/modules", O_RDONLY);
	char *second;

	must(read(fd, list, size - 1) > 0, "/modules");
	close(fd);
	second = strstr(list, "\n\n");
	must(second != NULL, "/modules");
	*second = '\0';
	return second + 2;
}

static void wait_and_protect(void)
{
	char byte;
	int fd = open("/sys/bus/nd/devices/ndbus0/wait_probe", O_RDONLY);

	must(read(fd, &byte, 1) == 1, "wait_probe");
	close(fd);
	fd = open("/sys/bus/nd/devices/region0/read_only", O_WRONLY);
	must(write(fd, "1", 1) == 1, "read_only");
	close(fd);
}

static void mount_one(const char *source, const char *target, const char *type, unsigned long flags,
		      const char *data)
{
	must(mount(source, target, type, flags, data) == 0, target);
}

#define MEDIUM "/run/live/medium"
#define LAYER  "/run/live/rootfs/filesystem.squashfs"

static unsigned long long number(const char *name)
{
	const char *value = getenv(name);

	must(value != NULL, name);
	return strtoull(value, NULL, 0);
}

static void mount_by_loop(void)
{
	struct loop_config config = {
		.info = { .lo_offset = number("BENCH_OFFSET"),
			  .lo_sizelimit = number("BENCH_SIZE"),
			  .lo_flags = LO_FLAGS_READ_ONLY | LO_FLAGS_AUTOCLEAR |
				      LO_FLAGS_DIRECT_IO },
	};
	int fd = open("/dev/loop0", O_RDONLY | O_CLOEXEC);

	mount_one("/dev/pmem0", MEDIUM, "iso9660", MS_RDONLY | MS_NOATIME, NULL);
	config.fd = (unsigned int)open("/dev/pmem0", O_RDONLY | O_CLOEXEC);
	must(ioctl(fd, LOOP_CONFIGURE, &config) == 0, "loop");
	mount_one("/dev/loop0", LAYER, "squashfs", MS_RDONLY | MS_NOATIME, NULL);
	close(fd);
	close((int)config.fd);
}

/* A read-only device of that number on a part of the disk, bytes that are whole sectors. */
static void map_part(int control, const char *name, unsigned long long offset,
		     unsigned long long size)
{
	struct {
		struct dm_ioctl head;
		struct dm_target_spec target;
		char parameters[64];
	} table = { .head = { .version = { DM_VERSION_MAJOR, 0, 0 },
			      .data_size = sizeof(table),
			      .data_start = sizeof(table.head) } };

	strncpy(table.head.name, name, sizeof(table.head.name) - 1);
	must(ioctl(control, DM_DEV_CREATE, &table) == 0, "DM_DEV_CREATE");
	table.head.dev = 0; /* the name says which */
	table.head.data_size = sizeof(table);
	table.head.flags = DM_READONLY_FLAG;
	table.head.target_count = 1;
	table.target = (struct dm_target_spec){ .length = size / 512,
						.next = sizeof(table) - sizeof(table.head) };
	strcpy(table.target.target_type, "linear");
	snprintf(table.parameters, sizeof(table.parameters), "/dev/pmem0 %llu", offset / 512);
	must(ioctl(control, DM_TABLE_LOAD, &table) == 0, "DM_TABLE_LOAD");
	table.head.dev = 0;
	table.head.data_size = sizeof(table);
	table.head.flags = 0; /* resume */
	must(ioctl(control, DM_DEV_SUSPEND, &table) == 0, "DM_DEV_SUSPEND");
}

static void mount_by_dm(void)
{
	int control = open("/dev/mapper/control", O_RDWR | O_CLOEXEC);
	int disk = open("/dev/pmem0", O_RDONLY | O_CLOEXEC);
	unsigned long long size;

	must(control >= 0 && ioctl(disk, BLKGETSIZE64, &size) == 0, "/dev/pmem0");
	map_part(control, "medium", 0, size);
	map_part(control, "layer0", number("BENCH_OFFSET"),
		 (number("BENCH_SIZE") + 2047) / 2048 * 2048);
	mount_one("/dev/dm-0", MEDIUM, "iso9660", MS_RDONLY | MS_NOATIME, NULL);
	mount_one("/dev/dm-1", LAYER, "squashfs", MS_RDONLY | MS_NOATIME, NULL);
	close(disk);
	close(control);
}

static void empty(int fd, dev_t device)
{
	DIR *directory = fdopendir(fd);
	struct dirent *entry;

	while ((entry = readdir(directory)) != NULL) {
		struct stat st;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
		    fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0 || st.st_dev != device)
			continue;
		if (S_ISDIR(st.st_mode))
			empty(openat(fd, entry->d_name, O_RDONLY | O_DIRECTORY), device);
		unlinkat(fd, entry->d_name, S_ISDIR(st.st_mode) ? AT_REMOVEDIR : 0);
	}
	closedir(directory);
}

int main(int argc, char **argv)
{
	static const char *const api[] = { "/dev", "/sys", "/run", "/proc" };
	static char disk_modules[8192];
	char *mount_modules = split_modules(disk_modules, sizeof(disk_modules));
	pthread_t loader;
	struct stat st;

	must(pthread_create(&loader, NULL, load_modules, mount_modules) == 0, "a thread");
	mount_one("proc", "/proc", "proc", 0, NULL);
	mount_one("sysfs", "/sys", "sysfs", 0, NULL);
	mount_one("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	mount_one("tmpfs", "/run", "tmpfs", 0, "mode=0755");
	load_modules(disk_modules);
	wait_and_protect();
	must(pthread_join(loader, NULL) == 0, "the thread");
	mkdir("/run/live", 0755);
	mkdir(MEDIUM, 0755);
	mkdir("/run/live/rootfs", 0755);
	mkdir(LAYER, 0755);
	mkdir("/run/live/overlay", 0755);
	mkdir("/sysroot", 0755);
	if (getenv("BENCH_MAP"))
		mount_by_loop();
	else
		mount_by_dm();
	mount_one("tmpfs", "/run/live/overlay", "tmpfs", MS_NOATIME, "mode=0755,size=50%");
	mkdir("/run/live/overlay/rw", 0755);
	mkdir("/run/live/overlay/work", 0755);
	mount_one("overlay", "/sysroot", "overlay", 0,
		  "lowerdir=/run/live/rootfs/filesystem.squashfs,upperdir=/run/live/overlay/rw,"
		  "workdir=/run/live/overlay/work");
	chdir("/sysroot");
	for (int i = 0; i < 4; i++) {
		mkdir(api[i] + 1, 0755);
		mount_one(api[i], api[i] + 1, NULL, MS_MOVE, NULL);
	}
	must(stat("/", &st) == 0, "/");
	empty(open("/", O_RDONLY | O_DIRECTORY), st.st_dev);
	mount_one(".", "/", NULL, MS_MOVE, NULL);
	must(chroot(".") == 0 && chdir("/") == 0, "chroot");
	argv[0] = (char *)"/sbin/init";
	must(argc > 0 && execv("/sbin/init", argv) == 0, "/sbin/init");
	return 1;
}
