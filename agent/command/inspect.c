// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/json.h"
#include "base/line.h"
#include "base/text.h"
#include "boot/plan_json.h"
#include "command/boot_words.h"
#include "command/command.h"
#include "log/log.h"
#include "log/version.h"
#include "model/advice.h"
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

/* Read which drivers the image's own initramfs has. */
static void inspect_initrd(struct inspection *in)
{
	if (program.offline)
		program.offline->read_initrd(&in->initrd, &in->reader, &in->plan,
					     in->survey.initrd);
	else
		in->initrd = (struct initrd){
			.why_not =
				"the agent of the initramfs cannot do that, use /usr/sbin/pmemboot"
		};
}

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

/* The boot menus of a remastered image load the archive along with its own initramfs. */
static void add_archive(struct inspection *in)
{
	char first[INITRD_TEXT_MAX], *rest = first;
	struct initrd archive;

	program.offline->read_initrd(&archive, &in->reader, &in->plan, in->survey.archive);
	if (!archive.is_read)
		return;
	text_copy_cut(first, sizeof(first), in->initrd.lacking);
	in->initrd.lacking[0] = '\0';
	for (char *word; (word = strsep(&rest, " "));)
		if (text_has_word(archive.lacking, ' ', word))
			text_append_cut(in->initrd.lacking, sizeof(in->initrd.lacking), "%s%s",
					in->initrd.lacking[0] ? " " : "", word);
}

/* Plan as a boot would that has the parameters, and dracut's module in its initramfs. */
static int make_plan(struct inspection *in, const char *module, struct failure *why)
{
	struct plan_wishes wishes = config_wishes(&in->words.config, PLAN_WANTS_ALL);
	int r;

	if (!wishes.hints.module)
		wishes.hints.module = module;
	r = planner_make(&in->plan, &in->reader, &in->partitions, &wishes, why);
	return r < 0 ? r : survey_make(&in->survey, &in->plan, &in->reader, why);
}

static int plan_image(struct inspection *in)
{
	struct failure why = { 0 };
	int r = boot_words_take(&in->words, in->cmdline, &in->why);

	if (r < 0)
		return r;
	boot_words_ask_menu(&in->words, &in->reader);
	r = make_plan(in, NULL, &why);
	if (r < 0 && in->words.from_menu) {
		boot_words_drop(&in->words);
		why = (struct failure){ 0 };
		r = make_plan(in, NULL, &why);
	}
	in->why = why;
	return r;
}

/* What only the image's own initramfs and its root images show. */
static int look_inside(struct inspection *in)
{
	int r = 0;

	if (in->survey.initrd[0])
		inspect_initrd(in);
	if (program.offline && in->initrd.is_read && in->survey.archive[0])
		add_archive(in);
	if (in->initrd.live_module)
		r = make_plan(in, in->initrd.live_module, &in->why);
	if (r == 0 && program.offline && !in->plan.assist) {
		program.offline->read_inside(&in->inside, in->path, &in->plan);
		in->plan.assist = in->inside.assist;
	}
	return r;
}

static int inspect_image(struct inspection *in)
{
	struct superblock superblock;
	int r = block_open(in->path, &in->fd, &in->reader);

	if (r < 0)
		return failure_set(&in->why, FAILURE_READ, r, "cannot be opened: %s", strerror(-r));
	/* Any other error is kept in in->partitions for the planner: an ISO needs no table. */
	r = partitions_read(&in->reader, in->fd, &in->partitions);
	if (r == -ENOMEM)
		return failure_set(&in->why, FAILURE_SYSTEM, r, "out of memory");
	r = plan_image(in);
	if (r == 0)
		r = look_inside(in);
	if (r < 0)
		return r;
	if (!in->plan.label[0] && superblock_probe(in->fd, &superblock) == 0)
		text_copy_cut(in->plan.label, sizeof(in->plan.label), superblock.label);
	correct_layers(in);
	advice_give(&in->plan, &in->survey, in->initrd.lacking, &in->advice);
	if (in->inside.is_read && !in->inside.assist && !in->inside.has_os_release)
		advice_add(
			&in->advice, "no-os-release",
			"the root has no os-release: systemd in an initramfs does not switch to it");
	return 0;
}

/* ---- For people ---- */

enum { PLAIN = 0, BOLD = 1, GREEN = 32, YELLOW = 33 }; /* ECMA-48, 8.3.117 */

static bool has_colour(void)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	return !(no_color && *no_color) && isatty(1) && term && strcmp(term, "dumb") != 0;
}

static void paint(bool coloured, int rendition)
{
	if (coloured)
		line_write(stdout, "\033[%dm", rendition);
}

/* Begin a line "  name     text". Without a name it continues the previous one. */
static void begin_line(bool coloured, const char *name)
{
	line_write(stdout, "  ");
	paint(coloured, BOLD);
	line_write(stdout, "%-9s", name);
	paint(coloured, PLAIN);
	line_write(stdout, " ");
}

