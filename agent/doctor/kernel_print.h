/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/json.h"
#include "model/kernel.h"

#include <stdio.h>

/* Print which options a kernel has, for people. */
void kernel_print(const struct kernel *kernel, FILE *stream);

/* Write the object "kernel", for programs. */
void kernel_print_json(const struct kernel *kernel, struct json *j);
