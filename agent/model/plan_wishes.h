/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is asked of a plan: what the user named, and which checks are to be looked for.
 */
#pragma once

#include "model/plan.h"

#define PLAN_PARTLABEL "PARTLABEL="
#define PLAN_PARTUUID  "PARTUUID="

/* The checks to look for. */
enum { PLAN_WANTS_SUMS = 1, PLAN_WANTS_SIGNATURES = 2, PLAN_WANTS_VERITY = 4, PLAN_WANTS_ALL = 7 };

/* With no path and no partition named the layout is recognised. */
struct plan_wishes {
	const char *const *paths; /* root images in the ISO, lowest layer first */
	unsigned int n_paths;
	const char *partition; /* "PARTLABEL=..." or "PARTUUID=...", or NULL */
	const char *layerfs;   /* casper's topmost image, or NULL */
	enum plan_map map;     /* AUTO, or the one that is forced */
	unsigned int checks;   /* PLAN_WANTS_SUMS | ... */
};
