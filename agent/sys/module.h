/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/attributes.h"

#include <stdbool.h>

/*
 * Load a kernel module from a file with finit_module(2), without parameters. Returns 0, also if it
 * is already loaded, or -E... (-ENOENT: the file or a symbol is missing; -ENOEXEC: it is not for
 * this kernel).
 */
must_check int module_load(const char *path);

/*
 * Does an error of module_load() say that the kernel refuses the module, because its signature is
 * missing or by a key that the kernel does not know: -EPERM of lockdown, which has no other meaning
 * for root unless modules are disabled; -EKEYREJECTED and others (kernel/module/signing.c)?
 */
bool module_is_refused(int error);

/*
 * The running kernel's release, by which the folder of its modules is called (uname(2)), to a
 * buffer of size bytes. Returns 0, or -ENAMETOOLONG.
 */
must_check int module_release(char *buf, size_t size);
