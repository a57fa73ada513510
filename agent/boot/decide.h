/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Decide whether pmemboot boots this machine: once in a boot, for all who ask.
 */
#pragma once

#include "boot/boot.h"
#include "model/decision.h"

#define DECIDE_FOLDER "/run/pmemboot"
#define DECIDE_FILE   DECIDE_FOLDER "/decision"

/*
 * Find the decision of this boot in DECIDE_FILE. False if there is none yet, or the file
 * is not valid; then *ret is unchanged.
 */
bool decide_recall(const struct boot *boot, enum decision *ret);

/*
 * Decide, after boot_begin() (begun is its result), and keep the decision; or find the one that was
 * kept. Nothing is mounted, held or changed afterwards. A new decision to step aside is logged.
 *
 * Step aside if pmemboot.root= is not given, or if there is neither a medium nor the remains of one
 * and the command line names another root. A command line or policy that is not valid is left to
 * the boot, which reports it. Returns 0; or, if the command line could not be read, the -E... of
 * boot_begin().
 */
must_check int decide(struct boot *boot, int begun, enum decision *ret);

/* Is it the initramfs of Anaconda, whose module for dracut does more than mount the root? */
bool decide_is_installer(const struct boot *boot);

/* Log that another root is booted, and why. An empty reason means that nothing is claimed. */
void decide_tell_aside(const struct config *config, const struct failure *why);
