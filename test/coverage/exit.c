// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * gcov writes its counters at exit(3). A child that ends by _exit(2) would lose what it ran; the
 * linker has its calls come here (--wrap=_exit). A child that has given up its system calls cannot
 * open the files any more, and must not be ended for trying (--wrap=prctl).
 */
#include <gcov.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/prctl.h>

void __real__exit(int status);
void __wrap__exit(int status);
int __real_prctl(int operation, ...);
int __wrap_prctl(int operation, ...);

static bool in_sandbox;

int __wrap_prctl(int operation, ...)
{
	unsigned long arguments[4];
	va_list list;

	va_start(list, operation);
	for (int i = 0; i < 4; i++)
		arguments[i] = va_arg(list, unsigned long);
	va_end(list);
	in_sandbox = in_sandbox || operation == PR_SET_SECCOMP;
	return __real_prctl(operation, arguments[0], arguments[1], arguments[2], arguments[3]);
}

void __wrap__exit(int status)
{
	if (!in_sandbox)
		__gcov_dump();
	__real__exit(status);
	abort();
}
