/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Verification: what of an image is checked, what came of it, and whether that is enough for what
 * pmemboot.verify= and the policy of the initramfs ask for.
 *
 * The volume is checked before anything of it is mounted, layers by the devices that they will be
 * mounted from. A check that an image offers and that fails is always a refusal; one that it does
 * not offer is one only where something is required.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "medium/medium.h"
#include "verify/keys.h"

#include <stdbool.h>

struct tree;

enum { VERIFY_RESULTS_MAX = 40, VERIFY_COMMENT_MAX = 160 };

enum verify_outcome { VERIFY_PASSED, VERIFY_FAILED, VERIFY_SKIPPED, VERIFY_UNTRUSTED };

struct verify_result {
	char what[PLAN_PATH_MAX]; /* the check, or the file in the ISO that has it */
	enum verify_outcome outcome;
	char by[KEY_NAME_MAX];		  /* the key's name, or "" */
	char comment[VERIFY_COMMENT_MAX]; /* that the key's owner signed too, or "" */
	uint64_t bytes, microseconds;	  /* 0 where nothing was read for it */
};

/* Where the bytes of a layer, or of the volume, are read: extents of a device or a file. */
struct verify_source {
	const char *path;
	const struct extent *extents;
	unsigned int n_extents;
};

struct verify {
	const struct config *config;
	bool may_skip; /* a person may skip media checks */
	struct keys keys;
	unsigned int n_results, n_volume; /* these are of the volume */
	struct verify_result results[VERIFY_RESULTS_MAX];
	bool media_passed;
	bool volume_signed;
	bool order_signed;		/* which layers, and in which order */
	bool listed[LAYOUT_LAYERS_MAX]; /* by the signed list: its sum, or its root hash's */
	unsigned int covered[LAYOUT_LAYERS_MAX]; /* CONFIG_VERIFY_SIGNATURE, _VERITY */
	enum verify_verity {
		VERIFY_VERITY_NONE,
		VERIFY_VERITY_PLAIN,
		VERIFY_VERITY_TRUSTED
	} verity[LAYOUT_LAYERS_MAX]; /* who says the root hash */
	uint8_t *list;		     /* the file of sums that is signed, or NULL */
	size_t list_len;
	char lack[FAILURE_LINE_MAX / 2]; /* why something is not covered: the first reason */
};

/* Load the trusted keys of the base folder, which may have none, or be NULL. The config must
 * outlive it. */
void verify_begin(struct verify *verify, const struct config *config, const struct tree *tree,
		  const char *base);
void verify_end(struct verify *verify);

/* What the plan has to look for: PLAN_WANTS_SUMS ... */
unsigned int verify_wants(const struct verify *verify);

/*
 * Check the volume: the media check if that is asked for, its signature, that of its file of sums.
 * With assist, where no layer will be checked, see that nothing more is required. 0; or -E... and
 * the reason.
 */
must_check int verify_volume(struct verify *verify, const struct medium *medium, bool assist,
			     struct failure *why);

/* Forget what came of the layers: they are mapped otherwise now. */
void verify_again(struct verify *verify);

/*
 * Check the layers that nothing covers yet, side by side. sources has one for each. Then see that
 * all that is required is covered. 0; or -E... and the reason.
 */
must_check int verify_layers(struct verify *verify, const struct medium *medium,
			     const struct verify_source *sources, struct failure *why);

/* Do those that vouch for the layers say that there are these, in this order, and no others? */
bool verify_knows_layers(const struct verify *verify, const struct plan *plan);

/*
 * May what is beside the root in the image be mounted? Where the root has to be vouched for, that
 * is for what is signed as a whole.
 */
bool verify_trusts_rest(const struct verify *verify);

/* Say what passed. */
void verify_announce(const struct verify *verify);

/* ---- For the parts of it ---- */

/* The next result, to be filled in, with what it is of. */
struct verify_result *verify_add(struct verify *verify, const char *what,
				 enum verify_outcome outcome);

/* Keep why something isn't covered; the first reason counts. */
void verify_lack(struct verify *verify, const char *format, ...) printf_like(2, 3);
