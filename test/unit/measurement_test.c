// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/measurement.h"

#include "base/hex.h"
#include "base/text.h"
#include "unit/test.h"

#include <errno.h>

static char text[MEASUREMENT_TEXT_MAX];

static struct commitment commit(enum commitment_kind kind, enum digest_kind hash, int byte)
{
	struct commitment commitment = { .kind = kind, .hash = hash };

	memset(commitment.bytes, byte, sizeof(commitment.bytes));
	return commitment;
}

TEST(measurement_of_a_policy)
{
	measurement_print_policy("", text);
	CHECK_STRING(text, "pmemboot:policy:none");
	/* As sha256sum prints it for the file. */
	measurement_print_policy("pmemboot.verify=require\n", text);
	CHECK_STRING(text, "pmemboot:policy:sha256:"
			   "b616b37fe251031263ff0f23a3411188b3ebae1c71d365a65894a4cc9f5b9b51");
}

/* Each layer has a part, also if nothing fixes it, or it is mounted by others. */
TEST(measurement_of_an_image)
{
	struct measurement_image image = { .n_layers = 5 };

	image.layers[0] = commit(COMMITMENT_VERITY, DIGEST_SHA1, 0x01);
	image.layers[1] = commit(COMMITMENT_SUM, DIGEST_BLAKE2B_256, 0x23);
	image.layers[2] = commit(COMMITMENT_ED25519, DIGEST_UNKNOWN, 0x45);
	image.layers[3] = commit(COMMITMENT_VOLUME, DIGEST_UNKNOWN, 0x67);
	measurement_print_image(&image, text);
	CHECK_STRING(text, "pmemboot:image:volume=none"
			   ";layer=verity:sha1:0101010101010101010101010101010101010101"
			   ";layer=blake2b-256:"
			   "2323232323232323232323232323232323232323232323232323232323232323"
			   ";layer=ed25519:"
			   "4545454545454545454545454545454545454545454545454545454545454545"
			   "4545454545454545454545454545454545454545454545454545454545454545"
			   ";layer=volume;layer=none");
	image.n_layers = 1;
	image.has_usr = true;
	measurement_print_image(&image, text);
	CHECK_STRING(text, "pmemboot:image:volume=none"
			   ";usr=verity:sha1:0101010101010101010101010101010101010101");
	image.has_usr = false;
	image.n_layers = 0;
	image.volume.kind = COMMITMENT_UNUSED;
	measurement_print_image(&image, text);
	CHECK_STRING(text, "pmemboot:image:volume=unused");
}

TEST(measurement_of_the_longest_image)
{
	struct measurement_image image = {
		.volume = commit(COMMITMENT_ED25519, DIGEST_UNKNOWN, 0xff),
		.n_layers = LAYOUT_LAYERS_MAX,
	};

	for (unsigned int i = 0; i < LAYOUT_LAYERS_MAX; i++)
		image.layers[i] = commit(COMMITMENT_VERITY, DIGEST_BLAKE2B_512, 0xff);
	measurement_print_image(&image, text);
	CHECK(text_ends(text, "ffff") && strlen(text) < sizeof(text) - 1);
	CHECK(strlen(text) ==
	      strlen("pmemboot:image:volume=ed25519:") + 128 +
		      LAYOUT_LAYERS_MAX * (strlen(";layer=verity:blake2b-512:") + 128));
}

static int read_pattern(void *context unused, uint64_t offset, void *buf, size_t len)
{
	for (size_t i = 0; i < len; i++)
		((uint8_t *)buf)[i] = (uint8_t)((offset + i) * 7);
	return 0;
}

/* The value is that of another implementation. */
TEST(measurement_of_a_seed)
{
	const struct reader reader = { read_pattern, NULL, 80000 };
	struct extent content = { 4096, 70000 };

	CHECK(measurement_print_seed(&reader, &content, text) == 0);
	CHECK_STRING(text, "pmemboot:seed:sha256:"
			   "fc7d2a9cfc3c3f5d57d9d57f61fad8eae6b2f5a50e316b577845cb9cb3354c0e");
	content.len = 80000;
	CHECK(measurement_print_seed(&reader, &content, text) == -ERANGE);
}

/* The values are those of other implementations of the hashes. */
TEST(measurement_of_a_pcr)
{
	static const struct {
		enum digest_kind kind;
		const char *value;
	} banks[] = {
		{ DIGEST_SHA1, "1d227f4e65fe44aeffbc02f5e7af4fb3116132ef" },
		{ DIGEST_SHA256,
		  "4bb604d8ea7b7d606f2b22de3d92088647f5775e0dc946913a19bca23f9da970" },
		{ DIGEST_SHA384, "d94487c2d47b28e59ed321b4df26a0af7c9822711fb98a81760c9d877b41603b"
				 "74ed2710b484b0be17862a1b489c82ce" },
		{ DIGEST_SHA512,
		  "97707ee87aff1cd391a8305414bbf8896814e755c242b44862732443e1e27f9d"
		  "df6312338bae8bc7fb897a75ddc87dce14327cd77e9d7dcffbf116ec2819726d" },
	};
	struct measurement_image image = { .n_layers = 1 };

	for (size_t i = 0; i < array_size(banks); i++) {
		uint8_t pcr[DIGEST_SIZE_MAX] = { 0 };
		char digits[2 * DIGEST_SIZE_MAX + 1];

		measurement_print_policy("pmemboot.verify=require\n", text);
		measurement_extend(banks[i].kind, text, pcr);
		measurement_print_image(&image, text);
		measurement_extend(banks[i].kind, text, pcr);
		hex_encode(pcr, digest_size(banks[i].kind), digits);
		CHECK_STRING(digits, banks[i].value);
	}
}
