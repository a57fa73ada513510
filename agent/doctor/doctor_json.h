/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "doctor/diagnosis.h"

#include <stdio.h>

/* Write all that the doctor found, for programs (man/pmemboot.json.5). */
void doctor_json_write(const struct doctor *doctor, FILE *stream);
