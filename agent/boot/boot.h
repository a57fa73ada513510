/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One boot: from the command line to a mounted root.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "log/timeline.h"
#include "medium/claims.h"
#include "medium/drivers.h"
#include "medium/medium.h"
#include "model/verdict.h"
#include "root/root.h"
#include "sys/tree.h"
#include "verify/verify.h"

#include <stdbool.h>

#define BOOT_BASE "/etc/pmemboot"

enum boot_outcome {
	BOOT_DONE,
	BOOT_STEP_ASIDE, /* for the root that the command line names: see MEDIUM_STEP_ASIDE */
	BOOT_FAILED,	 /* with the reason */
};

struct boot {
	bool assist;	  /* only the medium is wanted, another initramfs goes on with it */
	const char *base; /* the folder of the drivers' list and of the hooks, or NULL: BOOT_BASE */
	unsigned int api; /* which API file systems are our mounts, for boot_leave() */
	struct config config; /* as it was parsed: nobody else writes into it */
	struct medium_request request;
	struct tree tree; /* the live system */
	struct claims claims;
	struct verdicts verdicts;
	struct drivers drivers;
	struct timeline timeline;
	struct medium medium;
	struct plan plan; /* for the medium */
	struct verify verify;
	struct root root;
	const char *filesystems[LAYOUT_LAYERS_MAX + 3]; /* and dm_verity's, for drivers_begin() */
	struct failure why;
	bool can_break; /* a shell may be started at pmemboot.shell=medium and =root */
};

/*
 * Mount /proc, /sys, /dev and /run where they are missing, read the command line. The boot is all
 * zeros before, or as boot_forget() left it. 0 or -E... and the reason.
 */
must_check int boot_begin(struct boot *boot);

/* Look for the medium after boot_begin() and claims_gather(); hooks and messages are left out. */
must_check enum medium_outcome boot_search(struct boot *boot);

/* Find the medium only. */
must_check enum boot_outcome boot_medium(struct boot *boot);

/* Take the API mounts away that boot_begin() made: what comes next expects none. */
void boot_leave(struct boot *boot);

/* Find the medium and mount its root at directory. After a failure nothing is mounted. */
must_check enum boot_outcome boot_root(struct boot *boot, const char *directory);

/* Write /run/pmemboot/report.json, good or bad. */
void boot_report(const struct boot *boot);

/* Put it into the kernel log, where what comes next hides /run: "pmemboot: report: " and its parts.
 */
void boot_report_to_log(void);

/* Undo what boot_root() did and make the boot ready for another try. */
void boot_forget(struct boot *boot);
