// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/verify.h"

#include "base/line.h"
#include "base/text.h"
#include "log/log.h"
#include "verify/digesting.h"
#include "verify/media_check.h"
#include "verify/signatures.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

void verify_begin(struct verify *verify, const struct config *config, const struct tree *tree,
		  const char *base)
{
	char path[64];

	verify->config = config;
	/* What must be checked is not skipped. */
	verify->may_skip = !config_requires(config);
	if (base && config_ways(config) & CONFIG_VERIFY_SIGNATURE &&
	    text_print(path, sizeof(path), "%s/keys.d", base) == 0)
		(void)!keys_add_folder(&verify->keys, tree, path);
}

void verify_end(struct verify *verify)
{
	free(verify->list);
	verify->list = NULL;
}

unsigned int verify_wants(const struct verify *verify)
{
	unsigned int ways = config_ways(verify->config);
	bool has_keys = verify->keys.count > 0;

	return (ways & CONFIG_VERIFY_MEDIA ? PLAN_WANTS_SUMS : 0) |
	       (ways & CONFIG_VERIFY_SIGNATURE && has_keys ? PLAN_WANTS_SIGNATURES : 0) |
	       (ways & CONFIG_VERIFY_VERITY ? PLAN_WANTS_VERITY : 0);
}

struct verify_result *verify_add(struct verify *verify, const char *what,
				 enum verify_outcome outcome)
{
	unsigned int i = verify->n_results < VERIFY_RESULTS_MAX ? verify->n_results++
								: VERIFY_RESULTS_MAX - 1;
	struct verify_result *result = &verify->results[i];

	*result = (struct verify_result){ .outcome = outcome };
	text_copy_cut(result->what, sizeof(result->what), what);
	return result;
}

void verify_lack(struct verify *verify, const char *format, ...)
{
	va_list arguments;

	if (verify->lack[0])
		return;
	va_start(arguments, format);
	line_vprint(verify->lack, sizeof(verify->lack), format, arguments);
	va_end(arguments);
}

/* ---- What is required ---- */

static int lacking(struct verify *verify, struct failure *why, const char *what)
{
	return failure_set(why, FAILURE_NOT_VERIFIED, -EPERM, "%s, as %s requires%s%s", what,
			   config_is_bound(verify->config) ? "the policy of the initramfs"
							   : "pmemboot.verify=",
			   verify->lack[0] ? ": " : "", verify->lack);
}

/* Ways that what is required accepts besides a media check; 0: that alone is required. */
static unsigned int accepted(const struct config_verify *wish)
{
	unsigned int ways = CONFIG_VERIFY_SIGNATURE | CONFIG_VERIFY_VERITY;

	return wish->asked ? wish->asked & ways : ways;
}

/* A signature beside an image is of that alone; a list that has others too tells of one that is
 * gone. */
bool verify_knows_layers(const struct verify *verify, const struct plan *plan)
{
	return verify->order_signed || (plan->n_layers <= 1 && !verify->listed[0]);
}

bool verify_trusts_rest(const struct verify *verify)
{
	const struct config *config = verify->config;

	return verify->volume_signed || ((!config->verify.require || !accepted(&config->verify)) &&
					 (!config->policy.require || !accepted(&config->policy)));
}

static int require_layers(struct verify *verify, const struct plan *plan, unsigned int ways,
			  struct failure *why)
{
	char what[PLAN_PATH_MAX + 64];

	for (unsigned int i = 0; i < plan->n_layers; i++)
		if (!(verify->covered[i] & ways) &&
		    text_print(what, sizeof(what), "nothing that is trusted vouches for %s",
			       plan->layers[i].path) == 0)
			return lacking(verify, why, what);
	if (!verify_knows_layers(verify, plan)) {
		verify_lack(verify, "sign the volume, or a list of the sums of these layers alone, "
				    "from the lowest up");
		return lacking(verify, why, "nothing that is trusted says which layers there are");
	}
	return 0;
}

