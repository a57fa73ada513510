// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/media_check.h"

#include "base/hex.h"
#include "base/text.h"
#include "model/checks.h"
#include "model/list_name.h"
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

enum failure_code media_check_code(int error)
{
	switch (error) {
	case -EBADMSG:
	case -EILSEQ:
	case -ENOENT:
	case -ENOTDIR:
	case -E2BIG:
	case -ERANGE:
	case -EOPNOTSUPP:
		return FAILURE_DAMAGED;
	case -ENOMEM:
		return FAILURE_SYSTEM;
	default:
		return FAILURE_READ;
	}
}

/* A check that did not come to its end. Returns error. */
static int refuse_unread(const char *what, int error, struct failure *why)
{
	return failure_set(why, media_check_code(error), error,
			   "%s cannot be read for its check: %s", what, strerror(-error));
}

/* ---- The volume ---- */

static void add_patch(struct sum *sum, uint64_t offset, uint64_t len, uint8_t fill)
{
	sum->patches[sum->n_patches++] = (struct sum_patch){ offset, len, fill };
}

/* Parse the sum in the volume's descriptor. Returns 0; -ENOENT; -EBADMSG. */
static int parse_isomd5sum(struct digesting *one, struct slice tags, uint64_t volume_size,
			   struct isomd5sum *fragments)
{
	int r = isomd5sum_parse(tags, fragments);

	if (r < 0)
		return r;
	one->sum.kind = DIGEST_MD5;
	one->sum.len = isomd5sum_total(fragments, volume_size);
	one->sum.fragments = fragments->fragment_count > 0 ? fragments : NULL;
	memcpy(one->expected, fragments->md5, sizeof(fragments->md5));
	add_patch(&one->sum, MEDIA_TAGS_OFFSET, MEDIA_TAGS_SIZE, ' ');
	return one->sum.len > 0 ? 0 : -EBADMSG;
}

static int parse_checkmedia(struct digesting *one, struct slice tags, uint64_t volume_size)
{
	struct checkmedia tag;
	int r = checkmedia_parse(tags, &tag);
	uint64_t pad;

	if (r < 0)
		return r;
	pad = tag.pad_bytes < volume_size ? tag.pad_bytes : volume_size;
	one->sum.kind = tag.kind;
	one->sum.len = volume_size;
	memcpy(one->expected, tag.digest, sizeof(one->expected));
	add_patch(&one->sum, 0, CHECKMEDIA_MBR_SIZE, 0);
	add_patch(&one->sum, MEDIA_TAGS_OFFSET, MEDIA_TAGS_SIZE, ' ');
	add_patch(&one->sum, volume_size - pad, pad, 0);
	if (tag.signature_offset > 0)
		add_patch(&one->sum, tag.signature_offset + CHECKMEDIA_SIGNATURE_MAGIC_SIZE,
			  CHECKMEDIA_SIGNATURE_SIZE - CHECKMEDIA_SIGNATURE_MAGIC_SIZE, 0);
	return 0;
}

/* Read the sum that the volume is compared with. */
static int expect_volume_sum(const struct verify_image *image, enum plan_check_kind kind,
			     struct digesting *one, struct isomd5sum *fragments)
{
	uint8_t bytes[MEDIA_TAGS_SIZE];
	struct slice tags = { bytes, sizeof(bytes) };
	uint64_t volume_size = image->plan->volume_size;
	cleanup_close int fd = -1;
	struct reader reader;
	int r = block_open(image->path, &fd, &reader);

	if (r == 0)
		r = reader_read(&reader, MEDIA_TAGS_OFFSET, bytes, sizeof(bytes));
	if (r < 0)
		return r;
	return kind == PLAN_CHECK_ISOMD5SUM ? parse_isomd5sum(one, tags, volume_size, fragments)
					    : parse_checkmedia(one, tags, volume_size);
}

static int refuse_volume(const struct digesting *one, struct failure *why)
{
	const char *name = digest_name(one->sum.kind);

	switch (one->work.result) {
	case -EBADMSG:
		return failure_set(why, FAILURE_DAMAGED, -EBADMSG,
				   "the volume is damaged: its %s does not match its descriptor",
				   name);
	case -EILSEQ:
		return failure_set(why, FAILURE_DAMAGED, -EBADMSG,
				   "the volume is damaged between %" PRIu64 " MiB and %" PRIu64
				   " MiB: the %s of a fragment does not match its descriptor",
				   one->sum.good / MIB, (one->sum.bad + MIB - 1) / MIB, name);
	default:
		return refuse_unread("the volume", one->work.result, why);
	}
}

