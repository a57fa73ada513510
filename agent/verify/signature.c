// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/signature.h"

#include "base/ed25519.h"
#include "base/text.h"
#include "model/volume_signature.h"
#include "sys/block.h"
#include "verify/digesting.h"
#include "verify/iso_file.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

enum { SIGNED_COMMENT_MAX = 64 + SIGNIFY_TRUSTED_COMMENT_MAX };

/* ---- The key and its comment ---- */

static bool comment_is_good(const struct signify_signature *signature, const struct key *key)
{
	uint8_t bytes[SIGNED_COMMENT_MAX];
	size_t len = signature->trusted_comment.len;

	if (!signature->trusted_comment.data)
		return true;
	memcpy(bytes, signature->signature, sizeof(signature->signature));
	memcpy(bytes + sizeof(signature->signature), signature->trusted_comment.data, len);
	return ed25519_verify(signature->comment_signature, bytes,
			      sizeof(signature->signature) + len, key->key.key);
}

/* Keep the trusted comment. */
static void keep_comment(const struct check *check, const struct signature *signature)
{
	struct slice comment = signature->signify.trusted_comment;
	char text[COVERAGE_COMMENT_MAX];

	if (!comment.data)
		return;
	comment.len = comment.len < sizeof(text) ? comment.len : sizeof(text) - 1;
	/* The default comment of minisign has tabs in it. */
	for (size_t i = 0; i < comment.len; i++)
		text[i] = comment.data[i] == '\t' ? ' ' : (char)comment.data[i];
	text[comment.len] = '\0';
	coverage_set_comment(check->coverage, signature->result, text);
}

/* Report whose signature it is: the key by its id, as minisign shows it. */
static void report_stranger(struct coverage *coverage, const struct signature *signature,
			    const char *path)
{
	char id[2 * sizeof(signature->signify.id) + 1];

	text_print_cut(id, sizeof(id), "%016" PRIX64,
		       slice_le64((struct slice){ signature->signify.id, 8 }, 0));
	coverage_set_key(coverage, signature->result, id);
	coverage_missing(coverage, "%s was made by the key %s, which is not trusted here", path,
			 id);
}

int signature_read(const struct check *check, const char *path, struct slice text,
		   struct signature *ret, struct failure *why)
{
	struct coverage *coverage = check->coverage;
	int r = signify_parse_signature(text, &ret->signify);

	ret->key = r == 0 ? keys_find(check->keys, ret->signify.id) : NULL;
	ret->result = coverage_start(coverage, path);
	if (r < 0 && r != -ENOENT)
		return failure_set(why, FAILURE_BAD_SIGNATURE, r, "%s is damaged", path);
	if (!ret->key) {
		coverage_conclude(coverage, ret->result, COVERAGE_UNTRUSTED);
		if (r < 0)
			coverage_missing(coverage, "%s is not a signature of signify or minisign",
					 path);
		else
			report_stranger(coverage, ret, path);
		return 0;
	}
	coverage_set_key(coverage, ret->result, ret->key->name);
	if (!comment_is_good(&ret->signify, ret->key))
		return failure_set(why, FAILURE_BAD_SIGNATURE, -EBADMSG,
				   "the trusted comment of %s was changed", path);
	keep_comment(check, ret);
	return 0;
}

int signature_refuse(const char *path, const char *of, const char *key, struct failure *why)
{
	return failure_set(why, FAILURE_BAD_SIGNATURE, -EBADMSG,
			   "%s does not match %s (key %s): one of them was changed", path, of, key);
}

/* ---- Small files ---- */

/* Read the signature of a file: the name and text of its own file. No text: there is none. */
static int read_signature_of(const struct check *check, const char *path, char *name,
			     uint8_t **bytes, struct slice *text)
{
	static const char *const suffixes[] = { ".minisig", ".sig" };
	int r = -ENOENT;

	for (size_t i = 0; r == -ENOENT && i < array_size(suffixes); i++)
		if (text_print(name, PLAN_PATH_MAX, "%s%s", path, suffixes[i]) == 0)
			r = iso_file_read(check->image.path, name, ISO_FILE_SMALL_MAX, bytes);
	if (r < 0 && r != -ENOENT && r != -ENOTDIR)
		return r;
	*text = (struct slice){ *bytes, r < 0 ? 0 : (size_t)r };
	return 0;
}

