// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/pcr_extend.h"

#include "unit/test.h"

#include <errno.h>

/* A good response: header, no parameters, the session of a password. */
static const uint8_t good[] = { 0x80, 0x02, 0, 0, 0, 19, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0 };

static int parse(const uint8_t *bytes, size_t len, uint32_t *code)
{
	return pcr_extend_parse((struct slice){ bytes, len }, code);
}

/* Parse the good response with one byte changed. */
static int parse_changed(size_t at, uint8_t value)
{
	uint8_t bytes[sizeof(good)];
	uint32_t code = 7;
	int r;

	memcpy(bytes, good, sizeof(good));
	bytes[at] = value;
	r = parse(bytes, sizeof(bytes), &code);
	CHECK(code == 7);
	return r;
}

TEST(pcr_extend_of_two_banks)
{
	static const uint8_t head[] = { 0x80, 0x02, 0, 0,  0,	 87, 0, 0, 0x01, 0x82, /* header */
					0,    0,    0, 11,			       /* the PCR */
					0,    0,    0, 9,  0x40, 0,  0, 9, 0,	 0,
					0,    0,    0, 0,  0,	 0,  2, /* the number of digests */
					0,    4 };
	struct pcr_extend_digest digests[2] = { { .kind = DIGEST_SHA1 },
						{ .kind = DIGEST_SHA256 } };
	uint8_t command[PCR_EXTEND_COMMAND_MAX];

	memset(digests[0].bytes, 0xaa, 20);
	memset(digests[1].bytes, 0xbb, 32);
	CHECK(pcr_extend_write(command, 11, digests, 2) == 87);
	CHECK(memcmp(command, head, sizeof(head)) == 0);
	CHECK(command[sizeof(head)] == 0xaa && command[sizeof(head) + 19] == 0xaa);
	CHECK(command[sizeof(head) + 20] == 0 && command[sizeof(head) + 21] == 0x0b);
	CHECK(command[sizeof(head) + 22] == 0xbb && command[86] == 0xbb);
}

TEST(pcr_extend_of_all_banks_fits)
{
	static const enum digest_kind kinds[PCR_EXTEND_BANKS_MAX] = { DIGEST_SHA1, DIGEST_SHA256,
								      DIGEST_SHA384,
								      DIGEST_SHA512 };
	struct pcr_extend_digest digests[PCR_EXTEND_BANKS_MAX] = { 0 };
	uint8_t command[PCR_EXTEND_COMMAND_MAX];

	for (unsigned int i = 0; i < PCR_EXTEND_BANKS_MAX; i++) {
		CHECK(pcr_extend_knows(kinds[i]));
		digests[i].kind = kinds[i];
	}
	CHECK(pcr_extend_write(command, 23, digests, PCR_EXTEND_BANKS_MAX) ==
	      31 + 4 * 2 + 20 + 32 + 48 + 64);
	CHECK(!pcr_extend_knows(DIGEST_UNKNOWN) && !pcr_extend_knows(DIGEST_MD5));
	CHECK(!pcr_extend_knows(DIGEST_SHA224) && !pcr_extend_knows(DIGEST_BLAKE2B_256));
}

TEST(pcr_extend_response_is_good)
{
	uint32_t code = 7;

	CHECK(parse(good, sizeof(good), &code) == 0 && code == 7);
	CHECK(parse_changed(16, 0) == 0); /* whatever the session's attributes are */
}

TEST(pcr_extend_response_is_a_refusal)
{
	static const uint8_t locality[] = { 0x80, 0x01, 0, 0, 0, 10, 0, 0, 0x09, 0x07 };
	static const uint8_t bad_tag[] = { 0x00, 0xc4, 0, 0, 0, 10, 0, 0, 0x00, 0x1e };
	uint32_t code = 0;

	CHECK(parse(locality, sizeof(locality), &code) == -EREMOTEIO && code == 0x907);
	CHECK(parse(bad_tag, sizeof(bad_tag), &code) == -EREMOTEIO && code == 0x1e);
}

/* A hostile TPM, or something on the bus, answers what it likes. */
TEST(pcr_extend_response_is_malformed)
{
	static const uint8_t header[] = { 0x80, 0x02, 0, 0, 0, 10, 0, 0, 0, 0 };
	uint8_t longer[sizeof(good) + 1] = { 0 };
	uint32_t code = 7;

	for (size_t len = 0; len < sizeof(good); len++)
		CHECK(parse(good, len, &code) == -EBADMSG);
	CHECK(parse(header, sizeof(header), &code) == -EBADMSG); /* good, without a session */
	memcpy(longer, good, sizeof(good));
	CHECK(parse(longer, sizeof(longer), &code) == -EBADMSG); /* longer than it says */
	longer[5]++;
	CHECK(parse(longer, sizeof(longer), &code) == -EBADMSG); /* and as long */
	CHECK(code == 7);
	CHECK(parse_changed(1, 0x01) == -EBADMSG);  /* the tag */
	CHECK(parse_changed(2, 0xff) == -EBADMSG);  /* the size */
	CHECK(parse_changed(5, 18) == -EBADMSG);    /* the size */
	CHECK(parse_changed(9, 1) == -EBADMSG);	    /* a refusal that has more */
	CHECK(parse_changed(13, 1) == -EBADMSG);    /* the size of the parameters */
	CHECK(parse_changed(14, 0xff) == -EBADMSG); /* a nonce */
	CHECK(parse_changed(18, 1) == -EBADMSG);    /* an HMAC */
}
