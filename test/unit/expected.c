// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit/expected.h"

#include "log/version.h"
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

/* The text with "@VERSION@" for the version: what is expected is the same for each. */
static char *without_version(const char *text)
{
	static const char key[] = "\"pmemboot\": \"" PMEMBOOT_VERSION "\"";
	const char *at = strstr(text, key), *rest = at ? at + sizeof(key) - 1 : text + strlen(text);
	char *copy = calloc(1, TEXT_MAX);

	CHECK(copy && snprintf(copy, TEXT_MAX, "%.*s%s%s", (int)((at ? at : rest) - text), text,
			       at ? "\"pmemboot\": \"@VERSION@\"" : "", rest) < TEXT_MAX);
	return copy;
}

void expected_compare(const char *folder, const char *name, const char *suffix, const char *said)
{
	char path[PATH_MAX];
	char *expected, *text = without_version(said);

	snprintf(path, sizeof(path), "test/data/%s/%s.%s", folder, name, suffix);
	if (getenv("UPDATE")) {
		FILE *file = fopen(path, "we");

		CHECK(file && fputs(text, file) >= 0 && fclose(file) == 0);
		free(text);
		return;
	}
	expected = read_file(path);
	if (strcmp(expected, text) != 0) {
		fprintf(stderr, "%s is not what is said now:\n%s", path, text);
		exit(1);
	}
	free(expected);
	free(text);
}
