/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

/* A run of bytes on the medium. */
struct extent {
	uint64_t offset; /* bytes from the start of the medium */
	uint64_t len;	 /* bytes */
};
