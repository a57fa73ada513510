/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that describe a kernel: its configuration (".config": lines CONFIG_NAME=VALUE and "#
 * CONFIG_NAME is not set"; Documentation/kbuild/kconfig.rst), and the lists of its modules
 * (modules.dep, modules.order, modules.builtin; Documentation/kbuild/kbuild.rst, depmod(8)).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

/*
 * Take the next option off *rest: its name without "CONFIG_", and its value as it is in the file,
 * or "n" if it is not set. Other lines are skipped. Returns 1, or 0 at the end.
 */
must_check int kconfig_next(struct slice *rest, struct slice *name, struct slice *value);

/*
 * Take the next module off *rest: its name and its path. The name is without folders, without ".ko"
 * and what follows that, with '_' instead of '-' as in the kernel, and cut to fit in size bytes.
 * The path is as it is in the file. Lines that do not name a module are skipped. Returns 1, or 0 at
 * the end.
 */
must_check int module_list_next(struct slice *rest, char *name, size_t size, struct slice *path);
