// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/medium.h"

#include "base/text.h"
#include "log/log.h"
#include "log/splash.h"
#include "medium/candidate.h"
#include "medium/evidence.h"
#include "medium/settle.h"
#include "medium/view.h"
#include "model/search.h"
#include "nvdimm/activation.h"
#include "sys/block.h"
#include "sys/clock.h"
#include "sys/nd.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* The state of a search. */
struct search {
	const struct medium_search *with;
	struct settle settle;
	struct candidates candidates;
	struct healed healed;
	struct nd nd; /* as it was when it was last read */
	enum search_stage stage;
};

static void read_bus(struct search *search)
{
	bool cut = search->nd.cut;

	nd_read(search->with->drivers->tree, &search->nd);
	if (search->nd.cut && !cut)
		log_warning("there are more than %d regions, or %d namespaces or disks: the rest "
			    "is not examined",
			    ND_REGIONS_MAX, ND_DISKS_MAX);
}

static void log_waiting(struct search *search)
{
	const struct drivers *drivers = search->with->drivers;
	unsigned int regions;

	read_bus(search);
	regions = search->nd.n_regions;
	log_notice("waiting for a pmem disk: %s, the kernel has %u region%s, %" PRIu64
		   " s left (pmemboot.timeout=)",
		   drivers->claimed ? "firmware claims persistent memory" : "nothing is claimed",
		   regions, regions == 1 ? "" : "s", settle_seconds_left(&search->settle));
	splash_say("waiting for a pmem disk");
}

/* ---- Why there is none ---- */

static void judge_claims(struct search *search)
{
	const struct medium_search *with = search->with;

	view_judge(with->drivers->tree, &search->nd, with->claims, &search->candidates,
		   with->verdicts);
}

/* Can a missing driver be the cause of this verdict? */
static bool may_come_of_missing_driver(enum failure_code code)
{
	return code == FAILURE_NO_REGION || code == FAILURE_NOT_BOUND ||
	       code == FAILURE_DRIVER_MISSING;
}

/* Set the reason why there is no medium, although something is claimed or there is a disk. */
static void explain_claimed(struct search *search, struct failure *why)
{
	const struct drivers *drivers = search->with->drivers;
	const struct verdict *telling;

	candidates_identify(&search->candidates);
	judge_claims(search);
	telling = verdicts_telling(search->with->verdicts);
	if (drivers->missing[0] && (!telling || may_come_of_missing_driver(telling->why.code)))
		failure_set(why, FAILURE_DRIVER_MISSING, -ENODEV,
			    "no pmem disk: drivers are missing in the initramfs or cannot be "
			    "loaded: %s",
			    drivers->missing);
	else if (telling)
		*why = telling->why;
	else if (search->candidates.count > 0)
		candidates_explain(&search->candidates, why);
	else
		failure_set(why, FAILURE_NO_REGION, -ENODEV,
			    "firmware claims persistent memory without a range, and the kernel has "
			    "made no region of it");
}

/* ---- Deciding ---- */

/*
 * May a claim with a better rank than the best disk still get its disk? No more if the agent has
 * loaded the drivers, or if the command line names the disk.
 */
static bool may_be_beaten(struct search *search, const struct candidate *best)
{
	const struct medium_search *with = search->with;
	unsigned int rank = claim_rank(&best->claim);

	if (with->drivers->loads || config_names_place(with->request->config) ||
	    claims_best_rank(with->claims) >= rank)
		return false;
	judge_claims(search);
	return verdicts_may_beat(with->verdicts, rank);
}

/* best: the first of the fit disks, if there is one. */
static struct search_facts gather_facts(struct search *search, bool at_end, unsigned int fit,
					const struct candidate *best)
{
	const struct medium_search *with = search->with;
	const struct config *config = with->request->config;
	struct search_facts facts = {
		.unsettled = search->settle.changed,
		.at_end = at_end,
		.fit = fit,
		.beatable = fit > 0 && !at_end && may_be_beaten(search, best),
		.refused = candidates_refused(&search->candidates),
		.disks = search->candidates.count,
		.regions = search->nd.n_regions,
		.claimed = with->drivers->claimed,
		.of_this_boot = claims_are_of_this_boot(with->claims),
		.loads_drivers = with->drivers->loads,
		.driver_missing = with->drivers->missing[0],
		.timeout_given = config->timeout_given,
		.may_step_aside = config->other_root && !config->required,
	};

	/* A verdict reads much of sysfs: judge only if the result matters. */
	if (fit == 0 && !facts.unsettled && !at_end && !config->timeout_given) {
		judge_claims(search);
		facts.final = verdicts_are_final(with->verdicts);
	}
	return facts;
}

