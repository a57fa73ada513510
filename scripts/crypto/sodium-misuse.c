// SPDX-License-Identifier: GPL-2.0-or-later
/* libsodium's own lies beside the start-up of everything that it has. */
#include <stdlib.h>

void sodium_misuse(void);

void sodium_misuse(void)
{
	abort();
}
