/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An input as a medium: it lies behind the system area of an ISO 9660 volume, which is always
 * zero here, so that inputs stay small and no mutation is wasted on it.
 */
#pragma once

#include "base/reader.h"

enum { MEDIUM_SYSTEM_AREA = 32768 }; /* bytes before the first volume descriptor */

struct medium {
	const uint8_t *data;
	size_t size; /* bytes of the input */
	struct reader reader;
	uint64_t reads, bytes; /* asked for so far, and how many bytes of it */
};

/*
 * The medium borrows the input; the reader borrows the medium. It aborts outside its size, and when
 * more is read since it was opened than an ISO of this size may cost (ISO9660_BUDGET_TIMES and so
 * on) and some for what is no directory.
 */
void medium_open(struct medium *medium, const uint8_t *data, size_t size);
