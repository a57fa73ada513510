/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * EFI variables as efivarfs shows them (Documentation/filesystems/efivarfs.rst, Linux 6.12): four
 * bytes of attributes, then the value. And the EFI runtime map.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"

#include <stdint.h>

struct tree;

enum { EFI_VARIABLE_MAX = 65536, EFI_RUNTIME_MAX = 4096 };

/*
 * Mount efivarfs read-only at its usual place in the live system. Returns 1; 0 if it was already
 * mounted; or -E... (-ENODEV: not in this kernel; -ENOENT: the machine has no EFI).
 */
must_check int efi_mount(void);
void efi_unmount(void);

/*
 * Read the value of a variable, "NAME-GUID", of a tree (sys/tree.h) into memory that the caller
 * frees. Returns the length, or -E... and then *ret is unchanged.
 */
must_check int efi_read(const struct tree *tree, const char *name, uint8_t **ret);

/*
 * Visit the memory of a tree that EFI keeps at run time (/sys/firmware/efi/runtime-map, x86;
 * Documentation/ABI/testing/sysfs-firmware-efi-runtime-map), with the name of its type. Returns as
 * tree_each(), or -E2BIG for more than EFI_RUNTIME_MAX.
 */
must_check int efi_each_runtime(const struct tree *tree,
				void (*visit)(void *context, struct extent extent,
					      const char *type),
				void *context);
