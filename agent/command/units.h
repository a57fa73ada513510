/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The units for an initramfs of dracut with systemd. They go to the early directory of a generator
 * (systemd.generator(7)), where they take precedence over those that other generators write for
 * root= (systemd-fstab-generator, dracut's rootfs-generator), and over those of dracut's
 * dmsquash-generator, which writes to the early directory itself.
 *
 * Each function returns 0, or -E..., which was logged.
 */
#pragma once

#include "base/attributes.h"

/*
 * Let pmemboot-root.service mount /sysroot, and let no unit wait for the device of root=, which is
 * NULL if it is not given.
 */
must_check int units_take_over(const char *early, const char *root);

/* Let sysroot.mount, which dracut's generator writes, mount /sysroot. */
must_check int units_want_sysroot(const char *early);
