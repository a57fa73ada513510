// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/layer_signatures.h"

#include "base/text.h"
#include "model/checks.h"
#include "verify/digesting.h"
#include "verify/iso_file.h"
#include "verify/signature.h"

#include <errno.h>
#include <string.h>

/* The layers that will be read, and what they are compared with. */
struct reading {
	const struct check *check;
	const struct signed_list *list;
	struct failure *why;
	unsigned int n;
	struct digesting *digestings; /* n of them, in memory that the workers share */
	unsigned int layers[LAYOUT_LAYERS_MAX];
	unsigned int results[LAYOUT_LAYERS_MAX];
	uint64_t versions[LAYOUT_LAYERS_MAX];
};

/* ---- What each is compared with ---- */

/* Expect the signature in the layer's own file. *found: a trusted key has made one. */
static int expect_own_file(struct reading *reading, unsigned int layer, bool *found)
{
	const struct check *check = reading->check;
	const struct plan_check *offered = checks_get(check->image.plan, PLAN_CHECK_SIGNATURE,
						      layer);
	cleanup_free uint8_t *bytes = NULL;
	struct signature signature;
	int r;

	*found = false;
	if (!offered)
		return 0;
	r = iso_file_read(check->image.path, offered->path, ISO_FILE_SMALL_MAX, &bytes);
	if (r < 0)
		return iso_file_refuse(offered->path, r, reading->why);
	r = signature_read(check, offered->path, (struct slice){ bytes, (size_t)r }, &signature,
			   reading->why);
	if (r < 0 || !signature.key)
		return r;
	digesting_expect_signature(&reading->digestings[reading->n], &signature.signify,
				   signature.key->key.key);
	reading->results[reading->n] = signature.result;
	reading->versions[reading->n] = signify_version(&signature.signify);
	*found = true;
	return 0;
}

/* Expect the sum that the signed list has of the layer. Returns whether it has one. */
static bool expect_listed_sum(struct reading *reading, unsigned int layer)
{
	struct digesting *one = &reading->digestings[reading->n];
	struct coverage *coverage = reading->check->coverage;
	const char *path = reading->check->image.plan->layers[layer].path;
	struct sums_line line;
	unsigned int result;

	if (!signed_list_find_sum(reading->list, path, &line))
		return false;
	one->sum.kind = line.kind;
	memcpy(one->expected, line.digest, sizeof(line.digest));
	result = coverage_start(coverage, path);
	coverage_set_comment(coverage, result, "by the signed list of sums");
	reading->results[reading->n] = result;
	reading->versions[reading->n] = reading->list->version;
	return true;
}

static int expect_layer(struct reading *reading, unsigned int layer, bool *found)
{
	bool alone = reading->check->image.plan->n_layers == 1;
	int r = 0;

	*found = !alone && expect_listed_sum(reading, layer);
	if (!*found)
		r = expect_own_file(reading, layer, found);
	if (r == 0 && !*found && alone)
		*found = expect_listed_sum(reading, layer);
	return r;
}

/* If signatures are requested by name, dm-verity does not replace them. */
static bool is_covered(const struct check *check, unsigned int layer)
{
	const struct config *config = check->config;
	unsigned int ways = CONFIG_VERIFY_SIGNATURE;

	if (!((config->verify.asked | config->policy.asked) & CONFIG_VERIFY_SIGNATURE))
		ways |= CONFIG_VERIFY_VERITY;
	return coverage_has_layer(check->coverage, layer, ways);
}

static int prepare_layers(struct reading *reading, const struct verify_source *sources)
{
	const struct plan *plan = reading->check->image.plan;

	for (unsigned int i = 0; i < plan->n_layers; i++) {
		struct digesting *one = &reading->digestings[reading->n];
		bool found;
		int r;

		if (is_covered(reading->check, i))
			continue;
		r = expect_layer(reading, i, &found);
		if (r < 0)
			return r;
		if (!found) {
			coverage_missing(reading->check->coverage, "%s has no signature",
					 plan->layers[i].path);
			continue;
		}
		one->path = sources[i].path;
		one->sum.extents = sources[i].extents;
		one->sum.n_extents = sources[i].n_extents;
		one->sum.len = plan->layers[i].file_size;
		reading->layers[reading->n++] = i;
	}
	return 0;
}

