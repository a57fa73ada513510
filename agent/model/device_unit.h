/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The unit of systemd that stands for the device that root= names.
 */
#pragma once

#include "base/attributes.h"

/*
 * Print the name of the unit, such as dev-disk-by\x2dlabel-ROOT.device, for a value of root= that
 * is a path in /dev, LABEL=, UUID=, PARTLABEL= or PARTUUID=. The path of the device is that of
 * dracut's label_uuid_to_dev() (dracut-lib.sh), the name that of unit_name_path_escape() (systemd,
 * src/basic/unit-name.c). Returns 0; -ENOENT if the value names no device; or -ENAMETOOLONG.
 */
must_check int device_unit_print(char *buf, size_t size, const char *root);
