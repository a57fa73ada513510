// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/doctor.h"
#include "base/attributes.h"
#include "base/line.h"
#include "command/command.h"
#include "log/log.h"
#include "sys/efi.h"
#include "sys/record.h"
#include "sys/tree.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

struct options {
	bool json;
	const char *sysroot;
	const char *record;
	const char *dtb;
	struct kernel_source kernel;
};

static int usage(void)
{
	line_write(stderr, "pmemboot: usage: pmemboot doctor %s\n", command_doctor.arguments);
	return STATUS_USAGE;
}

/* 0, or -EINVAL for what is no option. */
static int parse(struct options *options, int argc, char **argv)
{
	const struct {
		const char *name;
		const char **value;
	} named[] = {
		{ "--sysroot", &options->sysroot },
		{ "--record", &options->record },
		{ "--dtb", &options->dtb },
		{ "--kernel-config", &options->kernel.config },
		{ "--modules", &options->kernel.modules },
	};

	for (int i = 1; i < argc; i++) {
		size_t n = 0;

		if (strcmp(argv[i], "--json") == 0) {
			options->json = true;
			continue;
		}
		while (n < array_size(named) && strcmp(argv[i], named[n].name) != 0)
			n++;
		if (n == array_size(named) || i + 1 == argc)
			return -EINVAL;
		*named[n].value = argv[++i];
	}
	return 0;
}

static bool is_elsewhere(const struct options *options)
{
	return options->dtb ||
	       ((options->kernel.config || options->kernel.modules) && !options->sysroot);
}

static int examine_tree(struct doctor *doctor, const struct options *options, struct tree *tree)
{
	bool live = !options->sysroot, mounted = false;
	struct record record;
	int r, kept = 0;

	/* Firmware's variables tell what it booted, if they can be had. */
	if (live && geteuid() == 0)
		mounted = efi_mount() > 0;
	r = options->record ? record_begin(&record, tree, options->record) : 0;
	if (r < 0)
		log_error("cannot make %s: %s", options->record, record_why(r));
	if (r == 0)
		r = doctor_examine(doctor, tree, live);
	if (options->record && r == 0)
		kept = record_end(&record, tree);
	if (kept < 0) {
		log_error("cannot record all in %s: %s", options->record, strerror(-kept));
		r = kept;
	}
	if (mounted)
		efi_unmount();
	return r;
}

static int examine(struct doctor *doctor, const struct options *options)
{
	const char *root = options->sysroot ? options->sysroot : "/";
	cleanup_tree struct tree tree = TREE_NONE;
	struct failure why = { 0 };
	int r;

	if (is_elsewhere(options)) {
		r = doctor_examine_elsewhere(doctor, options->dtb, &options->kernel, &why);
		if (r < 0)
			log_error("%s", why.line);
		return r;
	}
	r = tree_open(&tree, root);
	if (r < 0) {
		log_error("cannot open %s: %s", root, strerror(-r));
		return r;
	}
	r = examine_tree(doctor, options, &tree);
	if (r == 0 && (options->kernel.config || options->kernel.modules)) {
		r = doctor_exchange_kernel(doctor, &options->kernel, &why);
		if (r < 0)
			log_error("%s", why.line);
	}
	return r;
}

static int run(int argc, char **argv)
{
	cleanup_free struct doctor *doctor = calloc(1, sizeof(*doctor));
	struct options options = { 0 };
	int r;

	if (parse(&options, argc, argv) < 0 || (options.dtb && (options.sysroot || options.record)))
		return usage();
	if (!doctor) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	r = examine(doctor, &options);
	if (r == 0 && options.json)
		doctor_write_json(doctor, stdout);
	else if (r == 0)
		doctor_print(doctor, stdout);
	doctor_free(doctor);
	return r == 0 && doctor->answer == DOCTOR_YES ? STATUS_DONE : STATUS_FAILED;
}

const struct command command_doctor = {
	.name = "doctor",
	.arguments = "[--json] [--sysroot TREE] [--record TREE] [--dtb FILE] "
		     "[--kernel-config FILE] [--modules DIR]",
	.help = "can this machine boot from its image? the memory map, verdicts, policy, kernel",
	.run = run,
};
