// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/key.h"

#include <errno.h>
#include <linux/keyctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int key_add(const char *description, struct slice bytes)
{
	long r = syscall(SYS_add_key, "user", description, bytes.data, bytes.len,
			 KEY_SPEC_THREAD_KEYRING);

	return r < 0 ? -errno : (int)r;
}

void key_remove(int serial)
{
	(void)syscall(SYS_keyctl, KEYCTL_UNLINK, serial, KEY_SPEC_THREAD_KEYRING);
}
