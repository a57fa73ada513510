/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sections of a PE image, the format of EFI programs (Microsoft, "PE Format"). A unified kernel
 * image has a kernel in its section ".linux" (UAPI.5).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum {
	PE_HEAD_MAX = 4096, /* bytes in which the headers have to be */
	PE_SECTIONS_MAX = 96,
};

struct pe_section {
	uint32_t offset, size; /* bytes, in the file; not checked against its size */
};

/* Is it a PE image at all, by its first bytes? */
bool pe_is_image(struct slice head);

/*
 * Does a PE image, given by its first bytes, have an attribute certificate, a signature for Secure
 * Boot? False for what is no PE image.
 */
bool pe_is_signed(struct slice head);

/*
 * Find a section by its name, of at most 8 bytes, in the first bytes of a file. Returns 0; -ENOENT
 * if there is no such section, or the file is no PE image; -EBADMSG if its headers are not all in
 * these bytes; -E2BIG for more than PE_SECTIONS_MAX sections.
 */
must_check int pe_find_section(struct slice head, const char *name, struct pe_section *ret);
