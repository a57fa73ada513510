/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A harness is one function, which libFuzzer (make fuzz) or replay.c (make check) calls with an
 * input. Whatever the bytes are, the parser's header must stay true: REQUIRE says so.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Returns 0. data has exactly size bytes, so that the sanitizers see the first one too many. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* abort(), not exit(): that is what libFuzzer takes for a crash, and keeps the input of. */
#define REQUIRE(condition)                                                              \
	do {                                                                            \
		if (!(condition)) {                                                     \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
			abort();                                                        \
		}                                                                       \
	} while (0)
