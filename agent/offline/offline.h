/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The functions of this room for commands that both programs have. Only the tool links this room;
 * the agent has no table of these functions.
 */
#pragma once

#include "base/attributes.h"
#include "offline/elsewhere.h"
#include "offline/initrd.h"
#include "offline/kernel_files.h"
#include "offline/published.h"

struct offline {
	void (*read_initrd)(struct initrd *ret, const struct reader *reader,
			    const struct plan *plan, const char *path);
	int (*check_published)(const struct check *check, const struct verify_image *image,
			       const char *path, struct failure *why);
	int (*gather_kernel)(const struct kernel_files *files, struct kernel *ret,
			     struct failure *why);
	int (*examine_elsewhere)(struct doctor *doctor, const char *dtb,
				 const struct kernel_files *files, struct failure *why);
};

/* initrd_read(), published_check(), kernel_files_gather() and elsewhere_examine(). */
extern const struct offline offline_functions;
