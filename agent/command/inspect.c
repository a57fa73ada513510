// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/json.h"
#include "base/line.h"
#include "base/text.h"
#include "boot/plan_json.h"
#include "command/command.h"
#include "command/options.h"
#include "log/colour.h"
#include "log/log.h"
#include "log/version.h"
#include "model/advice.h"
#include "model/checks.h"
#include "model/filesystem.h"
#include "model/plan_mount.h"
#include "model/planner.h"
#include "offline/offline.h"
#include "sys/block.h"
#include "sys/partition.h"
#include "sys/superblock.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* Everything that is found out about an image. */
struct inspection {
	const char *path;
	const char *cmdline;
	bool as_json;
	int fd;
	struct reader reader;
	struct partitions partitions;
	struct boot_words words;
	struct plan plan;
	struct survey survey;
	struct failure why;
	struct initrd initrd;
	struct inside inside;
	struct advice advice;
};

/* The superblock of an old compressed erofs does not say that it is compressed. */
static void correct_layers(struct inspection *in)
{
	for (unsigned int i = 0; i < in->plan.n_layers; i++) {
		struct plan_layer *layer = &in->plan.layers[i];

		if (!in->survey.inside[i].is_compressed)
			continue;
		text_copy_cut(layer->compressor, sizeof(layer->compressor), "lz4");
		layer->no_dax = "its files are compressed";
	}
}

/* Plan as a boot would that has the parameters, and dracut's module in its initramfs. */
static int make_plan(struct inspection *in, const char *module, struct failure *why)
{
	struct plan_request request = config_request(&in->words.config, PLAN_WANTS_ALL);
	int r;

	if (!request.hints.module)
		request.hints.module = module;
	r = planner_make(&in->plan, &in->reader, &in->partitions, &request, why);
	if (r == 0 && checks_find_volume(&in->plan, &in->reader) < 0)
		r = failure_set(why, FAILURE_READ, -EIO, "cannot be read after its volume");
	if (r == 0 && program.offline)
		r = program.offline->make_survey(&in->survey, &in->plan, &in->reader, why);
	return r;
}

/* The parameters of a menu that make no plan are passed over. */
static int plan_by_words(struct inspection *in)
{
	struct failure why = { 0 };
	int r = program.offline->take_words(&in->words, in->cmdline, &in->reader, &in->why);

	if (r < 0)
		return r;
	r = make_plan(in, NULL, &why);
	if (r < 0 && in->words.from_menu) {
		program.offline->drop_words(&in->words);
		return make_plan(in, NULL, &in->why);
	}
	in->why = why;
	return r;
}

static int plan_image(struct inspection *in)
{
	if (program.offline)
		return plan_by_words(in);
	if (in->cmdline)
		return failure_set(
			&in->why, FAILURE_COMMAND_LINE, -EOPNOTSUPP,
			"the agent of the initramfs cannot do that, use /usr/sbin/pmemboot");
	config_default(&in->words.config, false);
	return make_plan(in, NULL, &in->why);
}

/* What only the image's own initramfs and its root images show. */
static int look_inside(struct inspection *in)
{
	int r = 0;

	if (in->survey.initrd[0])
		program.offline->read_initrd(&in->initrd, &in->reader, &in->plan,
					     in->survey.initrd);
	if (in->survey.archive[0])
		program.offline->add_archive(&in->initrd, &in->reader, &in->plan,
					     in->survey.archive);
	/* pmemboot's own initramfs needs no other. */
	if (in->survey.archive[0] && in->initrd.way == INITRD_STANDALONE) {
		text_copy_cut(in->survey.initrd, sizeof(in->survey.initrd), in->survey.archive);
		in->survey.archive[0] = '\0';
	}
	if (in->initrd.live_module)
		r = make_plan(in, in->initrd.live_module, &in->why);
	if (r == 0 && !in->plan.assist) {
		program.offline->read_inside(&in->inside, in->path, &in->plan);
		in->plan.assist = in->inside.assist;
	}
	if (r < 0)
		return r;
	correct_layers(in);
	program.offline->give_advice(&in->plan, &in->survey, in->initrd.missing, &in->advice);
	if (in->inside.advice)
		program.offline->add_advice(&in->advice, in->inside.code, in->inside.advice);
	return 0;
}

static int inspect_image(struct inspection *in)
{
	struct superblock superblock;
	int r = block_open(in->path, &in->fd, &in->reader);

	if (r < 0)
		return failure_set(&in->why, FAILURE_READ, r, "cannot be opened: %s", block_why(r));
	/* Any other error is kept in in->partitions for the planner: an ISO needs no table. */
	r = partitions_read(&in->reader, in->fd, &in->partitions);
	if (r == -ENOMEM)
		return failure_set(&in->why, FAILURE_SYSTEM, r, "out of memory");
	r = plan_image(in);
	if (r == 0 && program.offline)
		r = look_inside(in);
	if (r < 0)
		return r;
	if (!in->plan.label[0] && superblock_probe(in->fd, &superblock) == 0)
		text_copy_cut(in->plan.label, sizeof(in->plan.label), superblock.label);
	return 0;
}

/* ---- For people ---- */

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
	begin_line(plan->n_layers > 1 ? name : "root");
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
	static const char *const what[] = { "the ISO", "the image around the root",
					    "the root image", "the changes",
					    "the ISO, in the root" };
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

