/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keep the reason of a failed boot where the next boot finds it: pmemboot.report=pstore.
 */
#pragma once

#include "medium/drivers.h"
#include "model/failure.h"
#include "model/identity.h"

/*
 * Write the reason to an EFI variable (model/failure_record.h), unless it says the same already:
 * writing wears the firmware's flash memory. device is that of the medium, or "". A failure is
 * logged only.
 */
void keep_failure(const struct failure *why, const struct identity *identity, const char *device,
		  struct drivers *drivers);
