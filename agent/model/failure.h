/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Failures: a reason code for programs, and a line and a remedy for people.
 */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

enum failure_code {
	FAILURE_NONE,
	FAILURE_COMMAND_LINE,	 /* a pmemboot.* parameter that is not valid */
	FAILURE_NOTHING_CLAIMED, /* firmware describes no persistent memory */
	FAILURE_NOT_HANDED_OVER, /* the same, although firmware booted over HTTP */
	FAILURE_NO_REGION,	 /* claimed, but the kernel has not made a region of it */
	FAILURE_NOT_BOUND,	 /* a region, but the kernel has not made a disk of it */
	FAILURE_EATEN,		 /* the kernel uses the range as System RAM */
	FAILURE_REFUSED,	 /* reserved, so that the kernel's driver could not take it */
	FAILURE_MISALIGNED,	 /* not at multiples of 2 MiB */
	FAILURE_INFO_BLOCK,	 /* a BTT, PFN or DAX info block hides the namespace */
	FAILURE_DAX,		 /* given to device-dax */
	FAILURE_NOT_FOUND,	 /* no disk matches pmemboot.root= */
	FAILURE_AMBIGUOUS,	 /* several disks match */
	FAILURE_NOT_PROTECTED,	 /* cannot be made read-only */
	FAILURE_NO_IMAGE,	 /* the disk holds no image */
	FAILURE_TRUNCATED,	 /* the image is longer than the disk */
	FAILURE_DAMAGED,	 /* a structure of the image is wrong */
	FAILURE_NO_ROOT_IMAGE,	 /* the image has no known root */
	FAILURE_UNSUPPORTED,	 /* valid, but this version does not support it */
	FAILURE_DRIVER_MISSING,	 /* a driver is neither built in nor in the initramfs */
	FAILURE_READ,		 /* the medium cannot be read */
	FAILURE_MOUNT,		 /* a mount, or a mapping, failed */
	FAILURE_NO_INIT,	 /* the root has no init to execute */
	FAILURE_NOT_VERIFIED,	 /* verification is required, but nothing verifies the image */
	FAILURE_BAD_SIGNATURE,	 /* a signature by a trusted key does not match */
	FAILURE_VERITY,		 /* does not match the root hash */
	FAILURE_POLICY,		 /* the policy forbids it or is not readable; too old */
	FAILURE_NOT_MEASURED,	 /* measurement is required, but the TPM does not do it */
	FAILURE_HOOK,		 /* a hook that must succeed failed */
	FAILURE_SYSTEM,		 /* anything else the kernel refused */
	FAILURE_CODES,
};

enum { FAILURE_LINE_MAX = 400 };

struct failure {
	enum failure_code code;
	char line[FAILURE_LINE_MAX]; /* what failed and why; no full stop */
};

/*
 * Fill in a failure. Returns error, which is -E... A line that is too long is cut. If a code is set
 * already, nothing changes, because the first reason is the cause of the others. An error of
 * -ENOMEM says nothing about the medium: FAILURE_READ and FAILURE_DAMAGED become FAILURE_SYSTEM.
 */
int failure_set(struct failure *why, enum failure_code code, int error, const char *format, ...)
	printf_like(4, 5);

/* The reason code as programs see it, e.g. "truncated". */
const char *failure_name(enum failure_code code);

/* The code of a name; FAILURE_SYSTEM for an unknown name. */
enum failure_code failure_find(const char *name);

/*
 * Is it a refusal: must no other program boot the medium in our place? A check that was requested
 * has failed, the medium is not whole or not protected, or a parameter that may request protection
 * is not valid. After any other failure the initramfs's own /init may do better.
 */
bool failure_is_refusal(enum failure_code code);

/* What the person at the console can do, in one line. */
const char *failure_remedy(enum failure_code code);