/* How it has pmemboot: README, "Deploy". */
static const char *const ways[] = {
	[INITRD_STOCK] = "",
	[INITRD_MODULE] = "module",
	[INITRD_STANDALONE] = "standalone",
	[INITRD_APPEND] = "append",
};

/* One menu entry does not serve all media with this initramfs. */
static void print_standalone(void)
{
	begin_line("");
	line_write(stdout, "it is pmemboot's own, which finds no CD and no USB stick: to boot from "
			   "these, add a menu entry with the distribution's initramfs\n");
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
		line_write(stdout, "has pmemboot (%s), ", ways[initrd->way]);
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

/* The device that was named; "" for a file, which will be on a disk that nobody knows yet. */
static const char *disk_of(const struct inspection *in)
{
	return text_begins(in->path, "/dev/") ? in->path : "";
}

/* What programs in the root look for on the kernel command line. */
static void print_parameters(const struct inspection *in)
{
	char words[PLAN_PARAMETERS_MAX];
	const char *given = in->words.text ? in->words.text : "";

	if (!in->plan.parameters ||
	    plan_print_parameters(&in->plan, disk_of(in), words, sizeof(words)) < 0)
		return;
	begin_line("needs");
	line_write(stdout,
		   "%s: programs of a live system look for this on the kernel command line: %s\n",
		   words, text_has_words(given, ' ', words) ? "keep it" : "add it");
}

static void print_people(const struct inspection *in)
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
	if (in->survey.initrd[0])
		print_initrd(in);
	if (in->initrd.way == INITRD_STANDALONE)
		print_standalone();
	for (unsigned int i = 0; i < in->advice.count; i++) {
		begin_line(i ? "" : "better");
		line_write(stdout, "%s\n", in->advice.list[i].line);
	}
}

/* ---- For programs ---- */

static void write_failure(struct json *j, const struct failure *why)
{
	json_begin(j, "failure", '{');
	json_string(j, "reason", failure_name(why->code));
	json_string(j, "line", why->line);
	json_string(j, "remedy", failure_remedy(why->code));
	json_end(j, '}');
}

static void write_initrd(struct json *j, const struct survey *survey, const struct initrd *initrd)
{
	json_begin(j, "initrd", '{');
	json_string(j, "path", survey->initrd);
	json_string(j, "archive", survey->archive);
	json_string(j, "pmemboot", ways[initrd->way]);
	json_bool(j, "read", initrd->is_read);
	json_string(j, "format", initrd->format);
	json_string(j, "why_not", initrd->why_not);
	json_string(j, "lacking", initrd->missing);
	json_end(j, '}');
}

static void write_plan(struct json *j, const struct inspection *in)
{
	plan_write_json(j, &in->plan, disk_of(in), true);
	if (in->words.text)
		program.offline->write_words(j, &in->words, &in->plan);
	if (program.offline)
		program.offline->write_inside(j, &in->inside);
	if (in->survey.initrd[0])
		write_initrd(j, &in->survey, &in->initrd);
	json_begin(j, "advice", '[');
	for (unsigned int i = 0; i < in->advice.count; i++) {
		json_begin(j, NULL, '{');
		json_string(j, "code", in->advice.list[i].code);
		json_string(j, "line", in->advice.list[i].line);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void print_json(const struct inspection *in)
{
	struct json j = { .stream = stdout, .first = true };
	bool ok = in->why.code == FAILURE_NONE;

	json_begin(&j, NULL, '{');
	json_u64(&j, "schema", 1);
	json_string(&j, "pmemboot", PMEMBOOT_VERSION);
	json_string(&j, "image", in->path);
	json_bool(&j, "ok", ok);
	if (ok)
		write_plan(&j, in);
	else
		write_failure(&j, &in->why);
	json_end(&j, '}');
}

enum { OPTION_JSON, OPTION_CMDLINE };

static const struct option inspect_options[] = {
	[OPTION_JSON] = { "--json", NULL, "print JSON, for programs" },
	[OPTION_CMDLINE] = { "--cmdline", "PARAMETERS",
			     "plan for a boot with these kernel parameters" },
	{ 0 }
};

static void take_arguments(struct inspection *in, char **argv)
{
	struct options options;

	options_begin(&options, &command_inspect, argv);
	while (options_next(&options)) {
		if (options.id == OPTION_ARGUMENT)
			in->path = options_image(options.value);
		else if (options.id == OPTION_CMDLINE)
			in->cmdline = options.value;
		else
			in->as_json = true;
	}
}

static int inspect_command(int argc unused, char **argv)
{
	cleanup_free struct inspection *in = calloc(1, sizeof(*in));
	int r;

	if (!in) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	in->fd = -1;
	take_arguments(in, argv);
	r = inspect_image(in);
	if (r < 0)
		log_error("%s: %s [%s]", in->path, in->why.line, failure_name(in->why.code));
	if (in->as_json)
		print_json(in);
	else if (r == 0)
		print_people(in);
	cleanup_close_fd(&in->fd);
	return r < 0 ? STATUS_FAILED : STATUS_DONE;
}

const struct command command_inspect = {
	.name = "inspect",
	.arguments = "FILE|DEVICE",
	.least = 1,
	.most = 1,
	.options = inspect_options,
	.help = "Print the plan for an image: layout, layers, mounts, checks, improvements",
	.run = inspect_command,
};
