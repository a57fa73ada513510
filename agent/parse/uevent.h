/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One message of the kernel's uevent socket: "ACTION@DEVPATH" and then KEY=VALUE strings, each
 * ended by a NUL (lib/kobject_uevent.c, Linux 6.12).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum { UEVENT_SIZE_MAX = 8192 }; /* more than the kernel's UEVENT_BUFFER_SIZE plus a path */

/* All strings borrow from the message. What the message doesn't say is "". */
struct uevent {
	const char *action;    /* add, remove, change, bind, ... */
	const char *devpath;   /* below /sys, begins with a slash */
	const char *subsystem; /* block, nd, ... */
	const char *devtype;   /* disk, partition, nd_region, ... */
	const char *devname;   /* below /dev */
};

/*
 * Returns 0; -EBADMSG for a message that is not terminated, whose head does not agree with its
 * ACTION and DEVPATH, or that is a udev daemon's ("libudev"); -E2BIG over UEVENT_SIZE_MAX.
 */
must_check int uevent_parse(struct slice message, struct uevent *ret);
