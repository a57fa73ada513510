/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "medium/medium_request.h"
#include "model/failure.h"

struct tree;

/*
 * After a failed boot: if the memory map can explain the reason, examine the running system (a
 * tree, see sys/tree.h) and log the explanation, one screen at most.
 */
void doctor_explain(const struct tree *tree, const struct medium_request *request,
		    enum failure_code code);
