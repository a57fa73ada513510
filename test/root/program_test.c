// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/program.h"

#include "root/private.h"
#include "sys/switch_root.h"
#include "unit/test.h"

#include <errno.h>

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

TEST(switch_root_only_as_pid_1_of_an_initramfs)
{
	private_tmpfs("/mnt");
	CHECK(!switch_root_is_initramfs());
	CHECK(switch_root_to("/mnt") == -EPERM);
}
