// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/json.h"
#include "base/text.h"
#include "boot/initrd.h"
#include "boot/log.h"
#include "boot/plan_json.h"
#include "boot/version.h"
#include "command/command.h"
#include "model/advice.h"
#include "sys/block.h"
#include "sys/partition.h"
#include "sys/superblock.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* Everything that is found out about an image. */
struct inspection {
	const char *path;
	int fd;
	struct reader reader;
	struct partitions partitions;
	struct plan plan;
	struct failure why;
	struct initrd initrd;
	struct advice advice;
};

static int inspect(struct inspection *in)
{
	const struct plan_wishes wishes = { .thorough = true, .checks = PLAN_WANTS_ALL };
	struct superblock superblock;
	int r = block_open(in->path, &in->fd, &in->reader);

	if (r < 0)
		return failure_set(&in->why, FAILURE_READ, r, "cannot be opened: %s", strerror(-r));
	/* Without one it may be an ISO all the same. */
	(void)!partitions_read(&in->reader, in->fd, &in->partitions);
	r = plan_make(&in->plan, &in->reader, &in->partitions, &wishes, &in->why);
	if (r < 0)
		return r;
	if (!in->plan.label[0] && superblock_probe(in->fd, &superblock) == 0)
		text_copy_cut(in->plan.label, sizeof(in->plan.label), superblock.label);
	if (in->plan.initrd[0])
		initrd_read(&in->initrd, &in->reader, &in->plan);
	advice_give(&in->plan, in->initrd.lacking, &in->advice);
	return 0;
}

/* ---- For people ---- */

struct style {
	const char *name, *good, *bad, *end;
};

static const struct style plain = { "", "", "", "" };
static const struct style coloured = { "\033[1m", "\033[32m", "\033[33m", "\033[0m" };

static const struct style *style_of_output(void)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if ((no_color && *no_color) || !isatty(1) || !term || strcmp(term, "dumb") == 0)
		return &plain;
	return &coloured;
}

/* A line "  name     text"; without a name it continues the one before. */
static void begin_line(const struct style *style, const char *name)
{
	printf("  %s%-9s%s ", style->name, name, style->end);
}

static void print_text(const char *text)
{
	char copy[PLAN_PATH_MAX + FAILURE_LINE_MAX];

	text_copy_cut(copy, sizeof(copy), text);
	text_make_printable(copy);
	fputs(copy, stdout);
}

static void print_layer(const struct style *style, const struct plan *plan, unsigned int index)
{
	const struct plan_layer *layer = &plan->layers[index];
	char name[16], bytes[32], unit[32];

	(void)!text_print(name, sizeof(name), "layer %u", index);
	begin_line(style, plan->n_layers > 1 ? name : "root");
	print_text(layer->path);
	printf("\n");
	begin_line(style, "");
	printf("%s%s%s, %s", layer->fstype, layer->compressor[0] ? " " : "", layer->compressor,
	       text_size(bytes, sizeof(bytes), layer->size));
	if (layer->inodes > 0)
		printf(", %" PRIu64 " files", layer->inodes);
	printf("\n");
	begin_line(style, "");
	printf("at byte %" PRIu64, layer->extents[0].offset);
	if (layer->n_extents > 1)
		printf(" and in %u more extents", layer->n_extents - 1);
	printf(", aligned to %s\n", text_size(unit, sizeof(unit), layer->alignment));
	if (layer->nested) {
		begin_line(style, "");
		printf("holds ");
		for (const char *c = layer->nested; *c; c++)
			*c == '|' ? fputs(" or ", stdout) : fputc(*c, stdout);
		printf(", which is the root\n");
	}
	begin_line(style, "");
	if (layer->no_dax)
		printf("no DAX: %s\n", layer->no_dax);
	else
		printf("%sDAX where the device has it%s\n", style->good, style->end);
}

static void print_mounts(const struct style *style, const struct plan *plan)
{
	static const char *const what[] = { "the ISO", "the image around the root",
					    "the root image", "the changes",
					    "the ISO, in the root" };
	struct plan_mount mount;

	for (unsigned int i = 0; plan_mount(plan, i, &mount); i++) {
		begin_line(style, i ? "" : "mounts");
		print_text(mount.target);
		printf(" (%s)\n", what[mount.what]);
	}
	for (int i = 0; i < CONTRACT_LINKS_MAX && plan->contract.links[i].path; i++) {
		const struct contract_link *link = &plan->contract.links[i];

		begin_line(style, "");
		printf("%s -> %s\n", link->path,
		       link->target[0] ? link->target : "the ISO's device");
	}
}

