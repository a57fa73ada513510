// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "base/text.h"
#include "command/command.h"
#include "command/inspect.h"
#include "log/colour.h"
#include "model/filesystem.h"
#include "model/plan_mount.h"

#include <inttypes.h>
#include <string.h>

/* Begin a line "  name     text". Without a name it continues the previous one. */
static void begin_line(const char *name)
{
	line_write(stdout, "  ");
	colour_set(stdout, COLOUR_BOLD);
	line_write(stdout, "%-9s", name);
	colour_set(stdout, COLOUR_PLAIN);
	line_write(stdout, " ");
}

static void end_line(void)
{
	colour_set(stdout, COLOUR_PLAIN);
	line_write(stdout, "\n");
}

/* What the kernel has to have, which is not said of the file system in general. */
static void print_needs(const struct plan_layer *layer)
{
	char needs[128];

	filesystem_print_needs(layer->fstype, layer->compressor, layer->features, needs,
			       sizeof(needs));
	if (!*needs)
		return;
	begin_line("");
	line_write(stdout, "%s%sneeds %s\n", layer->features, layer->features[0] ? ": " : "",
		   needs);
}

static void print_nested(const struct plan_layer *layer)
{
	const char *nested = layer->nested;
	size_t len = strcspn(nested, "|");

	begin_line("");
	line_write(stdout, "%sholds %.*s", layer->may_be_root ? "is the root, or " : "", (int)len,
		   nested);
	for (; nested[len]; len = strcspn(nested, "|")) {
		nested += len + 1;
		line_write(stdout, " or %.*s", (int)strcspn(nested, "|"), nested);
	}
	line_write(stdout, ", which is the root\n");
}

static void print_layer(const struct plan *plan, unsigned int index)
{
	const struct plan_layer *layer = &plan->layers[index];
	char name[16], bytes[32], unit[32];

	line_print(name, sizeof(name), "layer %u", index);
	begin_line(plan_is_usr(plan, index) ? "/usr" : plan->n_layers > 1 ? name : "root");
	line_write(stdout, "%s\n", layer->path);
	begin_line("");
	line_write(stdout, "%s%s%s, %s", layer->fstype, layer->compressor[0] ? " " : "",
		   layer->compressor, text_size(bytes, sizeof(bytes), layer->size));
	if (layer->inodes > 0)
		line_write(stdout, ", %" PRIu64 " files", layer->inodes);
	line_write(stdout, "\n");
	print_needs(layer);
	begin_line("");
	line_write(stdout, "at byte %" PRIu64, layer->extents[0].offset);
	if (layer->n_extents > 1)
		line_write(stdout, " and in %u more extents", layer->n_extents - 1);
	line_write(stdout, ", aligned to %s\n", text_size(unit, sizeof(unit), layer->alignment));
	if (layer->nested)
		print_nested(layer);
	begin_line("");
	if (layer->no_dax) {
		line_write(stdout, "no DAX: %s\n", layer->no_dax);
		return;
	}
	colour_set(stdout, COLOUR_GREEN);
	line_write(stdout, "DAX if the device supports it");
	end_line();
}

static void print_mounts(const struct plan *plan)
{
	static const char *const what[] = {
		"the ISO",     "the image around the root",	 "the root image",
		"the changes", "the image of /usr, in the root", "the ISO, in the root"
	};
	struct plan_mount mount;

	for (unsigned int i = 0; plan_mount_get(plan, i, &mount); i++) {
		begin_line(i ? "" : "mounts");
		line_write(stdout, "%s (%s)\n", mount.target, what[mount.what]);
	}
	for (int i = 0; i < CONTRACT_LINKS_MAX && plan->contract.links[i].path; i++) {
		const struct contract_link *link = &plan->contract.links[i];

		begin_line("");
		line_write(stdout, "%s -> %s\n", link->path,
			   link->target[0] ? link->target : "the ISO's device");
	}
}

static void print_checks(const struct plan *plan)
{
	begin_line("checks");
	for (unsigned int i = 0; i < plan->checks.count; i++)
		line_write(stdout, "%s%s", i ? ", " : "", plan->checks.list[i].path);
	line_write(stdout, plan->checks.count ? "\n" : "none\n");
}

