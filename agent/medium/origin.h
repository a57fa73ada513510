/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Read which machine this is, and where firmware got the image.
 */
#pragma once

#include "medium/drivers.h"
#include "model/identity.h"

#include <stdbool.h>

struct tree;

/*
 * Make the EFI variables readable, in the live system. True: they were mounted for that, so that
 * the caller unmounts them (efi_unmount()).
 */
bool origin_open(struct drivers *drivers);

/*
 * Read the EFI boot option that firmware used, from a tree (sys/tree.h): the URL, "" if DHCP gave
 * it to firmware, and the network card; nothing else is set. Returns 0; -ENOENT if it names no URL;
 * or -E...
 */
must_check int origin_read_option(const struct tree *tree, struct identity *ret);

/*
 * Read all of the live system. fetched: firmware may have fetched the medium, so that the boot
 * option matters; to list the EFI variables is most of the cost.
 */
void origin_read(struct drivers *drivers, bool fetched, struct identity *ret);
