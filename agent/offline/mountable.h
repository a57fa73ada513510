/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Can a kernel that is given by its files mount the root images of a plan?
 */
#pragma once

#include "base/attributes.h"
#include "model/advice.h"
#include "model/kernel.h"
#include "model/plan.h"

/* Advise on each layer that the kernel is known not to mount, with the option or the version. */
void mountable_judge(const struct plan *plan, const struct kernel *kernel, struct advice *advice);
