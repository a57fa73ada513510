// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/signatures.h"

#include "base/ed25519.h"
#include "base/text.h"
#include "model/checks.h"
#include "parse/sums.h"
#include "sys/block.h"
#include "verify/iso_file.h"

#include <errno.h>
#include <string.h>

/* Behind a volume: at a sector's start, not far from its end. */
enum { SECTOR = 512, BEHIND_MAX = 4 << 20, SIGNED_COMMENT_MAX = 64 + SIGNIFY_TRUSTED_COMMENT_MAX };

/* ---- Whose it is ---- */

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

/* Keep what the owner of the key says with it. */
static void take_comment(struct verify_result *result, const struct signify_signature *signature)
{
	struct slice comment = signature->trusted_comment;

	if (!comment.data)
		return;
	(void)!text_print(result->comment, sizeof(result->comment), "%.*s", (int)comment.len,
			  (const char *)comment.data);
	/* minisign's own has tabs in it. */
	for (char *c = result->comment; *c; c++)
		*c = *c == '\t' ? ' ' : *c;
}

/*
 * Read a signature's text. 1 with the key that made it, and a result that has failed until it is
 * verified; 0 if it is of no trusted key; -E... and the reason.
 */
static int begin(struct verify *verify, const char *path, struct slice text,
		 struct signify_signature *signature, const struct key **key,
		 struct verify_result **result, struct failure *why)
{
	int r = signify_parse_signature(text, signature);

	if (r == -ENOENT) {
		(void)verify_add(verify, path, VERIFY_UNTRUSTED);
		verify_lack(verify, "%s is no signature of signify or minisign", path);
		return 0;
	}
	if (r < 0) {
		(void)verify_add(verify, path, VERIFY_FAILED);
		return failure_set(why, FAILURE_BAD_SIGNATURE, r, "%s is damaged", path);
	}
	*key = keys_find(&verify->keys, signature->id);
	if (!*key) {
		(void)verify_add(verify, path, VERIFY_UNTRUSTED);
		verify_lack(verify, "%s is by none of the keys that are trusted here (%u)", path,
			    verify->keys.count);
		return 0;
	}
	*result = verify_add(verify, path, VERIFY_FAILED);
	text_copy_cut((*result)->by, sizeof((*result)->by), (*key)->name);
	if (!comment_is_good(signature, *key))
		return failure_set(why, FAILURE_BAD_SIGNATURE, -EBADMSG,
				   "%s: its trusted comment was changed", path);
	take_comment(*result, signature);
	return 1;
}

static int refuse(const char *path, const struct key *key, const char *of, struct failure *why)
{
	return failure_set(why, FAILURE_BAD_SIGNATURE, -EBADMSG,
			   "%s is not the signature of %s by the key %s: one of them was changed",
			   path, of, key->name);
}

/* ---- Small files ---- */

/* The file that holds the signature of another one. 0, its length, or -E... */
static int read_beside(const struct medium *medium, const char *path, char *name, uint8_t **ret)
{
	static const char *const suffixes[] = { ".minisig", ".sig" };
	int r = -ENOENT;

	for (size_t i = 0; r == -ENOENT && i < array_size(suffixes); i++)
		if (text_print(name, PLAN_PATH_MAX, "%s%s", path, suffixes[i]) == 0)
			r = iso_file_read(medium->path, name, ISO_FILE_SMALL_MAX, ret);
	return r == -ENOENT || r == -ENOTDIR ? 0 : r;
}

static bool is_of_bytes(const struct signify_signature *signature, struct slice bytes,
			const struct key *key)
{
	uint8_t hash[DIGEST_SIZE_MAX];
	struct digest digest;

	if (!signature->prehashed)
		return ed25519_verify(signature->signature, bytes.data, bytes.len, key->key.key);
	digest_begin(&digest, DIGEST_BLAKE2B);
	digest_add(&digest, bytes.data, bytes.len);
	digest_end(&digest, hash);
	return ed25519_verify(signature->signature, hash, sizeof(hash), key->key.key);
}

int signatures_check_file(struct verify *verify, const struct medium *medium, const char *path,
			  struct slice bytes, struct failure *why)
{
	cleanup_free uint8_t *text = NULL;
	struct signify_signature signature;
	struct verify_result *result;
	char name[PLAN_PATH_MAX];
	const struct key *key;
	int r = read_beside(medium, path, name, &text);

	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "%s cannot be read: %s", name,
				   strerror(-r));
	if (r == 0)
		return 0;
	r = begin(verify, name, (struct slice){ text, (size_t)r }, &signature, &key, &result, why);
	if (r != 1)
		return r;
	if (!is_of_bytes(&signature, bytes, key))
		return refuse(name, key, path, why);
	result->outcome = VERIFY_PASSED;
	return 1;
}

