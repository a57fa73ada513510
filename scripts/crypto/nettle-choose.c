// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Nettle's own choice among its variants (fat-*.c) pulls in every cipher it has. This chooses for
 * the two functions that are needed, between the same variants of its.
 */
#include <stdint.h>

typedef void sha1_compress(uint32_t *state, const uint8_t *data);
typedef void sha256_compress(uint32_t *state, const uint8_t *data, const uint32_t *k);

/* As sha1.o and sha256.o call them. */
sha1_compress nettle_sha1_compress;
sha256_compress _nettle_sha256_compress;

#if defined(__x86_64__)
#include <cpuid.h>

sha1_compress _nettle_sha1_compress_x86_64, _nettle_sha1_compress_sha_ni;
sha256_compress _nettle_sha256_compress_x86_64, _nettle_sha256_compress_sha_ni;

#define PORTABLE(name) name##_x86_64
#define FAST(name)     name##_sha_ni

/* Intel SDM, CPUID leaf 7; leaf 1: what the variants use besides, SSSE3 and SSE4.1. */
static int sha1_is_fast(void)
{
	unsigned int a, b, c, d, others;

	if (!__get_cpuid(1, &a, &b, &others, &d) || !__get_cpuid_count(7, 0, &a, &b, &c, &d))
		return 0;
	return b & bit_SHA && others & bit_SSSE3 && others & bit_SSE4_1;
}

#define sha256_is_fast sha1_is_fast

#elif defined(__aarch64__)
#include <asm/hwcap.h>
#include <sys/auxv.h>

sha1_compress _nettle_sha1_compress_c, _nettle_sha1_compress_arm64;
sha256_compress _nettle_sha256_compress_c, _nettle_sha256_compress_arm64;

#define PORTABLE(name) name##_c
#define FAST(name)     name##_arm64

static int sha1_is_fast(void)
{
	return (getauxval(AT_HWCAP) & HWCAP_SHA1) != 0;
}

static int sha256_is_fast(void)
{
	return (getauxval(AT_HWCAP) & HWCAP_SHA2) != 0;
}
#endif

void nettle_sha1_compress(uint32_t *state, const uint8_t *data)
{
	static sha1_compress *chosen;

	/* Every thread that comes here first chooses the same. */
	if (!chosen)
		chosen = sha1_is_fast() ? FAST(_nettle_sha1_compress)
					: PORTABLE(_nettle_sha1_compress);
	chosen(state, data);
}

void _nettle_sha256_compress(uint32_t *state, const uint8_t *data, const uint32_t *k)
{
	static sha256_compress *chosen;

	if (!chosen)
		chosen = sha256_is_fast() ? FAST(_nettle_sha256_compress)
					  : PORTABLE(_nettle_sha256_compress);
	chosen(state, data, k);
}