/* ---- The bus ---- */

/* The time of a firmware activation does not count for pmemboot.timeout=. */
static void activate_firmware(struct search *search)
{
	uint64_t begun = clock_now();

	activation_before_medium(search->with->drivers->tree, search->with->request->config);
	settle_extend(&search->settle, clock_now() - begun);
}

/* Make the regions read-only, then let nd_pmem bind their namespaces. If nd_pmem was loaded before
 * and is not held back, it has bound them already. */
static void bind_namespaces(struct search *search)
{
	const struct medium_search *with = search->with;

	activate_firmware(search);
	protection_before_bind(&search->candidates.protection, with->claims, &search->nd,
			       with->request->config);
	if (with->request->config->heal)
		heal_before_bind(&search->healed, with->claims, &search->nd);
	drivers_load_pmem(with->drivers);
	heal_release(&search->healed);
}

/* Bring the regions to the next stage. Returns whether the bus has to settle again. */
static bool advance_stage(struct search *search)
{
	const struct medium_search *with = search->with;

	switch (search_advance(&search->stage, search->nd.n_regions, with->drivers->claimed,
			       search->healed.held)) {
	case SEARCH_STAY:
		return false;
	case SEARCH_PROBE_REGIONS:
		heal_probe_regions(&search->healed);
		return true;
	case SEARCH_BIND_NAMESPACES:
		bind_namespaces(search);
		return search->nd.n_regions > 0;
	case SEARCH_UNHIDE:
		break;
	}
	return with->request->config->heal &&
	       heal_after_bind(&search->healed, with->claims, &search->nd);
}

/* ---- The search ---- */

/* Wait until the bus has settled in its last stage. Returns true if the deadline was earlier. */
static bool wait_for_disks(struct search *search)
{
	for (;;) {
		enum settle_event event = settle_wait(&search->settle);

		if (event == SETTLE_NOTICE)
			log_waiting(search);
		if (event == SETTLE_NOTICE || event == SETTLE_NOTHING)
			continue;
		read_bus(search);
		if (!advance_stage(search) || event == SETTLE_END)
			return event == SETTLE_END;
		search->settle.changed = true;
	}
}

/* The outcome of a decision to end the search. */
static enum medium_outcome end_search(struct search *search, enum search_step step,
				      const struct search_facts *facts, struct failure *why)
{
	const struct medium_search *with = search->with;
	bool something = facts->claimed || facts->regions > 0 || facts->disks > 0;

	if (step == SEARCH_NOTHING)
		evidence_explain(with->drivers, &search->nd, with->claims, with->verdicts, why);
	else if (step == SEARCH_FAIL || (step == SEARCH_STEP_ASIDE && something))
		explain_claimed(search, why);
	return step == SEARCH_STEP_ASIDE ? MEDIUM_STEP_ASIDE : MEDIUM_FAILED;
}

static enum medium_outcome choose_disk(struct search *search, struct candidate **ret,
				       struct failure *why)
{
	const struct medium_search *with = search->with;

	for (;;) {
		bool at_end = wait_for_disks(search);
		struct candidate *rival;
		struct search_facts facts;
		enum search_step step;
		unsigned int fit;

		if (!at_end)
			timeline_mark(with->timeline, PHASE_SETTLED);
		if (candidates_scan(&search->candidates, &search->nd, with->request, why) < 0)
			return MEDIUM_FAILED;
		fit = candidates_choose(&search->candidates, ret, &rival);
		facts = gather_facts(search, at_end, fit, *ret);
		step = search_decide(&facts);
		if (step == SEARCH_TAKE)
			return MEDIUM_FOUND;
		if (step == SEARCH_AMBIGUOUS) {
			candidates_explain_rivals(*ret, rival, why);
			return MEDIUM_FAILED;
		}
		if (step != SEARCH_WAIT)
			return end_search(search, step, &facts, why);
	}
}

