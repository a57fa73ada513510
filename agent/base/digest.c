// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/digest.h"

#include <errno.h>
#include <string.h>

static const struct {
	const char *name, *kernel;
	size_t size;
} kinds[DIGEST_KINDS] = {
	[DIGEST_MD5] = { "MD5", "md5", MD5_DIGEST_SIZE },
	[DIGEST_SHA1] = { "SHA-1", "sha1", SHA1_DIGEST_SIZE },
	[DIGEST_SHA224] = { "SHA-224", "sha224", SHA224_DIGEST_SIZE },
	[DIGEST_SHA256] = { "SHA-256", "sha256", SHA256_DIGEST_SIZE },
	[DIGEST_SHA384] = { "SHA-384", "sha384", SHA384_DIGEST_SIZE },
	[DIGEST_SHA512] = { "SHA-512", "sha512", SHA512_DIGEST_SIZE },
	[DIGEST_BLAKE2B] = { "BLAKE2b", "blake2b-512", DIGEST_SIZE_MAX },
};

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
						      DIGEST_SIZE_MAX);
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

int digest_of_size(size_t size)
{
	for (int kind = DIGEST_MD5; kind <= DIGEST_SHA512; kind++)
		if (kinds[kind].size == size)
			return kind;
	return -ENOENT;
}

int digest_of_name(const char *name)
{
	for (int kind = DIGEST_MD5; kind < DIGEST_KINDS; kind++)
		if (strcmp(kinds[kind].kernel, name) == 0)
			return kind;
	return -ENOENT;
}