/* The padding after the files was cut off, and the sum includes it. */
static int refuse_cut(const struct plan *plan, const struct digesting *one, struct failure *why)
{
	return failure_set(
		why, FAILURE_TRUNCATED, -EBADMSG,
		"the image is %" PRIu64 " bytes shorter than its volume. No file is cut, "
		"but the %s of the volume includes the missing bytes. Get the whole image",
		plan->padding_cut, digest_name(one->sum.kind));
}

/* Read the volume in a worker, and record the result. */
static int digest_volume(const struct check *check, struct digesting *one, unsigned int result,
			 struct failure *why)
{
	int r = digesting_run(one, 1, "the medium", check->may_skip, why);

	coverage_set_cost(check->coverage, result, one->sum.len, one->microseconds);
	if (r == -ECANCELED) {
		coverage_conclude(check->coverage, result, COVERAGE_SKIPPED);
		coverage_add_media(check->coverage, COVERAGE_MEDIA_SKIPPED);
		return 0;
	}
	if (r < 0)
		return r;
	if (one->work.result < 0)
		return refuse_volume(one, why);
	coverage_conclude(check->coverage, result, COVERAGE_PASSED);
	coverage_add_media(check->coverage, COVERAGE_MEDIA_PASSED);
	return 0;
}

static int check_volume(const struct check *check, const struct plan_check *offered,
			struct failure *why)
{
	const struct plan *plan = check->image.plan;
	const struct extent whole = { 0, plan->volume_size - plan->padding_cut };
	unsigned int result = coverage_start(check->coverage, offered->path);
	struct digesting *one = workers_alloc(sizeof(*one));
	struct isomd5sum fragments;
	int r = one ? expect_volume_sum(&check->image, offered->kind, one, &fragments) : -ENOMEM;

	if (r == 0 && one->sum.len > whole.len) {
		r = refuse_cut(plan, one, why);
	} else if (r == 0) {
		one->path = check->image.path;
		one->sum.extents = &whole;
		one->sum.n_extents = 1;
		r = digest_volume(check, one, result, why);
	} else if (media_check_code(r) == FAILURE_DAMAGED) {
		r = failure_set(why, FAILURE_DAMAGED, -EBADMSG,
				"the sum in the volume's descriptor is not valid: %s",
				strerror(-r));
	} else {
		r = refuse_unread("the volume's descriptor", r, why);
	}
	workers_free(one, sizeof(*one));
	return r;
}

/* ---- Sums next to root images ---- */

/* The layers that have a sum of their own. */
struct sums {
	const struct check *check;
	unsigned int n;
	struct digesting *digestings; /* n of them, in memory that the workers share */
	unsigned int results[LAYOUT_LAYERS_MAX];
};

/* Expect the sum in the line that names the layer; or in a file that has nothing but the digits. */
static int expect_layer_sum(const struct verify_image *image, const struct plan_check *offered,
			    struct digesting *one)
{
	const char *name = image->plan->layers[offered->layer].path, *slash = strrchr(name, '/');
	enum digest_kind named = list_name_kind(offered->path);
	cleanup_free uint8_t *bytes = NULL;
	struct sums_line line;
	struct slice all, text;
	int r = iso_file_read(image->path, offered->path, ISO_FILE_SMALL_MAX, &bytes);

	if (r < 0)
		return r;
	all = text = (struct slice){ bytes, (size_t)r };
	while ((r = sums_next(&text, named, &line)) == 1)
		if (sums_names(&line, slash ? slash + 1 : name) || sums_names(&line, name))
			break;
	if (r != 1) {
		r = hex_decode(slice_trim(all, " \r\n"), line.digest, sizeof(line.digest));
		line.kind = r > 0 ? digest_of_size(named, (size_t)r) : DIGEST_UNKNOWN;
	}
	if (line.kind == DIGEST_UNKNOWN)
		return -EBADMSG;
	one->sum.kind = line.kind;
	memcpy(one->expected, line.digest, sizeof(line.digest));
	return 0;
}

