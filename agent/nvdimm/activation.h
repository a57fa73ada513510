/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runtime firmware activation of NVDIMMs: print its state, and perform it. This is best done early
 * in a boot, when no program uses the memory yet. model/firmware.h decides what is allowed.
 */
#pragma once

#include "base/attributes.h"
#include "base/json.h"
#include "config/config.h"
#include "model/firmware.h"

#include <stdio.h>

struct tree;

/* How long a bus may stay busy, in seconds. The search for the medium waits that long. */
enum { ACTIVATION_LIMIT = 60 };

/*
 * On the requested buses of the tree (sys/tree.h): arm the DIMMs, activate their firmware, and log
 * the result of each. A DIMM that makes a bus overflow is disarmed again and left out. If too many
 * were already armed, the last requested ones are left out.
 *
 * Returns 0; -EIO if a DIMM was left out or does not run its new firmware, which was logged; or
 * another -E... and the reason: -EBUSY if others have armed too many.
 */
must_check int activation_perform(const struct tree *tree, const struct firmware_request *request,
				  struct failure *why);

/*
 * To be called before the medium is opened: wait for a busy bus, and activate what is armed if the
 * configuration requests it. Failures are logged; the boot continues.
 */
void activation_before_medium(const struct tree *tree, const struct config *config);

/* Print the state for people. Write the arrays "buses" and "dimms" for programs. */
void activation_print(const struct nd_firmware *state, FILE *stream);
void activation_write_json(struct json *j, const struct nd_firmware *state);
