/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files of checksums: md5sum.txt, SHA256SUMS, IMAGE.sha512 (GNU coreutils manual, "md5sum
 * invocation"): lines "HEX  path" and "HEX *path", with a backslash before them where the path is
 * escaped, and BSD's "SHA256 (path) = HEX".
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

/*
 * How many bytes a digest has of the algorithm that BSD's lines call "MD5", "SHA1", "SHA224",
 * "SHA256", "SHA384" or "SHA512"; 0 for another. Case does not count.
 */
size_t sums_digest_len(struct slice algorithm);

struct sums_line {
	struct slice path; /* not empty, without "./" and "/" in front, without NUL */
	bool escaped;	   /* "\\", "\n" and "\r" in it stand for one character: sums_names() */
	uint8_t digest[64];
	size_t digest_len; /* says the algorithm: 16 MD5, 20 SHA-1, 28, 32, 48 and 64 SHA-2 */
};

/*
 * Take the next line of a file off the front of the text; empty ones and comments ("#") are passed
 * over. Returns 1; 0 at the end; -EBADMSG for a line that is none of the above, *text is behind it
 * then. CR before the newline does not count. *ret is untouched but for 1.
 */
must_check int sums_next(struct slice *text, struct sums_line *ret);

/* Is this the line of the path, which has no "/" in front? */
bool sums_names(const struct sums_line *line, const char *path);

/* The path as a string, without the escapes. 0, or -ENAMETOOLONG if size bytes are too few. */
must_check int sums_path(const struct sums_line *line, char *buf, size_t size);