/* ---- The list of sums ---- */

/* Nothing but sums: of something else that the key has signed one line could be somebody's. */
static bool is_list(struct slice text)
{
	struct sums_line line;
	int r = memchr(text.data, '\0', text.len) ? -EBADMSG : 1;

	while (r == 1)
		r = sums_next(&text, &line);
	return r == 0;
}

int signatures_find_list(struct verify *verify, const struct medium *medium, struct failure *why)
{
	const struct plan *plan = &medium->plan;

	for (unsigned int i = 0; i < plan->checks.count; i++) {
		const struct plan_check *check = &plan->checks.list[i];
		char path[PLAN_PATH_MAX];
		uint8_t *bytes;
		int r;

		if (check->kind != PLAN_CHECK_SUMS_SIGNATURE)
			continue;
		text_copy_cut(path, sizeof(path), check->path);
		*strrchr(path, '.') = '\0';
		r = iso_file_read(medium->path, path, ISO_FILE_LIST_MAX, &bytes);
		if (r < 0)
			return failure_set(why, FAILURE_READ, r, "%s cannot be read: %s", path,
					   strerror(-r));
		verify->list_len = (size_t)r;
		r = signatures_check_file(verify, medium, path,
					  (struct slice){ bytes, verify->list_len }, why);
		if (r == 1 && is_list((struct slice){ bytes, verify->list_len })) {
			verify->list = bytes;
			return 1;
		}
		free(bytes);
		if (r < 0)
			return r;
		if (r == 1)
			verify_lack(verify, "%s is signed, but has lines that are no sums", path);
	}
	return 0;
}

/* Sums that nobody can find a second file for. */
static bool is_strong(const struct sums_line *line)
{
	return line->digest_len >= 32;
}

static bool find_line(const struct verify *verify, const char *path, struct sums_line *ret)
{
	struct slice text = { verify->list, verify->list_len };
	int r;

	while ((r = sums_next(&text, ret)) != 0)
		if (r == 1 && is_strong(ret) && sums_names(ret, path))
			return true;
	return false;
}

static bool ends_in(const struct sums_line *line, const char *suffix)
{
	size_t len = strlen(suffix);

	return line->path.len > len && slice_matches(line->path, line->path.len - len, suffix, len);
}

/* A root image, or the root hash of one. */
static bool is_of_root(const struct sums_line *line)
{
	static const char *const suffixes[] = { ".squashfs", ".erofs", ".sfs", ".roothash" };

	for (size_t i = 0; i < array_size(suffixes); i++)
		if (ends_in(line, suffixes[i]))
			return true;
	return false;
}

/* Is the line of a layer, or of its root hash? */
static bool is_of_layer(const struct sums_line *line, const struct plan *plan, unsigned int layer)
{
	const struct plan_check *verity = checks_get(plan, PLAN_CHECK_VERITY, layer);
	char hash[PLAN_PATH_MAX + 16];

	if (layer >= plan->n_layers)
		return false;
	return sums_names(line, plan->layers[layer].path) ||
	       (verity && text_ends(verity->path, ".verity") &&
		text_print(hash, sizeof(hash), "%.*s.roothash",
			   (int)(strlen(verity->path) - strlen(".verity")), verity->path) == 0 &&
		sums_names(line, hash));
}

bool signatures_list_is_root(const struct verify *verify, const struct plan *plan)
{
	struct slice text = { verify->list, verify->list_len };
	unsigned int layers = 0;
	struct sums_line line;
	int r;

	while ((r = sums_next(&text, &line)) != 0) {
		if (r == 1 && is_of_layer(&line, plan, layers))
			layers++;
		else if (r == 1 && is_of_root(&line) &&
			 (layers == 0 || !is_of_layer(&line, plan, layers - 1)))
			return false;
	}
	return layers == plan->n_layers;
}

bool signatures_list_has(const struct verify *verify, const char *path, struct slice bytes)
{
	uint8_t hash[DIGEST_SIZE_MAX];
	struct digest digest;
	struct sums_line line;

	if (!verify->list || !find_line(verify, path, &line))
		return false;
	digest_begin(&digest, (enum digest_kind)digest_of_size(line.digest_len));
	digest_add(&digest, bytes.data, bytes.len);
	digest_end(&digest, hash);
	return memcmp(hash, line.digest, line.digest_len) == 0;
}

/* ---- Layers ---- */

static int prepare_signed(struct verify *verify, const struct medium *medium, unsigned int layer,
			  struct digesting *one, struct verify_result **result, struct failure *why)
{
	const struct plan_check *check = checks_get(&medium->plan, PLAN_CHECK_SIGNATURE, layer);
	struct signify_signature signature;
	cleanup_free uint8_t *text = NULL;
	const struct key *key;
	int r;

