/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names of files with the sums of files: md5sum.txt, SHA256SUMS, sha512sums, checksum.md5,
 * CHECKSUMS-sha1.txt, sha-256.txt.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/*
 * Is this the name of such a file? It is made of an algorithm and of "sum", "sums", "checksum" or
 * "checksums", in this order or the other, in either case, with "-", "_" or "." between them, and
 * it may end in ".txt". One of the two parts is enough, but the algorithm alone needs the ending.
 * *digest_len is set to the bytes of a digest, or to 0 if the name does not tell.
 */
bool list_name_parse(const char *name, size_t *digest_len);
