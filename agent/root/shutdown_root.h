/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shutdown root: a directory to which systemd-shutdown switches in its last step, so that the
 * root itself can be unmounted (bootup(7), "System Manager Shutdown"; systemd's
 * src/shutdown/shutdown.c).
 */
#pragma once

#define SHUTDOWN_ROOT "/run/initramfs"

/* Copy this program there as /shutdown. A failure is logged; the system shuts down without it. */
void shutdown_root_leave(void);
