/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* Restart the machine at once. Returns only if the kernel refuses. */
void power_restart(void);

/*
 * Power off ("poweroff"), halt ("halt"), start the loaded kernel ("kexec"), or else restart.
 * Returns only if the kernel refuses.
 */
void power_end(const char *how);

/* Sleep for so many seconds (UINT_MAX: for ever). As PID 1 must, reap children meanwhile. */
void power_wait(unsigned int seconds);