static void print_checks(const struct style *style, const struct plan *plan)
{
	begin_line(style, "checks");
	for (unsigned int i = 0; i < plan->checks.count; i++) {
		printf("%s", i ? ", " : "");
		print_text(plan->checks.list[i].path);
	}
	printf(plan->checks.count ? "\n" : "none is offered\n");
}

static void print_initrd(const struct style *style, const struct inspection *in)
{
	const struct initrd *initrd = &in->initrd;

	begin_line(style, "initrd");
	print_text(in->plan.initrd);
	if (!initrd->is_read)
		printf(": %scannot be read: %s%s\n", style->bad, initrd->why_not, style->end);
	else if (initrd->lacking[0])
		printf(" (%s): %slacks %s%s\n", initrd->format, style->bad, initrd->lacking,
		       style->end);
	else
		printf(" (%s): has the drivers\n", initrd->format);
}

static void print_people(const struct inspection *in)
{
	const struct style *style = style_of_output();
	const struct plan *plan = &in->plan;
	char bytes[32];

	printf("%s%s%s: %s (%s)\n", style->name, in->path, style->end, plan->title, plan->layout);
	begin_line(style, "medium");
	printf("%s \"", plan->medium);
	print_text(plan->label);
	printf("\", %s\n", text_size(bytes, sizeof(bytes), plan->volume_size));
	begin_line(style, "boot");
	if (plan->assist)
		printf("%sonly by its own initramfs: %s%s\n", style->bad, plan->assist, style->end);
	else
		printf("%spmemboot can mount the root%s, by %s: %s\n", style->good, style->end,
		       plan_map_name(plan->map), plan->map_why);
	for (unsigned int i = 0; i < plan->n_layers; i++)
		print_layer(style, plan, i);
	print_mounts(style, plan);
	if (plan->words) {
		begin_line(style, "words");
		printf("%s (its userspace looks for them on the command line)\n", plan->words);
	}
	print_checks(style, plan);
	if (plan->initrd[0])
		print_initrd(style, in);
	for (unsigned int i = 0; i < in->advice.count; i++) {
		begin_line(style, i ? "" : "better");
		print_text(in->advice.list[i].line);
		printf("\n");
	}
}

/* ---- For programs ---- */

static void print_json(const struct inspection *in)
{
	struct json j = { .stream = stdout, .first = true };
	bool ok = in->why.code == FAILURE_NONE;

	json_begin(&j, NULL, '{');
	json_u64(&j, "schema", 1);
	json_string(&j, "pmemboot", PMEMBOOT_VERSION);
	json_string(&j, "image", in->path);
	json_bool(&j, "ok", ok);
	if (!ok) {
		json_begin(&j, "failure", '{');
		json_string(&j, "reason", failure_name(in->why.code));
		json_string(&j, "line", in->why.line);
		json_string(&j, "remedy", failure_remedy(in->why.code));
		json_end(&j, '}');
		json_end(&j, '}');
		return;
	}
	plan_write_json(&j, &in->plan);
	if (in->plan.initrd[0]) {
		json_begin(&j, "initrd", '{');
		json_string(&j, "path", in->plan.initrd);
		json_bool(&j, "read", in->initrd.is_read);
		json_string(&j, "format", in->initrd.format);
		json_string(&j, "why_not", in->initrd.why_not);
		json_string(&j, "lacking", in->initrd.lacking);
		json_end(&j, '}');
	}
	json_begin(&j, "advice", '[');
	for (unsigned int i = 0; i < in->advice.count; i++) {
		json_begin(&j, NULL, '{');
		json_string(&j, "code", in->advice.list[i].code);
		json_string(&j, "line", in->advice.list[i].line);
		json_end(&j, '}');
	}
	json_end(&j, ']');
	json_end(&j, '}');
}

static int run(int argc, char **argv)
{
	cleanup_free struct inspection *in = calloc(1, sizeof(*in));
	bool as_json = false;
	int r;

	if (!in) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	in->fd = -1;
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			as_json = true;
		else if (argv[i][0] != '-' && !in->path)
			in->path = argv[i];
		else
			argc = 0;
	}
	if (!in->path || argc == 0) {
		fprintf(stderr, "pmemboot: usage: pmemboot inspect FILE|DEVICE [--json]\n");
		return STATUS_USAGE;
	}
	r = inspect(in);
	if (r < 0)
		log_error("%s: %s [%s]", in->path, in->why.line, failure_name(in->why.code));
	if (as_json)
		print_json(in);
	else if (r == 0)
		print_people(in);
	cleanup_close_fd(&in->fd);
	return r < 0 ? STATUS_FAILED : STATUS_DONE;
}

const struct command command_inspect = {
	.name = "inspect",
	.arguments = "FILE|DEVICE [--json]",
	.help = "print the plan for an image: layout, layers, mounts, checks, what could be better",
	.run = run,
};
