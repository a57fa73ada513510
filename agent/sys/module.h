/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"

/*
 * Load a kernel module from a file with finit_module(2), without parameters. Returns 0, also when
 * it is loaded already, or -E... (-ENOENT: no such file or a symbol is missing; -ENOEXEC: not for
 * this kernel).
 */
must_check int module_load(const char *path);
