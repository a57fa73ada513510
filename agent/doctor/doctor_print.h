/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "doctor/diagnosis.h"

#include <stdio.h>

/* Print everything that the doctor found, for people. */
void doctor_print(const struct doctor *doctor, FILE *stream);
