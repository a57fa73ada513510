// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/candidate.h"

#include "base/text.h"
#include "log/log.h"
#include "medium/probe.h"
#include "parse/info_block.h"
#include "parse/iso9660.h"
#include "sys/block.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* ---- Regions ---- */

/* Does the region have the chosen disk or, if none was chosen, a disk with a refused image? */
static bool holds_image(const struct candidates *candidates, const char *region,
			const struct candidate *chosen)
{
	for (unsigned int i = 0; i < candidates->count; i++) {
		const struct candidate *c = candidates->list[i];

		if (strcmp(c->region, region) == 0 &&
		    (c == chosen || (!chosen && c->wanted && c->why.code != FAILURE_NO_IMAGE)))
			return true;
	}
	return false;
}

static bool is_examined(const struct candidates *candidates, const char *region)
{
	for (unsigned int i = 0; i < candidates->count; i++)
		if (strcmp(candidates->list[i]->region, region) == 0)
			return true;
	return false;
}

/* Other programs wait for the disks of these regions: do not keep them until the search ends. */
static void release_examined(struct candidates *candidates)
{
	struct protection *protection = &candidates->protection;

	for (unsigned int i = protection->count; i-- > 0;)
		if (is_examined(candidates, protection->regions[i]) &&
		    !holds_image(candidates, protection->regions[i], NULL))
			protection_release(protection, i);
}

static void discard_candidate(struct candidate *c)
{
	cleanup_close_fd(&c->fd);
	free(c->plan);
	free(c);
}

void candidates_end(struct candidates *candidates, const struct candidate *chosen)
{
	struct protection *protection = &candidates->protection;

	for (unsigned int i = protection->count; i-- > 0;)
		if (!holds_image(candidates, protection->regions[i], chosen))
			protection_release(protection, i);
	for (unsigned int i = 0; i < candidates->count; i++) {
		discard_candidate(candidates->list[i]);
	}
	candidates->count = protection->count = 0;
}

/* ---- Disks ---- */

/* Make an open disk read-only. Returns 0, or -E... and the reason. */
static int protect_disk(struct candidates *candidates, struct candidate *c)
{
	int r = c->region[0] ? protection_add(&candidates->protection, c->region)
			     : block_set_read_only(c->fd);

	if (r < 0)
		return failure_set(&c->why, FAILURE_NOT_PROTECTED, r,
				   "cannot make %s read-only: %s", c->region[0] ? c->region : "it",
				   strerror(-r));
	r = block_is_read_only(c->fd);
	if (r <= 0)
		return failure_set(&c->why, FAILURE_NOT_PROTECTED, r < 0 ? r : -EPERM,
				   "cannot be made read-only");
	return 0;
}

int candidates_reopen(struct candidate *c, struct failure *why)
{
	uint64_t size = c->reader.size;
	int r = block_open(c->path, &c->fd, &c->reader);

	if (r == 0)
		r = block_is_read_only(c->fd);
	if (r <= 0 || c->reader.size != size)
		return failure_set(why, FAILURE_NOT_PROTECTED, r < 0 ? r : -EPERM,
				   "%s is writable or has another size after it was bound again",
				   c->path);
	return 0;
}

/* Does it match pmemboot.root=, as far as that can be decided without opening it? */
static bool is_wanted_place(const struct candidate *c, const struct nd_region *region,
			    const struct config *config)
{
	if (config->medium == MEDIUM_DISK)
		return strcmp(c->disk, config->medium_name) == 0;
	if (config->medium == MEDIUM_REGION)
		return region && region->extent.len > 0 &&
		       region->extent.offset == config->medium_address;
	return true;
}

static int refuse_no_iso(struct candidate *c)
{
	return failure_set(&c->why, FAILURE_NO_IMAGE, -ENODATA,
			   "holds no ISO 9660 volume; pmemboot.root=auto accepts nothing else in "
			   "memory that may be an NVDIMM");
}

