/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading and writing a file descriptor until all bytes are there, whatever read(2) and write(2) do
 * at once.
 */
#pragma once

#include "base/attributes.h"

#include <stdint.h>

/* Read until the buffer is full or the file ends. The length, or -E... */
must_check int io_read(int fd, void *buf, size_t size);

/*
 * Make a text of the len bytes (or -E...) that were read into a buffer of this size: terminate it
 * and remove a last newline. The new length; -E2BIG if the buffer is full, because the file may be
 * longer; or the -E... given.
 */
must_check int io_end_text(char *buf, size_t size, int len);

/*
 * Read a file to its end, at most max + 1 bytes, into memory that the caller frees. The length,
 * which is max + 1 if there is more, or -E..., and then *ret is untouched.
 */
must_check int io_read_all(int fd, size_t max, uint8_t **ret);

/* Read exactly len bytes. 0; -ENODATA if the file or the pipe ends before; or -E... */
must_check int io_read_exactly(int fd, void *buf, size_t len);

/* Read exactly len bytes at an offset. 0; -EIO if the device or the file ends before; or -E... */
must_check int io_read_at(int fd, uint64_t offset, void *buf, size_t len);

/* Write all bytes. 0 or -E... */
must_check int io_write(int fd, const void *bytes, size_t len);

/* Write a string by one write(2), as attributes and /dev/kmsg want it. 0 or -E... */
must_check int io_write_value(int fd, const char *value);

/* The text of a symbolic link that was opened with O_PATH | O_NOFOLLOW. 0, or -E... (-ENAMETOOLONG
 * if buf is too small). */
must_check int io_read_link(int fd, char *buf, size_t size);
