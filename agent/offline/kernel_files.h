/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A kernel that isn't running, by its files.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/kernel.h"

/* NULL for what isn't given. */
struct kernel_files {
	const char *config;  /* its configuration, a file */
	const char *modules; /* the folder of its modules, or one that has lib/modules/RELEASE */
};

/* Gather what the files say, and decide. Returns 0, or -E... and the reason. */
must_check int kernel_files_gather(const struct kernel_files *files, struct kernel *ret,
				   struct failure *why);