static int require(struct verify *verify, const struct config_verify *wish, const struct plan *plan,
		   bool assist, struct failure *why)
{
	unsigned int ways = accepted(wish);

	if (!wish->require)
		return 0;
	if (wish->asked & CONFIG_VERIFY_MEDIA && !verify->media_passed)
		return lacking(verify, why, "the image passed no media check");
	if (!ways)
		return 0;
	if (!assist)
		return require_layers(verify, plan, ways, why);
	if (verify->volume_signed && ways & CONFIG_VERIFY_SIGNATURE)
		return 0;
	return lacking(verify, why,
		       "its own initramfs mounts the image, whose volume is not signed");
}

static int require_all(struct verify *verify, const struct plan *plan, bool assist,
		       struct failure *why)
{
	int r = require(verify, &verify->config->verify, plan, assist, why);

	return r < 0 ? r : require(verify, &verify->config->policy, plan, assist, why);
}

/* ---- The volume ---- */

static int check_media(struct verify *verify, const struct medium *medium, struct failure *why)
{
	int r = media_check(verify, medium, why);

	if (r < 0)
		return r;
	verify->media_passed = r == 1;
	if (r == 0 && verify->n_results > 0 &&
	    verify->results[verify->n_results - 1].outcome == VERIFY_SKIPPED)
		log_notice("the media check was skipped");
	else if (r == 0 && verify->config->verify.asked & CONFIG_VERIFY_MEDIA)
		log_warning("%s",
			    verify->lack[0] ? verify->lack : "the image offers no media check");
	return 0;
}

static int check_signatures(struct verify *verify, const struct medium *medium, struct failure *why)
{
	int r = signatures_check_volume(verify, medium, why);

	if (r < 0)
		return r;
	verify->volume_signed = r == 1;
	if (r == 0)
		r = signatures_find_list(verify, medium, why);
	return r < 0 ? r : 0;
}

void verify_announce(const struct verify *verify)
{
	for (unsigned int i = 0; i < verify->n_results; i++) {
		const struct verify_result *result = &verify->results[i];

		if (result->outcome == VERIFY_PASSED)
			log_info("verified: %s%s%s%s%s%s", result->what,
				 result->by[0] ? ", by " : "", result->by,
				 result->comment[0] ? " (" : "", result->comment,
				 result->comment[0] ? ")" : "");
	}
}

int verify_volume(struct verify *verify, const struct medium *medium, bool assist,
		  struct failure *why)
{
	unsigned int ways = config_ways(verify->config);
	int r = 0;

	if (ways & CONFIG_VERIFY_MEDIA)
		r = check_media(verify, medium, why);
	if (r == 0 && ways & CONFIG_VERIFY_SIGNATURE) {
		if (verify->keys.count > 0)
			r = check_signatures(verify, medium, why);
		else
			verify_lack(verify, "no key is trusted here: keys.d has none");
	}
	verify->n_volume = verify->n_results;
	if (r == 0 && assist)
		r = require_all(verify, &medium->plan, true, why);
	return r;
}

/* ---- Layers ---- */

void verify_again(struct verify *verify)
{
	verify->n_results = verify->n_volume;
	verify->order_signed = verify->volume_signed;
	for (unsigned int i = 0; i < LAYOUT_LAYERS_MAX; i++) {
		verify->covered[i] = verify->volume_signed ? CONFIG_VERIFY_SIGNATURE : 0;
		verify->verity[i] = VERIFY_VERITY_NONE;
		verify->listed[i] = false;
	}
}

/* Those that will be read for their signatures, and what came of it. */
struct reading {
	unsigned int n;
	struct digesting *list;
	struct verify_result *results[LAYOUT_LAYERS_MAX];
	unsigned int layers[LAYOUT_LAYERS_MAX];
};

static int prepare(struct verify *verify, const struct medium *medium,
		   const struct verify_source *sources, struct reading *reading,
		   struct failure *why)
{
	const struct plan *plan = &medium->plan;
	bool asked = (verify->config->verify.asked | verify->config->policy.asked) &
		     CONFIG_VERIFY_SIGNATURE;

