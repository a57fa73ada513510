/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runtime firmware activation of NVDIMMs: what is supported, what is requested, and what the
 * results mean.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/nd_firmware.h"

#include <stdbool.h>

/* How to activate. */
enum firmware_method {
	FIRMWARE_AS_BUS, /* by the capability of the bus */
	FIRMWARE_LIVE,	 /* while processors and devices use memory */
	FIRMWARE_QUIESCE,
};

/* A request. */
struct firmware_request {
	enum firmware_method method;
	bool force;	 /* activate live, although the bus requires quiesce */
	const char *bus; /* NULL: each bus that has the capability */
	unsigned int n_dimms;
	const char *const *dimms; /* the DIMMs to arm; none: all */
};

/* The bus of that name, or NULL. */
const struct nd_firmware_bus *firmware_find_bus(const struct nd_firmware *state, const char *name);

/* Does the bus have the capability? Is it in this state? */
bool firmware_bus_can(const struct nd_firmware_bus *bus);
bool firmware_bus_is(const struct nd_firmware_bus *bus, const char *state);

/*
 * Does the request concern this bus, or this DIMM? A request with DIMMs concerns the buses of
 * these.
 */
bool firmware_wants_bus(const struct firmware_request *request, const struct nd_firmware *state,
			const struct nd_firmware_bus *bus);
bool firmware_wants_dimm(const struct firmware_request *request,
			 const struct nd_firmware_dimm *dimm);

/*
 * Do all named buses and DIMMs exist, and do they support activation? Returns 0, or -E... and the
 * reason.
 */
must_check int firmware_check_request(const struct firmware_request *request,
				      const struct nd_firmware *state, struct failure *why);

/*
 * Choose the method to write for a bus. Returns 0, or -EPERM and the reason if the method needs
 * force.
 */
must_check int firmware_choose(const struct firmware_request *request,
			       const struct nd_firmware_bus *bus, const char **method,
			       struct failure *why);

/* A word of the kernel for people: "not supported" if it is empty. */
const char *firmware_word(const char *word);

/*
 * Does the new firmware run after this result? And what the result means for people; "" if it needs
 * no explanation.
 */
bool firmware_result_is_good(const char *result);
const char *firmware_result_means(const char *result);
