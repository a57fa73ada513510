// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/sums.h"

#include "fuzz/fuzz.h"

#include <errno.h>

static void check_line(const struct sums_line *line, const uint8_t *data, size_t size)
{
	const uint8_t *path = line->path.data;

	REQUIRE(line->kind > DIGEST_UNKNOWN && line->kind < DIGEST_KINDS);
	REQUIRE(path >= data && line->path.len > 0);
	REQUIRE(slice_has((struct slice){ data, size }, (size_t)(path - data), line->path.len));
	REQUIRE(!memchr(path, '\0', line->path.len) && !memchr(path, '\n', line->path.len));
	REQUIRE(path[0] != '/' && !slice_matches(line->path, 0, "./", 2));
	if (!line->escaped) {
		char *copy = strndup((const char *)path, line->path.len);

		REQUIRE(copy && sums_names(line, copy));
		copy[line->path.len - 1] = '\0';
		REQUIRE(!sums_names(line, copy));
		free(copy);
	}
	sums_names(line, "a\nb\\");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum digest_kind named = size > 0 && data[size - 1] & 1 ? DIGEST_BLAKE2B_512 : DIGEST_MD5;
	struct slice text = { data, size }, heading = text;
	struct sums_line line = { .kind = DIGEST_KINDS };
	size_t before;
	int r;

	sums_skip_heading(&heading);
	REQUIRE(heading.len <= size &&
		(heading.len == 0 || heading.data + heading.len == data + size));
	do {
		before = text.len;
		line.kind = DIGEST_KINDS;
		r = sums_next(&text, named, &line);
		REQUIRE(r == 1 || r == 0 || r == -EBADMSG);
		REQUIRE(text.len < before || r == 0);
		if (r == 1)
			check_line(&line, data, size);
		else
			REQUIRE(line.kind == DIGEST_KINDS);
	} while (r != 0);
	REQUIRE(text.len == 0);
	return 0;
}
