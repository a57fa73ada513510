/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The stanzas of rEFInd's refind.conf: menuentry "TITLE" { loader, initrd, options, submenuentry }.
 * Source: rEFInd 0.14, refind/config.c and docs/refind/configfile.html, "Creating Manual Boot
 * Stanzas".
 */
#pragma once

#include "offline/part.h"

enum { REFIND_SUBMENUS_MAX = 6 }; /* of one stanza; further ones are left out */

/*
 * Visit the parts of the stanzas that are not disabled. Each has a group of its own, and so has
 * each submenuentry, with what it has from its stanza: those parts are visited again. They are for
 * reading, not for an edit.
 */
void refind_visit(struct slice text, const struct part_visitor *visitor);
