/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why something can't be done: a reason code for programs, a line for people, and the remedy.
 */
#pragma once

#include "base/attributes.h"

enum failure_code {
	FAILURE_NONE,
	FAILURE_COMMAND_LINE,	 /* a pmemboot.* word that can't be obeyed */
	FAILURE_NOTHING_CLAIMED, /* firmware describes no persistent memory */
	FAILURE_NOT_HANDED_OVER, /* the same, although it booted over HTTP */
	FAILURE_NO_REGION,	 /* claimed, but the kernel has made no region of it yet */
	FAILURE_NOT_BOUND,	 /* a region, but the kernel has made no disk of it yet */
	FAILURE_EATEN,		 /* the kernel uses the range as System RAM */
	FAILURE_REFUSED,	 /* reserved, and the kernel's driver could not take it */
	FAILURE_MISALIGNED,	 /* not at multiples of 2 MiB */
	FAILURE_INFO_BLOCK,	 /* a BTT, PFN or DAX info block hides the namespace */
	FAILURE_DAX,		 /* given to device-dax */
	FAILURE_NOT_FOUND,	 /* no disk fits what pmemboot.root= asks for */
	FAILURE_AMBIGUOUS,	 /* several fit */
	FAILURE_NOT_PROTECTED,	 /* can't be made read-only */
	FAILURE_NO_IMAGE,	 /* the disk holds no image */
	FAILURE_TRUNCATED,	 /* the image is longer than the disk */
	FAILURE_DAMAGED,	 /* a structure of the image is wrong */
	FAILURE_NO_ROOT_IMAGE,	 /* the image holds no root that we know */
	FAILURE_UNSUPPORTED,	 /* sound, but not in this version */
	FAILURE_DRIVER_MISSING,	 /* neither built in nor in the initramfs */
	FAILURE_READ,		 /* the medium can't be read */
	FAILURE_MOUNT,		 /* a mount, or a mapping, failed */
	FAILURE_NO_INIT,	 /* the root has no init to execute */
	FAILURE_NOT_VERIFIED,	 /* it is required that it is, and nothing does */
	FAILURE_BAD_SIGNATURE,	 /* a trusted key's, but not of this */
	FAILURE_VERITY,		 /* not what the root hash says */
	FAILURE_POLICY,		 /* forbidden, or unreadable, by the initramfs's own policy */
	FAILURE_HOOK,		 /* a hook that must succeed did not */
	FAILURE_SYSTEM,		 /* anything else the kernel refused */
	FAILURE_CODES,
};

enum { FAILURE_LINE_MAX = 400 };

struct failure {
	enum failure_code code;
	char line[FAILURE_LINE_MAX]; /* what failed and why; no full stop */
};

/*
 * Fill in a failure. Returns error, which is -E...; a line that is too long is cut. A code that
 * is set already stays: the first reason is the true one.
 */
int failure_set(struct failure *why, enum failure_code code, int error, const char *format, ...)
	printf_like(4, 5);

/* The reason code as programs see it, e.g. "truncated". */
const char *failure_name(enum failure_code code);

/* The code of a name; FAILURE_SYSTEM for one that isn't known. */
enum failure_code failure_find(const char *name);

/* What the person at the console can do about it, one line. */
const char *failure_remedy(enum failure_code code);
