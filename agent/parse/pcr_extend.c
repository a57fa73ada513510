// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/pcr_extend.h"

#include <errno.h>
#include <string.h>

enum {
	ST_SESSIONS = 0x8002,
	CC_PCR_EXTEND = 0x182,
	RS_PW = 0x40000009, /* the session of a password, here of the empty one */
	SESSION_SIZE = 9,   /* handle, nonce, attributes, password */
	HEADER_SIZE = 10,   /* tag, size, command or response code */
	/* The size of the parameters, which is 0, and the session: nonce, attributes, HMAC. */
	GOOD_SIZE = HEADER_SIZE + 4 + 5,
};

/* TPM_ALG_ID */
static const struct {
	uint8_t kind, id;
} algorithms[PCR_EXTEND_BANKS_MAX] = {
	{ DIGEST_SHA1, 0x04 },
	{ DIGEST_SHA256, 0x0b },
	{ DIGEST_SHA384, 0x0c },
	{ DIGEST_SHA512, 0x0d },
};

/* The number of a kind, or 0. */
static uint16_t algorithm_id(enum digest_kind kind)
{
	for (size_t i = 0; i < array_size(algorithms); i++)
		if (algorithms[i].kind == kind)
			return algorithms[i].id;
	return 0;
}

bool pcr_extend_knows(enum digest_kind kind)
{
	return algorithm_id(kind) != 0;
}

/* Write a number of so many bytes. Returns the address after it. */
static uint8_t *put(uint8_t *at, uint32_t value, unsigned int width)
{
	while (width-- > 0)
		*at++ = (uint8_t)(value >> 8 * width);
	return at;
}

size_t pcr_extend_write(uint8_t *ret, unsigned int pcr, const struct pcr_extend_digest *digests,
			unsigned int n)
{
	uint8_t *at = put(ret, ST_SESSIONS, 2);
	size_t len;

	at = put(at, 0, 4); /* the length, below */
	at = put(at, CC_PCR_EXTEND, 4);
	at = put(at, pcr, 4); /* the handle of a PCR is its number */
	at = put(at, SESSION_SIZE, 4);
	at = put(at, RS_PW, 4);
	at = put(at, 0, 2); /* no nonce */
	at = put(at, 0, 1); /* no attributes */
	at = put(at, 0, 2); /* the empty password */
	at = put(at, n, 4);
	for (unsigned int i = 0; i < n; i++) {
		size_t size = digest_size(digests[i].kind);

		at = put(at, algorithm_id(digests[i].kind), 2);
		memcpy(at, digests[i].bytes, size);
		at += size;
	}
	len = (size_t)(at - ret);
	put(ret + 2, (uint32_t)len, 4);
	return len;
}

int pcr_extend_parse(struct slice response, uint32_t *code)
{
	uint32_t r;

	if (slice_be(response, 2, 4) != response.len || response.len < HEADER_SIZE)
		return -EBADMSG;
	r = (uint32_t)slice_be(response, 6, 4);
	/* A refusal is a header alone, and may have the tag of TPM 1.2. */
	if (r != 0 && response.len == HEADER_SIZE) {
		*code = r;
		return -EREMOTEIO;
	}
	if (r != 0 || slice_be(response, 0, 2) != ST_SESSIONS || response.len != GOOD_SIZE)
		return -EBADMSG;
	/* No parameters; neither a nonce nor an HMAC. The attributes do not matter. */
	if (slice_be(response, 10, 4) != 0 || slice_be(response, 14, 2) != 0 ||
	    slice_be(response, 17, 2) != 0)
		return -EBADMSG;
	return 0;
}
