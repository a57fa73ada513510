/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runtime firmware activation of NVDIMMs: what the state is, and doing it. Early in a boot is the
 * time for it: no transaction of an application is in flight.
 */
#pragma once

#include "base/attributes.h"
#include "base/json.h"
#include "config/config.h"
#include "model/firmware.h"

#include <stdio.h>

struct tree;

/* How long a bus may be busy, in seconds: as long as a boot has patience with it, too. */
enum { FIRMWARE_LIMIT = 60 };

/*
 * Arm what the wish names on the buses of the tree (sys/tree.h), activate it, and say what came of
 * each DIMM. A DIMM whose arming the bus can't bear is disarmed again and left out, and if too many
 * were armed before, the last of those that the wish names. 0; -EIO if a DIMM was left out or has
 * not taken its firmware, which was said; or another -E... and the reason: -EBUSY if too many are
 * armed by others.
 */
must_check int firmware_activate(const struct tree *tree, const struct firmware_wish *wish,
				 struct failure *why);

/*
 * Before the medium is opened: wait for a bus that is busy, activate what is armed if the
 * configuration says so. A boot doesn't fail by it: what goes wrong is said.
 */
void firmware_before_medium(const struct tree *tree, const struct config *config);

/* The state, for people; and for programs the arrays "buses" and "dimms". */
void firmware_print(const struct nd_firmware *state, FILE *stream);
void firmware_write_json(struct json *j, const struct nd_firmware *state);
