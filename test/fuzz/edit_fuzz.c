// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/edit.h"

#include "fuzz/fuzz.h"

#include <string.h>

struct sink {
	struct slice text;
	size_t len;
	bool same; /* as the text up to here */
};

static void take_bytes(void *context, const void *bytes, size_t len)
{
	struct sink *sink = context;

	if (!slice_matches(sink->text, sink->len, bytes, len))
		sink->same = false;
	sink->len += len;
}

static void write_menu(struct slice text, const struct edit *edit, bool *same)
{
	struct sink sink = { .text = text, .same = true };

	edit_write(text, edit, take_bytes, &sink);
	*same = sink.same && sink.len == text.len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct edit_archive archives[] = { { 1, "/a" }, { 2, NULL }, { 3, "/b" } };
	static const unsigned int firsts[] = { 2, 5 };
	const struct slice text = { data, size };
	struct edit edit = { .add = "", .remove = "" };
	bool same;

	write_menu(text, &edit, &same);
	REQUIRE(same);
	edit = (struct edit){ archives, 3, firsts, 2, "x=\"a b\" y'z", "quiet a=" };
	write_menu(text, &edit, &same);
	return 0;
}
