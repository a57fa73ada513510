// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/sum.h"

#include <errno.h>
#include <string.h>

static size_t least(uint64_t one, uint64_t other)
{
	return (size_t)(one < other ? one : other);
}

static void put_patches(const struct sum *sum, uint64_t offset, uint8_t *buf, size_t len)
{
	for (unsigned int i = 0; i < sum->n_patches; i++) {
		const struct sum_patch *patch = &sum->patches[i];
		uint64_t from = patch->offset > offset ? patch->offset - offset : 0;
		uint64_t to = patch->offset + patch->len;

		if (to <= offset || from >= len)
			continue;
		to = least(to - offset, len);
		memset(buf + from, patch->fill, (size_t)(to - from));
	}
}

/* The sum of a fragment covers all bytes from the start to the fragment's end. */
static int compare_fragment(struct sum *sum, const struct digest *running, unsigned int fragment,
			    uint64_t end)
{
	struct digest until_here = *running;
	uint8_t digest[DIGEST_SIZE_MAX];

	digest_end(&until_here, digest);
	sum->bad = end;
	if (!isomd5sum_fragment_fits(sum->fragments, fragment, digest))
		return -EILSEQ;
	sum->good = end;
	return 0;
}

/* Digest the bytes from an offset on, stopping at the end of each fragment. */
static int digest_piece(struct sum *sum, struct digest *running, unsigned int *fragment,
			uint64_t offset, const uint8_t *buf, size_t len)
{
	while (sum->fragments && *fragment <= sum->fragments->fragment_count) {
		uint64_t end = isomd5sum_fragment_end(sum->fragments, sum->len, *fragment);
		int r;

		if (end > offset + len)
			break;
		if (end > offset) {
			digest_add(running, buf, (size_t)(end - offset));
			buf += end - offset;
			len -= (size_t)(end - offset);
			offset = end;
			r = compare_fragment(sum, running, *fragment, end);
			if (r < 0)
				return r;
		}
		++*fragment;
	}
	digest_add(running, buf, len);
	return 0;
}

int sum_make(struct sum *sum, uint8_t *buf)
{
	const struct extent *extent = sum->extents, *end = extent + sum->n_extents;
	uint64_t offset = 0, used = 0;
	unsigned int fragment = 1;
	struct digest running;
	int r = 0;

	digest_begin(&running, sum->kind);
	while (r == 0 && offset < sum->len) {
		size_t n;

		if (extent == end)
			return -ERANGE;
		n = least(SUM_BUFFER, least(sum->len - offset, extent->len - used));
		if (n == 0) {
			extent++;
			used = 0;
			continue;
		}
		r = reader_read(sum->reader, extent->offset + used, buf, n);
		if (r < 0)
			break;
		put_patches(sum, offset, buf, n);
		r = digest_piece(sum, &running, &fragment, offset, buf, n);
		offset += n;
		used += n;
		if (sum->done)
			__atomic_fetch_add(sum->done, n, __ATOMIC_RELAXED);
	}
	if (r == 0)
		digest_end(&running, sum->digest);
	return r;
}
