/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "config/config.h"
#include "model/failure.h"

/*
 * For a boot that failed: if the reason lies in the memory, examine the running system (a tree, see
 * sys/file.h) and log what explains it, one screen at most.
 */
void doctor_explain(int tree, const struct config *config, enum failure_code code);