static void end_line(bool coloured)
{
	paint(coloured, PLAIN);
	line_write(stdout, "\n");
}

/* What the kernel has to have, which is not said of the file system in general. */
static void print_needs(bool coloured, const struct plan_layer *layer)
{
	char needs[128];

	filesystem_print_needs(layer->fstype, layer->compressor, layer->features, needs,
			       sizeof(needs));
	if (!*needs)
		return;
	begin_line(coloured, "");
	line_write(stdout, "%s%sneeds %s\n", layer->features, layer->features[0] ? ": " : "",
		   needs);
}

static void print_nested(bool coloured, const struct plan_layer *layer)
{
	const char *nested = layer->nested;
	size_t len = strcspn(nested, "|");

	begin_line(coloured, "");
	line_write(stdout, "%sholds %.*s", layer->may_be_root ? "is the root, or " : "", (int)len,
		   nested);
	for (; nested[len]; len = strcspn(nested, "|")) {
		nested += len + 1;
		line_write(stdout, " or %.*s", (int)strcspn(nested, "|"), nested);
	}
	line_write(stdout, ", which is the root\n");
}

static void print_layer(bool coloured, const struct plan *plan, unsigned int index)
{
	const struct plan_layer *layer = &plan->layers[index];
	char name[16], bytes[32], unit[32];

	line_print(name, sizeof(name), "layer %u", index);
	begin_line(coloured, plan->n_layers > 1 ? name : "root");
	line_write(stdout, "%s\n", layer->path);
	begin_line(coloured, "");
	line_write(stdout, "%s%s%s, %s", layer->fstype, layer->compressor[0] ? " " : "",
		   layer->compressor, text_size(bytes, sizeof(bytes), layer->size));
	if (layer->inodes > 0)
		line_write(stdout, ", %" PRIu64 " files", layer->inodes);
	line_write(stdout, "\n");
	print_needs(coloured, layer);
	begin_line(coloured, "");
	line_write(stdout, "at byte %" PRIu64, layer->extents[0].offset);
	if (layer->n_extents > 1)
		line_write(stdout, " and in %u more extents", layer->n_extents - 1);
	line_write(stdout, ", aligned to %s\n", text_size(unit, sizeof(unit), layer->alignment));
	if (layer->nested)
		print_nested(coloured, layer);
	begin_line(coloured, "");
	if (layer->no_dax) {
		line_write(stdout, "no DAX: %s\n", layer->no_dax);
		return;
	}
	paint(coloured, GREEN);
	line_write(stdout, "DAX if the device supports it");
	end_line(coloured);
}

static void print_mounts(bool coloured, const struct plan *plan)
{
	static const char *const what[] = { "the ISO", "the image around the root",
					    "the root image", "the changes",
					    "the ISO, in the root" };
	struct plan_mount mount;

	for (unsigned int i = 0; plan_mount_get(plan, i, &mount); i++) {
		begin_line(coloured, i ? "" : "mounts");
		line_write(stdout, "%s (%s)\n", mount.target, what[mount.what]);
	}
	for (int i = 0; i < CONTRACT_LINKS_MAX && plan->contract.links[i].path; i++) {
		const struct contract_link *link = &plan->contract.links[i];

		begin_line(coloured, "");
		line_write(stdout, "%s -> %s\n", link->path,
			   link->target[0] ? link->target : "the ISO's device");
	}
}

static void print_checks(bool coloured, const struct plan *plan)
{
	begin_line(coloured, "checks");
	for (unsigned int i = 0; i < plan->checks.count; i++)
		line_write(stdout, "%s%s", i ? ", " : "", plan->checks.list[i].path);
	line_write(stdout, plan->checks.count ? "\n" : "none\n");
}

static void print_initrd(bool coloured, const struct inspection *in)
{
	const struct initrd *initrd = &in->initrd;

	begin_line(coloured, "initrd");
	line_write(stdout, "%s", in->survey.initrd);
	if (initrd->is_read)
		line_write(stdout, " (%s)", initrd->format);
	if (in->survey.archive[0])
		line_write(stdout, " with %s", in->survey.archive);
	line_write(stdout, ": ");
	if (initrd->is_read && !initrd->lacking[0]) {
		line_write(stdout, "has the drivers\n");
		return;
	}
	paint(coloured, YELLOW);
	if (initrd->is_read)
		line_write(stdout, "drivers missing: %s", initrd->lacking);
	else
		line_write(stdout, "cannot be read: %s", initrd->why_not);
	end_line(coloured);
}

