/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pass on which machine this is, and where the image came from.
 *
 * Everybody may read the report. What only root may know is in /run/pmemboot/machine.json, and in
 * credentials of systemd: its PID 1 imports those in /run/credentials/@initrd when the root takes
 * over (systemd 254, src/core/import-creds.c).
 */
#pragma once

#include "base/json.h"
#include "model/identity.h"

/* The member "machine" of the report, with what everybody may know. */
void machine_write_json(struct json *j, const struct identity *identity);

/* Write the files. Failures are logged only: no boot fails for them. */
void machine_write_files(const struct identity *identity);
