// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/menu.h"
#include "base/line.h"
#include "base/number.h"
#include "command/command.h"
#include "command/options.h"
#include "log/log.h"
#include "offline/edit.h"
#include "offline/grub_image.h"
#include "parse/pe.h"
#include "sys/file.h"
#include "sys/io.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	MENU_SIZE_MAX = 1 << 20,
	PROGRAM_SIZE_MAX = 1 << 25, /* an EFI program with a menu in it */
	PLAN_SIZE_MAX = 1 << 22,
	PLAN_LINES_MAX = 1 << 16,
};

/* ---- What a menu boots ---- */

static void print_part(void *context, const struct part *part)
{
	static const char *const kinds[] = {
		[PART_TITLE] = "title",	    [PART_KERNEL] = "kernel", [PART_INITRD] = "initrd",
		[PART_INCLUDE] = "include", [PART_WORD] = "word",
	};

	(void)context;
	if (part->kind != PART_END)
		line_write(stdout, "%u\t%u\t%s%s\t%s\n", part->group, part->ordinal,
			   kinds[part->kind], part->unclear ? "?" : "", part->value);
}

/* ---- The menu, changed ---- */

struct output {
	uint8_t *bytes;
	size_t len, size;
	bool failed;
};

static void append_bytes(void *context, const void *bytes, size_t len)
{
	struct output *out = context;

	if (len > out->size - out->len) {
		size_t size = (out->len + len) * 2;
		uint8_t *more = out->failed ? NULL : realloc(out->bytes, size);

		if (!more) {
			out->failed = true;
			return;
		}
		out->bytes = more;
		out->size = size;
	}
	memcpy(out->bytes + out->len, bytes, len);
	out->len += len;
}

/* The lines of a plan: "GROUP<TAB>ARCHIVE", or "first<TAB>ORDINAL". They are terminated here. */
struct plan_lines {
	struct edit_archive *archives;
	unsigned int *firsts;
	size_t n_archives, n_firsts;
};

static int take_plan_line(struct plan_lines *plan, char *line)
{
	char *value = strchr(line, '\t');
	uint64_t number = 0;
	bool is_first;

	if (!value || plan->n_archives + plan->n_firsts >= PLAN_LINES_MAX)
		return -EINVAL;
	*value++ = '\0';
	is_first = strcmp(line, "first") == 0;
	if (number_parse_string(is_first ? value : line, UINT32_MAX, &number) < 0)
		return -EINVAL;
	if (is_first)
		plan->firsts[plan->n_firsts++] = (unsigned int)number;
	else
		plan->archives[plan->n_archives++] = (struct edit_archive){
			.group = (unsigned int)number, .path = *value ? value : NULL
		};
	return 0;
}

static int take_plan(struct plan_lines *plan, char *text)
{
	char *rest = NULL;

	plan->archives = calloc(PLAN_LINES_MAX, sizeof(*plan->archives));
	plan->firsts = calloc(PLAN_LINES_MAX, sizeof(*plan->firsts));
	if (!plan->archives || !plan->firsts)
		return -ENOMEM;
	for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		int r = take_plan_line(plan, line);

		if (r < 0)
			return r;
	}
	return 0;
}

static int write_edited(struct slice text, char *plan_text, struct edit *edit)
{
	struct plan_lines plan = { 0 };
	struct output out = { 0 };
	int r = take_plan(&plan, plan_text);

	edit->archives = plan.archives;
	edit->n_archives = plan.n_archives;
	edit->firsts = plan.firsts;
	edit->n_firsts = plan.n_firsts;
	if (r == 0) {
		edit_write(text, edit, append_bytes, &out);
		r = out.failed ? -ENOMEM : io_write(STDOUT_FILENO, out.bytes, out.len);
	}
	free(plan.archives);
	free(plan.firsts);
	free(out.bytes);
	return r;
}

/* ---- The command ---- */

struct request {
	const char *path, *plan;
	bool embedded;
	struct edit edit;
};

enum { MENU_EDIT, MENU_ADD, MENU_REMOVE, MENU_EMBEDDED };

static const struct option menu_options[] = {
	[MENU_EDIT] = { "--edit", "PLAN", "print the menu with the changes that this file lists" },
	[MENU_ADD] = { "--add", "WORDS", "add these kernel parameters" },
	[MENU_REMOVE] = { "--remove", "WORDS", "remove these; NAME= with any value" },
	[MENU_EMBEDDED] = { "--embedded", NULL,
			    "print where a GRUB EFI program has its menu, if it has one" },
	{ 0 }
};

static void take_arguments(struct request *request, char **argv)
{
	struct options options;

	options_begin(&options, &command_menu, argv);
	while (options_next(&options)) {
		switch (options.id) {
		case MENU_EDIT:
			request->plan = options.value;
			break;
		case MENU_ADD:
			request->edit.add = options.value;
			break;
		case MENU_REMOVE:
			request->edit.remove = options.value;
			break;
		case MENU_EMBEDDED:
			request->embedded = true;
			break;
		default:
			request->path = options_image(options.value);
		}
	}
}

/* Read a file and terminate it. Returns the length or -E..., which is logged. */
static int read_text(const char *path, size_t max, uint8_t **ret)
{
	int len = file_read_all(path, max, ret);
	uint8_t *text = len < 0 ? NULL : realloc(*ret, (size_t)len + 1);

	if (!text) {
		log_error("%s: cannot be read: %s", path, file_why(len < 0 ? len : -ENOMEM));
		return len < 0 ? len : -ENOMEM;
	}
	text[len] = '\0';
	*ret = text;
	return len;
}

static int print_place(const char *path)
{
	cleanup_free uint8_t *bytes = NULL;
	int len = read_text(path, PROGRAM_SIZE_MAX, &bytes);
	struct slice image = { bytes, len < 0 ? 0 : (size_t)len }, menu;
	int r = len < 0 ? len : grub_image_menu(image, &menu);

	if (r == 0 && pe_is_signed(image))
		r = -EPERM;
	if (r == 0)
		line_write(stdout, "%zu\t%zu\n", (size_t)(menu.data - image.data), menu.len);
	else if (r == -EPERM && len >= 0)
		log_error("%s: it is signed, so the boot menu in it cannot change", path);
	else if (len >= 0)
		log_error("%s: it is not a GRUB program with a boot menu in it", path);
	return r < 0 ? STATUS_FAILED : STATUS_DONE;
}

static int menu_command(int argc unused, char **argv)
{
	const struct part_visitor printer = { .visit = print_part, .context = NULL };
	struct request request = { .edit = { .add = "", .remove = "" } };
	cleanup_free uint8_t *text = NULL, *plan = NULL;
	int len, r = 0;

	take_arguments(&request, argv);
	if (request.embedded)
		return print_place(request.path);
	len = read_text(request.path, MENU_SIZE_MAX, &text);
	if (len < 0 || (request.plan && read_text(request.plan, PLAN_SIZE_MAX, &plan) < 0))
		return STATUS_FAILED;
	if (!request.plan)
		menu_visit((struct slice){ text, (size_t)len }, &printer);
	else
		r = write_edited((struct slice){ text, (size_t)len }, (char *)plan, &request.edit);
	if (r < 0)
		log_error("%s: cannot be changed: %s", request.path, strerror(-r));
	return r < 0 ? STATUS_FAILED : STATUS_DONE;
}

const struct command command_menu = {
	.name = "menu",
	.arguments = "FILE",
	.least = 1,
	.most = 1,
	.options = menu_options,
	.help = "Print what a boot menu boots, or the menu with archives and parameters added",
	.run = menu_command,
};
