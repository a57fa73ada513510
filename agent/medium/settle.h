/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Wait for the nvdimm bus. Uevents report changes, a child reports when the bus has settled, and a
 * deadline limits the wait.
 */
#pragma once

#include "base/attributes.h"
#include "medium/drivers.h"
#include "sys/child.h"

#include <stdbool.h>
#include <stdint.h>

struct settle {
	struct drivers *drivers; /* the caller's */
	int socket_fd;
	struct child child; /* that waits for the bus */
	bool changed;	    /* the bus has to settle again before a decision */
	bool new_devices;   /* a provider may have appeared */
	uint64_t deadline;  /* microseconds, as clock_now() */
	uint64_t limit;	    /* the deadline while the bus settles, if that is later */
	uint64_t next_notice;
};

enum settle_event {
	SETTLE_NOTHING, /* nothing to decide yet */
	SETTLE_NOTICE,	/* the same, and it is time to tell the user */
	SETTLE_DONE,	/* the bus has settled: disks can be examined */
	SETTLE_END,	/* the deadline has passed */
};

/* Open the uevent socket, before drivers are loaded and the bus is read. Returns 0 or -E... */
must_check int settle_open(struct settle *settle, struct drivers *drivers);
void settle_close(struct settle *settle);

/* Start the wait: at most so many seconds from now. The bus has to settle first. */
void settle_start(struct settle *settle, unsigned int seconds);

/* Extend all deadlines by time that does not count. */
void settle_extend(struct settle *settle, uint64_t microseconds);

/* Sleep until there is an event, a notice is due, or the deadline passes. */
enum settle_event settle_wait(struct settle *settle);

/* The number of seconds that are left. */
uint64_t settle_seconds_left(const struct settle *settle);
