// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/elsewhere.h"

#include "base/slice.h"
#include "base/text.h"
#include "doctor/doctor.h"
#include "doctor/doctor_answer.h"
#include "doctor/memory_gather.h"
#include "model/filesystem.h"
#include "model/overlap.h"
#include "parse/fdt.h"
#include "sys/file.h"

#include <errno.h>

static int read_dtb(struct doctor *doctor, const char *path, struct failure *why)
{
	cleanup_free uint8_t *bytes = NULL;
	int r = file_read_argument(path, FDT_SIZE_MAX, &bytes);
	struct slice blob = { bytes, r > 0 ? (size_t)r : 0 };

	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "cannot read %s: %s", path, file_why(r));
	r = claims_add_fdt(&doctor->claims, blob);
	if (r == 0)
		r = memory_map_add_fdt(&doctor->map, blob);
	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "%s is not a flattened Device Tree", path);
	return 0;
}

/* ---- What the kernel would make of the claims ---- */

/* Judge what the kernel would make of a claim. */
static void foresee_verdict(const struct doctor *doctor, const struct claim *claim,
			    struct verdict *ret)
{
	enum kernel_option missing = kernel_missing_for_claim(&doctor->kernel, claim);
	unsigned int kept = memory_map_kept(&doctor->map, &claim->extent);

	*ret = (struct verdict){ .claim = *claim };
	if (missing != KERNEL_OPTIONS)
		failure_set(&ret->why, FAILURE_DRIVER_MISSING, -ENODEV,
			    "it needs CONFIG_%s, which is %s in this kernel",
			    kernel_option_name(missing),
			    kernel_state_name(doctor->kernel.states[missing]));
	else if (kept & MEMORY_NO_DUMP)
		return;
	else if (kept & MEMORY_NO_ALLOC)
		failure_set(&ret->why, FAILURE_REFUSED, -ENODEV,
			    "it is only reserved, without no-map: the kernel cannot take it "
			    "(-16)");
	else if (memory_map_is_memory(&doctor->map, &claim->extent))
		failure_set(&ret->why, FAILURE_EATEN, -ENODEV,
			    "it is in memory that is not reserved");
}

static void foresee_verdicts(struct doctor *doctor)
{
	const struct claims *claims = &doctor->claims;

	doctor->verdicts.cut = claims->cut;
	for (unsigned int i = 0; i < claims->count; i++) {
		struct verdict *verdict = &doctor->verdicts.list[doctor->verdicts.count];

		foresee_verdict(doctor, &claims->list[i], verdict);
		doctor->images[doctor->verdicts.count++] =
			(struct doctor_image){ .verdict = verdict, .node = -1, .target_node = -1 };
	}
}

/* ---- The answer ---- */

static bool has_usable(const struct verdicts *verdicts)
{
	for (unsigned int i = 0; i < verdicts->count; i++)
		if (verdicts->list[i].why.code == FAILURE_NONE)
			return true;
	return false;
}

/* What the kernel would make of the media of each provider. */
struct providers {
	enum kernel_option missing; /* for the first of them */
	unsigned int can, n;
	char names[64]; /* of those that it supports */
};

/* Is there firmware with this provider on machines of the kernel's architecture? */
static bool is_of_arch(const struct kernel *kernel, enum claim_provider provider)
{
	return !(kernel->is_x86 && provider == CLAIM_DEVICETREE) &&
	       !(kernel->is_arm && provider == CLAIM_E820);
}

static void judge_providers(const struct kernel *kernel, struct providers *ret)
{
	*ret = (struct providers){ .missing = KERNEL_OPTIONS };
	for (int provider = 0; provider < CLAIM_SOFT_RESERVED; provider++) {
		const struct claim claim = { .provider = (enum claim_provider)provider };
		enum kernel_option missing = kernel_missing_for_claim(kernel, &claim);

		if (!is_of_arch(kernel, claim.provider))
			continue;
		if (ret->n++ == 0)
			ret->missing = missing;
		if (missing == KERNEL_OPTIONS)
			text_append_cut(ret->names, sizeof(ret->names), "%s%s",
					ret->can++ ? ", " : "", claim_provider_name(&claim));
	}
}

/*
 * The option that is missing for any ISO with a root image, or KERNEL_OPTIONS. squashfs or erofs is
 * enough. pmemboot-mkinitramfs refuses the same kernels.
 */
static enum kernel_option missing_for_any_image(const struct kernel *kernel)
{
	const struct filesystem_need *squashfs = filesystem_missing(kernel, "squashfs", "");

	if (squashfs && filesystem_missing(kernel, "erofs", ""))
		return squashfs->option;
	if (kernel_is_missing(kernel, KERNEL_ISO9660_FS))
		return KERNEL_ISO9660_FS;
	return kernel_missing_for_root(kernel);
}

/* Are the root file systems missing in the kernel? If so, the answer is set. */
static bool is_without_image(struct doctor *doctor)
{
	enum kernel_option missing = missing_for_any_image(&doctor->kernel);

	if (missing != KERNEL_OPTIONS)
		doctor_answer_missing(doctor, missing, "an image");
	return missing != KERNEL_OPTIONS;
}

/* Answer for a machine with this firmware. */
static void answer_for_firmware(struct doctor *doctor)
{
	if (doctor->verdicts.count == 0) {
		failure_set(&doctor->why, FAILURE_NOTHING_CLAIMED, -ENODEV,
			    "the Device Tree has no pmem-region");
		doctor_answer_no(doctor, &doctor->why);
	} else if (!has_usable(&doctor->verdicts)) {
		doctor_answer_no(doctor, &verdicts_telling(&doctor->verdicts)->why);
	} else if (!is_without_image(doctor)) {
		doctor_answer_yes(doctor,
				  "the Device Tree has a pmem-region that the kernel can use");
	}
}

/* Answer for any firmware. */
static void answer_for_kernel(struct doctor *doctor)
{
	char line[FAILURE_LINE_MAX] = "the kernel has everything that is needed";
	struct providers providers;

	judge_providers(&doctor->kernel, &providers);
	if (providers.can == 0) {
		doctor_answer_missing(doctor, providers.missing, "a medium");
		return;
	}
	if (is_without_image(doctor))
		return;
	if (providers.can < providers.n)
		text_append_cut(line, sizeof(line), ", but finds an image only by %s",
				providers.names);
	doctor_answer_yes(doctor, line);
}

int elsewhere_examine(struct doctor *doctor, const char *dtb, const struct kernel_files *files,
		      struct failure *why)
{
	int r = memory_gather_allocate(&doctor->map);

	if (r < 0)
		return failure_set(why, FAILURE_SYSTEM, r, "out of memory");
	doctor->elsewhere = true;
	r = kernel_files_gather(files, &doctor->kernel, why);
	memory_map_begin(&doctor->map, MEMORY_PAGE_MIN);
	if (r == 0 && dtb)
		r = read_dtb(doctor, dtb, why);
	if (r < 0)
		return r;
	memory_map_add_claims(&doctor->map, &doctor->claims);
	memory_map_settle(&doctor->map);
	overlaps_find(&doctor->map, &doctor->findings);
	memory_policy_settle(&doctor->policy, &doctor->map, &doctor->kernel);
	foresee_verdicts(doctor);
	doctor_find_cut(doctor);
	if (dtb)
		answer_for_firmware(doctor);
	else
		answer_for_kernel(doctor);
	return 0;
}