static void print_version(const struct claimed_version *version)
{
	if (version->version == 0)
		return;
	begin_line("version");
	line_write(stdout, "%" PRIu64 ", says %s, which verify checks\n", version->version,
		   version->path);
}

static void print_initrd(const struct inspection *in)
{
	const struct initrd *initrd = &in->initrd;

	begin_line("initrd");
	line_write(stdout, "%s", in->survey.initrd);
	if (initrd->is_read)
		line_write(stdout, " (%s)", initrd->format);
	if (in->survey.archive[0])
		line_write(stdout, " with %s", in->survey.archive);
	line_write(stdout, ": ");
	if (initrd->way != INITRD_STOCK)
		line_write(stdout, "has pmemboot (%s), ", inspect_way(initrd->way));
	if (initrd->is_read && !initrd->missing[0]) {
		line_write(stdout, "has the drivers\n");
		return;
	}
	colour_set(stdout, COLOUR_YELLOW);
	if (initrd->is_read)
		line_write(stdout, "drivers missing: %s", initrd->missing);
	else
		line_write(stdout, "cannot be read: %s", initrd->why_not);
	end_line();
}

static void print_line(const char *name, const char *line)
{
	begin_line(name);
	line_write(stdout, "%s\n", line);
}

static void print_boot(const struct inspection *in)
{
	const struct plan *plan = &in->plan;

	begin_line("boot");
	colour_set(stdout, plan->assist ? COLOUR_YELLOW : COLOUR_GREEN);
	if (plan->assist) {
		line_write(stdout, "only by its own initramfs: %s", plan->assist);
		end_line();
		return;
	}
	line_write(stdout, "pmemboot can mount the root");
	colour_set(stdout, COLOUR_PLAIN);
	line_write(stdout, ", by %s: %s\n", plan_map_name(plan->map), plan->map_why);
	if (in->inside.why_not[0]) {
		begin_line("");
		line_write(stdout, "%s\n", in->inside.why_not);
	}
	if (plan_is_found_on_nvdimm(plan))
		return;
	begin_line("");
	line_write(stdout, "in memory that may be an NVDIMM only if pmemboot.root= names it "
			   "(LABEL=, UUID=, PARTUUID=, /dev/pmemN), not by auto\n");
}

void inspect_print_menus(const struct inspection *in)
{
	program.offline->print_menus(&in->menus, print_line);
}

/* What programs in the root look for on the kernel command line. */
static void print_parameters(const struct inspection *in)
{
	char words[PLAN_PARAMETERS_MAX];
	const char *given = in->words.text ? in->words.text : "";

	if (!in->plan.parameters ||
	    plan_print_parameters(&in->plan, inspect_disk(in), words, sizeof(words)) < 0)
		return;
	begin_line("needs");
	line_write(stdout,
		   "%s: programs of a live system look for this on the kernel command line: %s\n",
		   words, text_has_words(given, ' ', words) ? "keep it" : "add it");
}

void inspect_print(const struct inspection *in)
{
	const struct plan *plan = &in->plan;
	char bytes[32];

	colour_set(stdout, COLOUR_BOLD);
	line_write(stdout, "%s", in->path);
	colour_set(stdout, COLOUR_PLAIN);
	line_write(stdout, ": %s (%s)\n", plan->title, plan->layout);
	begin_line("medium");
	line_write(stdout, "%s \"%s\", %s\n", plan->medium, plan->label,
		   text_size(bytes, sizeof(bytes), plan->volume_size));
	if (in->words.text)
		program.offline->print_words(&in->words, plan, print_line);
	print_boot(in);
	for (unsigned int i = 0; i < plan->n_layers; i++)
		print_layer(plan, i);
	print_mounts(plan);
	print_parameters(in);
	print_checks(plan);
	if (program.offline)
		program.offline->print_partitions(&in->reader, &in->partitions, print_line);
	print_version(&in->version);
	if (in->survey.initrd[0])
		print_initrd(in);
	if (program.offline) {
		program.offline->print_initrd_note(&in->initrd, print_line);
		inspect_print_menus(in);
	}
	if (program.offline && in->predicts)
		inspect_print_pcr(in, print_line);
	for (unsigned int i = 0; i < in->advice.count; i++) {
		begin_line(i ? "" : "better");
		line_write(stdout, "%s\n", in->advice.list[i].line);
	}
}
