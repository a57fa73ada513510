/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Read and write all bytes of a request, although read(2) and write(2) may transfer fewer at once.
 */
#pragma once

#include "base/attributes.h"

#include <stdint.h>

/* Read until the buffer is full or the file ends. Returns the length, or -E... */
must_check int io_read(int fd, void *buf, size_t size);

/*
 * Make a string of the len bytes that were read into a buffer of this size: terminate it, and
 * remove a newline at its end. Returns the new length; -E2BIG if the buffer is full, because the
 * file may be longer; or len, if that is an -E...
 */
must_check int io_end_text(char *buf, size_t size, int len);

/*
 * Read a file to its end, but at most max + 1 bytes, into memory that the caller frees. Returns the
 * length, which is max + 1 if the file is longer than max; or -E..., and then *ret is unchanged.
 */
must_check int io_read_all(int fd, size_t max, uint8_t **ret);

/*
 * Pass on what io_read_all() read: its result len and the memory. Returns len; -E2BIG if the file
 * is longer than max; or len, if that is an -E... On failure the memory is freed and *ret
 * unchanged.
 */
must_check int io_end_all(uint8_t *bytes, int len, size_t max, uint8_t **ret);

/* Read exactly len bytes. Returns 0; -ENODATA if the file or pipe ends before; or -E... */
must_check int io_read_exactly(int fd, void *buf, size_t len);

/* Read exactly len bytes at an offset. Returns 0; -EIO if the device or file ends; or -E... */
must_check int io_read_at(int fd, uint64_t offset, void *buf, size_t len);

/* Write all bytes. Returns 0 or -E... */
must_check int io_write(int fd, const void *bytes, size_t len);

/* Write a string by one write(2), as attributes and /dev/kmsg require. Returns 0 or -E... */
must_check int io_write_value(int fd, const char *value);

/* Read the target of a symbolic link that was opened with O_PATH | O_NOFOLLOW. Returns 0 or -E...
 * (-ENAMETOOLONG if buf is too small). */
must_check int io_read_link(int fd, char *buf, size_t size);
