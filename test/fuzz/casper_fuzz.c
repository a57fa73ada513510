// SPDX-License-Identifier: GPL-2.0-or-later
/* The input: names, a line each, as the folder of an ISO has them. */
#include "model/casper.h"

#include "fuzz/fuzz.h"

#include <errno.h>
#include <string.h>

enum { NAMES = 16 };

static char names[NAMES][CASPER_NAME_MAX + 1];

static unsigned int take_names(const uint8_t *data, size_t size)
{
	unsigned int n = 0;

	memset(names, 0, sizeof(names));
	while (size > 0 && n < NAMES) {
		const uint8_t *end = memchr(data, '\n', size);
		size_t len = end ? (size_t)(end - data) : size, used = len + (end != NULL);

		if (len > 0 && len <= CASPER_NAME_MAX && !memchr(data, '\0', len))
			memcpy(names[n++], data, len);
		data += used;
		size -= used;
	}
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const requests[] = { NULL, "a.squashfs" };
	unsigned int n = take_names(data, size), top;

	for (size_t i = 0; i < array_size(requests); i++) {
		int r = casper_top((const char(*)[CASPER_NAME_MAX + 1]) names, n, requests[i],
				   "b.squashfs", &top);

		if (r < 0) {
			REQUIRE(r == -ENOENT || r == -ENOTUNIQ);
			continue;
		}
		REQUIRE(top < n);
		for (unsigned int layer = 0; layer < casper_layers(names[top]); layer++) {
			char name[CASPER_NAME_MAX + sizeof(CASPER_ENDING)];

			REQUIRE(casper_layer(names[top], layer, name, sizeof(name)) == 0);
		}
		REQUIRE(casper_layer(names[top], casper_layers(names[top]), names[0], 1) ==
			-EINVAL);
	}
	return 0;
}
