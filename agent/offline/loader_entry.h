/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Entries of the Boot Loader Specification, type 1 (UAPI.1): loader/entries/NAME.conf.
 */
#pragma once

#include "offline/part.h"

/* Visit the parts of an entry, which is one group. An entry without options gets a line for them.
 */
void loader_entry_visit(struct slice text, const struct part_visitor *visitor);
