// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/verify.h"

#include "base/text.h"
#include "log/log.h"
#include "model/checks.h"
#include "verify/layer_signatures.h"
#include "verify/media_check.h"
#include "verify/requirement.h"
#include "verify/signature.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* ---- Keys ---- */

void verify_begin(struct verify *verify, const struct config *config, bool may_skip)
{
	verify->check = (struct check){ .config = config,
					.keys = &verify->keys,
					.coverage = &verify->coverage,
					.may_skip = may_skip && !config_requires(config) };
}

void verify_end(struct verify *verify)
{
	signed_list_free(&verify->list);
}

void verify_trust_folder(struct verify *verify, const struct tree *tree, const char *base)
{
	char path[64];

	if (config_ways(verify->check.config) & CONFIG_VERIFY_SIGNATURE &&
	    text_print(path, sizeof(path), "%s/keys.d", base) == 0)
		keys_add_folder(&verify->keys, tree, path);
}

int verify_trust_file(struct verify *verify, const char *path)
{
	return keys_add_argument(&verify->keys, path);
}

void verify_report_signatures(struct verify *verify)
{
	verify->check.reports = true;
}

/* Are signatures verified? */
static bool has_keys(const struct verify *verify)
{
	return config_ways(verify->check.config) & CONFIG_VERIFY_SIGNATURE &&
	       verify->keys.count > 0;
}

/* Are signatures read, be it only to report them? */
static bool reads_signatures(const struct verify *verify)
{
	return has_keys(verify) || (config_ways(verify->check.config) & CONFIG_VERIFY_SIGNATURE &&
				    verify->check.reports);
}

unsigned int verify_wants(const struct verify *verify)
{
	unsigned int ways = config_ways(verify->check.config);

	return (ways & CONFIG_VERIFY_MEDIA ? PLAN_WANTS_SUMS : 0) |
	       (has_keys(verify) ? PLAN_WANTS_SIGNATURES : 0) |
	       (ways & CONFIG_VERIFY_VERITY ? PLAN_WANTS_VERITY : 0);
}

/* ---- What is required ---- */

/* Refuse the image: what is not verified, and its name, or ""; what it is missing, or "". */
static int refuse_unverified(const struct verify *verify, const char *what, const char *name,
			     const char *missing, struct failure *why)
{
	return failure_set(why, FAILURE_NOT_VERIFIED, -EPERM, "%s%s, as %s requires%s%s", what,
			   name,
			   config_is_bound(verify->check.config) ? "the policy of the initramfs"
								 : "pmemboot.verify=",
			   missing[0] ? ": " : "", missing);
}

static int refuse_old(const struct verify *verify, struct failure *why)
{
	unsigned int n_layers = verify->check.image.plan->n_layers;

	return failure_set(why, FAILURE_POLICY, -EPERM,
			   "the image is too old: the signature that covers it has version %" PRIu64
			   ", and pmemboot.minimum= is %" PRIu64,
			   coverage_version(&verify->coverage, n_layers),
			   verify->check.config->minimum);
}

/* Refuse the image unless all that is required is there. */
static int require_covered(struct verify *verify, struct requirement missing, struct failure *why)
{
	const struct coverage *coverage = &verify->coverage;

	switch (missing.kind) {
	case REQUIREMENT_MET:
		return 0;
	case REQUIREMENT_MEDIA:
		return refuse_unverified(verify, "the image passed no media check", "",
					 coverage->media_missing, why);
	case REQUIREMENT_LAYER:
		return refuse_unverified(verify, "no trusted signature or root hash covers ",
					 verify->check.image.plan->layers[missing.layer].path,
					 coverage->missing, why);
	case REQUIREMENT_ORDER:
		coverage_missing(
			&verify->coverage, "%s",
			verify->check.image.plan->has_usr
				? "sign the volume, or give usrhash="
				: "sign the volume, or a list of the sums of exactly these "
				  "layers, lowest first");
		return refuse_unverified(verify,
					 "no trusted signature covers which layers there are", "",
					 coverage->missing, why);
	case REQUIREMENT_VOLUME:
		return refuse_unverified(
			verify,
			"the initramfs of the image mounts it, but its volume is not signed", "",
			coverage->missing, why);
	case REQUIREMENT_VERSION:
		return refuse_old(verify, why);
	}
	return -EPERM;
}

bool verify_allows_rest(const struct verify *verify)
{
	return requirement_allows_rest(verify->check.config, &verify->coverage);
}

/* ---- The volume ---- */

