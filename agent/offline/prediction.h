/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Predict what a boot of an image measures (model/measurement.h), by the steps of such a boot: its
 * plan, the verification of the volume, and what commits it to its layers.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "config/config.h"
#include "model/failure.h"
#include "model/measurement.h"
#include "model/partition.h"
#include "verify/verify.h"

enum { PREDICTION_EVENTS_MAX = 3 };

struct prediction {
	/* Of the boot, set before: */
	const char *policy_path; /* of the initramfs; NULL: it has none */
	struct verify verify;	 /* prediction_begin(); its keys are those of the initramfs */
	/* The result: */
	struct config config;
	struct plan plan;
	unsigned int n_events;
	char events[PREDICTION_EVENTS_MAX][MEASUREMENT_TEXT_MAX];
};

/* Begin, all zeros before. prediction_end() ends it. */
void prediction_begin(struct prediction *prediction);
void prediction_end(struct prediction *prediction);

/*
 * Predict the events of the image at a path, which reader reads, by a boot with these kernel
 * parameters. A seed that has to be signed is expected to be, if there is a signature. Returns 0;
 * -E... and the reason if that boot would fail.
 */
must_check int prediction_make(struct prediction *prediction, const char *path,
			       const struct reader *reader, const struct partitions *partitions,
			       const char *parameters, struct failure *why);
