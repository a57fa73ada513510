// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/doctor.h"

#include "base/text.h"
#include "boot/log.h"

#include <inttypes.h>
#include <string.h>

/* With the reason and the remedy, no more than a screen of 25 lines; the kernel's stay on it. */
enum { LINES_MAX = 14 };

struct screen {
	unsigned int left;
};

static bool take_line(struct screen *screen)
{
	if (screen->left == 0)
		return false;
	if (--screen->left == 0)
		log_notice("  ... and more: pmemboot doctor");
	return screen->left > 0;
}

static void log_memory(struct screen *screen, const struct memory_map *map)
{
	const struct memory_ranges *chunks = memory_map_chunks(map);
	char all[32], ram[32];

	if (chunks->count > 0 && take_line(screen))
		log_notice("memory: %s in %u chunks, %s of it System RAM",
			   text_size(all, sizeof(all), memory_ranges_sum(chunks)), chunks->count,
			   text_size(ram, sizeof(ram), memory_ranges_sum(&map->kernel)));
}

static void log_images(struct screen *screen, const struct doctor *doctor)
{
	for (unsigned int i = 0; i < doctor->verdicts.count; i++) {
		const struct doctor_image *image = &doctor->images[i];
		const struct verdict *verdict = image->verdict;
		const struct extent *extent = &verdict->claim.extent;
		char bytes[32];

		if (!take_line(screen))
			return;
		log_notice("  0x%012" PRIx64 "-0x%012" PRIx64 " %8s %s, %s: %s", extent->offset,
			   extent->offset + extent->len - (extent->len > 0),
			   text_size(bytes, sizeof(bytes), extent->len),
			   claim_provider_name(&verdict->claim), claim_kind_name(&verdict->claim),
			   verdict->why.code ? failure_name(verdict->why.code) : "usable");
		if (verdict->region[0] && take_line(screen))
			log_notice("    %s%s%s%s%s, driver %s", verdict->region,
				   verdict->namespace[0] ? ", " : "", verdict->namespace,
				   verdict->disk[0] ? ", /dev/" : "", verdict->disk,
				   image->driver[0] ? image->driver : "none");
	}
}

static void log_findings(struct screen *screen, const struct findings *findings)
{
	for (unsigned int i = 0; i < findings->count; i++) {
		char line[FINDING_LINE_MAX];

		if (!findings->list[i].danger)
			continue;
		if (!take_line(screen))
			return;
		text_copy_cut(line, sizeof(line), findings->list[i].line);
		text_make_printable(line);
		log_notice("  ! %s", line);
	}
}

/* Is the reason one that the map of memory says more about? */
static bool is_of_memory(enum failure_code code)
{
	return (code >= FAILURE_NOTHING_CLAIMED && code <= FAILURE_NOT_FOUND) ||
	       code == FAILURE_NO_IMAGE || code == FAILURE_TRUNCATED ||
	       code == FAILURE_DRIVER_MISSING;
}

void doctor_explain(int tree, enum failure_code code)
{
	cleanup_free struct doctor *doctor = NULL;
	struct screen screen = { LINES_MAX };

	if (!is_of_memory(code))
		return;
	doctor = calloc(1, sizeof(*doctor));
	if (!doctor)
		return;
	if (doctor_examine(doctor, tree, true) == 0) {
		log_memory(&screen, &doctor->map);
		log_images(&screen, doctor);
		log_findings(&screen, &doctor->findings);
	}
	doctor_free(doctor);
}
