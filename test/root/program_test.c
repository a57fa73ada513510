// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/program.h"

#include "root/private.h"
#include "sys/file.h"
#include "sys/mount.h"
#include "sys/switch_root.h"
#include "unit/test.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

TEST(program_check)
{
	private_tmpfs("/mnt");
	private_run("cd /mnt && mkdir -p root/sbin root/lib/systemd outside && "
		    "cp /bin/true root/lib/systemd/systemd && cp /bin/true outside/init && "
		    "ln -s /lib/systemd/systemd root/sbin/init && "
		    "ln -s ../../outside/init root/sbin/escape && "
		    "ln -s loop root/sbin/loop && cp /bin/true root/sbin/plain && "
		    "chmod 0644 root/sbin/plain");
	CHECK(program_check("/mnt/root", "/sbin/init") == 0);
	CHECK(program_check("/mnt/root", "/sbin/none") == -ENOENT);
	CHECK(program_check("/mnt/root", "/sbin/escape") == -ENOENT);
	CHECK(program_check("/mnt/root", "/sbin/loop") == -ELOOP);
	CHECK(program_check("/mnt/root", "/sbin/plain") == -EACCES);
	CHECK(program_check("/mnt/root", "/sbin") == -EACCES);
	CHECK(program_check("/mnt/none", "/sbin/init") == -ENOENT);
}

TEST(program_is_other)
{
	private_tmpfs("/mnt");
	private_run("cd /mnt && cp /bin/true one && cp one two && ln -s one link && ln one hard");
	CHECK(program_is_other("/mnt/one", "/mnt/two"));
	CHECK(!program_is_other("/mnt/one", "/mnt/one"));
	CHECK(!program_is_other("/mnt/link", "/mnt/one"));
	CHECK(!program_is_other("/mnt/hard", "/mnt/link"));
	CHECK(!program_is_other("/mnt/none", "/mnt/one"));
	CHECK(!program_is_other("/mnt/one", ""));
}

static bool is_empty(int fd)
{
	DIR *directory = fdopendir(fd);
	const struct dirent *entry;
	bool empty = true;

	while ((entry = readdir(directory)) != NULL)
		empty = empty && entry->d_name[0] == '.';
	closedir(directory);
	return empty;
}

/* The root of this process becomes a tmpfs: an initramfs as good as any. */
static void enter_initramfs(void)
{
	CHECK(chdir("/mnt") == 0 && mount(".", "/", NULL, MS_MOVE, NULL) == 0);
	CHECK(chroot(".") == 0 && chdir("/") == 0);
}

/* As PID 1 of a namespace. */
static void switch_as_pid_1(void)
{
	int fd;

	enter_initramfs();
	CHECK(file_make_directories("/a/b/c") == 0 && file_make_directories("/sysroot") == 0);
	CHECK(file_make_directories("/dev") == 0 && file_make_directories("/run") == 0);
	CHECK(symlink("/a", "/link") == 0 && mknod("/a/b/file", S_IFREG | 0600, 0) == 0);
	CHECK(mount_at("tmpfs", "/sysroot", "tmpfs", NULL) == 0);
	CHECK(mount_at("tmpfs", "/dev", "tmpfs", NULL) == 0);
	CHECK(mount_at("proc", "/proc", "proc", NULL) == -ENOENT);
	CHECK(file_make_directories("/sysroot/kept") == 0);
	CHECK(file_make_directories("/dev/moved") == 0);
	fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	CHECK(!switch_root_is_initramfs()); /* of a container: a namespace that is not the first */
	CHECK(switch_root_to("/a") == -EINVAL && file_exists("/a/b/file"));
	CHECK(switch_root_to("/sysroot") == 0);
	CHECK(file_exists("/kept") && file_exists("/dev/moved") && !file_exists("/a"));
	CHECK(wait(NULL) > 0); /* the child that empties it */
	CHECK(is_empty(fd));
}

/* A directory inside a mount can't be moved: the shell that follows has all where it was. */
static void fail_to_switch_as_pid_1(void)
{
	struct stat before, after;

	enter_initramfs();
	CHECK(file_make_directories("/sysroot") == 0 && file_make_directories("/dev") == 0);
	CHECK(file_make_directories("/run") == 0);
	CHECK(mount_at("tmpfs", "/sysroot", "tmpfs", NULL) == 0);
	CHECK(mount_at("tmpfs", "/dev", "tmpfs", NULL) == 0);
	CHECK(mount_at("tmpfs", "/run", "tmpfs", NULL) == 0);
	CHECK(file_make_directories("/sysroot/inside") == 0);
	CHECK(file_make_directories("/dev/pts") == 0 && file_make_directories("/run/kept") == 0);
	CHECK(mount_at("tmpfs", "/dev/pts", "tmpfs", NULL) == 0);
	CHECK(stat("/", &before) == 0);

	CHECK(switch_root_to("/sysroot/inside") == -EINVAL);
	CHECK(mount_is_point("/dev") && mount_is_point("/dev/pts") && file_exists("/run/kept"));
	CHECK(!mount_is_point("/sysroot/inside/dev"));
	CHECK(stat(".", &after) == 0 && after.st_dev == before.st_dev);
	CHECK(after.st_ino == before.st_ino);
}

static int fork_and_wait(void (*work)(void))
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		work();
		_exit(0);
	}
	CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A process of its own, because nothing can be started in the name space once PID 1 has ended. */
static void enter_pid_namespace(void)
{
	CHECK(unshare(CLONE_NEWPID) == 0);
	CHECK(fork_and_wait(switch_as_pid_1) == 0);
}

static void enter_pid_namespace_and_fail(void)
{
	CHECK(unshare(CLONE_NEWPID) == 0);
	CHECK(fork_and_wait(fail_to_switch_as_pid_1) == 0);
}

TEST(switch_root_moves_and_empties)
{
	private_tmpfs("/mnt");
	CHECK(fork_and_wait(enter_pid_namespace) == 0);
}

TEST(switch_root_that_fails_puts_all_back)
{
	private_tmpfs("/mnt");
	CHECK(fork_and_wait(enter_pid_namespace_and_fail) == 0);
}

TEST(switch_root_only_as_pid_1_of_an_initramfs)
{
	private_tmpfs("/mnt");
	CHECK(!switch_root_is_initramfs());
	CHECK(switch_root_to("/mnt") == -EPERM);
}
