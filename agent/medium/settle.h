/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Waiting for the nvdimm bus: uevents say that something changes, a child says when the bus has
 * settled, and patience has an end.
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
	uint64_t limit;	    /* of the settling itself, so that no patience is too short for it */
	uint64_t next_notice;
};

enum settle_event {
	SETTLE_NOTHING, /* nothing to decide yet */
	SETTLE_NOTICE,	/* the same, and a person should be told */
	SETTLE_DONE,	/* the bus has settled: disks may be looked at */
	SETTLE_END,	/* of all patience */
};

/* Open the uevent socket: before the drivers and before the first look. 0 or -E... */
must_check int settle_open(struct settle *settle, struct drivers *drivers);
void settle_close(struct settle *settle);

/* From here on wait: for so many seconds. The bus has to settle first. */
void settle_start(struct settle *settle, unsigned int seconds);

/* Time that the search itself took doesn't count. */
void settle_extend(struct settle *settle, uint64_t microseconds);

/* Sleep until something happens. */
enum settle_event settle_wait(struct settle *settle);

/* How many seconds are left. */
uint64_t settle_seconds_left(const struct settle *settle);
