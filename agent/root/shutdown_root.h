/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shutdown root: what systemd-shutdown switches to at the very end, so that the root itself can
 * be unmounted (bootup(7), "System Manager Shutdown"; systemd's src/shutdown/shutdown.c).
 */
#pragma once

#define SHUTDOWN_ROOT "/run/initramfs"

/* Leave this program there as /shutdown. What fails is reported; the system ends without it. */
void shutdown_root_leave(void);
