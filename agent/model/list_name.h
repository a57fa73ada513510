/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names of files with the sums of files: md5sum.txt, SHA256SUMS, sha512sums, checksum.md5,
 * CHECKSUMS-sha1.txt, sha-256.txt, B2SUMS; and live.squashfs.sha256 or live.sha256sum for one file.
 */
#pragma once

#include "base/digest.h"

#include <stdbool.h>

/*
 * Is this the name of such a file? It is made of an algorithm and of "sum", "sums", "checksum" or
 * "checksums", in this order or the other, in either case, with "-", "_" or "." between them, and
 * it may end in ".txt". One of the two parts is enough, but the algorithm alone needs the ending.
 * *kind is set to the algorithm, or to DIGEST_UNKNOWN if the name does not tell.
 */
bool list_name_parse(const char *name, enum digest_kind *kind);

/*
 * Is this the name of a file with the sum of a file called "image" in the same folder? It is that
 * name, with or without its last ending, and after a "." an algorithm or the name of a list.
 * Neither name has a slash.
 */
bool list_name_is_of(const char *name, const char *image, enum digest_kind *kind);

/* The algorithm that the last part of a path names in one of these ways, or DIGEST_UNKNOWN. */
enum digest_kind list_name_kind(const char *path);
