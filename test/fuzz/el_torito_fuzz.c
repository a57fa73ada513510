// SPDX-License-Identifier: GPL-2.0-or-later
/* Two sectors: the boot record of an ISO, and the catalog, which it says is in the next one. */
#include "offline/el_torito.h"

#include "fuzz/fuzz.h"

#include <string.h>

enum { BOOT_RECORD = 17 * 2048 };

struct medium {
	const uint8_t *data;
	size_t size;
	unsigned int reads;
};

static int read_medium(void *context, uint64_t offset, void *buf, size_t len)
{
	struct medium *medium = context;

	REQUIRE(++medium->reads <= 2);
	if (offset < BOOT_RECORD)
		memset(buf, 0, len);
	else
		memcpy(buf, medium->data + (offset - BOOT_RECORD), len);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct medium medium = { data, size, 0 };
	const struct reader reader = { read_medium, &medium, BOOT_RECORD + (uint64_t)size };
	struct el_torito boot;

	REQUIRE(el_torito_read(&boot, &reader) == 0);
	REQUIRE(boot.count <= EL_TORITO_IMAGES_MAX);
	for (unsigned int i = 0; i < boot.count; i++)
		REQUIRE(boot.offsets[i] % 2048 == 0);
	return 0;
}