static void take_candidate(struct medium *medium, struct candidate *chosen)
{
	*medium = (struct medium){ .fd = steal_fd(&chosen->fd),
				   .size = chosen->reader.size,
				   .superblock = chosen->superblock,
				   .sandbox = chosen->sandbox };
	text_copy_cut(medium->disk, sizeof(medium->disk), chosen->disk);
	text_copy_cut(medium->region, sizeof(medium->region), chosen->region);
	text_copy_cut(medium->path, sizeof(medium->path), chosen->path);
	medium->claim = chosen->claim;
}

/* Could a layer use DAX if the disk had a page map? */
static bool wants_pages(const struct medium_search *with, const struct candidate *chosen)
{
	if (!with->request->config->heal || !with->request->config->dax || with->request->assist ||
	    chosen->info_block || block_has_dax(chosen->disk))
		return false;
	for (unsigned int i = 0; i < chosen->plan->n_layers; i++)
		if (!chosen->plan->layers[i].no_dax)
			return true;
	return false;
}

/* Bind the disk again with a page map. Returns 0, or -E... and the reason. */
static int map_pages(struct search *search, struct candidate *chosen, struct failure *why)
{
	cleanup_close_fd(&chosen->fd);
	chosen->fd = -1;
	heal_map_pages(search->with->claims, &search->nd, chosen->region);
	return candidates_reopen(chosen, why);
}

static enum medium_outcome take_disk(struct search *search, struct candidate *chosen,
				     struct medium *medium, struct plan *plan, struct failure *why)
{
	const struct medium_search *with = search->with;

	if (wants_pages(with, chosen)) {
		if (map_pages(search, chosen, why) < 0)
			return MEDIUM_FAILED;
		read_bus(search);
	}
	judge_claims(search);
	if (with->request->config->heal && chosen->info_block)
		heal_tell_of_info_block(&search->healed, &search->nd, chosen->region,
					chosen->info_block);
	take_candidate(medium, chosen);
	*plan = *chosen->plan;
	medium->healed = search->healed;
	return MEDIUM_FOUND;
}

static enum medium_outcome search_bus(struct search *search, struct medium *medium,
				      struct plan *plan, struct failure *why)
{
	const struct medium_search *with = search->with;
	struct candidate *chosen = NULL;
	enum medium_outcome outcome;

	read_bus(search);
	heal_take_over(&search->healed);
	if (with->request->config->heal)
		heal_hold(&search->healed, with->claims, &search->nd);
	drivers_load_providers(with->drivers);
	settle_start(&search->settle, with->request->config->timeout);
	timeline_mark(with->timeline, PHASE_DRIVERS);
	outcome = choose_disk(search, &chosen, why);
	heal_release(&search->healed);
	if (outcome == MEDIUM_FOUND)
		outcome = take_disk(search, chosen, medium, plan, why);
	candidates_end(&search->candidates, outcome == MEDIUM_FOUND ? chosen : NULL);
	return outcome;
}

enum medium_outcome medium_find(const struct medium_search *with, struct medium *medium,
				struct plan *plan, struct failure *why)
{
	cleanup_free struct search *search = calloc(1, sizeof(*search));
	enum medium_outcome outcome = MEDIUM_FAILED;
	int r;

	if (!search) {
		failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
		return MEDIUM_FAILED;
	}
	search->with = with;
	search->candidates.claims = with->claims;
	/* Opened before the drivers are loaded and the bus is read, so that no event is missed. */
	r = settle_open(&search->settle, with->drivers);
	if (r == 0) {
		outcome = search_bus(search, medium, plan, why);
	} else {
		failure_set(why, FAILURE_SYSTEM, r, "cannot open the uevent socket: %s",
			    strerror(-r));
		candidates_end(&search->candidates, NULL);
	}
	settle_close(&search->settle);
	return outcome;
}

void medium_close(struct medium *medium)
{
	cleanup_close_fd(&medium->fd);
	medium->fd = -1;
}