static int check_media(const struct check *check, struct failure *why)
{
	const struct coverage *coverage = check->coverage;
	int r = media_check(check, why);

	if (r < 0)
		return r;
	if (coverage->media == COVERAGE_MEDIA_SKIPPED)
		log_notice("the media check was skipped");
	else if (coverage->media == COVERAGE_MEDIA_NONE &&
		 check->config->verify.asked & CONFIG_VERIFY_MEDIA)
		log_warning("%s", coverage->media_missing[0] ? coverage->media_missing
							     : "the image provides no media check");
	return 0;
}

static int check_signatures(struct verify *verify, struct failure *why)
{
	int r = signature_check_volume(&verify->check, why);

	if (r < 0 || verify->coverage.volume_signed)
		return r;
	return signed_list_find(&verify->list, &verify->check, why);
}

int verify_volume(struct verify *verify, const struct verify_image *image, bool assist,
		  struct failure *why)
{
	unsigned int ways = config_ways(verify->check.config);
	int r = 0;

	verify->check.image = *image;
	/* First what is signed: of a list that was changed, say that, not what it says of files. */
	if (reads_signatures(verify))
		r = check_signatures(verify, why);
	if (r == 0 && ways & CONFIG_VERIFY_MEDIA)
		r = check_media(&verify->check, why);
	if (r == 0 && verify->check.reports)
		root_signature_report(&verify->check);
	if (r == 0 && ways & CONFIG_VERIFY_SIGNATURE && verify->keys.count == 0 &&
	    !checks_get(image->plan, PLAN_CHECK_ROOT_SIGNATURE, 0))
		coverage_missing(&verify->coverage, "keys.d has no trusted key");
	coverage_end_volume(&verify->coverage);
	if (r == 0 && assist)
		r = require_covered(verify,
				    requirement_of_assist(verify->check.config, &verify->coverage),
				    why);
	return r;
}

/* ---- Layers ---- */

void verify_forget_layers(struct verify *verify)
{
	coverage_forget_layers(&verify->coverage);
}

int verify_prepare_verity(struct verify *verify, unsigned int layer, struct verity_setup *ret,
			  struct failure *why)
{
	return verity_prepare(&verify->check, &verify->list, layer, ret, why);
}

void verify_add_verity(struct verify *verify, unsigned int layer, const struct verity_setup *setup)
{
	coverage_add_verity(&verify->coverage, layer, setup->trusted, setup->version);
}

int verify_read_root_signature(struct verify *verify, unsigned int layer,
			       const struct verity_setup *setup, struct root_signature *ret,
			       struct failure *why)
{
	int r = root_signature_read(&verify->check, layer, ret, why);

	if (r < 0 || ret->root_size == 0 ||
	    (ret->root_size == setup->root_size &&
	     memcmp(ret->root, setup->root, setup->root_size) == 0))
		return r;
	log_notice("the signature in %s is not used: it is of another root hash", ret->path);
	root_signature_free(ret);
	return 0;
}

static const char *why_unchecked(int error)
{
	switch (error) {
	case -ENOKEY:
		return "no key in the kernel's keyrings has made it";
	case -ENOPKG:
		return "the kernel lacks its algorithm";
	default:
		return "this kernel cannot check it (CONFIG_DM_VERITY_VERIFY_ROOTHASH_SIG)";
	}
}

void verify_add_root_signature(struct verify *verify, const struct root_signature *signature,
			       int error, struct verity_setup *setup)
{
	struct coverage *coverage = &verify->coverage;
	unsigned int result = coverage_start(coverage, signature->path);
	const char *why = why_unchecked(error);

	coverage_set_key(coverage, result, signature->by);
	if (error == 0) {
		setup->trusted = true;
		coverage_set_comment(coverage, result, "by a key in the kernel's keyrings");
		coverage_conclude(coverage, result, COVERAGE_PASSED);
		return;
	}
	coverage_set_comment(coverage, result, why);
	coverage_conclude(coverage, result,
			  error == -ENOKEY ? COVERAGE_UNTRUSTED : COVERAGE_UNCHECKED);
	coverage_missing(coverage, "%s: %s", signature->path, why);
	log_notice("the signature %s counts as missing: %s", signature->path, why);
}

bool verify_has_verity(const struct verify *verify, unsigned int layer)
{
	return verify->coverage.layers[layer].verity != COVERAGE_VERITY_NONE;
}

