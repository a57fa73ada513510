/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Verification: what of an image is checked, what came of it, and whether that is enough for what
 * pmemboot.verify= and the policy of the initramfs require.
 *
 * The volume is checked before anything of it is mounted; layers are checked through the devices
 * that they will be mounted from. If a check that the image provides fails, the image is refused.
 * If it provides none, it is refused only where something is required.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/failure.h"
#include "verify/check.h"
#include "verify/coverage.h"
#include "verify/image.h"
#include "verify/keys.h"
#include "verify/signed_list.h"
#include "verify/verity.h"

#include <stdbool.h>

struct tree;

/* All zeros before verify_begin(). Others may read it, the coverage above all. */
struct verify {
	struct check check; /* what each check is given: the image, and what is below */
	struct keys keys;
	struct signed_list list;
	struct coverage coverage;
};

/*
 * Begin a verification as the config asks, which must outlive it. may_skip: a person may skip media
 * checks, unless something is required.
 */
void verify_begin(struct verify *verify, const struct config *config, bool may_skip);
void verify_end(struct verify *verify);

/* Trust the keys in the folder keys.d of a base folder, if there are any and signatures count. */
void verify_trust_folder(struct verify *verify, const struct tree *tree, const char *base);

/* Trust the key in a file. As keys_add_file(). */
must_check int verify_trust_file(struct verify *verify, const struct tree *tree, const char *path);

/* What the plan has to look for: PLAN_WANTS_SUMS ... */
unsigned int verify_wants(const struct verify *verify);

/*
 * Check the volume of an image, whose layers are checked next; what the image points to must
 * outlive the verification. It is the media check if that is asked for, its signature, that of its
 * file of sums. With assist, where no layer will be checked, see that nothing more is required. 0;
 * or -E... and the reason.
 */
must_check int verify_volume(struct verify *verify, const struct verify_image *image, bool assist,
			     struct failure *why);

/* Forget what came of the layers: before the first one, and when they are mapped in another way. */
void verify_forget_layers(struct verify *verify);

/*
 * Find out how dm-verity is to protect a layer. As verity_prepare(); once it does, the caller says
 * so by verify_add_verity().
 */
must_check int verify_prepare_verity(struct verify *verify, unsigned int layer,
				     struct verity_setup *ret, struct failure *why);
void verify_add_verity(struct verify *verify, unsigned int layer, const struct verity_setup *setup);
bool verify_has_verity(const struct verify *verify, unsigned int layer);

/*
 * Read all of a layer with its hash tree, as dm-verity would, if it has one. 0; -E... and the
 * reason.
 */
must_check int verify_layer_tree(struct verify *verify, unsigned int layer, struct failure *why);

/*
 * Check the layers that nothing covers yet, side by side. sources has one for each. Then see that
 * all that is required is covered. 0; or -E... and the reason.
 */
must_check int verify_layers(struct verify *verify, const struct verify_source *sources,
			     struct failure *why);

/* May the rest of the image, besides the root, be mounted? As requirement_allows_rest(). */
bool verify_allows_rest(const struct verify *verify);

/* Log what passed. */
void verify_announce(const struct verify *verify);
