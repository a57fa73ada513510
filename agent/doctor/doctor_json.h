/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "doctor/diagnosis.h"

#include <stdio.h>

/* Write everything that the doctor found as JSON, which man/pmemboot.json.5 describes. */
void doctor_json_write(const struct doctor *doctor, FILE *stream);
