// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/media_check.h"

#include "base/hex.h"
#include "base/text.h"
#include "model/checks.h"
#include "parse/checkmedia.h"
#include "parse/media_tags.h"
#include "parse/sums.h"
#include "sys/block.h"
#include "verify/digesting.h"
#include "verify/iso_file.h"
#include "verify/list_check.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

enum { MIB = 1 << 20 };

/* ---- The volume ---- */

static void patch(struct sum *sum, uint64_t offset, uint64_t len, uint8_t fill)
{
	sum->patches[sum->n_patches++] = (struct sum_patch){ offset, len, fill };
}

/* What the volume's descriptor says of its sum. 0; -ENOENT; -EBADMSG. */
static int read_isomd5sum(struct digesting *one, struct slice tags, uint64_t volume_size,
			  struct isomd5sum *fragments)
{
	int r = isomd5sum_parse(tags, fragments);

	if (r < 0)
		return r;
	one->sum.kind = DIGEST_MD5;
	one->sum.len = isomd5sum_total(fragments, volume_size);
	one->sum.fragments = fragments->fragment_count > 0 ? fragments : NULL;
	memcpy(one->expected, fragments->md5, sizeof(fragments->md5));
	patch(&one->sum, MEDIA_TAGS_OFFSET, MEDIA_TAGS_SIZE, ' ');
	return one->sum.len > 0 ? 0 : -EBADMSG;
}

static int read_checkmedia(struct digesting *one, struct slice tags, uint64_t volume_size)
{
	struct checkmedia tag;
	int r = checkmedia_parse(tags, &tag);
	uint64_t pad;

	if (r < 0)
		return r;
	pad = tag.pad_bytes < volume_size ? tag.pad_bytes : volume_size;
	one->sum.kind = (enum digest_kind)digest_of_size(tag.digest_len);
	one->sum.len = volume_size;
	memcpy(one->expected, tag.digest, sizeof(one->expected));
	patch(&one->sum, 0, CHECKMEDIA_MBR_SIZE, 0);
	patch(&one->sum, MEDIA_TAGS_OFFSET, MEDIA_TAGS_SIZE, ' ');
	patch(&one->sum, volume_size - pad, pad, 0);
	if (tag.signature_offset > 0)
		patch(&one->sum, tag.signature_offset + CHECKMEDIA_SIGNATURE_MAGIC_SIZE,
		      CHECKMEDIA_SIGNATURE_SIZE - CHECKMEDIA_SIGNATURE_MAGIC_SIZE, 0);
	return 0;
}

static int fail_volume(const struct digesting *one, struct failure *why)
{
	const char *name = digest_name(one->sum.kind);

	switch (one->work.result) {
	case -EBADMSG:
		return failure_set(why, FAILURE_DAMAGED, -EBADMSG,
				   "the volume is damaged: its %s is not the one in its descriptor",
				   name);
	case -EILSEQ:
		return failure_set(why, FAILURE_DAMAGED, -EBADMSG,
				   "the volume is damaged between %" PRIu64 " MiB and %" PRIu64
				   " MiB: the %s of a fragment in its descriptor is another",
				   one->sum.good / MIB, (one->sum.bad + MIB - 1) / MIB, name);
	default:
		return failure_set(why, FAILURE_READ, -EIO,
				   "the volume cannot be read for its check");
	}
}

static int check_volume(struct verify *verify, const struct medium *medium,
			const struct plan_check *check, struct failure *why)
{
	const struct extent whole = { 0, medium->plan.volume_size };
	struct digesting *one = workers_alloc(sizeof(*one));
	struct verify_result *result = verify_add(verify, check->path, VERIFY_FAILED);
	uint8_t bytes[MEDIA_TAGS_SIZE];
	struct slice tags = { bytes, sizeof(bytes) };
	struct isomd5sum fragments;
	struct reader reader;
	int fd = -1, r = one ? block_open(medium->path, &fd, &reader) : -ENOMEM;

	if (r == 0)
		r = reader_read(&reader, MEDIA_TAGS_OFFSET, bytes, sizeof(bytes));
	cleanup_close_fd(&fd);
	if (r == 0)
		r = check->kind == PLAN_CHECK_ISOMD5SUM
			    ? read_isomd5sum(one, tags, whole.len, &fragments)
			    : read_checkmedia(one, tags, whole.len);
	if (r < 0) {
		workers_free(one, sizeof(*one));
		return failure_set(why, FAILURE_DAMAGED, -EBADMSG,
				   "the sum in the volume's descriptor is none: %s", strerror(-r));
	}
	one->path = medium->path;
	one->sum.extents = &whole;
	one->sum.n_extents = 1;
	r = digesting_run(one, 1, "the medium", verify->may_skip);
	result->bytes = one->sum.len;
	result->microseconds = one->microseconds;
	if (r == -ECANCELED)
		result->outcome = VERIFY_SKIPPED;
	else if (r < 0)
		(void)failure_set(why, FAILURE_SYSTEM, r, "cannot start a check: %s", strerror(-r));
	else if (one->work.result < 0)
		r = fail_volume(one, why);
	else
		result->outcome = VERIFY_PASSED;
	workers_free(one, sizeof(*one));
	return r == -ECANCELED ? 0 : r < 0 ? r : 1;
}

