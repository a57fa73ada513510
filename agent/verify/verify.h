/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Verification: the checks of an image, their results, and whether these are enough for what
 * pmemboot.verify= and the policy of the initramfs require.
 *
 * The volume is checked before anything of it is mounted; layers are checked through the devices
 * that they will be mounted from. If a check that the image provides fails, the image is refused.
 * If it provides no check, it is refused only if something is required.
 */
#pragma once

#include "base/attributes.h"
#include "config/config.h"
#include "model/failure.h"
#include "model/measurement.h"
#include "verify/check.h"
#include "verify/coverage.h"
#include "verify/image.h"
#include "verify/keys.h"
#include "verify/root_signature.h"
#include "verify/signed_list.h"
#include "verify/verity.h"

#include <stdbool.h>

struct tree;

/* All zeros before verify_begin(). Others may only read it, mainly the coverage. */
struct verify {
	struct check check; /* the input of each check: the image, and the members below */
	struct keys keys;
	struct signed_list list;
	struct coverage coverage;
};

/*
 * Begin a verification as the config requests, which must outlive it. may_skip: a person may skip
 * media checks, unless something is required.
 */
void verify_begin(struct verify *verify, const struct config *config, bool may_skip);
void verify_end(struct verify *verify);

/* Report signatures even if no key is trusted: who made them. */
void verify_report_signatures(struct verify *verify);

/* Trust the keys in the folder keys.d of a base folder, unless the config excludes signatures. */
void verify_trust_folder(struct verify *verify, const struct tree *tree, const char *base);

/* Trust the key in a file. Returns as keys_add_argument() does. */
must_check int verify_trust_file(struct verify *verify, const char *path);

/* The checks that the plan must look for: PLAN_WANTS_SUMS ... */
unsigned int verify_wants(const struct verify *verify);

/*
 * Check the volume of an image: the media check if it is requested, the signature of the volume,
 * and that of its list of sums. The layers are checked next. In assist mode no layer is checked;
 * then also make sure that nothing more is required. What the image points to must outlive the
 * verification. Returns 0; or -E... and the reason.
 */
must_check int verify_volume(struct verify *verify, const struct verify_image *image, bool assist,
			     struct failure *why);

/* Forget the results of the layers: before the first one, and when they are mapped another way. */
void verify_forget_layers(struct verify *verify);

/*
 * Find out how dm-verity will protect a layer. Returns as verity_prepare() does. When the layer is
 * mapped by dm-verity, the caller reports that by verify_add_verity().
 */
must_check int verify_prepare_verity(struct verify *verify, unsigned int layer,
				     struct verity_setup *ret, struct failure *why);
void verify_add_verity(struct verify *verify, unsigned int layer, const struct verity_setup *setup);

/*
 * Read the signature of a layer's root hash, for the kernel to check. Returns as
 * root_signature_read() does; one that is of another root hash than that of setup counts as
 * missing.
 */
must_check int verify_read_root_signature(struct verify *verify, unsigned int layer,
					  const struct verity_setup *setup,
					  struct root_signature *ret, struct failure *why);

/*
 * Report that the kernel has checked the signature of a root hash, which a key of its keyrings has
 * made: the root hash is trusted. Or that it could not, with an error: it counts as missing.
 */
void verify_add_root_signature(struct verify *verify, const struct root_signature *signature,
			       int error, struct verity_setup *setup);
bool verify_has_verity(const struct verify *verify, unsigned int layer);

/*
 * Read all of a layer and compare it with its hash tree, as dm-verity would, if it has one.
 * Returns 0; -E... and the reason.
 */
must_check int verify_layer_tree(struct verify *verify, unsigned int layer, struct failure *why);

/*
 * Check the layers that nothing covers yet, in parallel. sources has one entry for each. Then make
 * sure that all that is required is covered. Returns 0; or -E... and the reason.
 */
must_check int verify_layers(struct verify *verify, const struct verify_source *sources,
			     struct failure *why);

/*
 * Find out, after verify_volume() and before anything is mapped, what fixes the bytes of the volume
 * and of each layer that a boot will use. In assist mode it is the volume's alone. The results of
 * the layers are forgotten. Returns 0; -E... and the reason if the boot would refuse a hash tree or
 * a signature.
 */
must_check int verify_commit(struct verify *verify, bool assist, struct measurement_image *ret,
			     struct failure *why);

/* May the rest of the image, besides the root, be mounted? As requirement_allows_rest(). */
bool verify_allows_rest(const struct verify *verify);

/* Log what passed. */
void verify_announce(const struct verify *verify);
