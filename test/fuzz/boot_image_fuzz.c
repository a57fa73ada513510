// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A boot image, and the boot record and catalog that may name it. The input: two sectors, 17 and 18
 * of the medium, and the image from sector 19 on. All before are zeros.
 */
#include "model/boot_image.h"
#include "parse/boot_info.h"

#include "fuzz/fuzz.h"

#include <errno.h>
#include <string.h>

enum { BEFORE = BOOT_INFO_RECORD * BOOT_INFO_SECTOR, IMAGE = BEFORE + 2 * BOOT_INFO_SECTOR };

struct input {
	const uint8_t *bytes;
	size_t size;
	uint64_t read; /* bytes */
};

static int read_input(void *context, uint64_t offset, void *buf, size_t len)
{
	struct input *input = context;

	REQUIRE(offset + len <= BEFORE || (offset >= BEFORE && offset - BEFORE <= input->size &&
					   len <= input->size - (offset - BEFORE)));
	if (offset < BEFORE)
		memset(buf, 0, len);
	else
		memcpy(buf, input->bytes + (offset - BEFORE), len);
	input->read += len;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input input = { bytes, size, 0 };
	const struct reader reader = { read_input, &input, BEFORE + size };
	static uint8_t buf[BOOT_IMAGE_BUFFER];
	struct extent file = { IMAGE, 0 };
	enum boot_image_patch patch;

	if (size < IMAGE - BEFORE)
		return 0;
	/* The catalog that the record names may lie anywhere; before the input there is nothing. */
	if (boot_info_catalog((struct slice){ bytes, BOOT_INFO_SECTOR }) < BOOT_INFO_RECORD)
		return 0;
	file.len = size - (IMAGE - BEFORE);
	REQUIRE(boot_image_find_patch(&reader, &file, file.len, buf, &patch) == 0);
	REQUIRE(patch == BOOT_IMAGE_PLAIN || file.len >= BOOT_INFO_END);
	REQUIRE(input.read <= file.len + 5 * BOOT_INFO_SECTOR);
	return 0;
}
