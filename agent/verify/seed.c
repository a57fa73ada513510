// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/seed.h"

#include "base/text.h"
#include "log/log.h"
#include "model/seed.h"
#include "sys/block.h"
#include "verify/signature.h"

#include <errno.h>
#include <string.h>

#define NAME "the signature of the seed"

/* Everything that one verification needs. It is too large for the stack. */
struct seed_work {
	struct keys keys;
	struct coverage coverage; /* of this seed alone */
	struct failure why;
	uint8_t text[SEED_TRAILER_SIZE];
};

/* Read the text of the signature; it is empty if the seed has none. Returns 0 or -E... */
static int read_trailer(struct seed_work *work, const struct partition *seed, const char *device,
			struct slice *ret)
{
	struct extent trailer = seed_trailer(&seed->extent);
	cleanup_close int fd = -1;
	struct reader reader;
	int r = block_open(device, &fd, &reader);

	if (r == 0)
		r = reader_read(&reader, trailer.offset, work->text, sizeof(work->text));
	*ret = (struct slice){ work->text, strnlen((char *)work->text, sizeof(work->text)) };
	return r;
}

/* A trusted key has made the signature, and its comment is as it was signed. */
static enum seed_state check_bytes(const struct check *check, const struct signature *signature,
				   const struct partition *seed, const struct identity *identity,
				   struct failure *why)
{
	struct extent content = seed_content(&seed->extent);

	if (!identity_is_named(identity, signature->signify.trusted_comment))
		return SEED_OTHER_MACHINE;
	if (signature_check_extent(check, signature, &content, "the seed", why) == 0)
		return SEED_SIGNED;
	return why->code == FAILURE_BAD_SIGNATURE ? SEED_WRONG : SEED_UNREAD;
}

static enum seed_state check_text(const struct check *check, struct slice text,
				  const struct partition *seed, const struct identity *identity,
				  struct failure *why)
{
	struct signature signature;
	int r = signature_read(check, NAME, text, &signature, why);

	if (r < 0)
		return SEED_MALFORMED;
	if (signature.key)
		return check_bytes(check, &signature, seed, identity, why);
	return check->coverage->results[signature.result].by[0] ? SEED_STRANGER : SEED_UNSIGNED;
}

static void keep_result(struct seed_result *ret, const struct seed_work *work)
{
	text_copy_cut(ret->key, sizeof(ret->key), work->coverage.results[0].by);
	text_copy_cut(ret->comment, sizeof(ret->comment), work->coverage.results[0].comment);
}

void seed_verify(struct seed_result *ret, const struct partition *seed, const char *device,
		 const struct tree *tree, const char *base, const struct identity *identity)
{
	cleanup_free struct seed_work *work = calloc(1, sizeof(*work));
	struct slice text = { NULL, 0 };
	struct check check = { .image.path = device };
	char folder[64];
	int r = work ? read_trailer(work, seed, device, &text) : -ENOMEM;

	*ret = (struct seed_result){ .number = seed->number,
				     .state = r < 0 ? SEED_UNREAD : SEED_UNSIGNED };
	if (r < 0)
		log_debug("the seed of %s cannot be read: %s", device, strerror(-r));
	if (r < 0 || text.len == 0)
		return;
	check.keys = &work->keys;
	check.coverage = &work->coverage;
	if (text_print(folder, sizeof(folder), "%s/keys.d/" SEED_KEYS, base) == 0)
		keys_add_folder(&work->keys, tree, folder);
	ret->state = check_text(&check, text, seed, identity, &work->why);
	keep_result(ret, work);
}
