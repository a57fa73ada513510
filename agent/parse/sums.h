/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files of checksums: md5sum.txt, SHA256SUMS, IMAGE.sha512 (GNU coreutils manual, "md5sum
 * invocation"): lines "HEX  path" and "HEX *path", with a backslash before them where the path is
 * escaped, BSD's "SHA256 (path) = HEX" and openssl's "SHA2-256(path)= HEX".
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

/*
 * The size in bytes of the digest of an algorithm, which BSD's lines call "MD5", "SHA1", "SHA224",
 * "SHA256", "SHA384" or "SHA512"; 0 for any other. Case and "-" are ignored.
 */
size_t sums_digest_len(struct slice algorithm);

struct sums_line {
	struct slice path; /* not empty, without leading "./" and "/", without NUL */
	bool escaped;	   /* the path contains the escapes "\\", "\n" or "\r": see sums_names() */
	uint8_t digest[64];
	size_t digest_len; /* determines the algorithm: 16 MD5, 20 SHA-1, 28, 32, 48 and 64 SHA-2 */
};

/*
 * Take the next line of a file off the front of the text. Empty lines and comments ("#", ";") are
 * skipped, and a CR before the newline is ignored. Returns 1 with a line; 0 at the end; -EBADMSG
 * for a line in none of these forms, and then the next call goes on after it. *ret is untouched
 * unless 1 is returned.
 */
must_check int sums_next(struct slice *text, struct sums_line *ret);

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
