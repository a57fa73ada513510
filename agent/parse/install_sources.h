/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * casper/install-sources.yaml of an Ubuntu installer (subiquity,
 * doc/reference/install-sources.rst): a list of sources, each with its top image.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum { INSTALL_SOURCES_SIZE_MAX = 65536, INSTALL_SOURCES_PATH_MAX = 255 };

/*
 * Find the path of the default source, or of the first source if none is the default. It is written
 * to ret, of INSTALL_SOURCES_PATH_MAX + 1 bytes. Only the YAML that these files use is understood:
 * a list of maps of scalars, one key a line. Returns 0 or -ENOENT.
 */
must_check int install_sources_find(struct slice text, char *ret);
