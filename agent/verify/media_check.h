/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Media checks: was the image made, stored and carried without an accident? What it offers best is
 * checked: the sum of the volume in its descriptor, a file of the sums of files, or those of its
 * root images.
 */
#pragma once

#include "verify/verify.h"

/*
 * 1 if it passed; 0 if nothing is offered, if it was skipped, or if what passed says nothing of a
 * layer, which is kept as a lack; -E... and the reason.
 */
must_check int media_check(struct verify *verify, const struct medium *medium, struct failure *why);
