/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What PID 1 executes in its place: the init of the root or, in an initramfs that somebody else
 * made, the /init of that initramfs.
 */
#pragma once

#include "base/attributes.h"
#include "boot/boot.h"

#include <stdbool.h>

#define HANDOVER_SYSROOT "/sysroot" /* where PID 1 mounts the root */
#define HANDOVER_INIT	 "/init"

/*
 * Switch to the root at HANDOVER_SYSROOT, and execute its init with the arguments and the
 * environment that the kernel gave to us. Returns only if the switch failed, with the reason.
 */
void handover_to_root(struct boot *boot, char **argv);

/*
 * Execute HANDOVER_INIT, which finds the machine as the kernel left it, but for the drivers and
 * the disk: no API file system of ours, no child, no fd beyond those that the kernel opened, and
 * the kernel's arguments and environment. The root must not be mounted. Returns only if that
 * failed, with the reason.
 */
void handover_to_init(struct boot *boot, char **argv);

/*
 * May HANDOVER_INIT continue after a failure, because it may do better? Not after a refusal (see
 * failure_is_refusal()), where verification is required, where pmemboot.root=,required has nothing
 * to boot from, or if pmemboot.shell= requests a shell.
 */
must_check bool handover_may_follow(const struct config *config, enum failure_code code);
