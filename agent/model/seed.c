// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/seed.h"

static bool is_seed(const struct partition *partition, struct extent inside)
{
	const struct extent *extent = &partition->extent;

	if (strcmp(partition->type, SEED_TYPE_GPT) != 0 &&
	    strcmp(partition->type, SEED_TYPE_DOS) != 0)
		return false;
	return extent->len >= SEED_SIZE_MIN && extent->len <= SEED_SIZE_MAX &&
	       extent->len % SEED_SIZE_UNIT == 0 && extent->offset >= inside.offset &&
	       extent->offset - inside.offset <= inside.len &&
	       extent->len <= inside.len - (extent->offset - inside.offset);
}

const struct partition *seed_find(const struct partitions *partitions, struct extent inside)
{
	for (unsigned int i = partitions->count; i-- > 0;)
		if (is_seed(&partitions->list[i], inside))
			return &partitions->list[i];
	return NULL;
}

struct extent seed_content(const struct extent *seed)
{
	return (struct extent){ seed->offset, seed->len - SEED_TRAILER_SIZE };
}

struct extent seed_trailer(const struct extent *seed)
{
	return (struct extent){ seed->offset + seed->len - SEED_TRAILER_SIZE, SEED_TRAILER_SIZE };
}
