// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/text.h"
#include "doctor/doctor.h"
#include "doctor/doctor_answer.h"
#include "doctor/memory.h"
#include "model/overlap.h"
#include "parse/fdt.h"
#include "sys/file.h"

#include <errno.h>
#include <string.h>

static int read_dtb(struct doctor *doctor, const char *path, struct failure *why)
{
	cleanup_free uint8_t *bytes = NULL;
	int r = file_read_all(path, FDT_SIZE_MAX, &bytes);
	struct slice blob = { bytes, r > 0 ? (size_t)r : 0 };

	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "cannot read %s: %s", path, file_why(r));
	r = claims_add_fdt(&doctor->claims, blob);
	if (r == 0)
		r = memory_map_add_fdt(&doctor->map, blob);
	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "%s is no flattened Device Tree", path);
	return 0;
}

/* What the kernel would make of a claim that nobody has probed yet. */
static void foresee(const struct doctor *doctor, const struct claim *claim, struct verdict *ret)
{
	enum kernel_option lack = kernel_lacks_for_claim(&doctor->kernel, claim);
	unsigned int kept = memory_map_kept(&doctor->map, &claim->extent);

	*ret = (struct verdict){ .claim = *claim };
	if (lack != KERNEL_OPTIONS)
		(void)failure_set(&ret->why, FAILURE_DRIVER_MISSING, -ENODEV,
				  "it needs CONFIG_%s, which is %s in this kernel",
				  kernel_option_name(lack),
				  kernel_state_name(doctor->kernel.states[lack]));
	else if (kept & MEMORY_NO_DUMP)
		return;
	else if (kept & MEMORY_NO_ALLOC)
		(void)failure_set(&ret->why, FAILURE_REFUSED, -ENODEV,
				  "it is memory that is only reserved: the kernel cannot take it "
				  "(-16)");
	else if (memory_map_is_memory(&doctor->map, &claim->extent))
		(void)failure_set(&ret->why, FAILURE_EATEN, -ENODEV,
				  "it lies in memory that nothing reserves");
}

static void foresee_all(struct doctor *doctor)
{
	const struct claims *claims = &doctor->claims;

	for (unsigned int i = 0; i < claims->count; i++) {
		struct verdict *verdict = &doctor->verdicts.list[doctor->verdicts.count];

		foresee(doctor, &claims->list[i], verdict);
		doctor->images[doctor->verdicts.count++] =
			(struct doctor_image){ .verdict = verdict, .node = -1, .target_node = -1 };
	}
}

/* The first provider of all that the kernel could use, or the reason against the first. */
static enum kernel_option lacks_for_any(const struct kernel *kernel)
{
	enum kernel_option first = KERNEL_OPTIONS;

	for (int provider = 0; provider < CLAIM_SOFT_RESERVED; provider++) {
		const struct claim claim = { .provider = (enum claim_provider)provider };
		enum kernel_option lack = kernel_lacks_for_claim(kernel, &claim);

		if (lack == KERNEL_OPTIONS)
			return lack;
		if (provider == 0)
			first = lack;
	}
	return first;
}

static void answer_elsewhere(struct doctor *doctor, const char *dtb)
{
	const struct verdict *telling = verdicts_telling(&doctor->verdicts);
	enum kernel_option squashfs = kernel_lacks_for_image(&doctor->kernel, "squashfs", "");
	enum kernel_option erofs = kernel_lacks_for_image(&doctor->kernel, "erofs", "");
	bool good = false;

	doctor->remedy = doctor->reason = "";
	for (unsigned int i = 0; i < doctor->verdicts.count; i++)
		good = good || doctor->verdicts.list[i].why.code == FAILURE_NONE;
	if (dtb && doctor->verdicts.count == 0) {
		(void)failure_set(&doctor->why, FAILURE_NOTHING_CLAIMED, -ENODEV,
				  "the Device Tree has no pmem-region");
		doctor_answer_no(doctor, &doctor->why);
	} else if (dtb && !good) {
		doctor_answer_no(doctor, &telling->why);
	} else if ((dtb ||
		    !doctor_answer_lack(doctor, lacks_for_any(&doctor->kernel), "a medium")) &&
		   !(erofs != KERNEL_OPTIONS && doctor_answer_lack(doctor, squashfs, "an image"))) {
		doctor->answer = DOCTOR_YES;
		text_copy_cut(doctor->line, sizeof(doctor->line),
			      dtb ? "the Device Tree has a pmem-region that the kernel can use"
				  : "the kernel has what it takes");
	}
}

int doctor_examine_elsewhere(struct doctor *doctor, const char *dtb,
			     const struct kernel_source *source, struct failure *why)
{
	int r = memory_map_allocate(&doctor->map);

	if (r < 0)
		return failure_set(why, FAILURE_SYSTEM, r, "out of memory");
	doctor->elsewhere = true;
	r = kernel_gather_elsewhere(source, &doctor->kernel, why);
	memory_map_begin(&doctor->map, MEMORY_PAGE_MIN);
	if (r == 0 && dtb)
		r = read_dtb(doctor, dtb, why);
	if (r < 0)
		return r;
	memory_map_add_claims(&doctor->map, &doctor->claims);
	memory_map_settle(&doctor->map);
	overlaps_find(&doctor->map, &doctor->findings);
	memory_policy_settle(&doctor->policy, &doctor->map, &doctor->kernel);
	foresee_all(doctor);
	answer_elsewhere(doctor, dtb);
	return 0;
}