/* The parameters that the plan is made for, and those that it does not obey. */
static void print_words(bool coloured, const struct inspection *in)
{
	const struct boot_words *words = &in->words;
	const char *parameter, *why;
	unsigned int index = 0;

	if (!words->text)
		return;
	begin_line(coloured, "words");
	line_write(stdout, "%s\n", words->text);
	if (words->from_menu) {
		begin_line(coloured, "");
		line_write(stdout, "of the entry \"%s\" in %s\n", words->menu.entry.title,
			   words->menu.path);
	}
	while (boot_words_not_obeyed(words, &in->plan, &index, &parameter, &why)) {
		begin_line(coloured, "");
		paint(coloured, YELLOW);
		line_write(stdout, "%s is not obeyed: %s", parameter, why);
		end_line(coloured);
	}
}

static void print_boot(bool coloured, const struct inspection *in)
{
	const struct plan *plan = &in->plan;

	begin_line(coloured, "boot");
	paint(coloured, plan->assist ? YELLOW : GREEN);
	if (plan->assist) {
		line_write(stdout, "only by its own initramfs: %s", plan->assist);
		end_line(coloured);
		return;
	}
	line_write(stdout, "pmemboot can mount the root");
	paint(coloured, PLAIN);
	line_write(stdout, ", by %s: %s\n", plan_map_name(plan->map), plan->map_why);
	if (in->inside.why_not[0]) {
		begin_line(coloured, "");
		line_write(stdout, "if the image holds a root with an init: %s\n",
			   in->inside.why_not);
	}
	if (plan_is_found_on_nvdimm(plan))
		return;
	begin_line(coloured, "");
	line_write(stdout, "in memory that may be an NVDIMM only if pmemboot.root= names it "
			   "(LABEL=, UUID=, PARTUUID=, /dev/pmemN), not by auto\n");
}

/* The device that was named; "" for a file, which will be on a disk that nobody knows yet. */
static const char *disk_of(const struct inspection *in)
{
	return text_begins(in->path, "/dev/") ? in->path : "";
}

static void print_people(const struct inspection *in)
{
	char words[PLAN_WORDS_MAX];
	const struct plan *plan = &in->plan;
	bool coloured = has_colour();
	char bytes[32];

	paint(coloured, BOLD);
	line_write(stdout, "%s", in->path);
	paint(coloured, PLAIN);
	line_write(stdout, ": %s (%s)\n", plan->title, plan->layout);
	begin_line(coloured, "medium");
	line_write(stdout, "%s \"%s\", %s\n", plan->medium, plan->label,
		   text_size(bytes, sizeof(bytes), plan->volume_size));
	print_words(coloured, in);
	print_boot(coloured, in);
	for (unsigned int i = 0; i < plan->n_layers; i++)
		print_layer(coloured, plan, i);
	print_mounts(coloured, plan);
	if (plan->words && plan_print_words(plan, disk_of(in), words, sizeof(words)) == 0) {
		begin_line(coloured, "needs");
		line_write(stdout, "%s (on the command line, for its userspace)\n", words);
	}
	print_checks(coloured, plan);
	if (in->survey.initrd[0])
		print_initrd(coloured, in);
	for (unsigned int i = 0; i < in->advice.count; i++) {
		begin_line(coloured, i ? "" : "better");
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
	json_bool(j, "read", initrd->is_read);
	json_string(j, "format", initrd->format);
	json_string(j, "why_not", initrd->why_not);
	json_string(j, "lacking", initrd->lacking);
	json_end(j, '}');
}

static void write_plan(struct json *j, const struct inspection *in)
{
	plan_write_json(j, &in->plan, disk_of(in), true);
	if (in->words.text)
		boot_words_write(j, &in->words, &in->plan);
	json_begin(j, "inside", '{');
	json_bool(j, "read", in->inside.is_read);
	json_string(j, "why_not", in->inside.why_not);
	json_end(j, '}');
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

/* Returns 0, or -EINVAL for an unknown argument. */
static int parse_arguments(struct inspection *in, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			in->as_json = true;
		else if (strcmp(argv[i], "--cmdline") == 0 && i + 1 < argc)
			in->cmdline = argv[++i];
		else if (argv[i][0] != '-' && !in->path)
			in->path = argv[i];
		else
			return -EINVAL;
	}
	return in->path ? 0 : -EINVAL;
}

static int inspect_command(int argc, char **argv)
{
	cleanup_free struct inspection *in = calloc(1, sizeof(*in));
	int r;

	if (!in) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	in->fd = -1;
	if (parse_arguments(in, argc, argv) < 0) {
		line_write(
			stderr,
			"pmemboot: usage: pmemboot inspect FILE|DEVICE [--json] [--cmdline WORDS]\n");
		return STATUS_USAGE;
	}
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
	.arguments = "FILE|DEVICE [--json] [--cmdline WORDS]",
	.help = "print the plan for an image: layout, layers, mounts, checks, improvements",
	.run = inspect_command,
};
