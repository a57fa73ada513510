/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One boot: from the command line to a mounted root.
 */
#pragma once

#include "base/attributes.h"
#include "boot/measure.h"
#include "config/config.h"
#include "log/timeline.h"
#include "medium/claims.h"
#include "medium/drivers.h"
#include "medium/medium.h"
#include "model/identity.h"
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
	bool assist;	  /* only find the medium: another initramfs continues with it */
	bool hesitates;	  /* load no driver for a root before boot_is_ours() */
	const char *base; /* the folder with the list of drivers and the hooks; NULL: BOOT_BASE */
	unsigned int api; /* bits: the API file systems that we mounted, for boot_leave() */
	unsigned int console; /* bits: the standard fds that we opened, for boot_leave() */
	struct config config; /* only config_parse() writes it */
	bool has_config;      /* the command line was read; its parameters may not be valid */
	struct medium_request request;
	struct tree tree; /* the live system */
	struct claims claims;
	struct verdicts verdicts;
	struct drivers drivers;
	struct timeline timeline;
	struct medium medium;
	bool identified;
	struct identity identity; /* of the machine, and of the medium's origin */
	struct plan plan;	  /* of the medium */
	struct verify verify;
	struct measure measure;
	struct root root;
	const char *filesystems[LAYOUT_LAYERS_MAX + 4]; /* and others, for drivers_begin() */
	struct failure why;
	bool can_break; /* pmemboot.shell=medium and =root can start a shell */
};

/*
 * Mount /proc, /sys, /dev and /run where they are missing, and read the policy and the command
 * line. Before, the boot is all zeros, or as boot_forget() left it. Returns 0 or -E... and the
 * reason.
 */
must_check int boot_begin(struct boot *boot);

/* After claims_gather(): is it clear without a search that this boot does not step aside? */
bool boot_is_ours(const struct boot *boot);

/*
 * After claims_gather(): does firmware claim a range, is there a device that is a claim itself, or
 * has the kernel made a region?
 */
bool boot_sees_claim(const struct boot *boot);

/*
 * Search for the medium, after boot_begin() and claims_gather(), without hooks and messages. If
 * another root is named and nothing is claimed, step aside without loading a driver.
 */
must_check enum medium_outcome boot_search(struct boot *boot);

/* Find the medium and verify its volume. Nothing is mounted. */
must_check enum boot_outcome boot_medium(struct boot *boot);

/*
 * Before another program becomes the init of this initramfs: let no child of ours run on, close
 * the medium and the standard fds that the kernel had not opened, and unmount the API file systems
 * that boot_begin() mounted, because the next init mounts its own.
 */
void boot_leave(struct boot *boot);

/* Find the medium and mount its root at directory. After a failure nothing is mounted. */
must_check enum boot_outcome boot_root(struct boot *boot, const char *directory);

/*
 * Write /run/pmemboot/report.json, whether the boot succeeded or failed, and what pmemboot.report=
 * asks for besides.
 */
void boot_report(struct boot *boot);

/*
 * Write the report to the kernel log too, unless boot_report() did, in lines that begin with
 * "pmemboot: report: ", if the next init hides /run.
 */
void boot_report_to_log(const struct boot *boot);

/* Undo what boot_root() did and make the boot ready for another try. */
void boot_forget(struct boot *boot);
