/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The doctor's answer, which only this file writes.
 */
#pragma once

#include "doctor/diagnosis.h"

/* Answer from what the doctor has gathered. */
void doctor_answer(struct doctor *doctor);

/* Answer yes, with the line that justifies it. */
void doctor_answer_yes(struct doctor *doctor, const char *line);

/* Answer no, for a reason. */
void doctor_answer_no(struct doctor *doctor, const struct failure *why);

/* Answer no, because something ("the image") needs an option that is missing from the kernel. */
void doctor_answer_missing(struct doctor *doctor, enum kernel_option missing, const char *who);
