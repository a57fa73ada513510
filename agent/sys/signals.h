/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Clean up when a signal ends the process. What has to be done is more than a handler may do, so
 * that the process is replaced by another run of its own program, which does it and then ends by
 * the same signal.
 */
#pragma once

#include "base/attributes.h"

/*
 * From now on, if a signal other than SIGKILL would end this process, execute its program again
 * with the arguments COMMAND NUMBER, NUMBER being that of the signal. All signals are blocked then.
 * Children end by the signal as usual. It needs /proc.
 */
void signals_clean_up_by(const char *command);

/* End by a signal, whose number is a string, as if nothing had handled it. Returns only if it is
 * not the number of a signal that ends a process. */
void signals_end_by(const char *number);
