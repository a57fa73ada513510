// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/digest.h"

#include "base/number.h"

#include <errno.h>
#include <string.h>

enum family { MD, SHA, BLAKE2B };

static const struct {
	const char *name, *kernel;
	enum family family;
	uint16_t number; /* in its name; of BLAKE2b: the digest's bits */
	uint16_t size;
} kinds[DIGEST_KINDS] = {
	[DIGEST_UNKNOWN] = { "", "", MD, 0, 0 },
	[DIGEST_MD5] = { "MD5", "md5", MD, 5, MD5_DIGEST_SIZE },
	[DIGEST_SHA1] = { "SHA-1", "sha1", SHA, 1, SHA1_DIGEST_SIZE },
	[DIGEST_SHA224] = { "SHA-224", "sha224", SHA, 224, SHA224_DIGEST_SIZE },
	[DIGEST_SHA256] = { "SHA-256", "sha256", SHA, 256, SHA256_DIGEST_SIZE },
	[DIGEST_SHA384] = { "SHA-384", "sha384", SHA, 384, SHA384_DIGEST_SIZE },
	[DIGEST_SHA512] = { "SHA-512", "sha512", SHA, 512, SHA512_DIGEST_SIZE },
	[DIGEST_BLAKE2B_128] = { "BLAKE2b-128", "blake2b-128", BLAKE2B, 128, 16 },
	[DIGEST_BLAKE2B_160] = { "BLAKE2b-160", "blake2b-160", BLAKE2B, 160, 20 },
	[DIGEST_BLAKE2B_224] = { "BLAKE2b-224", "blake2b-224", BLAKE2B, 224, 28 },
	[DIGEST_BLAKE2B_256] = { "BLAKE2b-256", "blake2b-256", BLAKE2B, 256, 32 },
	[DIGEST_BLAKE2B_384] = { "BLAKE2b-384", "blake2b-384", BLAKE2B, 384, 48 },
	[DIGEST_BLAKE2B_512] = { "BLAKE2b-512", "blake2b-512", BLAKE2B, 512, DIGEST_SIZE_MAX },
};

/* What the names begin with; of two that begin in the same way the longer one comes first. */
static const struct {
	char prefix[9];
	uint8_t family;
	uint16_t number; /* if there is none in the name, or 0 */
} spellings[] = {
	{ "md", MD, 0 },
	{ "sha2-", SHA, 0 },
	{ "sha-", SHA, 0 },
	{ "sha", SHA, 0 },
	{ "blake2b-", BLAKE2B, 512 },
	{ "blake2b", BLAKE2B, 512 },
	{ "blake2", BLAKE2B, 512 },
	{ "b2", BLAKE2B, 512 },
};

enum { NUMBER_MAX = 512 };

void digest_begin(struct digest *digest, enum digest_kind kind)
{
	digest->kind = kind;
	switch (kind) {
	case DIGEST_MD5:
		md5_init(&digest->state.md5);
		break;
	case DIGEST_SHA1:
		sha1_init(&digest->state.sha1);
		break;
	case DIGEST_SHA224:
		sha224_init(&digest->state.sha256);
		break;
	case DIGEST_SHA256:
		sha256_init(&digest->state.sha256);
		break;
	case DIGEST_SHA384:
		sha384_init(&digest->state.sha512);
		break;
	case DIGEST_SHA512:
		sha512_init(&digest->state.sha512);
		break;
	default:
		(void)crypto_generichash_blake2b_init(&digest->state.blake2b, NULL, 0,
						      digest_size(kind));
	}
}

void digest_add(struct digest *digest, const void *data, size_t len)
{
	switch (digest->kind) {
	case DIGEST_MD5:
		md5_update(&digest->state.md5, len, data);
		break;
	case DIGEST_SHA1:
		sha1_update(&digest->state.sha1, len, data);
		break;
	case DIGEST_SHA224:
	case DIGEST_SHA256:
		sha256_update(&digest->state.sha256, len, data);
		break;
	case DIGEST_SHA384:
	case DIGEST_SHA512:
		sha512_update(&digest->state.sha512, len, data);
		break;
	default:
		(void)crypto_generichash_blake2b_update(&digest->state.blake2b, data, len);
	}
}

void digest_end(struct digest *digest, uint8_t *ret)
{
	size_t size = digest_size(digest->kind);

	switch (digest->kind) {
	case DIGEST_MD5:
		md5_digest(&digest->state.md5, size, ret);
		break;
	case DIGEST_SHA1:
		sha1_digest(&digest->state.sha1, size, ret);
		break;
	case DIGEST_SHA224:
		sha224_digest(&digest->state.sha256, size, ret);
		break;
	case DIGEST_SHA256:
		sha256_digest(&digest->state.sha256, size, ret);
		break;
	case DIGEST_SHA384:
		sha384_digest(&digest->state.sha512, size, ret);
		break;
	case DIGEST_SHA512:
		sha512_digest(&digest->state.sha512, size, ret);
		break;
	default:
		(void)crypto_generichash_blake2b_final(&digest->state.blake2b, ret, size);
	}
}

size_t digest_size(enum digest_kind kind)
{
	return kinds[kind].size;
}

const char *digest_name(enum digest_kind kind)
{
	return kinds[kind].name;
}

const char *digest_kernel_name(enum digest_kind kind)
{
	return kinds[kind].kernel;
}

bool digest_is_strong(enum digest_kind kind)
{
	return kind >= DIGEST_BLAKE2B_256;
}

enum digest_kind digest_of_name(const char *name)
{
	enum digest_kind kind = DIGEST_KINDS - 1;

	while (kind > DIGEST_UNKNOWN && strcmp(kinds[kind].kernel, name) != 0)
		kind--;
	return kind;
}

static enum digest_kind find_number(enum family family, uint64_t number)
{
	enum digest_kind kind = DIGEST_KINDS - 1;

	while (kind > DIGEST_UNKNOWN &&
	       (kinds[kind].family != family || kinds[kind].number != number))
		kind--;
	return kind;
}

enum digest_kind digest_take_name(struct slice *text)
{
	for (size_t i = 0; i < array_size(spellings); i++) {
		size_t len = strlen(spellings[i].prefix);
		struct slice rest = slice_sub(*text, len, text->len - len);
		uint64_t number = spellings[i].number;
		enum digest_kind kind;

		if (!slice_equals_caseless(slice_sub(*text, 0, len), spellings[i].prefix) ||
		    number_take(&rest, 10, NUMBER_MAX, &number) == -ERANGE)
			continue;
		kind = find_number(spellings[i].family, number);
		if (kind != DIGEST_UNKNOWN) {
			*text = rest;
			return kind;
		}
	}
	return DIGEST_UNKNOWN;
}

enum digest_kind digest_of_size(enum digest_kind named, size_t size)
{
	bool blake2b = kinds[named].family == BLAKE2B;
	enum digest_kind kind = DIGEST_KINDS - 1;

	while (kind > DIGEST_UNKNOWN &&
	       (kinds[kind].size != size || (kinds[kind].family == BLAKE2B) != blake2b))
		kind--;
	return kind;
}