static bool is_of_bytes(const struct signature *signature, struct slice bytes)
{
	const struct signify_signature *signify = &signature->signify;
	uint8_t hash[DIGEST_SIZE_MAX];
	struct digest digest;

	if (!signify->prehashed)
		return ed25519_verify(signify->signature, bytes.data, bytes.len,
				      signature->key->key.key);
	digest_begin(&digest, DIGEST_BLAKE2B_512);
	digest_add(&digest, bytes.data, bytes.len);
	digest_end(&digest, hash);
	return ed25519_verify(signify->signature, hash, sizeof(hash), signature->key->key.key);
}

int signature_check_file(const struct check *check, const char *path, struct slice bytes,
			 bool *is_signed, uint64_t *version, struct failure *why)
{
	cleanup_free uint8_t *sidecar = NULL;
	struct signature signature;
	char name[PLAN_PATH_MAX];
	struct slice text;
	int r = read_signature_of(check, path, name, &sidecar, &text);

	*is_signed = false;
	if (r < 0)
		return iso_file_refuse(name, r, why);
	if (text.len == 0)
		return 0;
	r = signature_read(check, name, text, &signature, why);
	if (r < 0 || !signature.key)
		return r;
	if (!is_of_bytes(&signature, bytes))
		return signature_refuse(name, path, signature.key->name, why);
	coverage_conclude(check->coverage, signature.result, COVERAGE_PASSED);
	*is_signed = true;
	*version = signify_version(&signature.signify);
	return 0;
}

/* ---- The volume, or a part of the device ---- */

/* Digest the signed bytes in a worker. */
static int digest_extent(const struct check *check, const struct signature *signature,
			 struct digesting *one, const char *of, struct failure *why)
{
	unsigned int result = signature->result;
	const char *name = check->coverage->results[result].what;
	char what[64];
	int r;

	text_print_cut(what, sizeof(what), "the signature of %s", of);
	r = digesting_run(one, 1, what, false, why);
	coverage_set_cost(check->coverage, result, one->sum.len, one->microseconds);
	if (r < 0)
		return r;
	if (one->work.result == -EBADMSG)
		return signature_refuse(name, of, signature->key->name, why);
	if (one->work.result < 0)
		return failure_set(why, FAILURE_READ, one->work.result, "cannot read %s: %s", of,
				   strerror(-one->work.result));
	coverage_conclude(check->coverage, result, COVERAGE_PASSED);
	return 0;
}

int signature_check_extent(const struct check *check, const struct signature *signature,
			   const struct extent *extent, const char *of, struct failure *why)
{
	struct digesting *one = workers_alloc(sizeof(*one));
	int r;

	if (!one)
		return failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
	one->path = check->image.path;
	one->sum.extents = extent;
	one->sum.n_extents = 1;
	one->sum.len = extent->len;
	digesting_expect_signature(one, &signature->signify, signature->key->key.key);
	r = digest_extent(check, signature, one, of, why);
	workers_free(one, sizeof(*one));
	return r;
}

/* Find the signature, as volume_signature_find() does. */
static int find_after_volume(const struct check *check, uint8_t *bytes, size_t size,
			     struct slice *text, uint64_t *offset)
{
	cleanup_close int fd = -1;
	struct reader reader;
	int r = block_open(check->image.path, &fd, &reader);

	if (r < 0)
		return r;
	return volume_signature_find(&reader, check->image.plan->volume_size, bytes, size, text,
				     offset);
}

int signature_check_volume(const struct check *check, struct failure *why)
{
	uint8_t bytes[ISO_FILE_SMALL_MAX];
	struct extent whole = { 0, 0 };
	struct signature signature;
	struct slice text;
	int r = find_after_volume(check, bytes, sizeof(bytes), &text, &whole.len);

	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "cannot read after the volume: %s",
				   strerror(-r));
	if (text.len == 0)
		return 0;
	r = signature_read(check, VOLUME_SIGNATURE_NAME, text, &signature, why);
	if (r < 0 || !signature.key)
		return r;
	r = signature_check_extent(check, &signature, &whole, "the volume", why);
	if (r == 0)
		coverage_add_volume_signature(check->coverage, signature.signify.signature,
					      signify_version(&signature.signify));
	return r;
}
