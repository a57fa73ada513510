// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/doctor_answer.h"

#include "base/text.h"
#include "model/filesystem.h"

#include <errno.h>

#define AS_ROOT "run pmemboot doctor as root"

/* ---- The three answers ---- */

void doctor_answer_yes(struct doctor *doctor, const char *line)
{
	doctor->answer = DOCTOR_YES;
	text_copy_cut(doctor->line, sizeof(doctor->line), line);
	doctor->reason = doctor->remedy = "";
}

void doctor_answer_no(struct doctor *doctor, const struct failure *why)
{
	doctor->answer = DOCTOR_NO;
	text_copy_cut(doctor->line, sizeof(doctor->line), why->line);
	doctor->reason = failure_name(why->code);
	doctor->remedy = failure_remedy(why->code);
}

void doctor_answer_missing(struct doctor *doctor, enum kernel_option missing, const char *who)
{
	struct failure why = { 0 };

	failure_set(&why, FAILURE_DRIVER_MISSING, -ENODEV,
		    "%s needs CONFIG_%s, which is %s in this kernel", who,
		    kernel_option_name(missing), kernel_state_name(doctor->kernel.states[missing]));
	doctor_answer_no(doctor, &why);
}

static void answer_unknown(struct doctor *doctor, const char *line, const char *remedy)
{
	doctor->answer = DOCTOR_UNKNOWN;
	text_copy_cut(doctor->line, sizeof(doctor->line), line);
	doctor->reason = "";
	doctor->remedy = remedy;
}

/* ---- Which image ---- */

/* Lower is better: a disk with a known image comes first, then the more likely claim. */
static unsigned int rank_image(const struct doctor_image *image)
{
	return (image->content->seen ? 0 : CLAIM_RANKS) + claim_rank(&image->verdict->claim);
}

static bool is_usable(const struct doctor_image *image)
{
	return image->verdict->why.code == FAILURE_NONE && image->content &&
	       !image->content->unwanted;
}

/* The best image, or NULL; *rival is another one of the same rank, or NULL. */
static const struct doctor_image *find_usable(const struct doctor *doctor,
					      const struct doctor_image **rival)
{
	const struct doctor_image *best = NULL;

	*rival = NULL;
	for (unsigned int i = 0; i < doctor->verdicts.count; i++) {
		const struct doctor_image *image = &doctor->images[i];

		if (!is_usable(image))
			continue;
		if (!best || rank_image(image) < rank_image(best)) {
			best = image;
			*rival = NULL;
		} else if (rank_image(image) == rank_image(best)) {
			*rival = image;
		}
	}
	return best;
}

/* ---- The answer ---- */

static void answer_without_image(struct doctor *doctor)
{
	struct failure *why = &doctor->why;

	if (doctor->n_denied > 0) {
		answer_unknown(doctor, why->line, AS_ROOT);
		return;
	}
	failure_set(why, FAILURE_NOT_FOUND, -ENOENT, "no pmem disk matches pmemboot.root=");
	doctor_answer_no(doctor, why);
}

static void answer_unread(struct doctor *doctor, const struct doctor_image *image)
{
	char line[FAILURE_LINE_MAX];

	text_print_cut(line, sizeof(line), "/dev/%s exists, but its contents are unknown",
		       image->verdict->disk);
	answer_unknown(doctor, line, image->content->denied ? AS_ROOT : "");
}

static void answer_ambiguous(struct doctor *doctor, const struct doctor_image *one,
			     const struct doctor_image *other)
{
	struct failure why = { 0 };

	failure_set(&why, FAILURE_AMBIGUOUS, -ENOTUNIQ, "/dev/%s and /dev/%s both hold an image",
		    one->verdict->disk, other->verdict->disk);
	doctor_answer_no(doctor, &why);
}

/* The answer for an image that can be booted, unless it must be verified before. */
static void answer_with_image(struct doctor *doctor, const struct doctor_image *image)
{
	static const struct {
		const char *addition;
		const char *remedy; /* NULL: the answer is yes */
	} by_verification[] = {
		[DOCTOR_VERIFIES_NOTHING] = { "", NULL },
		[DOCTOR_VERIFIES_SIGNATURES] = { ", whose signatures, if any, are verified first",
						 NULL },
		[DOCTOR_VERIFIES_NAMED] = { ", but it must be verified",
					    "run pmemboot verify on that disk" },
		[DOCTOR_VERIFIES_REQUIRED] = { ", but it must be verified",
					       "run pmemboot verify --require on that disk" },
	};
	const char *remedy = by_verification[doctor->verifies].remedy;
	char line[FAILURE_LINE_MAX];

	text_print_cut(line, sizeof(line), "/dev/%s has %s%s", image->verdict->disk,
		       image->content->title, by_verification[doctor->verifies].addition);
	if (remedy)
		answer_unknown(doctor, line, remedy);
	else
		doctor_answer_yes(doctor, line);
}

/* The kernel cannot read the file system of the image. */
static void answer_need(struct doctor *doctor, const struct filesystem_need *need)
{
	struct failure why = { 0 };

	if (need->option != KERNEL_OPTIONS && kernel_is_missing(&doctor->kernel, need->option)) {
		doctor_answer_missing(doctor, need->option, "the image");
		return;
	}
	if (need->since == FILESYSTEM_NEVER)
		failure_set(
			&why, FAILURE_UNSUPPORTED, -EOPNOTSUPP,
			"the image is %s with features that no mainline kernel is known to read",
			need->fstype);
	else
		failure_set(
			&why, FAILURE_DRIVER_MISSING, -ENODEV,
			"the image is %s with %s, which Linux reads since %u.%u, but this is %s",
			need->fstype, need->feature, need->since >> 8, need->since & 0xff,
			doctor->kernel.release);
	doctor_answer_no(doctor, &why);
}

static void answer_for_image(struct doctor *doctor, const struct doctor_image *image,
			     const struct doctor_image *rival)
{
	const struct content *content = image->content;
	const struct filesystem_need *need;
	enum kernel_option missing;

	if (!content->seen) {
		answer_unread(doctor, image);
		return;
	}
	if (rival) {
		answer_ambiguous(doctor, image, rival);
		return;
	}
	need = filesystem_missing(&doctor->kernel, content->fstype, content->compressor);
	missing = kernel_missing_for_root(&doctor->kernel);
	if (need)
		answer_need(doctor, need);
	else if (missing != KERNEL_OPTIONS)
		doctor_answer_missing(doctor, missing, "the image");
	else
		answer_with_image(doctor, image);
}

void doctor_answer(struct doctor *doctor)
{
	const struct doctor_image *rival, *image = find_usable(doctor, &rival);

	if (doctor->refused.code != FAILURE_NONE)
		doctor_answer_no(doctor, &doctor->refused);
	else if (image)
		answer_for_image(doctor, image, rival);
	else
		answer_without_image(doctor);
}
