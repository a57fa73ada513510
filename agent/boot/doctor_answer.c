// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/doctor_answer.h"

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

		if (image->verdict->why.code != FAILURE_NONE || !image->content)
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

void doctor_answer(struct doctor *doctor, const struct failure *why)
{
	const struct doctor_image *rival, *image = find_usable(doctor, &rival);
	struct failure ambiguous = { 0 };
	char *line = doctor->line;

	doctor->remedy = doctor->reason = "";
	if (!image && doctor->n_denied > 0) {
		doctor->answer = DOCTOR_UNKNOWN;
		text_copy_cut(line, sizeof(doctor->line), why->line);
		doctor->remedy = "ask again as root";
	} else if (!image) {
		doctor_answer_no(doctor, why);
	} else if (!image->content->seen) {
		doctor->answer = DOCTOR_UNKNOWN;
		(void)!text_print(line, sizeof(doctor->line),
				  "/dev/%s is there, but what is on it is not known",
				  image->verdict->disk);
		doctor->remedy = image->content->denied ? "ask again as root" : "";
	} else if (rival) {
		(void)failure_set(&ambiguous, FAILURE_AMBIGUOUS, -ENOTUNIQ,
				  "/dev/%s and /dev/%s both hold an image", image->verdict->disk,
				  rival->verdict->disk);
		doctor_answer_no(doctor, &ambiguous);
	} else if (!doctor_answer_lack(doctor,
				       kernel_lacks_for_image(&doctor->kernel,
							      image->content->fstype,
							      image->content->compressor),
				       "the image")) {
		doctor->answer = DOCTOR_YES;
		(void)!text_print(line, sizeof(doctor->line), "/dev/%s has %s",
				  image->verdict->disk, image->content->title);
	}
}