/* It may hold an image all the same. */
static int refuse_for_memory(struct candidate *c)
{
	return failure_set(&c->why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
}

/* What the plan has to find. */
static struct plan_request request_plan(const struct candidate *c,
					const struct medium_request *request)
{
	const struct config *config = request->config;
	struct plan_request plan_request = config_request(config, request->checks);

	/* Without a root, an ISO in memory that may be somebody's NVDIMM may be that person's data.
	 */
	plan_request.assists = request->assist &&
			       (config->medium != MEDIUM_AUTO || claim_may_be_changed(&c->claim));
	if (!plan_request.hints.module)
		plan_request.hints.module = request->live_module;
	return plan_request;
}

static void tell_superblock(struct candidate *c)
{
	text_append_cut(c->why.line, sizeof(c->why.line), " (libblkid finds %s)",
			c->superblock.type[0] ? c->superblock.type : "nothing");
}

/* Does the boot accept the image of this plan? */
static int judge_plan(struct candidate *c, const struct medium_request *request)
{
	const struct config *config = request->config;

	if (!c->plan->label[0])
		text_copy_cut(c->plan->label, sizeof(c->plan->label), c->superblock.label);
	if (c->plan->assist && !request->assist)
		return failure_set(&c->why, FAILURE_UNSUPPORTED, -EOPNOTSUPP,
				   "%s: %s; pmemboot cannot replace it", c->plan->title,
				   c->plan->assist);
	/* Memory that may be somebody's NVDIMM is used for a disk image only if it is requested. */
	if (config->medium == MEDIUM_AUTO && !config->partition &&
	    !plan_is_found_on_nvdimm(c->plan) && !claim_may_be_changed(&c->claim))
		return refuse_no_iso(c);
	return 0;
}

static void take_plan(struct candidate *c, const struct probe *probe,
		      const struct medium_request *request)
{
	c->why = probe->why;
	if (c->why.code == FAILURE_NONE) {
		c->plan = malloc(sizeof(*c->plan));
		if (!c->plan) {
			refuse_for_memory(c);
			return;
		}
		*c->plan = probe->plan;
		(void)judge_plan(c, request);
	}
	if (c->why.code == FAILURE_NO_IMAGE)
		tell_superblock(c);
}

static void look_for_info_block(struct candidate *c)
{
	uint8_t bytes[INFO_BLOCK_SIGNATURE_SIZE];

	if (reader_read(&c->reader, INFO_BLOCK_OFFSET, bytes, sizeof(bytes)) == 0)
		c->info_block = info_block_mode((struct slice){ bytes, sizeof(bytes) });
}

/*
 * Find out what an open disk is, and whether that matches pmemboot.root=; and what image it holds,
 * if that is to be planned. known: the superblock was found before. Returns 0; or -E... and the
 * reason if nothing could be found out.
 */
static int probe_candidate(struct candidate *c, const struct medium_request *request, bool known,
			   bool planned)
{
	const struct plan_request plan_request = request_plan(c, request);
	const struct probe_request probe_request = { .fd = c->fd,
						     .size = c->reader.size,
						     .config = request->config,
						     .known = known ? &c->superblock : NULL,
						     .plan = planned ? &plan_request : NULL };
	cleanup_free struct probe *probe = malloc(sizeof(*probe));
	int r = probe ? probe_disk(&probe_request, probe) : -ENOMEM;

	if (!probe)
		return refuse_for_memory(c);
	c->sandbox = probe->sandbox;
	c->why = probe->why;
	if (r < 0)
		return r;
	if (probe->superblock_error < 0)
		log_debug("libblkid on %s: %s", c->path, strerror(-probe->superblock_error));
	c->superblock = probe->superblock;
	c->wanted = probe->wanted;
	if (planned && c->wanted)
		take_plan(c, probe, request);
	return 0;
}

/* Memory that may be somebody's NVDIMM is the medium only by pmemboot.root=, or if it is an ISO. */
static bool may_be_medium(const struct candidate *c, const struct config *config)
{
	cleanup_free struct iso9660 *iso = NULL;

	if (config->medium != MEDIUM_AUTO || config->partition)
		return true;
	iso = malloc(sizeof(*iso));
	return !iso || iso9660_open(iso, &c->reader) != -ENOENT;
}

/*
 * A disk that was made for this boot, or that the command line names, becomes read-only before it
 * is read; another only if it may be the medium, before its plan is made.
 */
static int look_at_disk(struct candidates *candidates, struct candidate *c,
			const struct medium_request *request)
{
	bool ours = claim_may_be_changed(&c->claim) || config_names_place(request->config);
	int r = ours ? protect_disk(candidates, c) : 0;

	if (r < 0)
		return r;
	c->skipped = !ours && !may_be_medium(c, request->config);
	if (c->skipped)
		return refuse_no_iso(c);
	look_for_info_block(c);
	/* One look tells all of a disk that is read-only already. */
	r = probe_candidate(c, request, false, ours);
	if (ours || r < 0 || !c->wanted || c->why.code != FAILURE_NONE)
		return r;
	r = protect_disk(candidates, c);
	return r < 0 ? r : probe_candidate(c, request, true, true);
}

static bool fits(const struct candidate *c)
{
	return c->wanted && c->why.code == FAILURE_NONE;
}

/* Returns 0, or -EAGAIN if the disk is not ready: its uevent will follow. */
static int examine(struct candidates *candidates, struct candidate *c,
		   const struct medium_request *request)
{
	int r = block_open(c->path, &c->fd, &c->reader);

	if (r == -ENXIO || r == -ENOENT)
		return -EAGAIN;
	if (r < 0)
		failure_set(&c->why, FAILURE_READ, r, "cannot be opened: %s", block_why(r));
	else if (look_at_disk(candidates, c, request) == -ENOENT)
		return -EAGAIN; /* the region has gone */
	if (!fits(c)) {
		cleanup_close_fd(&c->fd);
		c->fd = -1;
	}
	return 0;
}

/* The candidate is all zeros. */
static void begin_candidate(struct candidate *c, const struct claims *claims, const struct nd *nd,
			    const struct nd_disk *disk, const struct medium_request *request)
{
	const struct nd_region *region = nd_find_region(nd, disk->region);

	c->fd = -1;
	c->claim = claim_of_region(claims, region);
	text_copy_cut(c->disk, sizeof(c->disk), disk->name);
	text_copy_cut(c->region, sizeof(c->region), disk->region);
	text_print_cut(c->path, sizeof(c->path), "/dev/%s", c->disk);
	c->wanted = is_wanted_place(c, region, request->config);
}

int candidate_peek(struct candidate *ret, const struct claims *claims, const struct nd *nd,
		   const struct nd_disk *disk, const struct medium_request *request)
{
	int r;

	begin_candidate(ret, claims, nd, disk, request);
	if (!ret->wanted)
		return 0;
	r = block_open(ret->path, &ret->fd, &ret->reader);
	if (r < 0)
		return r;
	look_for_info_block(ret);
	if (probe_candidate(ret, request, false, true) < 0)
		log_debug("%s: %s", ret->path, ret->why.line);
	cleanup_close_fd(&ret->fd);
	ret->fd = -1;
	return 0;
}

static bool is_known(const struct candidates *candidates, const char *disk)
{
	for (unsigned int i = 0; i < candidates->count; i++)
		if (strcmp(candidates->list[i]->disk, disk) == 0)
			return true;
	return false;
}

/* The rank of the best disk that could be the medium, or the last rank. */
static unsigned int best_rank(const struct candidates *candidates)
{
	unsigned int best = CLAIM_RANKS - 1;

	for (unsigned int i = 0; i < candidates->count; i++)
		if (fits(candidates->list[i]) && claim_rank(&candidates->list[i]->claim) < best)
			best = claim_rank(&candidates->list[i]->claim);
	return best;
}

/* Returns 0, also for a disk that is not ready, or -E... */
static int add_disk(struct candidates *candidates, const struct nd *nd, const struct nd_disk *disk,
		    const struct medium_request *request)
{
	struct candidate *c;

	/* Disks that come and go while the medium is awaited may be more than the bus has. */
	if (candidates->count == ND_DISKS_MAX)
		return -E2BIG;
	c = calloc(1, sizeof(*c));
	if (!c)
		return -ENOMEM;
	begin_candidate(c, candidates->claims, nd, disk, request);
	if (c->wanted && examine(candidates, c, request) < 0) {
		discard_candidate(c);
		return 0;
	}
	candidates->list[candidates->count++] = c;
	log_debug("%s in %s: %s%s", c->path, c->region[0] ? c->region : "no region",
		  c->wanted ? "" : "not requested", c->wanted ? failure_name(c->why.code) : "");
	return 0;
}

/* Examine the disks of one rank that are new. Returns 0 or -E... */
static int scan_rank(struct candidates *candidates, const struct nd *nd, unsigned int rank,
		     const struct medium_request *request)
{
	for (unsigned int i = 0; i < nd->n_disks; i++) {
		const struct nd_disk *disk = &nd->disks[i];
		struct claim claim = claim_of_region(candidates->claims,
						     nd_find_region(nd, disk->region));
		int r = 0;

		if (claim_rank(&claim) == rank && !is_known(candidates, disk->name))
			r = add_disk(candidates, nd, disk, request);
		if (r < 0)
			return r;
	}
	return 0;
}

int candidates_scan(struct candidates *candidates, const struct nd *nd,
		    const struct medium_request *request, struct failure *why)
{
	for (unsigned int rank = 0; rank <= best_rank(candidates); rank++) {
		int r = scan_rank(candidates, nd, rank, request);

		if (r < 0)
			return failure_set(why, FAILURE_SYSTEM, r, "cannot examine all disks: %s",
					   strerror(-r));
	}
	release_examined(candidates);
	return 0;
}

static void describe_disk(const struct candidate *c, char *buf, size_t size)
{
	char bytes[32];

	snprintf(buf, size, "%s (\"%s\", %s)", c->path, c->superblock.label,
		 text_size(bytes, sizeof(bytes), c->reader.size));
}

unsigned int candidates_choose(struct candidates *candidates, struct candidate **ret,
			       struct candidate **rival)
{
	unsigned int n = 0, best = CLAIM_RANKS;

	for (unsigned int i = 0; i < candidates->count; i++) {
		struct candidate *c = candidates->list[i];
		unsigned int rank = claim_rank(&c->claim);

		if (!fits(c) || (n > 0 && rank > best))
			continue;
		if (n > 0 && rank == best) {
			*rival = c;
			n++;
			continue;
		}
		*ret = c;
		best = rank;
		n = 1;
	}
	return n;
}

void candidates_explain_rivals(const struct candidate *one, const struct candidate *other,
			       struct failure *why)
{
	char first[160], second[160];

	describe_disk(one, first, sizeof(first));
	describe_disk(other, second, sizeof(second));
	failure_set(why, FAILURE_AMBIGUOUS, -ENOTUNIQ, "%s and %s both hold a root", first, second);
}

const struct failure *candidates_content(const struct candidates *candidates, const char *disk)
{
	for (unsigned int i = 0; i < candidates->count; i++)
		if (candidates->list[i]->wanted && strcmp(candidates->list[i]->disk, disk) == 0)
			return &candidates->list[i]->why;
	return NULL;
}

bool candidates_refused(const struct candidates *candidates)
{
	for (unsigned int i = 0; i < candidates->count; i++) {
		const struct candidate *c = candidates->list[i];

		if (c->wanted && c->why.code != FAILURE_NONE && c->why.code != FAILURE_NO_IMAGE)
			return true;
	}
	return false;
}

void candidates_identify(struct candidates *candidates)
{
	for (unsigned int i = 0; i < candidates->count; i++) {
		struct candidate *c = candidates->list[i];

		if (!c->skipped || block_open(c->path, &c->fd, &c->reader) < 0)
			continue;
		c->skipped = false;
		if (probe_superblock(c->fd, &c->superblock) == 0)
			tell_superblock(c);
		cleanup_close_fd(&c->fd);
		c->fd = -1;
	}
}

void candidates_explain(const struct candidates *candidates, struct failure *why)
{
	const struct candidate *telling = NULL;
	char there[FAILURE_LINE_MAX / 2] = "", one[160];

	for (unsigned int i = 0; i < candidates->count; i++) {
		const struct candidate *c = candidates->list[i];

		describe_disk(c, one, sizeof(one));
		text_append_cut(there, sizeof(there), "%s%s", i ? ", " : "",
				c->reader.size > 0 ? one : c->path);
		/* A disk with a damaged image explains more than one without an image. */
		if (c->wanted && (!telling || telling->why.code == FAILURE_NO_IMAGE))
			telling = c;
	}
	if (!telling)
		failure_set(why, FAILURE_NOT_FOUND, -ENOENT,
			    "no pmem disk matches pmemboot.root=; found %s", there);
	else
		failure_set(why, telling->why.code, -ENOMEDIUM, "%s: %s", telling->path,
			    telling->why.line);
}