/* ---- Sums beside root images ---- */

/* The line that is of the layer, or the only one, of a file that may hold the digits alone. */
static int read_layer_sum(const struct medium *medium, const struct plan_check *check,
			  struct digesting *one)
{
	const char *name = medium->plan.layers[check->layer].path, *slash = strrchr(name, '/');
	cleanup_free uint8_t *bytes = NULL;
	struct sums_line line;
	struct slice all, text;
	int r = iso_file_read(medium->path, check->path, ISO_FILE_SMALL_MAX, &bytes);

	if (r < 0)
		return r;
	all = text = (struct slice){ bytes, (size_t)r };
	while ((r = sums_next(&text, &line)) == 1)
		if (sums_names(&line, slash ? slash + 1 : name) || sums_names(&line, name))
			break;
	if (r != 1) {
		r = hex_decode(slice_trim(all, " \r\n"), line.digest, sizeof(line.digest));
		line.digest_len = r > 0 ? (size_t)r : 0;
	}
	r = digest_of_size(line.digest_len);
	if (r < 0)
		return -EBADMSG;
	one->sum.kind = (enum digest_kind)r;
	memcpy(one->expected, line.digest, sizeof(line.digest));
	return 0;
}

static int check_layers(struct verify *verify, const struct medium *medium, struct failure *why)
{
	const struct plan *plan = &medium->plan;
	struct verify_result *results[LAYOUT_LAYERS_MAX];
	struct digesting *list = workers_alloc(LAYOUT_LAYERS_MAX * sizeof(*list));
	unsigned int n = 0;
	int r = list ? 0 : failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");

	for (unsigned int i = 0; r == 0 && i < plan->n_layers; i++) {
		const struct plan_check *check = checks_get(plan, PLAN_CHECK_LAYER_SUM, i);

		if (!check)
			continue;
		results[n] = verify_add(verify, check->path, VERIFY_FAILED);
		r = read_layer_sum(medium, check, &list[n]);
		if (r < 0) {
			(void)failure_set(why, FAILURE_DAMAGED, -EBADMSG, "%s has no sum of %s: %s",
					  check->path, plan->layers[i].path, strerror(-r));
			break;
		}
		list[n].path = medium->path;
		list[n].sum.extents = plan->layers[i].extents;
		list[n].sum.n_extents = plan->layers[i].n_extents;
		list[n++].sum.len = plan->layers[i].file_size;
	}
	if (r == 0 && n > 0)
		r = digesting_run(list, n, "the root", verify->may_skip);
	for (unsigned int i = 0; (r == 0 || r == -ECANCELED) && i < n; i++) {
		results[i]->outcome = r < 0 ? VERIFY_SKIPPED : VERIFY_PASSED;
		results[i]->bytes = list[i].sum.len;
		results[i]->microseconds = list[i].microseconds;
		if (r == 0 && list[i].work.result < 0) {
			results[i]->outcome = VERIFY_FAILED;
			r = failure_set(why, FAILURE_DAMAGED, -EBADMSG,
					"a root image is damaged: its sum is not the one in %s",
					results[i]->what);
		}
	}
	workers_free(list, LAYOUT_LAYERS_MAX * sizeof(*list));
	if (r == 0 && n > 0 && n < plan->n_layers)
		verify_lack(verify, "there are sums of %u of %u layers", n, plan->n_layers);
	if (r == -ECANCELED)
		return 0;
	return r < 0 ? r : n > 0 && n == plan->n_layers;
}

int media_check(struct verify *verify, const struct medium *medium, struct failure *why)
{
	const struct plan *plan = &medium->plan;
	const struct plan_check *check = checks_get(plan, PLAN_CHECK_ISOMD5SUM, 0);

	if (!check)
		check = checks_get(plan, PLAN_CHECK_CHECKMEDIA, 0);
	if (check)
		return check_volume(verify, medium, check, why);
	check = checks_get(plan, PLAN_CHECK_SUMS, 0);
	if (check)
		return list_check(verify, medium, check->path, why);
	return check_layers(verify, medium, why);
}