int verify_layer_tree(struct verify *verify, unsigned int layer, struct failure *why)
{
	const struct plan_layer *plan = &verify->check.image.plan->layers[layer];
	struct verity_setup setup;
	int r = verity_prepare(&verify->check, &verify->list, layer, &setup, why);

	if (r < 0 || !setup.wanted)
		return r;
	if (plan->n_extents > 1) {
		coverage_missing(&verify->coverage,
				 "%s has several extents: only dm-verity can check it", plan->path);
		return 0;
	}
	r = verity_check_all(&verify->check, layer, &setup, why);
	if (r == 0)
		verify_add_verity(verify, layer, &setup);
	return r;
}

/*
 * Does the list cover each layer, and has it no other root images? A layer's own signature does not
 * cover its place among the layers.
 */
static bool list_is_root(const struct verify *verify, const struct plan *plan)
{
	for (unsigned int i = 0; i < plan->n_layers; i++)
		if (!verify->coverage.layers[i].is_listed)
			return false;
	return signed_list_is_root(&verify->list, plan);
}

static bool reads_layer_signatures(const struct verify *verify)
{
	return reads_signatures(verify) && strcmp(verify->check.image.plan->medium, "iso9660") == 0;
}

int verify_layers(struct verify *verify, const struct verify_source *sources, struct failure *why)
{
	const struct plan *plan = verify->check.image.plan;
	int r = 0;

	if (reads_layer_signatures(verify))
		r = layer_signatures_check(&verify->check, &verify->list, sources, why);
	if (r < 0)
		return r;
	/* The root hashes that are given are those of the layers in their order. */
	if (verify->check.config->n_roothashes > 0 || verify->check.config->usrhash ||
	    list_is_root(verify, plan))
		coverage_add_order(&verify->coverage);
	/* The partition table alone says that a layer is /usr, and that there is no root. */
	else if (plan->has_usr)
		coverage_need_order(&verify->coverage);
	return require_covered(
		verify,
		requirement_of_root(verify->check.config, &verify->coverage, plan->n_layers), why);
}

/* ---- What a measurement says ---- */

static struct commitment commit_volume(const struct verify *verify)
{
	struct commitment volume = { .kind = COMMITMENT_NONE };

	if (verify->coverage.volume_signed) {
		volume.kind = COMMITMENT_ED25519;
		memcpy(volume.bytes, verify->coverage.volume_signature, sizeof(volume.bytes));
	} else if (!verify_allows_rest(verify)) {
		volume.kind = COMMITMENT_UNUSED;
	}
	return volume;
}

/* dm-verity lets through only what matches the root hash, whether that is trusted or not. */
static int commit_tree(struct verify *verify, unsigned int layer, struct commitment *ret,
		       struct failure *why)
{
	struct verity_setup setup;
	int r = verify_prepare_verity(verify, layer, &setup, why);

	ret->kind = verify->coverage.volume_signed ? COMMITMENT_VOLUME : COMMITMENT_NONE;
	if (r < 0 || !setup.wanted)
		return r;
	verify_add_verity(verify, layer, &setup);
	ret->kind = COMMITMENT_VERITY;
	ret->hash = digest_of_name(setup.verity.algorithm);
	memcpy(ret->bytes, setup.root, sizeof(ret->bytes));
	return 0;
}

static int commit_layers(struct verify *verify, struct measurement_image *ret, struct failure *why)
{
	const struct plan *plan = verify->check.image.plan;
	int r = 0;

	ret->n_layers = plan->n_layers;
	ret->has_usr = plan->has_usr;
	for (unsigned int i = 0; r == 0 && i < plan->n_layers; i++)
		r = commit_tree(verify, i, &ret->layers[i], why);
	if (r == 0 && reads_layer_signatures(verify))
		r = layer_signatures_commit(&verify->check, &verify->list, ret->layers, why);
	return r;
}

int verify_commit(struct verify *verify, bool assist, struct measurement_image *ret,
		  struct failure *why)
{
	int r;

	*ret = (struct measurement_image){ .volume = commit_volume(verify) };
	verify_forget_layers(verify);
	r = assist ? 0 : commit_layers(verify, ret, why);
	verify_forget_layers(verify);
	return r;
}

/* ---- What passed ---- */

void verify_announce(const struct verify *verify)
{
	for (unsigned int i = 0; i < verify->coverage.n_results; i++) {
		const struct coverage_result *result = &verify->coverage.results[i];

		if (result->outcome == COVERAGE_PASSED)
			log_info("verified: %s%s%s%s%s%s", result->what,
				 result->by[0] ? ", by " : "", result->by,
				 result->comment[0] ? " (" : "", result->comment,
				 result->comment[0] ? ")" : "");
	}
}
