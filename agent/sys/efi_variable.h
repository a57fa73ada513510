/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Write EFI variables by efivarfs (Documentation/filesystems/efivarfs.rst, Linux 6.12).
 */
#pragma once

#include "base/attributes.h"

#include <stdint.h>

enum { EFI_VARIABLE_WRITE_MAX = 1024 };

/*
 * Write a variable, "NAME-GUID", of at most EFI_VARIABLE_WRITE_MAX bytes, that keeps its value when
 * the machine is off and that the system can read. efivarfs is mounted for it, unless it is mounted
 * already. Returns 0; or -E... (-EROFS also if firmware writes none at run time).
 */
must_check int efi_variable_write(const char *name, const void *bytes, size_t len);