/* ---- What came of it ---- */

static int refuse_layer(const struct reading *reading, unsigned int index)
{
	const struct check *check = reading->check;
	const struct coverage_result *result = &check->coverage->results[reading->results[index]];
	const struct digesting *one = &reading->digestings[index];
	const char *path = check->image.plan->layers[reading->layers[index]].path;

	switch (one->work.result) {
	case -EBADMSG:
		if (one->is_signed)
			return signature_refuse(result->what, path, result->by, reading->why);
		return failure_set(reading->why, FAILURE_BAD_SIGNATURE, -EBADMSG,
				   "%s does not match its sum in the signed list", path);
	case -EOPNOTSUPP:
		return failure_set(reading->why, FAILURE_UNSUPPORTED, -EOPNOTSUPP,
				   "%s has several extents, so that the signature %s must be "
				   "prehashed: sign it with minisign -H",
				   path, result->what);
	default:
		return failure_set(reading->why, FAILURE_READ, one->work.result,
				   "cannot read %s to check it: %s", path,
				   strerror(-one->work.result));
	}
}

static int conclude_layers(const struct reading *reading)
{
	struct coverage *coverage = reading->check->coverage;

	for (unsigned int i = 0; i < reading->n; i++) {
		const struct digesting *one = &reading->digestings[i];

		coverage_set_cost(coverage, reading->results[i], one->sum.len, one->microseconds);
		if (one->work.result != 0)
			return refuse_layer(reading, i);
		coverage_conclude(coverage, reading->results[i], COVERAGE_PASSED);
		coverage_add_signature(coverage, reading->layers[i], reading->versions[i]);
		if (!one->is_signed)
			coverage_add_listed(coverage, reading->layers[i]);
	}
	return 0;
}

int layer_signatures_check(const struct check *check, const struct signed_list *list,
			   const struct verify_source *sources, struct failure *why)
{
	size_t size = LAYOUT_LAYERS_MAX * sizeof(struct digesting);
	struct reading reading = { .check = check, .list = list, .why = why };
	int r;

	reading.digestings = workers_alloc(size);
	if (!reading.digestings)
		return failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
	r = prepare_layers(&reading, sources);
	if (r == 0 && reading.n > 0)
		r = digesting_run(reading.digestings, reading.n, "the root's signatures", false,
				  why);
	if (r == 0)
		r = conclude_layers(&reading);
	workers_free(reading.digestings, size);
	return r;
}

/* ---- Before they are read ---- */

static void commit_layer(const struct digesting *one, struct commitment *ret)
{
	if (one->is_signed) {
		ret->kind = COMMITMENT_ED25519;
		memcpy(ret->bytes, one->signature.signature, sizeof(ret->bytes));
	} else {
		ret->kind = COMMITMENT_SUM;
		ret->hash = one->sum.kind;
		memcpy(ret->bytes, one->expected, sizeof(ret->bytes));
	}
}

int layer_signatures_commit(const struct check *check, const struct signed_list *list,
			    struct commitment *layers, struct failure *why)
{
	static const struct verify_source nowhere[LAYOUT_LAYERS_MAX];
	cleanup_free struct digesting *digestings = calloc(LAYOUT_LAYERS_MAX, sizeof(*digestings));
	struct reading reading = {
		.check = check, .list = list, .why = why, .digestings = digestings
	};
	int r;

	if (!digestings)
		return failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
	r = prepare_layers(&reading, nowhere);
	for (unsigned int i = 0; r == 0 && i < reading.n; i++)
		commit_layer(&digestings[i], &layers[reading.layers[i]]);
	return r;
}
