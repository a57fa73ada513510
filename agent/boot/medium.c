// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/medium.h"

#include "base/text.h"
#include "boot/candidate.h"
#include "boot/log.h"
#include "sys/clock.h"
#include "sys/uevent_socket.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <string.h>
#include <strings.h>

enum { NOTICE_FIRST = 2000000, NOTICE_EVERY = 5000000 }; /* microseconds */

/* Everything that the search holds. */
struct search {
	const struct config *config;
	struct drivers *drivers;
	struct candidates candidates;
	int socket_fd;
	struct child settle;
	bool changed; /* events came since the last settling began */
	uint64_t deadline;
	uint64_t next_notice;
};

/* ---- Waiting ---- */

static void drain_socket(struct search *search)
{
	char buf[UEVENT_SIZE_MAX];
	struct uevent event;
	int r;

	while ((r = uevent_socket_receive(search->socket_fd, buf, &event)) > 0) {
		if (strcmp(event.subsystem, "nd") == 0 ||
		    (strcmp(event.subsystem, "block") == 0 && text_begins(event.devname, "pmem") &&
		     strcmp(event.action, "add") == 0)) {
			log_debug("uevent: %s %s", event.action, event.devpath);
			search->changed = true;
		}
	}
	if (r == -ENOBUFS)
		search->changed = true;
	else if (r < 0) {
		log_error("the uevent socket failed: %s", strerror(-r));
		cleanup_close_fd(&search->socket_fd);
		search->socket_fd = -1;
	}
}

static void say_waiting(struct search *search, uint64_t now)
{
	const struct drivers *drivers = search->drivers;
	int regions = nd_count_regions();

	search->next_notice = now + NOTICE_EVERY;
	log_notice("waiting for a pmem disk: %s, the kernel has %d region%s, %" PRIu64
		   " s left (pmemboot.timeout=)",
		   drivers->claimed ? "firmware claims persistent memory" : "nothing is claimed",
		   regions, regions == 1 ? "" : "s",
		   now < search->deadline ? (search->deadline - now) / 1000000 : 0);
}

/*
 * Sleep until something happens. Returns 1 when the bus has settled and disks may be looked at, 0
 * when nothing was decided yet, -ETIMEDOUT at the deadline.
 */
static int wait_for_change(struct search *search)
{
	struct pollfd fds[2] = { { .fd = search->socket_fd, .events = POLLIN },
				 { .fd = search->settle.fd, .events = POLLIN } };
	uint64_t now = clock_now(), until = search->next_notice;

	if (search->changed && search->settle.fd < 0) {
		search->changed = false;
		if (nd_settle_begin(&search->settle) < 0)
			return 1;
		fds[1].fd = search->settle.fd;
	}
	if (until > search->deadline)
		until = search->deadline;
	if (poll(fds, 2, now < until ? (int)((until - now) / 1000) + 1 : 0) < 0)
		return 0; /* interrupted */
	now = clock_now();
	if (fds[0].revents)
		drain_socket(search);
	if (fds[1].revents) {
		child_end(&search->settle, true);
		return 1;
	}
	if (now >= search->deadline)
		return -ETIMEDOUT;
	if (now >= search->next_notice)
		say_waiting(search, now);
	return 0;
}

/* ---- Deciding ---- */

/* No disk at all: why, or 1 to step aside. */
static int nothing_there(const struct search *search, struct failure *why)
{
	const struct config *config = search->config;
	const struct drivers *drivers = search->drivers;

	if (drivers->missing[0])
		return failure_set(why, FAILURE_DRIVER_MISSING, -ENODEV,
				   "no pmem disk: the initramfs lacks, or could not load, the "
				   "drivers %s",
				   drivers->missing);
	if (drivers->claimed || nd_count_regions() > 0)
		return failure_set(why, FAILURE_NO_DISK, -ENODEV,
				   "firmware claims persistent memory (%d regions), but the kernel "
				   "made no pmem disk of it",
				   nd_count_regions());
	if (config->other_root && !config->required)
		return 1;
	return failure_set(
		why, FAILURE_NOTHING_CLAIMED, -ENODEV,
		"firmware describes no persistent memory (no NFIT, no pmem-region in the "
		"Device Tree, no e820 type 12, no virtio-pmem)");
}

/* May a disk, or another disk, still come? */
static bool is_patient(const struct search *search)
{
	const struct drivers *drivers = search->drivers;

	if (search->config->timeout_given)
		return !candidates_refused(&search->candidates);
	return search->candidates.count == 0 && !drivers->missing[0] &&
	       (drivers->claimed || nd_count_regions() > 0);
}

/* Returns 0 with the chosen candidate, 1 to step aside, -EAGAIN to wait on, or the failure. */
static int decide(struct search *search, bool at_deadline, struct candidate **ret,
		  struct failure *why)
{
	int r = candidates_choose(&search->candidates, ret, why);

	if (r != -ENOENT)
		return r;
	if (!at_deadline && is_patient(search))
		return -EAGAIN;
	if (search->candidates.count == 0)
		return nothing_there(search, why);
	return candidates_explain(&search->candidates, why);
}

static int run(struct search *search, struct timeline *timeline, struct candidate **ret,
	       struct failure *why)
{
	for (;;) {
		int r = wait_for_change(search);
		bool at_deadline = r == -ETIMEDOUT;

		if (r == 0)
			continue;
		timeline_mark(timeline, PHASE_SETTLED);
		r = candidates_scan(&search->candidates, search->config, why);
		if (r == 0)
			r = decide(search, at_deadline, ret, why);
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
	if (nd_region_address(chosen->region, &medium->address) < 0)
		medium->address = 0;
}

int medium_find(struct medium *medium, const struct config *config, struct drivers *drivers,
		struct timeline *timeline, struct failure *why)
{
	struct search search = { .config = config, .drivers = drivers, .settle = CHILD_NONE };
	struct candidate *chosen = NULL;
	int r;

	/* Before the drivers and before the first look: an event then can't be missed. */
	search.socket_fd = uevent_socket_open();
	if (search.socket_fd < 0)
		return failure_set(why, FAILURE_SYSTEM, search.socket_fd,
				   "cannot open the uevent socket: %s",
				   strerror(-search.socket_fd));
	r = candidates_begin(&search.candidates);
	if (r < 0) {
		close(search.socket_fd);
		return failure_set(why, FAILURE_SYSTEM, r, "out of memory");
	}
	drivers_begin_media(drivers);
	drivers_load_providers(drivers);
	search.deadline = clock_now() + (uint64_t)config->timeout * 1000000;
	search.next_notice = clock_now() + NOTICE_FIRST;
	r = nd_settle_begin(&search.settle);
	if (r < 0)
		search.changed = true; /* tried again at once */
	timeline_mark(timeline, PHASE_DRIVERS);

	r = run(&search, timeline, &chosen, why);
	if (r == 0)
		take(medium, chosen);
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
