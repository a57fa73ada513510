/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One message of the kernel's uevent socket: "ACTION@DEVPATH" and then KEY=VALUE strings, each
 * ended by a NUL (lib/kobject_uevent.c, Linux 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum { UEVENT_SIZE_MAX = 8192 }; /* more than the kernel's UEVENT_BUFFER_SIZE plus a path */

/* All strings borrow from the message. A key that the message does not have is "". */
struct uevent {
	const char *action;    /* add, remove, change, bind, ... */
	const char *devpath;   /* below /sys, begins with a slash */
	const char *subsystem; /* block, nd, ... */
	const char *devtype;   /* disk, partition, nd_region, ... */
	const char *devname;   /* below /dev */
};

/*
 * Returns 0; -EBADMSG if the message is not terminated, if its head does not agree with ACTION and
 * DEVPATH, or if it comes from a udev daemon ("libudev"); -E2BIG for more than UEVENT_SIZE_MAX
 * bytes.
 */
must_check int uevent_parse(struct slice message, struct uevent *ret);
