/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * EFI load options, the values of the variables BootCurrent and Boot#### (UEFI 2.10, 3.1.3), and
 * the device paths in them (10.3).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum { LOAD_OPTION_NODES_MAX = 64 };

/* BootCurrent's value: the number of the entry, 0 to 65535, or -EBADMSG if it isn't 16 bits long.
 */
must_check int load_option_current(struct slice value);

/*
 * The URI in a load option's file path (a messaging node of sub-type 24), printable and terminated,
 * into buf; one that is longer is cut. An empty one says that firmware got it by DHCP. Returns 0;
 * -ENOENT if there is none; -EBADMSG if a structure doesn't fit; -E2BIG over LOAD_OPTION_NODES_MAX.
 */
must_check int load_option_uri(struct slice option, char *buf, size_t size);
