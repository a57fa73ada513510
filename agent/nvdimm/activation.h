/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runtime firmware activation of NVDIMMs: print its state, and perform it. Early in a boot is the
 * time for it: no application uses the memory yet. model/firmware.h says what may be done.
 */
#pragma once

#include "base/attributes.h"
#include "base/json.h"
#include "config/config.h"
#include "model/firmware.h"

#include <stdio.h>

struct tree;

/* How long a bus may stay busy, in seconds. The search for the medium waits as long. */
enum { ACTIVATION_LIMIT = 60 };

/*
 * On the buses of the tree (sys/tree.h) that are asked for: arm the DIMMs, activate their firmware,
 * log the result of each. A DIMM that makes a bus overflow is disarmed again and left out; if too
 * many were armed before, the last of those that are asked for are.
 *
 * Returns 0; -EIO if a DIMM was left out or does not run its new firmware, which was logged; or
 * another -E... and the reason: -EBUSY if others have armed too many.
 */
must_check int activation_perform(const struct tree *tree, const struct firmware_wish *wish,
				  struct failure *why);

/*
 * Before the medium is opened: wait for a bus that is busy, and activate what is armed if the
 * configuration asks for it. The boot doesn't fail by it: failures are logged.
 */
void activation_before_medium(const struct tree *tree, const struct config *config);

/* Print the state, for people; write the arrays "buses" and "dimms", for programs. */
void activation_print(const struct nd_firmware *state, FILE *stream);
void activation_write_json(struct json *j, const struct nd_firmware *state);
