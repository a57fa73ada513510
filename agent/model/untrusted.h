/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a child process answers that has read an image (sys/sandbox.h), checked as if the image had
 * written it. Such an answer is a struct of this program, whose strings are arrays, or constants of
 * the program: the child is a copy of it, so they have the same addresses.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/partition.h"
#include "model/plan.h"

#include <stdbool.h>
#include <stddef.h>

/* Is it a string constant of the program, with its end? */
typedef bool untrusted_is_constant(const char *string);

/* Has the array a NUL? */
bool untrusted_text(const char *buf, size_t size);

/* Is it a value of a bool? Any other byte than 0 and 1 may not even be compared. */
bool untrusted_bool(const bool *value);

/*
 * Is it 0 or an error, -E...? The kernel's are up to MAX_ERRNO, 4095 (include/linux/err.h). What
 * takes an error, as strerror() does, must not get another number.
 */
bool untrusted_error(int error);

/*
 * Check a plan of planner_make() for an image of so many bytes: all counts, extents, names and
 * constants. What the boot obeys is taken from the tables of this program: the contract of the
 * layout, the options of the file system. plan->rootflags, which is the caller's, becomes NULL.
 * Returns 0 or -EBADMSG.
 */
must_check int untrusted_plan(struct plan *plan, uint64_t size, untrusted_is_constant *is_constant);

/* Check a partition table of sys/partition.h. Returns 0 or -EBADMSG. */
must_check int untrusted_partitions(const struct partitions *partitions,
				    untrusted_is_constant *is_constant);

/*
 * Check a reason that must be there if required; control characters in its line become "?". Returns
 * 0 or -EBADMSG.
 */
must_check int untrusted_failure(struct failure *failure, bool required);
