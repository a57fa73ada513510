/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts that say what a kernel has: its configuration (".config": lines CONFIG_NAME=VALUE and
 * "# CONFIG_NAME is not set"; Documentation/kbuild/kconfig.rst), and the lists of its modules
 * (modules.dep, modules.order, modules.builtin; Documentation/kbuild/kbuild.rst, depmod(8)).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

/*
 * Take the next option off *rest: its name without "CONFIG_", and its value as it stands there, or
 * "n" for one that is not set. Other lines are passed over. Returns 1, or 0 at the end.
 */
must_check int kconfig_next(struct slice *rest, struct slice *name, struct slice *value);

/*
 * Take the next module off *rest: its name, without folders, ".ko" and what is behind that, cut
 * before size, with '_' for '-' as the kernel has it; and its path as it stands there. Lines that
 * name none are passed over. Returns 1, or 0 at the end.
 */
must_check int module_list_next(struct slice *rest, char *name, size_t size, struct slice *path);
