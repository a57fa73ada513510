// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/private.h"

#include "unit/test.h"

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

void private_mounts(void)
{
	if (geteuid() != 0)
		SKIP("needs root");
	if (unshare(CLONE_NEWNS) < 0)
		SKIP("no private mount namespace here");
	CHECK(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0);
}

void private_tmpfs(const char *path)
{
	private_mounts();
	CHECK(mount("tmpfs", path, "tmpfs", 0, "mode=0755") == 0);
}

void private_run(const char *command)
{
	CHECK(system(command) == 0);
}
