/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "model/claim.h"

/*
 * Gather what firmware claims. What can't be read or is malformed is said and passed over: the
 * claims tell which disk is likelier and why there is none, the disk itself does not depend on
 * them.
 */
void claims_gather(struct claims *claims);
