/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"
#include "base/json.h"
#include "model/failure.h"
#include "model/kernel.h"

#include <stdio.h>

struct tree;

/* A kernel that is not the running one: NULL for what isn't given. */
struct kernel_source {
	const char *config;  /* its configuration, a file */
	const char *modules; /* the folder of its modules, or one that has lib/modules/RELEASE */
};

/* Gather what a tree (sys/tree.h) has of its kernel, and decide. */
void kernel_gather(const struct tree *tree, struct kernel *ret);

/* The same of a kernel elsewhere. 0, or -E... and the reason if it can't be read. */
must_check int kernel_gather_elsewhere(const struct kernel_source *source, struct kernel *ret,
				       struct failure *why);

/* For people, and for programs: the object "kernel". */
void kernel_print(const struct kernel *kernel, FILE *stream);
void kernel_write_json(struct json *j, const struct kernel *kernel);
