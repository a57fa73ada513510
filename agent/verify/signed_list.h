/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The signed list: a list of the sums of files (SHA256SUMS) that a trusted key has signed. It
 * covers the files that it names, and which root images there are, and their order.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"
#include "model/failure.h"
#include "model/plan.h"
#include "parse/sums.h"
#include "verify/check.h"

#include <stdbool.h>

/* Only signed_list.c writes it. Sums weaker than SHA-256 are ignored. */
struct signed_list {
	uint8_t *bytes; /* NULL: there is none */
	size_t len;
	enum digest_kind named; /* by the name of the list, see sums_next() */
	uint64_t version;	/* of its signature */
};

/*
 * Find the first file that a trusted key has signed and that consists of sums only. Returns 0, also
 * if there is none; -E... and the reason if a signature is wrong.
 */
must_check int signed_list_find(struct signed_list *list, const struct check *check,
				struct failure *why);
void signed_list_free(struct signed_list *list);

/* The line of the file at a path in the ISO; false if the list has none. */
bool signed_list_find_sum(const struct signed_list *list, const char *path, struct sums_line *ret);

/* Does the list have the file at the path, with the sum of these bytes? */
bool signed_list_has(const struct signed_list *list, const char *path, struct slice bytes);

/*
 * Are the plan's layers, or their root hashes, exactly the root images in the list, in the order of
 * the list, lowest first?
 */
bool signed_list_is_root(const struct signed_list *list, const struct plan *plan);
