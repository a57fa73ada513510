/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The .treeinfo of an installation tree (productmd documentation, "Treeinfo file format"): an INI
 * file.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum { TREEINFO_SIZE_MAX = 65536, TREEINFO_VALUE_MAX = 255 };

/*
 * Write the value of a key in a section, without the white space around it, to ret, of
 * TREEINFO_VALUE_MAX + 1 bytes. Returns 0; -ENOENT if the key is missing or its value is empty;
 * -E2BIG if the value is too long; -EBADMSG if it contains a NUL.
 */
must_check int treeinfo_find(struct slice text, const char *section, const char *key, char *ret);
