/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "doctor/doctor.h"

/* The answer, from what was gathered. */
void doctor_answer(struct doctor *doctor);

/* No, for a reason. */
void doctor_answer_no(struct doctor *doctor, const struct failure *why);

/*
 * No, if the kernel lacks an option (KERNEL_OPTIONS: none) that somebody needs. Returns whether it
 * does.
 */
bool doctor_answer_lack(struct doctor *doctor, enum kernel_option lack, const char *who);
