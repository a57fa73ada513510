/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* Restart the machine at once. Returns only if the kernel refuses. */
void power_restart(void);

/*
 * End as the word says: "poweroff", "halt", "kexec", or restart. Returns only if the kernel
 * refuses.
 */
void power_end(const char *how);

/* Sleep for so many seconds (UINT_MAX: for ever), reaping children as PID 1 must. */
void power_wait(unsigned int seconds);
