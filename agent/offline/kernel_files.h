/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The options of a kernel that is not running, from its files.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/kernel.h"

/* A path is NULL if it was not given. */
struct kernel_files {
	const char *config;  /* its configuration file */
	const char *modules; /* folder of its modules, or a folder with lib/modules/RELEASE */
};

/* Read the files and decide the states of the options. Returns 0, or -E... and the reason. */
must_check int kernel_files_gather(const struct kernel_files *files, struct kernel *ret,
				   struct failure *why);
