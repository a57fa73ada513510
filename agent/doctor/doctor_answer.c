// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/doctor_answer.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

void doctor_answer_no(struct doctor *doctor, const struct failure *why)
{
	doctor->answer = DOCTOR_NO;
	text_copy_cut(doctor->line, sizeof(doctor->line), why->line);
	doctor->reason = failure_name(why->code);
	doctor->remedy = failure_remedy(why->code);
}

/* Fewer is better: what was seen to be an image, then the likelier claim. */
static unsigned int rank(const struct doctor_image *image)
{
	return (image->content->seen ? 0 : CLAIM_RANKS) + claim_rank(&image->verdict->claim);
}

/* The best image that is there; *rival is another that is as good, or NULL. */
static const struct doctor_image *find_usable(const struct doctor *doctor,
					      const struct doctor_image **rival)
{
	const struct doctor_image *best = NULL;

	*rival = NULL;
	for (unsigned int i = 0; i < doctor->verdicts.count; i++) {
		const struct doctor_image *image = &doctor->images[i];

		if (image->verdict->why.code != FAILURE_NONE || !image->content ||
		    image->content->unwanted)
			continue;
		if (!best || rank(image) < rank(best)) {
			best = image;
			*rival = NULL;
		} else if (rank(image) == rank(best)) {
			*rival = image;
		}
	}
	return best;
}

bool doctor_answer_lack(struct doctor *doctor, enum kernel_option lack, const char *who)
{
	struct failure why = { 0 };

	if (lack == KERNEL_OPTIONS)
		return false;
	(void)failure_set(&why, FAILURE_DRIVER_MISSING, -ENODEV,
			  "%s needs CONFIG_%s, which is %s in this kernel", who,
			  kernel_option_name(lack), kernel_state_name(doctor->kernel.states[lack]));
	doctor_answer_no(doctor, &why);
	return true;
}

static void answer_unknown(struct doctor *doctor, const char *line, const char *remedy)
{
	doctor->answer = DOCTOR_UNKNOWN;
	text_copy_cut(doctor->line, sizeof(doctor->line), line);
	doctor->remedy = remedy;
}

/* None that could be the medium. */
static void answer_without(struct doctor *doctor)
{
	struct failure *why = &doctor->why;

	if (doctor->n_denied > 0) {
		answer_unknown(doctor, why->line, "ask again as root");
		return;
	}
	(void)failure_set(why, FAILURE_NOT_FOUND, -ENOENT,
			  "no pmem disk is what pmemboot.root= asks for");
	doctor_answer_no(doctor, why);
}

static void answer_with(struct doctor *doctor, const struct doctor_image *image,
			const struct doctor_image *rival)
{
	const struct content *content = image->content;
	const char *disk = image->verdict->disk;
	struct failure ambiguous = { 0 };
	char line[FAILURE_LINE_MAX];

	if (!content->seen) {
		(void)!text_print(line, sizeof(line),
				  "/dev/%s is there, but what is on it is not known", disk);
		answer_unknown(doctor, line, content->denied ? "ask again as root" : "");
		return;
	}
	(void)!text_print(line, sizeof(line), "/dev/%s has %s", disk, content->title);
	if (rival) {
		(void)failure_set(&ambiguous, FAILURE_AMBIGUOUS, -ENOTUNIQ,
				  "/dev/%s and /dev/%s both hold an image", disk,
				  rival->verdict->disk);
		doctor_answer_no(doctor, &ambiguous);
	} else if (doctor_answer_lack(doctor,
				      kernel_lacks_for_image(&doctor->kernel, content->fstype,
							     content->compressor),
				      "the image")) {
		return;
	} else if (doctor->verifies >= DOCTOR_VERIFIES_NAMED) {
		(void)!text_append(line, sizeof(line), ", but it has to be verified");
		answer_unknown(doctor, line,
			       doctor->verifies == DOCTOR_VERIFIES_REQUIRED
				       ? "ask pmemboot verify --require, of that disk"
				       : "ask pmemboot verify, of that disk");
	} else {
		doctor->answer = DOCTOR_YES;
		if (doctor->verifies == DOCTOR_VERIFIES_SIGNATURES)
			(void)!text_append(line, sizeof(line),
					   ", whose signatures, if any, are verified first");
		text_copy_cut(doctor->line, sizeof(doctor->line), line);
	}
}

void doctor_answer(struct doctor *doctor)
{
	const struct doctor_image *rival, *image = find_usable(doctor, &rival);

	doctor->remedy = doctor->reason = "";
	if (doctor->refused.code != FAILURE_NONE)
		doctor_answer_no(doctor, &doctor->refused);
	else if (image)
		answer_with(doctor, image, rival);
	else
		answer_without(doctor);
}
