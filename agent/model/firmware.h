/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runtime firmware activation: what is there, what may be done, and what came of it.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/nd_firmware.h"

#include <stdbool.h>

/* How to activate. */
enum firmware_method {
	FIRMWARE_AS_BUS, /* as the bus can */
	FIRMWARE_LIVE,	 /* while processors and devices use memory */
	FIRMWARE_QUIESCE,
};

/* What is asked for. */
struct firmware_wish {
	enum firmware_method method;
	bool force;	 /* live, although the bus says that it must be quiesced */
	const char *bus; /* or NULL: each that has the capability */
	unsigned int n_dimms;
	const char *const *dimms; /* those to arm; none: all */
};

/* The bus of that name, or NULL. */
const struct nd_firmware_bus *firmware_find_bus(const struct nd_firmware *state, const char *name);

/* Has the bus the capability, and is it in this state? */
bool firmware_bus_can(const struct nd_firmware_bus *bus);
bool firmware_bus_is(const struct nd_firmware_bus *bus, const char *state);

/* Is it one of the buses, or DIMMs, that the wish is about? Of buses, those of its DIMMs. */
bool firmware_wants_bus(const struct firmware_wish *wish, const struct nd_firmware *state,
			const struct nd_firmware_bus *bus);
bool firmware_wants_dimm(const struct firmware_wish *wish, const struct nd_firmware_dimm *dimm);

/* Is all that the wish names there, and can it be done? 0, or -E... and the reason. */
must_check int firmware_check_wish(const struct firmware_wish *wish,
				   const struct nd_firmware *state, struct failure *why);

/* The word to write for a bus: 0, or -EPERM and the reason if it needs force. */
must_check int firmware_choose(const struct firmware_wish *wish, const struct nd_firmware_bus *bus,
			       const char **method, struct failure *why);

/* A word of the kernel's for people: "not supported" where there is none. */
const char *firmware_word(const char *word);

/* Is the result one after which the new firmware runs? And what it means, "" where it is plain. */
bool firmware_result_is_good(const char *result);
const char *firmware_result_means(const char *result);
