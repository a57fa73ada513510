// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/medium.h"

#include "base/text.h"
#include "log/log.h"
#include "log/splash.h"
#include "medium/candidate.h"
#include "medium/evidence.h"
#include "medium/view.h"
#include "nvdimm/activation.h"
#include "sys/block.h"
#include "sys/clock.h"
#include "sys/nd_control.h"
#include "sys/uevent_socket.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <string.h>

/* microseconds */
enum { NOTICE_FIRST = 2000000, NOTICE_EVERY = 5000000, SETTLE_LIMIT = 60000000 };

/* How far the regions have come. */
enum stage {
	STAGE_REGIONS,	  /* wait for them */
	STAGE_NAMESPACES, /* theirs can be bound */
	STAGE_BOUND,
};

/* Everything that the search holds. */
struct search {
	const struct config *config;
	struct claims *claims;
	struct drivers *drivers;
	struct verdicts *verdicts;
	struct candidates candidates;
	struct healed healed;
	struct nd *nd; /* as it was when it was looked at last */
	enum stage stage;
	int socket_fd;
	struct child settle;
	bool changed;	  /* the bus has to settle again before a decision */
	bool new_devices; /* a provider may have appeared */
	uint64_t deadline;
	uint64_t settle_limit;
	uint64_t next_notice;
};

/* ---- Waiting ---- */

static bool is_added(const struct uevent *event, const char *subsystem)
{
	return strcmp(event->subsystem, subsystem) == 0 && strcmp(event->action, "add") == 0;
}

static void take_event(struct search *search, const struct uevent *event)
{
	const char *slash = strrchr(event->devpath, '/');
	bool settling = search->settle.fd >= 0;

	/* What a bus does while it settles is waited for; a bus that came since is not. */
	if (is_added(event, "nd") && text_begins(slash + 1, "ndbus"))
		search->changed = true;
	else if (!settling && strcmp(event->subsystem, "nd") == 0)
		search->changed = true;
	else if (!settling && is_added(event, "block") && text_begins(event->devname, "pmem"))
		search->changed = true;
	else if (is_added(event, "acpi") || is_added(event, "platform") || is_added(event, "pci") ||
		 is_added(event, "virtio"))
		search->new_devices = true;
	else
		return;
	log_debug("uevent: %s %s", event->action, event->devpath);
}

static void drain_socket(struct search *search)
{
	char buf[UEVENT_SIZE_MAX];
	struct uevent event;
	int r;

	while ((r = uevent_socket_receive(search->socket_fd, buf, &event)) > 0)
		take_event(search, &event);
	if (r == -ENOBUFS) {
		log_debug("uevents were lost: everything is looked at again");
		search->changed = true;
		search->new_devices = true;
	} else if (r < 0) {
		log_error("the uevent socket failed: %s", strerror(-r));
		cleanup_close_fd(&search->socket_fd);
		search->socket_fd = -1;
	}
}

/* Begin to settle; what happened before is covered by it. 0 or -E... */
static int begin_to_settle(struct search *search)
{
	int r;

	if (search->socket_fd >= 0)
		drain_socket(search);
	if (search->new_devices)
		drivers_load_providers(search->drivers);
	search->new_devices = false;
	search->changed = false;
	r = nd_settle_begin(&search->settle);
	if (r < 0)
		log_error("cannot wait for the nvdimm bus: %s", strerror(-r));
	return r;
}

static void say_waiting(struct search *search, uint64_t now)
{
	const struct drivers *drivers = search->drivers;
	unsigned int regions;

	nd_read(drivers->tree, search->nd);
	regions = search->nd->n_regions;
	search->next_notice = now + NOTICE_EVERY;
	log_notice("waiting for a pmem disk: %s, the kernel has %u region%s, %" PRIu64
		   " s left (pmemboot.timeout=)",
		   drivers->claimed ? "firmware claims persistent memory" : "nothing is claimed",
		   regions, regions == 1 ? "" : "s",
		   now < search->deadline ? (search->deadline - now) / 1000000 : 0);
	splash_say("waiting for a pmem disk");
}

/* The settling itself has a limit of its own, so that no patience is too short for it. */
static uint64_t end_of_patience(const struct search *search)
{
	if (search->settle.fd >= 0 && search->deadline < search->settle_limit)
		return search->settle_limit;
	return search->deadline;
}

/*
 * Sleep until something happens. Returns 1 when the bus has settled and disks may be looked at, 0
 * when nothing was decided yet, -ETIMEDOUT at the end of all patience.
 */
