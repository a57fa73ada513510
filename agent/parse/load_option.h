/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * EFI load options, the values of the variables BootCurrent and Boot#### (UEFI 2.10, 3.1.3), and
 * the device paths in them (10.3).
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

enum { LOAD_OPTION_NODES_MAX = 64, LOAD_OPTION_MAC_SIZE = 6 };

/*
 * The value of BootCurrent: the number of a boot entry, 0 to 65535; -EBADMSG if it does not have 16
 * bits.
 */
must_check int load_option_current(struct slice value);

/*
 * The URI in a load option's file path (a messaging node of sub-type 24), printable, terminated and
 * cut to size bytes, to buf. An empty URI means that firmware got it by DHCP. Returns 0; -ENOENT if
 * there is no URI; -EBADMSG if a structure does not fit; -E2BIG for more than LOAD_OPTION_NODES_MAX
 * nodes.
 */
must_check int load_option_uri(struct slice option, char *buf, size_t size);

/*
 * The Ethernet address in its file path (a messaging node of sub-type 11). Returns 0, or -E... as
 * load_option_uri(); -EBADMSG also for an address that is not Ethernet's.
 */
must_check int load_option_mac(struct slice option, uint8_t ret[LOAD_OPTION_MAC_SIZE]);
