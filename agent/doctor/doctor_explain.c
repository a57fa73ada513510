// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/doctor_explain.h"

#include "base/line.h"
#include "base/text.h"
#include "doctor/doctor.h"
#include "log/log.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

/*
 * Together with the reason, the remedy and the first lines of the shell, the text fits on a screen
 * of 80 columns and 25 lines. The kernel log puts the time before each line.
 */
enum { COLUMNS = 80, ROWS = 18, BEFORE = 26, TEXT_MAX = 400 };

struct screen {
	unsigned int rows; /* still free */
	bool full;
};

static void show_line(struct screen *screen, const char *format, ...) printf_like(2, 3);

static void show_line(struct screen *screen, const char *format, ...)
{
	char text[TEXT_MAX];
	va_list arguments;
	unsigned int rows;

	va_start(arguments, format);
	line_vprint(text, sizeof(text), format, arguments);
	va_end(arguments);
	rows = (unsigned int)(BEFORE + strlen(text) + COLUMNS - 1) / COLUMNS;
	if (screen->full)
		return;
	if (rows >= screen->rows) {
		screen->full = true;
		log_notice("  ... for the rest run pmemboot doctor");
		return;
	}
	screen->rows -= rows;
	log_notice("%s", text);
}

static void show_memory(struct screen *screen, const struct memory_map *map)
{
	const struct memory_ranges *chunks = memory_map_chunks(map);
	char all[32], ram[32];

	if (chunks->count > 0)
		show_line(screen, "memory: %s in %u chunks, %s of it System RAM",
			  text_size(all, sizeof(all), memory_ranges_sum(chunks)), chunks->count,
			  text_size(ram, sizeof(ram), memory_ranges_sum(&map->kernel)));
}

static void show_image(struct screen *screen, const struct doctor_image *image)
{
	const struct verdict *verdict = image->verdict;
	const struct extent *extent = &verdict->claim.extent;
	char bytes[32];

	show_line(screen, "  0x%012" PRIx64 "-0x%012" PRIx64 " %s %s, %s: %s", extent->offset,
		  extent->offset + extent->len - (extent->len > 0),
		  text_size(bytes, sizeof(bytes), extent->len),
		  claim_provider_name(&verdict->claim), claim_kind_name(&verdict->claim),
		  verdict->why.code ? failure_name(verdict->why.code) : "usable");
	if (verdict->region[0])
		show_line(screen, "    %s%s%s%s%s, driver %s", verdict->region,
			  verdict->namespace[0] ? ", " : "", verdict->namespace,
			  verdict->disk[0] ? ", /dev/" : "", verdict->disk,
			  image->driver[0] ? image->driver : "none");
}

/* The likeliest images first: the screen may not have room for all. */
static void show_images(struct screen *screen, const struct doctor *doctor)
{
	for (unsigned int rank = 0; rank < CLAIM_RANKS; rank++)
		for (unsigned int i = 0; i < doctor->verdicts.count; i++)
			if (claim_rank(&doctor->images[i].verdict->claim) == rank)
				show_image(screen, &doctor->images[i]);
}

/* What follows is not everything. */
static void show_cut(struct screen *screen, const struct findings *findings)
{
	for (unsigned int i = 0; i < findings->count; i++)
		if (findings->list[i].code == FINDING_CUT)
			show_line(screen, "  - %s", findings->list[i].line);
}

/* Does the memory map explain this reason? */
static bool is_of_memory(enum failure_code code)
{
	return (code >= FAILURE_NOTHING_CLAIMED && code <= FAILURE_NOT_FOUND) ||
	       code == FAILURE_NO_IMAGE || code == FAILURE_TRUNCATED ||
	       code == FAILURE_DRIVER_MISSING;
}

void doctor_explain(const struct tree *tree, const struct medium_request *request,
		    enum failure_code code)
{
	struct screen screen = { .rows = ROWS };
	cleanup_free struct doctor *doctor = NULL;

	if (!is_of_memory(code))
		return;
	doctor = calloc(1, sizeof(*doctor));
	if (!doctor)
		return;
	if (doctor_examine_as(doctor, tree, true, request) == 0) {
		show_memory(&screen, &doctor->map);
		show_cut(&screen, &doctor->findings);
		show_images(&screen, doctor);
		for (unsigned int i = 0; i < doctor->findings.count; i++)
			if (doctor->findings.list[i].danger)
				show_line(&screen, "  ! %s", doctor->findings.list[i].line);
	}
	doctor_free(doctor);
}
