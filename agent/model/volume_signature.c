// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/volume_signature.h"

#include "model/seed.h"

#include <string.h>

#define START "untrusted comment:"

/* It starts at a sector, at most GAP_MAX after the volume's end. */
enum { SECTOR = 512, GAP_MAX = 4 << 20, LOOK = sizeof(SEED_MARK) - 1 };

_Static_assert(LOOK > sizeof(START), "the bytes of both are read");

/* Look for a signature up to the seed, which may have one of its own, and files that look so. */
static int find_text(const struct reader *reader, uint64_t *at)
{
	uint64_t end = *at + GAP_MAX;
	uint8_t bytes[LOOK];

	for (; *at < reader->size && *at < end; *at += SECTOR) {
		size_t len = reader->size - *at < LOOK ? (size_t)(reader->size - *at) : LOOK;
		int r = reader_read(reader, *at, bytes, len);

		if (r < 0)
			return r;
		if (len >= sizeof(START) && memcmp(bytes, START, sizeof(START) - 1) == 0)
			return 0;
		if (len == LOOK && memcmp(bytes, SEED_MARK, LOOK) == 0)
			break;
	}
	return -ENOENT;
}

int volume_signature_find(const struct reader *reader, uint64_t volume_size, uint8_t *bytes,
			  size_t size, struct slice *text, uint64_t *offset)
{
	uint64_t at = (volume_size + SECTOR - 1) / SECTOR * SECTOR;
	int r = find_text(reader, &at);
	size_t len;

	*text = (struct slice){ bytes, 0 };
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	len = reader->size - at < size ? (size_t)(reader->size - at) : size;
	r = reader_read(reader, at, bytes, len);
	/* The text ends at the first zero; what follows is padding or old memory. */
	text->len = strnlen((char *)bytes, len);
	*offset = at;
	return r;
}
