// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/measurement.h"

#include "base/hex.h"
#include "base/text.h"

/* The longest text, of layers with SHA-512, fits. */
_Static_assert(64 + (LAYOUT_LAYERS_MAX + 1) * (32 + 2 * DIGEST_SIZE_MAX) < MEASUREMENT_TEXT_MAX,
	       "a text could be cut");

static const char *const prefixes[] = {
	[COMMITMENT_NONE] = "none",	[COMMITMENT_UNUSED] = "unused",
	[COMMITMENT_VOLUME] = "volume", [COMMITMENT_VERITY] = "verity:",
	[COMMITMENT_SUM] = "",		[COMMITMENT_ED25519] = "ed25519:",
};

static void append_commitment(char *text, const char *what, const struct commitment *commitment)
{
	char digits[2 * sizeof(commitment->bytes) + 1] = "";
	const char *hash = "";

	if (commitment->kind == COMMITMENT_ED25519) {
		hex_encode(commitment->bytes, sizeof(commitment->bytes), digits);
	} else if (commitment->kind >= COMMITMENT_VERITY) {
		hex_encode(commitment->bytes, digest_size(commitment->hash), digits);
		hash = digest_kernel_name(commitment->hash);
	}
	text_append_cut(text, MEASUREMENT_TEXT_MAX, "%s%s%s%s%s", what, prefixes[commitment->kind],
			hash, *hash ? ":" : "", digits);
}

void measurement_print_image(const struct measurement_image *image, char *ret)
{
	text_copy_cut(ret, MEASUREMENT_TEXT_MAX, "pmemboot:image:");
	append_commitment(ret, "volume=", &image->volume);
	for (unsigned int i = 0; i < image->n_layers; i++)
		append_commitment(ret,
				  image->has_usr && i == image->n_layers - 1 ? ";usr=" : ";layer=",
				  &image->layers[i]);
}

static int digest_extent(const struct reader *reader, const struct extent *extent,
			 enum digest_kind kind, uint8_t *ret)
{
	uint8_t buf[32 << 10];
	struct digest digest;

	digest_begin(&digest, kind);
	for (uint64_t done = 0; done < extent->len;) {
		uint64_t rest = extent->len - done;
		size_t len = rest < sizeof(buf) ? (size_t)rest : sizeof(buf);
		int r = reader_read(reader, extent->offset + done, buf, len);

		if (r < 0)
			return r;
		digest_add(&digest, buf, len);
		done += len;
	}
	digest_end(&digest, ret);
	return 0;
}

int measurement_print_seed(const struct reader *reader, const struct extent *content, char *ret)
{
	uint8_t digest[DIGEST_SIZE_MAX];
	char digits[2 * DIGEST_SIZE_MAX + 1];
	int r = digest_extent(reader, content, DIGEST_SHA256, digest);

	if (r < 0)
		return r;
	hex_encode(digest, digest_size(DIGEST_SHA256), digits);
	text_print_cut(ret, MEASUREMENT_TEXT_MAX, "pmemboot:seed:sha256:%s", digits);
	return 0;
}

void measurement_print_policy(const char *policy, char *ret)
{
	uint8_t digest[DIGEST_SIZE_MAX];
	char digits[2 * DIGEST_SIZE_MAX + 1];

	measurement_digest(DIGEST_SHA256, policy, digest);
	hex_encode(digest, digest_size(DIGEST_SHA256), digits);
	text_print_cut(ret, MEASUREMENT_TEXT_MAX, "pmemboot:policy:%s%s",
		       *policy ? "sha256:" : "none", *policy ? digits : "");
}

void measurement_digest(enum digest_kind kind, const char *text, uint8_t *ret)
{
	struct digest digest;

	digest_begin(&digest, kind);
	digest_add(&digest, text, strlen(text));
	digest_end(&digest, ret);
}

void measurement_extend(enum digest_kind kind, const char *text, uint8_t *pcr)
{
	uint8_t event[DIGEST_SIZE_MAX];
	struct digest digest;

	measurement_digest(kind, text, event);
	digest_begin(&digest, kind);
	digest_add(&digest, pcr, digest_size(kind));
	digest_add(&digest, event, digest_size(kind));
	digest_end(&digest, pcr);
}
