/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Coverage: the results of the checks, and which parts of the image a trusted signature or root
 * hash covers. Everybody may read these structs; coverage.c alone writes them. All zeros is the
 * start: nothing was checked, nothing is covered.
 */
#pragma once

#include "base/attributes.h"
#include "model/failure.h"
#include "model/plan.h"
#include "verify/keys.h"

#include <stdbool.h>

enum { COVERAGE_RESULTS_MAX = 64, COVERAGE_COMMENT_MAX = 160 };

enum coverage_outcome {
	COVERAGE_PASSED,
	COVERAGE_FAILED,
	COVERAGE_SKIPPED,
	COVERAGE_UNTRUSTED, /* no trusted key has made it */
	COVERAGE_UNCHECKED, /* nobody here can check it */
};

struct coverage_result {
	char what[PLAN_PATH_MAX]; /* the check, or the file in the ISO that holds it */
	enum coverage_outcome outcome;
	char by[KEY_NAME_MAX];		    /* the key's name, its id if it is not trusted, or "" */
	char comment[COVERAGE_COMMENT_MAX]; /* signed by the same key, or "" */
	uint64_t bytes, microseconds;	    /* 0 if nothing was read for it */
};

enum coverage_media { COVERAGE_MEDIA_NONE, COVERAGE_MEDIA_PASSED, COVERAGE_MEDIA_SKIPPED };

/* dm-verity of a layer: none; with a root hash that is not signed; with a trusted one. */
enum coverage_verity { COVERAGE_VERITY_NONE, COVERAGE_VERITY_PLAIN, COVERAGE_VERITY_TRUSTED };

struct coverage_layer {
	bool is_signed; /* by its own signature, by the signed list, or with the volume */
	bool is_listed; /* the signed list has its sum, or that of its root hash */
	enum coverage_verity verity;
	uint64_t version; /* of the best signature that covers it alone */
};

/* The version of what a root hash covers that the command line or the policy names: any. */
#define COVERAGE_VERSION_ANY UINT64_MAX

struct coverage {
	unsigned int n_results, n_volume; /* the first n_volume are the volume's */
	struct coverage_result results[COVERAGE_RESULTS_MAX];
	enum coverage_media media;
	bool volume_signed;
	uint8_t volume_signature[64]; /* if volume_signed */
	uint64_t volume_version;      /* likewise */
	bool order_signed; /* a signature covers which layers there are, and their order */
	bool order_needed; /* even of a single layer */
	struct coverage_layer layers[LAYOUT_LAYERS_MAX];
	char missing[FAILURE_LINE_MAX / 2]; /* why something is not covered: the first reason */
	char media_missing[FAILURE_LINE_MAX / 2]; /* why a media check does not count, likewise */
};

/* ---- Results ---- */

/*
 * Start a check. Returns the index of its result, which is COVERAGE_FAILED until
 * coverage_conclude(). If there are too many results, the last one is used again.
 */
unsigned int coverage_start(struct coverage *coverage, const char *what);
void coverage_conclude(struct coverage *coverage, unsigned int result,
		       enum coverage_outcome outcome);

/* Add to a result: the name of the key, the comment, how much was read and how long it took. */
void coverage_set_key(struct coverage *coverage, unsigned int result, const char *name);
void coverage_set_comment(struct coverage *coverage, unsigned int result, const char *comment);
void coverage_set_cost(struct coverage *coverage, unsigned int result, uint64_t bytes,
		       uint64_t microseconds);

/*
 * Keep the reason why something is not covered, or why a media check does not count. Only the first
 * reason of each is kept.
 */
void coverage_missing(struct coverage *coverage, const char *format, ...) printf_like(2, 3);
void coverage_media_missing(struct coverage *coverage, const char *format, ...) printf_like(2, 3);

/* ---- What a check that passed covers ---- */

void coverage_add_media(struct coverage *coverage, enum coverage_media media);
void coverage_add_volume_signature(struct coverage *coverage, const uint8_t *signature,
				   uint64_t version);
void coverage_add_signature(struct coverage *coverage, unsigned int layer, uint64_t version);
void coverage_add_listed(struct coverage *coverage, unsigned int layer);
void coverage_add_verity(struct coverage *coverage, unsigned int layer, bool trusted,
			 uint64_t version);
void coverage_add_order(struct coverage *coverage);

/* Even a single layer does not tell what it is for: coverage_add_order() has to. */
void coverage_need_order(struct coverage *coverage);

/* The results so far are those of the volume: coverage_forget_layers() keeps them. */
void coverage_end_volume(struct coverage *coverage);

/* Forget the layers' results. A signature of the volume covers all layers and their order. */
void coverage_forget_layers(struct coverage *coverage);

/* ---- Questions ---- */

/* Is the layer covered in one of these ways, CONFIG_VERIFY_SIGNATURE or CONFIG_VERIFY_VERITY? */
bool coverage_has_layer(const struct coverage *coverage, unsigned int layer, unsigned int ways);

/* Is there a layer, and is each layer covered in one of the two ways? */
bool coverage_has_root(const struct coverage *coverage, unsigned int n_layers);

/* Is it covered that the root has exactly these layers, in this order? */
bool coverage_knows_layers(const struct coverage *coverage, unsigned int n_layers);

/*
 * The version of a root of so many layers, that of its oldest layer; of the volume if there are
 * none. 0 if something is not covered, or if its signature has no version.
 */
uint64_t coverage_version(const struct coverage *coverage, unsigned int n_layers);
