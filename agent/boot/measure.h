/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Measure what a boot will use into the TPM (pmemboot.measure=), before anything of the image is
 * mounted. model/measurement.h has the events.
 */
#pragma once

#include "base/attributes.h"
#include "base/json.h"
#include "config/config.h"
#include "medium/drivers.h"
#include "model/failure.h"
#include "model/measurement.h"
#include "sys/child.h"
#include "sys/tpm.h"
#include "verify/verify.h"

/* A record for each event, in the form of RFC 7464: each after an RS, and on a line of its own. */
#define MEASURE_LOG "/run/pmemboot/measurements"

enum { MEASURE_EVENTS_MAX = 6 };

/* All zeros before measure_begin(). */
struct measure {
	const struct config *config; /* NULL: nothing is measured; the caller's */
	struct drivers *drivers;     /* the caller's */
	struct child loading;	     /* loads the drivers of the TPM */
	bool found;		     /* the TPM and its banks */
	bool closed;		     /* by an event after which no other says more */
	struct tpm_banks banks;
	unsigned int n_events; /* with which the PCR was extended */
	char policy[MEASUREMENT_TEXT_MAX];
	char events[MEASURE_EVENTS_MAX][MEASUREMENT_TEXT_MAX];
	uint64_t microseconds; /* that it took, and the wait for the TPM */
	struct failure why;    /* why something was not measured */
};

/* Begin, after the command line is read: if a measurement is requested, load the drivers. */
void measure_begin(struct measure *measure, const struct config *config, struct drivers *drivers,
		   const char *policy);

/*
 * Measure the policy, and the image after verify_volume(). Returns 0, also if there is no TPM and
 * measurement is not required, which is logged; -E... and the reason if it is, or if the image has
 * to be refused.
 */
must_check int measure_image(struct measure *measure, struct verify *verify, bool assist,
			     struct failure *why);

/*
 * Measure the seed, after the image: this extent of the device at the path, which is what its
 * signature covers. Returns as measure_image().
 */
must_check int measure_seed(struct measure *measure, const char *device,
			    const struct extent *content, struct failure *why);

/*
 * Measure that what follows is not the root that measure_image() measured, by an event such as
 * MEASUREMENT_FAILED: so whatever runs then cannot make the PCR that of a good boot. Only the first
 * call measures.
 */
void measure_close(struct measure *measure, const char *text);

/* Wait for the child that loads drivers. */
void measure_end(struct measure *measure);

/* Write the object "measurement" of the report; nothing if no measurement is requested. */
void measure_write_json(struct json *j, const struct measure *measure);
