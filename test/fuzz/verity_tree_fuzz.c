// SPDX-License-Identifier: GPL-2.0-or-later
/* A hash device, and behind it the data, as an image has them: whatever they say, nothing else is
 * read. */
#include "model/verity_tree.h"

#include "fuzz/fuzz.h"

#include <errno.h>
#include <string.h>

enum { ROOT_SIZE = 32, DATA_MAX = 4096 };

struct input {
	const uint8_t *bytes;
	size_t size;
	uint64_t read; /* bytes */
};

static int read_input(void *context, uint64_t offset, void *buf, size_t len)
{
	struct input *input = context;

	REQUIRE(offset <= input->size && len <= input->size - offset);
	memcpy(buf, input->bytes + offset, len);
	input->read += len;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static _Alignas(4096) uint8_t buf[2 * VERITY_BLOCK_SIZE_MAX];
	struct input input = { bytes, size, 0 };
	struct reader reader = { .read = read_input, .context = &input, .size = size };
	size_t data = size < 2 * DATA_MAX ? size / 2 : DATA_MAX;
	uint8_t root[VERITY_DIGEST_MAX] = { 0 };
	uint64_t done = 0, bad = 0;
	struct verity verity;
	struct verity_tree tree = { .verity = &verity,
				    .root = root,
				    .data = &reader,
				    .hashes = &reader,
				    .data_extent = { size - data, data },
				    .hash_extent = { 0, size - data } };
	int r = verity_parse((struct slice){ bytes, size < VERITY_SUPERBLOCK_SIZE
							    ? size
							    : VERITY_SUPERBLOCK_SIZE },
			     &verity);

	if (r < 0)
		return 0;
	for (unsigned int root_size = VERITY_DIGEST_MIN; root_size <= VERITY_DIGEST_MAX;
	     root_size += 4) {
		r = verity_tree_open(&tree, root_size);
		REQUIRE(r == 0 || r == -EOPNOTSUPP || r == -EBADMSG || r == -ERANGE);
		if (r < 0)
			continue;
		input.read = 0;
		r = verity_tree_check(&tree, buf, &done, &bad);
		/* Each block of the data, and of the tree twice: as hashes, and hashed. */
		REQUIRE(input.read <= 3 * size + VERITY_BLOCK_SIZE_MAX);
		REQUIRE(r == 0 || r == -EBADMSG || r == -EUCLEAN || r == -ERANGE);
		REQUIRE(bad < size);
	}
	return 0;
}
