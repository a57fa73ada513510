/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tests register themselves where they are written; each runs in a process of its own.
 *
 *	TEST(cmdline_quotes)
 *	{
 *		CHECK(strcmp(word.value, "a b") == 0);
 *	}
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct test {
	const char *name;
	const char *file;
	void (*run)(void);
	struct test *next;
};

void test_register(struct test *test);

#define TEST(identifier)                                                                    \
	static void test_##identifier(void);                                                \
	static struct test entry_##identifier = { #identifier, __FILE__, test_##identifier, \
						  NULL };                                   \
	__attribute__((constructor)) static void register_##identifier(void)                \
	{                                                                                   \
		test_register(&entry_##identifier);                                         \
	}                                                                                   \
	static void test_##identifier(void)

/* End the test as failed, with the place and what was expected. */
#define CHECK(condition)                                                                \
	do {                                                                            \
		if (!(condition)) {                                                     \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
			_Exit(1);                                                       \
		}                                                                       \
	} while (0)

#define CHECK_STRING(actual, expected)                                                           \
	do {                                                                                     \
		const char *actual_string = (actual), *expected_string = (expected);             \
		if (strcmp(actual_string, expected_string) != 0) {                               \
			fprintf(stderr, "%s:%d: %s is \"%s\", not \"%s\"\n", __FILE__, __LINE__, \
				#actual, actual_string, expected_string);                        \
			_Exit(1);                                                                \
		}                                                                                \
	} while (0)

/* End the test as skipped: the reason is printed, and CI counts it as a failure. */
#define SKIP(reason)                    \
	do {                            \
		printf("%s\n", reason); \
		exit(77);               \
	} while (0)