	for (unsigned int i = 0; i < plan->n_layers; i++) {
		struct digesting *one = &reading->list[reading->n];
		int r;

		/* Who asked for signatures gets them beside verity. */
		if (verify->covered[i] & CONFIG_VERIFY_SIGNATURE || (verify->covered[i] && !asked))
			continue;
		r = signatures_prepare_layer(verify, medium, i, one, &reading->results[reading->n],
					     why);
		if (r < 0)
			return r;
		if (r == 0) {
			verify_lack(verify, "%s has no signature", plan->layers[i].path);
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

static int conclude(struct verify *verify, const struct plan *plan, const struct reading *reading,
		    struct failure *why)
{
	for (unsigned int i = 0; i < reading->n; i++) {
		const struct digesting *one = &reading->list[i];
		struct verify_result *result = reading->results[i];
		const char *path = plan->layers[reading->layers[i]].path;

		result->bytes = one->sum.len;
		result->microseconds = one->microseconds;
		if (one->work.result == 0) {
			result->outcome = VERIFY_PASSED;
			verify->covered[reading->layers[i]] |= CONFIG_VERIFY_SIGNATURE;
			verify->listed[reading->layers[i]] |= !one->is_signed;
		} else if (one->work.result == -EBADMSG && one->is_signed) {
			return failure_set(
				why, FAILURE_BAD_SIGNATURE, -EBADMSG,
				"%s is not the signature of %s by the key %s: one of them "
				"was changed",
				result->what, path, result->by);
		} else if (one->work.result == -EBADMSG) {
			return failure_set(why, FAILURE_BAD_SIGNATURE, -EBADMSG,
					   "%s is not what the signed list of sums says", path);
		} else if (one->work.result == -EOPNOTSUPP) {
			return failure_set(why, FAILURE_UNSUPPORTED, -EOPNOTSUPP,
					   "%s lies in several pieces, and %s is of it as a whole: "
					   "sign it prehashed (minisign -H)",
					   path, result->what);
		} else {
			return failure_set(why, FAILURE_READ, -EIO,
					   "%s cannot be read for its check", path);
		}
	}
	return 0;
}

static int read_layers(struct verify *verify, const struct medium *medium,
		       const struct verify_source *sources, struct failure *why)
{
	size_t size = LAYOUT_LAYERS_MAX * sizeof(struct digesting);
	struct reading reading = { .list = workers_alloc(size) };
	int r = reading.list ? prepare(verify, medium, sources, &reading, why)
			     : failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");

	if (r == 0 && reading.n > 0) {
		r = digesting_run(reading.list, reading.n, "the root's signatures", false);
		if (r < 0)
			(void)failure_set(why, FAILURE_SYSTEM, r, "cannot start a check: %s",
					  strerror(-r));
	}
	if (r == 0)
		r = conclude(verify, &medium->plan, &reading, why);
	workers_free(reading.list, size);
	return r;
}

/* The list is of these layers, and has let them pass: what is signed beside them may lie elsewhere.
 */
static bool is_listed(const struct verify *verify, const struct plan *plan)
{
	for (unsigned int i = 0; i < plan->n_layers; i++)
		if (!verify->listed[i])
			return false;
	return verify->list && signatures_list_is_root(verify, plan);
}

int verify_layers(struct verify *verify, const struct medium *medium,
		  const struct verify_source *sources, struct failure *why)
{
	int r = 0;

	if (config_ways(verify->config) & CONFIG_VERIFY_SIGNATURE && verify->keys.count > 0 &&
	    strcmp(medium->plan.medium, "iso9660") == 0)
		r = read_layers(verify, medium, sources, why);
	/* Root hashes of our own are of the layers in their order. */
	if (verify->config->n_roothashes > 0 || (r == 0 && is_listed(verify, &medium->plan)))
		verify->order_signed = true;
	if (r == 0)
		r = require_all(verify, &medium->plan, false, why);
	return r;
}
