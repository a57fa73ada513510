/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The doctor for another machine, by its firmware's Device Tree and its kernel's files.
 */
#pragma once

#include "base/attributes.h"
#include "doctor/diagnosis.h"
#include "offline/kernel_files.h"

/*
 * Would that machine boot from an image in memory? dtb is the path of a file; NULL for any
 * firmware. Returns 0, or -E... and the reason: no memory, or a file that cannot be read. Call
 * doctor_free() in both cases.
 */
must_check int elsewhere_examine(struct doctor *doctor, const char *dtb,
				 const struct kernel_files *files, struct failure *why);
