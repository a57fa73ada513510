// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/digesting.h"

#include "base/ed25519.h"
#include "sys/block.h"
#include "sys/clock.h"
#include "sys/mapping.h"

#include <errno.h>
#include <string.h>

/* Only workers touch it: each has its own copy, and the agent itself uses no memory for it. */
static _Alignas(4096) uint8_t buffer[SUM_BUFFER];

void digesting_expect_signature(struct digesting *one, const struct signify_signature *signature,
				const uint8_t *key)
{
	one->is_signed = true;
	one->signature = *signature;
	one->signature.trusted_comment.data = NULL; /* it borrows from the text, which is freed */
	memcpy(one->key, key, sizeof(one->key));
	one->sum.kind = DIGEST_BLAKE2B_512;
}

/* The bytes themselves are signed, not a digest, and libsodium needs them in one piece. */
static int verify_plain(struct digesting *one, int fd)
{
	const struct extent *extent = &one->sum.extents[0];
	struct mapping mapping;
	bool good;
	int r = one->sum.len <= extent->len ? 0 : -EOPNOTSUPP;

	if (r == 0)
		r = mapping_open(&mapping, fd, extent->offset, one->sum.len);
	if (r < 0)
		return r;
	good = ed25519_verify(one->signature.signature, mapping.data, (size_t)mapping.len,
			      one->key);
	mapping_close(&mapping);
	return good ? 0 : -EBADMSG;
}

static int compare_digest(const struct digesting *one)
{
	size_t size = digest_size(one->sum.kind);

	if (one->is_signed)
		return ed25519_verify(one->signature.signature, one->sum.digest, size, one->key)
			       ? 0
			       : -EBADMSG;
	return memcmp(one->sum.digest, one->expected, size) == 0 ? 0 : -EBADMSG;
}

int digesting_do(struct digesting *one)
{
	bool plain = one->is_signed && !one->signature.prehashed;
	uint64_t begun = clock_now();
	cleanup_close int fd = -1;
	struct reader reader;
	int r = plain ? block_open(one->path, &fd, &reader)
		      : block_open_direct(one->path, &fd, &reader);

	one->sum.reader = &reader;
	if (r == 0)
		r = plain ? verify_plain(one, fd) : sum_make(&one->sum, buffer);
	if (r == 0 && !plain)
		r = compare_digest(one);
	one->microseconds = clock_now() - begun;
	return r;
}

static int digest_in_worker(struct work *work)
{
	return digesting_do((struct digesting *)work);
}

int digesting_run_work(void *list, unsigned int n, size_t size, struct progress *progress,
		       struct failure *why)
{
	int r = progress->done ? workers_run(list, n, size, progress_watch, progress) : -ENOMEM;

	if (r < 0 && r != -ECANCELED)
		failure_set(why, FAILURE_SYSTEM, r, "cannot start a check: %s", strerror(-r));
	return r;
}

int digesting_run(struct digesting *list, unsigned int n, const char *what, bool may_skip,
		  struct failure *why)
{
	uint64_t *done = workers_alloc(sizeof(*done));
	struct progress progress = { what, 0, done, may_skip };
	int r;

	for (unsigned int i = 0; i < n; i++) {
		list[i].work.run = digest_in_worker;
		list[i].sum.done = done;
		progress.total += list[i].sum.len;
	}
	r = digesting_run_work(list, n, sizeof(*list), &progress, why);
	workers_free(done, sizeof(*done));
	return r;
}
