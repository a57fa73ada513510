/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files of checksums: md5sum.txt, SHA256SUMS, B2SUMS, IMAGE.sha512 (GNU coreutils manual, "md5sum
 * invocation"): lines "HEX  path" and "HEX *path", with a backslash before them where the path is
 * escaped, BSD's "SHA256 (path) = HEX" and openssl's "SHA2-256(path)= HEX".
 */
#pragma once

#include "base/attributes.h"
#include "base/digest.h"
#include "base/slice.h"

#include <stdbool.h>

/*
 * The kind that BSD's lines call "MD5", "SHA1", "SHA224", ..., "SHA512", "BLAKE2b" or
 * "BLAKE2b-256"; DIGEST_UNKNOWN for any other. Case and "-" are ignored.
 */
enum digest_kind sums_kind(struct slice algorithm);

struct sums_line {
	struct slice path; /* not empty, without leading "./" and "/", without NUL */
	bool escaped;	   /* the path contains the escapes "\\", "\n" or "\r": see sums_names() */
	enum digest_kind kind;
	uint8_t digest[DIGEST_SIZE_MAX];
};

/*
 * Take the next line of a file off the front of the text. named is the kind that the name of the
 * file tells, or DIGEST_UNKNOWN: see digest_of_size(). A line may name its own. Empty lines and
 * comments ("#", ";") are skipped, and a CR before the newline is ignored. Returns 1 with a line; 0
 * at the end; -EBADMSG for a line in none of these forms, and then the next call goes on after it.
 * *ret is untouched unless 1 is returned.
 */
must_check int sums_next(struct slice *text, enum digest_kind named, struct sums_line *ret);

/*
 * Take the lines off the front of the text that are before the first sum: some files have a heading
 * for people there. A line with anything like a digest is not part of it.
 */
void sums_skip_heading(struct slice *text);

/* Is this the line for a path, given without a leading "/"? */
bool sums_names(const struct sums_line *line, const char *path);

/*
 * Write the path as a string, with its escapes resolved, to buf. Returns 0; -ENAMETOOLONG if it
 * does not fit in size bytes.
 */
must_check int sums_path(const struct sums_line *line, char *buf, size_t size);
