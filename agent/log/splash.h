/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages for plymouth. Its splash screen hides the console, and what is printed there meanwhile
 * is lost. If the initramfs has no plymouth, these functions do nothing.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"

/* Show a line on the splash screen. */
void splash_say(const char *line);

/*
 * Show the reason of a failure on the splash screen, and write it to /run/pmemboot/reason. The
 * scripts of the emergency shell print that file when the splash screen has ended.
 */
void splash_explain(const struct failure *why);