	if (!check)
		return 0;
	r = iso_file_read(medium->path, check->path, ISO_FILE_SMALL_MAX, &text);
	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "%s cannot be read: %s", check->path,
				   strerror(-r));
	r = begin(verify, check->path, (struct slice){ text, (size_t)r }, &signature, &key, result,
		  why);
	if (r == 1)
		digesting_expect_signature(one, &signature, key->key.key);
	return r;
}

static int prepare_listed(struct verify *verify, const char *path, struct digesting *one,
			  struct verify_result **result)
{
	struct sums_line line;

	if (!verify->list || !find_line(verify, path, &line))
		return 0;
	one->sum.kind = (enum digest_kind)digest_of_size(line.digest_len);
	memcpy(one->expected, line.digest, sizeof(line.digest));
	*result = verify_add(verify, path, VERIFY_FAILED);
	text_copy_cut((*result)->comment, sizeof((*result)->comment), "by the signed list of sums");
	return 1;
}

int signatures_prepare_layer(struct verify *verify, const struct medium *medium, unsigned int layer,
			     struct digesting *one, struct verify_result **result,
			     struct failure *why)
{
	const char *path = medium->plan.layers[layer].path;
	bool alone = medium->plan.n_layers == 1;
	int r = alone ? prepare_signed(verify, medium, layer, one, result, why)
		      : prepare_listed(verify, path, one, result);

	if (r != 0)
		return r;
	return alone ? prepare_listed(verify, path, one, result)
		     : prepare_signed(verify, medium, layer, one, result, why);
}

/* ---- The volume ---- */

/* Where the signature is; 0: there is none. */
static int find_behind(const struct medium *medium, uint8_t *bytes, size_t size, uint64_t *offset,
		       size_t *len)
{
	static const char begins[] = "untrusted comment:";
	cleanup_close int fd = -1;
	struct reader reader;
	int r = block_open(medium->path, &fd, &reader);
	uint64_t at = (medium->plan.volume_size + SECTOR - 1) / SECTOR * SECTOR;

	for (uint64_t end = at + BEHIND_MAX; r == 0 && at < reader.size && at < end; at += SECTOR) {
		*len = reader.size - at < size ? (size_t)(reader.size - at) : size;
		r = reader_read(&reader, at, bytes,
				sizeof(begins) - 1 < *len ? sizeof(begins) - 1 : *len);
		if (r == 0 && *len >= sizeof(begins) &&
		    memcmp(bytes, begins, sizeof(begins) - 1) == 0) {
			*offset = at;
			r = reader_read(&reader, at, bytes, *len);
			return r < 0 ? r : 1;
		}
	}
	return r;
}

static int verify_volume_signature(struct verify_result *result, struct digesting *one,
				   const struct key *key, struct failure *why)
{
	int r = digesting_run(one, 1, "the signature of the volume", false);

	result->bytes = one->sum.len;
	result->microseconds = one->microseconds;
	if (r < 0)
		return failure_set(why, FAILURE_SYSTEM, r, "cannot start a check: %s",
				   strerror(-r));
	if (one->work.result == -EBADMSG)
		return refuse(result->what, key, "the volume", why);
	if (one->work.result < 0)
		return failure_set(why, FAILURE_READ, -EIO, "the volume cannot be read");
	result->outcome = VERIFY_PASSED;
	return 1;
}

int signatures_check_volume(struct verify *verify, const struct medium *medium, struct failure *why)
{
	struct signify_signature signature;
	struct verify_result *result;
	uint8_t bytes[ISO_FILE_SMALL_MAX];
	struct extent whole = { 0, 0 };
	struct digesting *one;
	const struct key *key;
	size_t len = 0;
	int r = find_behind(medium, bytes, sizeof(bytes), &whole.len, &len);

	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "cannot read behind the volume: %s",
				   strerror(-r));
	/* Zeros, or what was in memory before, are no part of it. */
	len = r == 1 ? strnlen((char *)bytes, len) : 0;
	if (r == 1)
		r = begin(verify, "the signature behind the volume", (struct slice){ bytes, len },
			  &signature, &key, &result, why);
	if (r != 1)
		return r;
	one = workers_alloc(sizeof(*one));
	if (!one)
		return failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
	one->path = medium->path;
	one->sum.extents = &whole;
	one->sum.n_extents = 1;
	one->sum.len = whole.len;
	digesting_expect_signature(one, &signature, key->key.key);
	r = verify_volume_signature(result, one, key, why);
	workers_free(one, sizeof(*one));
	return r;
}
