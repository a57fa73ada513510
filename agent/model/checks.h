/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The checks that an ISO offers: sums in the volume descriptor, files of sums, signatures.
 */
#pragma once

#include "model/plan.h"
#include "parse/iso9660.h"

/* 0 or the reader's error. */
must_check int checks_find(struct plan_checks *ret, struct iso9660 *iso);