static int wait_for_change(struct search *search)
{
	uint64_t now, end, until;
	struct pollfd fds[2];

	if ((search->changed || search->new_devices) && search->settle.fd < 0 &&
	    begin_to_settle(search) < 0)
		return 1;
	end = end_of_patience(search);
	until = search->next_notice < end ? search->next_notice : end;
	fds[0] = (struct pollfd){ .fd = search->socket_fd, .events = POLLIN };
	fds[1] = (struct pollfd){ .fd = search->settle.fd, .events = POLLIN };
	now = clock_now();
	if (poll(fds, 2, now < until ? (int)((until - now) / 1000) + 1 : 0) < 0)
		return 0; /* interrupted */
	if (fds[0].revents)
		drain_socket(search);
	if (fds[1].revents) {
		child_end(&search->settle, true);
		return 1;
	}
	now = clock_now();
	if (now >= end)
		return -ETIMEDOUT;
	if (now >= search->next_notice)
		say_waiting(search, now);
	return 0;
}

/* ---- Deciding ---- */

static void judge(struct search *search)
{
	view_judge(search->drivers->tree, search->claims, &search->candidates, search->verdicts);
}

static bool is_nothing_claimed(const struct search *search)
{
	return !search->drivers->claimed && search->nd->n_regions == 0;
}

/* No medium, and something is claimed: why. */
static int explain_claimed(struct search *search, struct failure *why)
{
	const struct drivers *drivers = search->drivers;
	const struct verdict *telling;

	judge(search);
	telling = verdicts_telling(search->verdicts);
	if (drivers->missing[0] &&
	    (!telling || telling->why.code == FAILURE_NO_REGION ||
	     telling->why.code == FAILURE_NOT_BOUND || telling->why.code == FAILURE_DRIVER_MISSING))
		return failure_set(why, FAILURE_DRIVER_MISSING, -ENODEV,
				   "no pmem disk: the initramfs lacks, or could not load, the "
				   "drivers %s",
				   drivers->missing);
	if (telling) {
		*why = telling->why;
		return -ENODEV;
	}
	if (search->candidates.count > 0)
		return candidates_explain(&search->candidates, why);
	return failure_set(why, FAILURE_NO_REGION, -ENODEV,
			   "firmware claims persistent memory, but gives no range that the kernel "
			   "has made a region of");
}

/* No medium: why, or 1 to step aside, with the reason if something is claimed. */
static int explain(struct search *search, struct failure *why)
{
	bool may_step_aside = search->config->other_root && !search->config->required;
	int r;

	if (is_nothing_claimed(search) && search->candidates.count == 0)
		return may_step_aside ? 1
				      : evidence_explain(search->drivers, search->claims,
							 search->verdicts, why);
	r = explain_claimed(search, why);
	/* NVDIMMs that have nothing to do with this boot, in a machine that is booted otherwise. */
	if (may_step_aside && !claims_are_of_this_boot(search->claims) &&
	    !candidates_refused(&search->candidates))
		return 1;
	return r;
}

/* May a disk, or another disk, still come? */
static bool is_patient(struct search *search)
{
	const struct drivers *drivers = search->drivers;
	unsigned int disks = search->candidates.count, regions = search->nd->n_regions;

	if (search->config->timeout_given)
		return !candidates_refused(&search->candidates);
	judge(search);
	if (drivers->missing[0] || verdicts_are_final(search->verdicts))
		return false;
	/* Beside udev, a provider's driver or a region's disk may be on its way. */
	if (!drivers->has_list)
		return (drivers->claimed && regions == 0) || disks < regions;
	return disks == 0 && (drivers->claimed || regions > 0);
}

/* Returns 0 with the chosen candidate, 1 to step aside, -EAGAIN to wait on, or the failure. */
static int decide(struct search *search, bool at_end, struct candidate **ret, struct failure *why)
{
	int r;

	if (search->changed && !at_end)
		return -EAGAIN;
	r = candidates_choose(&search->candidates, ret, why);
	if (r != -ENOENT)
		return r;
	if (!at_end && is_patient(search))
		return -EAGAIN;
	return explain(search, why);
}

/* What the DIMMs' firmware takes is not the medium's time. */
static void see_to_firmware(struct search *search)
{
	uint64_t begun = clock_now(), taken;

	activation_before_medium(search->drivers->tree, search->config);
	taken = clock_now() - begun;
	search->deadline += taken;
	search->settle_limit += taken;
	search->next_notice += taken;
}

/*
 * Bring the regions a stage further, read-only before nd_pmem binds their namespaces wherever that
 * isn't there yet or is held back. Returns whether there is something to settle again.
 */
