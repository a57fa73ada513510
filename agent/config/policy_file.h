/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A policy in a file that an argument of a tool names.
 */
#pragma once

#include "base/attributes.h"

/*
 * Read a policy as a boot does, to ret, of CONFIG_POLICY_MAX bytes. "-" is standard input. Returns
 * 0; or -E..., which was logged.
 */
must_check int policy_file_read(const char *path, char *ret);
