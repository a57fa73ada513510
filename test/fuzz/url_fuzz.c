// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/url.h"

#include "fuzz/fuzz.h"

#include <string.h>

/* A URL without what is secret stays as it is, and a folder is a beginning of its URL. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char url[256], once[256], twice[256];
	size_t len = size < sizeof(url) ? size : sizeof(url) - 1;

	if (len > 0)
		memcpy(url, data, len);
	url[len] = '\0';
	REQUIRE(url_make_public(url, once, sizeof(once)) == 0);
	REQUIRE(!strpbrk(once, "?#") && strlen(once) <= strlen(url));
	if (url_make_folder(url, once, sizeof(once)) == 0) {
		REQUIRE(strncmp(url, once, strlen(once)) == 0 && once[strlen(once) - 1] == '/');
		REQUIRE(url_make_folder(once, twice, sizeof(twice)) == 0);
		REQUIRE(strcmp(once, twice) == 0 && !strpbrk(once, "\"\\ \n\t"));
	}
	return 0;
}
