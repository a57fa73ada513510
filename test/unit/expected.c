// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit/expected.h"

#include "unit/test.h"

#include <limits.h>

enum { TEXT_MAX = 1 << 20 };

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = calloc(1, TEXT_MAX);

	CHECK(text && file);
	CHECK(fread(text, 1, TEXT_MAX - 1, file) > 0);
	fclose(file);
	return text;
}

void expected_compare(const char *folder, const char *name, const char *suffix, const char *text)
{
	char path[PATH_MAX];
	char *expected;

	snprintf(path, sizeof(path), "test/data/%s/%s.%s", folder, name, suffix);
	if (getenv("UPDATE")) {
		FILE *file = fopen(path, "we");

		CHECK(file && fputs(text, file) >= 0 && fclose(file) == 0);
		return;
	}
	expected = read_file(path);
	if (strcmp(expected, text) != 0) {
		fprintf(stderr, "%s is not what is said now:\n%s", path, text);
		exit(1);
	}
	free(expected);
}
