// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/volume_signature.h"

#include <string.h>

/* It starts at a sector, at most GAP_MAX after the volume's end. */
enum { SECTOR = 512, GAP_MAX = 4 << 20 };

int volume_signature_find(const struct reader *reader, uint64_t volume_size, uint8_t *bytes,
			  size_t size, struct slice *text, uint64_t *offset)
{
	static const char start[] = "untrusted comment:";
	uint64_t at = (volume_size + SECTOR - 1) / SECTOR * SECTOR, end = at + GAP_MAX;
	int r = 0;

	*text = (struct slice){ bytes, 0 };
	for (; r == 0 && at < reader->size && at < end; at += SECTOR) {
		size_t len = reader->size - at < size ? (size_t)(reader->size - at) : size;

		r = reader_read(reader, at, bytes,
				sizeof(start) - 1 < len ? sizeof(start) - 1 : len);
		if (r < 0 || len < sizeof(start) || memcmp(bytes, start, sizeof(start) - 1) != 0)
			continue;
		r = reader_read(reader, at, bytes, len);
		/* The text ends at the first zero; what follows is padding or old memory. */
		text->len = strnlen((char *)bytes, len);
		*offset = at;
		break;
	}
	return r;
}
