// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/memmap.h"

#include "base/number.h"

#include <errno.h>
#include <string.h>

int memmap_parse(const char *start, const char *end, const char *type, struct memmap_entry *ret)
{
	uint64_t first, last;

	if (number_parse_string(start, UINT64_MAX, &first) < 0 ||
	    number_parse_string(end, UINT64_MAX, &last) < 0 || last < first ||
	    last - first == UINT64_MAX)
		return -EBADMSG;
	/* Without byte 2^64 - 1, the end fits in 64 bits. */
	ret->extent = (struct extent){ first, last - first + (last != UINT64_MAX) };
	if (strcmp(type, "System RAM") == 0)
		ret->type = MEMMAP_RAM;
	else if (strcmp(type, "Persistent Memory (legacy)") == 0)
		ret->type = MEMMAP_PERSISTENT_LEGACY;
	else if (strcmp(type, "Soft Reserved") == 0)
		ret->type = MEMMAP_SOFT_RESERVED;
	else
		ret->type = MEMMAP_OTHER;
	return 0;
}