static int prepare_layer_sums(struct sums *sums, struct failure *why)
{
	const struct verify_image *image = &sums->check->image;

	for (unsigned int i = 0; i < image->plan->n_layers; i++) {
		const struct plan_check *offered = checks_get(image->plan, PLAN_CHECK_LAYER_SUM, i);
		const struct plan_layer *layer = &image->plan->layers[i];
		struct digesting *one = &sums->digestings[sums->n];
		int r;

		if (!offered)
			continue;
		sums->results[sums->n] = coverage_start(sums->check->coverage, offered->path);
		r = expect_layer_sum(image, offered, one);
		if (r < 0 && media_check_code(r) != FAILURE_DAMAGED)
			return refuse_unread(offered->path, r, why);
		if (r < 0)
			return failure_set(why, FAILURE_DAMAGED, -EBADMSG,
					   "%s has no sum of %s: %s", offered->path, layer->path,
					   strerror(-r));
		one->path = image->path;
		one->sum.extents = layer->extents;
		one->sum.n_extents = layer->n_extents;
		one->sum.len = layer->file_size;
		sums->n++;
	}
	return 0;
}

/* Record the result of each, up to the first that is wrong. */
static int conclude_layer_sums(const struct sums *sums, enum coverage_outcome outcome,
			       struct failure *why)
{
	struct coverage *coverage = sums->check->coverage;

	for (unsigned int i = 0; i < sums->n; i++) {
		const struct digesting *one = &sums->digestings[i];
		unsigned int result = sums->results[i];

		coverage_set_cost(coverage, result, one->sum.len, one->microseconds);
		if (outcome == COVERAGE_PASSED && one->work.result < 0 &&
		    media_check_code(one->work.result) != FAILURE_DAMAGED)
			return refuse_unread("a root image", one->work.result, why);
		if (outcome == COVERAGE_PASSED && one->work.result < 0)
			return failure_set(
				why, FAILURE_DAMAGED, -EBADMSG,
				"a root image is damaged: it does not match its sum in %s",
				coverage->results[result].what);
		coverage_conclude(coverage, result, outcome);
	}
	return 0;
}

static int digest_layer_sums(const struct sums *sums, struct failure *why)
{
	struct coverage *coverage = sums->check->coverage;
	unsigned int n_layers = sums->check->image.plan->n_layers;
	int r = digesting_run(sums->digestings, sums->n, "the root", sums->check->may_skip, why);

	if (r == -ECANCELED) {
		coverage_add_media(coverage, COVERAGE_MEDIA_SKIPPED);
		return conclude_layer_sums(sums, COVERAGE_SKIPPED, why);
	}
	if (r == 0)
		r = conclude_layer_sums(sums, COVERAGE_PASSED, why);
	if (r < 0)
		return r;
	if (sums->n == n_layers)
		coverage_add_media(coverage, COVERAGE_MEDIA_PASSED);
	else
		coverage_media_missing(coverage, "only %u of %u layers have a sum", sums->n,
				       n_layers);
	return 0;
}

static int check_layer_sums(const struct check *check, struct failure *why)
{
	size_t size = LAYOUT_LAYERS_MAX * sizeof(struct digesting);
	struct sums sums = { .check = check, .digestings = workers_alloc(size) };
	int r;

	if (!sums.digestings)
		return failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
	r = prepare_layer_sums(&sums, why);
	if (r == 0 && sums.n > 0)
		r = digest_layer_sums(&sums, why);
	workers_free(sums.digestings, size);
	return r;
}

int media_check(const struct check *check, struct failure *why)
{
	const struct plan *plan = check->image.plan;
	const struct plan_check *offered = checks_get(plan, PLAN_CHECK_ISOMD5SUM, 0);

	if (!offered)
		offered = checks_get(plan, PLAN_CHECK_CHECKMEDIA, 0);
	if (offered)
		return check_volume(check, offered, why);
	offered = checks_get(plan, PLAN_CHECK_SUMS, 0);
	if (offered)
		return list_check(check, offered->path, why);
	return check_layer_sums(check, why);
}
