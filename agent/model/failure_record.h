/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The record of a failed boot that survives it: lines NAME=VALUE, of text for people. Who reads it
 * may find anything there, because whoever runs on the machine can write EFI variables.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"
#include "model/failure.h"

#include <stdbool.h>

/* The EFI variable that has it: a name, and a vendor's GUID of pmemboot's own. */
#define FAILURE_RECORD_VARIABLE "PmembootFailure-a07eb738-1103-4562-abf0-092229409b06"

enum {
	FAILURE_RECORD_MAX = 1024, /* bytes of all of it */
	FAILURE_RECORD_TIME_MAX = 24,
	FAILURE_RECORD_WORD_MAX = 64,
	FAILURE_RECORD_URL_MAX = 256,
};

/* "" for what is unknown, or left out because it is too long. */
struct failure_record {
	char time[FAILURE_RECORD_TIME_MAX];    /* "2026-11-28T12:00:00Z", of the first such boot */
	char version[FAILURE_RECORD_WORD_MAX]; /* of pmemboot */
	char reason[FAILURE_RECORD_WORD_MAX];  /* failure_name() */
	char line[FAILURE_LINE_MAX];
	char device[FAILURE_RECORD_WORD_MAX]; /* of the medium, if there was one */
	char url[FAILURE_RECORD_URL_MAX];     /* of the image; nothing secret */
};

/* Print a record to buf, of FAILURE_RECORD_MAX + 1 bytes. Returns its length. */
size_t failure_record_print(const struct failure_record *record, char *buf);

/*
 * Parse a record. Lines of unknown names are passed over, and a value that is too long is cut.
 * Returns 0; -ENOENT if it has no reason; -E2BIG for more than FAILURE_RECORD_MAX bytes.
 */
must_check int failure_record_parse(struct slice text, struct failure_record *ret);

/* Do both say the same, whenever that was? Then the older one is as good. */
bool failure_record_is_same(const struct failure_record *one, const struct failure_record *other);