static bool advance(struct search *search)
{
	const struct nd *nd = search->nd;
	struct healed *healed = &search->healed;
	bool heal = search->config->heal;

	switch (search->stage) {
	case STAGE_REGIONS:
		if (nd->n_regions == 0 && !search->drivers->claimed)
			return false;
		search->stage = STAGE_NAMESPACES;
		if (healed->held) {
			heal_probe_regions(healed);
			return true;
		}
		/* fallthrough */
	case STAGE_NAMESPACES:
		search->stage = STAGE_BOUND;
		see_to_firmware(search);
		candidates_protect_regions(&search->candidates, nd);
		if (heal)
			heal_before_bind(healed, search->claims, nd);
		drivers_load_pmem(search->drivers);
		heal_release(healed);
		return nd->n_regions > 0;
	case STAGE_BOUND:
		break;
	}
	/* Bring back what an info block hides. */
	return heal && heal_after_bind(healed, search->claims, nd);
}

static int run(struct search *search, struct timeline *timeline, struct candidate **ret,
	       struct failure *why)
{
	for (;;) {
		int r = wait_for_change(search);
		bool at_end = r == -ETIMEDOUT;

		if (r == 0)
			continue;
		nd_read(search->drivers->tree, search->nd);
		if (advance(search) && !at_end) {
			search->changed = true;
			continue;
		}
		if (!at_end)
			timeline_mark(timeline, PHASE_SETTLED);
		r = candidates_scan(&search->candidates, search->nd, search->config, why);
		if (r == 0)
			r = decide(search, at_end, ret, why);
		if (r != -EAGAIN)
			return r;
	}
}

static void take(struct medium *medium, struct candidate *chosen)
{
	*medium = (struct medium){ .fd = steal_fd(&chosen->fd),
				   .size = chosen->reader.size,
				   .superblock = chosen->superblock,
				   .plan = chosen->plan };
	text_copy_cut(medium->disk, sizeof(medium->disk), chosen->disk);
	text_copy_cut(medium->region, sizeof(medium->region), chosen->region);
	text_copy_cut(medium->path, sizeof(medium->path), chosen->path);
	medium->claim = chosen->claim;
}

/* Can the files of a layer be used where they lie, if only the disk had a page map? */
static bool wants_pages(const struct search *search, const struct candidate *chosen)
{
	if (!search->config->heal || !search->config->dax || search->config->assist ||
	    chosen->info_block || block_has_dax(chosen->disk))
		return false;
	for (unsigned int i = 0; i < chosen->plan.n_layers; i++)
		if (!chosen->plan.layers[i].no_dax)
			return true;
	return false;
}

static int map_pages(struct search *search, struct candidate *chosen, struct failure *why)
{
	cleanup_close_fd(&chosen->fd);
	chosen->fd = -1;
	(void)heal_map_pages(search->claims, search->nd, chosen->region);
	return candidates_reopen(chosen, why);
}

int medium_find(struct medium *medium, const struct config *config, struct claims *claims,
		struct drivers *drivers, struct verdicts *verdicts, struct timeline *timeline,
		struct failure *why)
{
	struct nd nd;
	struct search search = { .config = config,
				 .nd = &nd,
				 .claims = claims,
				 .drivers = drivers,
				 .verdicts = verdicts,
				 .settle = CHILD_NONE };
	struct candidate *chosen = NULL;
	int r;

	/* Before the drivers and before the first look: an event then can't be missed. */
	search.socket_fd = uevent_socket_open();
	if (search.socket_fd < 0)
		return failure_set(why, FAILURE_SYSTEM, search.socket_fd,
				   "cannot open the uevent socket: %s",
				   strerror(-search.socket_fd));
	r = candidates_begin(&search.candidates, claims);
	if (r < 0) {
		candidates_end(&search.candidates, NULL);
		close(search.socket_fd);
		return failure_set(why, FAILURE_SYSTEM, r, "out of memory");
	}
	nd_read(drivers->tree, search.nd);
	heal_take_over(&search.healed);
	if (config->heal)
		heal_hold(&search.healed, claims, search.nd);
	drivers_load_providers(drivers);
	search.deadline = clock_now() + (uint64_t)config->timeout * 1000000;
	search.settle_limit = clock_now() + SETTLE_LIMIT;
	search.next_notice = clock_now() + NOTICE_FIRST;
	search.changed = true;
	timeline_mark(timeline, PHASE_DRIVERS);

	r = run(&search, timeline, &chosen, why);
	heal_release(&search.healed);
	if (r == 0 && wants_pages(&search, chosen))
		r = map_pages(&search, chosen, why);
	if (r == 0) {
		judge(&search);
		if (config->heal && chosen->info_block)
			heal_tell_of_info_block(&search.healed, search.nd, chosen->region,
						chosen->info_block);
		take(medium, chosen);
		medium->healed = search.healed;
	}
	candidates_end(&search.candidates, r == 0 ? chosen : NULL);
	child_end(&search.settle, false);
	cleanup_close_fd(&search.socket_fd);
	return r;
}

void medium_close(struct medium *medium)
{
	cleanup_close_fd(&medium->fd);
	medium->fd = -1;
}
