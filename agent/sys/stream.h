/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Copy a part of a file without reading it into this process (sendfile(2)), in constant memory.
 */
#pragma once

#include "base/attributes.h"

#include <stdint.h>

/*
 * Copy len bytes at an offset of a file to an fd, a pipe, socket or file, where it stands. Returns
 * 0; -EIO if the file ends before; or -E...
 */
must_check int stream_copy(int to_fd, int from_fd, uint64_t offset, uint64_t len);
