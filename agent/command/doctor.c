// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/doctor.h"
#include "base/attributes.h"
#include "base/line.h"
#include "command/command.h"
#include "command/options.h"
#include "doctor/doctor_json.h"
#include "doctor/doctor_print.h"
#include "log/log.h"
#include "offline/offline.h"
#include "sys/efi.h"
#include "sys/record.h"
#include "sys/tree.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

struct doctor_options {
	bool json;
	const char *sysroot;
	const char *record;
	const char *dtb;
	struct kernel_files kernel;
};

enum {
	DOCTOR_JSON,
	DOCTOR_SYSROOT,
	DOCTOR_RECORD,
	DOCTOR_DTB,
	DOCTOR_KERNEL_CONFIG,
	DOCTOR_MODULES
};

static const struct option doctor_option_table[] = {
	[DOCTOR_JSON] = { "--json", NULL, "print JSON, for programs" },
	[DOCTOR_SYSROOT] = { "--sysroot", "TREE", "examine a recorded machine, not this one" },
	[DOCTOR_RECORD] = { "--record", "TREE",
			    "copy what is read to a new directory, for a bug report" },
	[DOCTOR_DTB] = { "--dtb", "FILE", "examine a machine with this Device Tree" },
	[DOCTOR_KERNEL_CONFIG] = { "--kernel-config", "FILE",
				   "examine a kernel of this configuration" },
	[DOCTOR_MODULES] = { "--modules", "DIR", "examine a kernel with these modules" },
	{ 0 }
};

/* Returns 0, or -EINVAL for options that exclude each other, which is printed. */
static int take_options(struct doctor_options *ret, char **argv)
{
	const char **values[] = {
		[DOCTOR_SYSROOT] = &ret->sysroot,
		[DOCTOR_RECORD] = &ret->record,
		[DOCTOR_DTB] = &ret->dtb,
		[DOCTOR_KERNEL_CONFIG] = &ret->kernel.config,
		[DOCTOR_MODULES] = &ret->kernel.modules,
	};
	struct options options;

	options_begin(&options, &command_doctor, argv);
	while (options_next(&options)) {
		if (options.id == DOCTOR_JSON)
			ret->json = true;
		else
			*values[options.id] = options.value;
	}
	if (!ret->dtb || !(ret->sysroot || ret->record))
		return 0;
	line_write(stderr, "pmemboot: doctor: --dtb is for a machine that is not here; it "
			   "excludes --sysroot and --record\n");
	return -EINVAL;
}

static bool has_other_kernel(const struct doctor_options *options)
{
	return options->kernel.config || options->kernel.modules;
}

/* ---- This machine, or a recorded tree ---- */

/* Examine the tree, and record all that is read of it. Returns 0 or -E..., which was logged. */
static int examine_recorded(struct doctor *doctor, struct tree *tree, bool live,
			    const char *directory)
{
	struct record record;
	int r = record_begin(&record, tree, directory), examined;

	if (r < 0) {
		log_error("cannot make %s: %s", directory, record_why(r));
		return r;
	}
	examined = doctor_examine(doctor, tree, live);
	r = record_end(&record, tree);
	if (r < 0)
		log_error("cannot record everything in %s: %s", directory, strerror(-r));
	if (examined < 0)
		return examined;
	return r < 0 ? r : 0;
}

static int examine_tree(struct doctor *doctor, const struct doctor_options *options,
			struct tree *tree)
{
	bool live = !options->sysroot, mounted = false;
	int r;

	/* EFI variables, if they can be read, show what firmware booted. */
	if (live && geteuid() == 0)
		mounted = efi_mount() > 0;
	if (options->record)
		r = examine_recorded(doctor, tree, live, options->record);
	else
		r = doctor_examine(doctor, tree, live);
	if (mounted)
		efi_unmount();
	return r;
}

/* Replace the kernel by that of the options. Returns 0 or -E..., which was logged. */
static int exchange_kernel(struct doctor *doctor, const struct doctor_options *options)
{
	struct failure why = { 0 };
	struct kernel kernel;
	int r = program.offline->gather_kernel(&options->kernel, &kernel, &why);

	if (r < 0) {
		log_error("%s", why.line);
		return r;
	}
	doctor_exchange_kernel(doctor, &kernel);
	return 0;
}

static int examine_here(struct doctor *doctor, const struct doctor_options *options)
{
	const char *root = options->sysroot ? options->sysroot : "/";
	cleanup_tree struct tree tree = TREE_NONE;
	int r = tree_open(&tree, root);

	if (r < 0) {
		log_error("cannot open %s: %s", root, strerror(-r));
		return r;
	}
	r = examine_tree(doctor, options, &tree);
	if (r == 0 && has_other_kernel(options))
		r = exchange_kernel(doctor, options);
	return r;
}

/* ---- Another machine ---- */

static int examine_elsewhere(struct doctor *doctor, const struct doctor_options *options)
{
	struct failure why = { 0 };
	int r = program.offline->examine_elsewhere(doctor, options->dtb, &options->kernel, &why);

	if (r < 0)
		log_error("%s", why.line);
	return r;
}

static int examine_machine(struct doctor *doctor, const struct doctor_options *options)
{
	bool needs_offline = options->dtb || has_other_kernel(options);

	if (needs_offline && !program.offline) {
		log_error("--dtb, --kernel-config and --modules are missing from the agent of the "
			  "initramfs: use /usr/sbin/pmemboot");
		return -EOPNOTSUPP;
	}
	if (needs_offline && !options->sysroot)
		return examine_elsewhere(doctor, options);
	return examine_here(doctor, options);
}

static int doctor_command(int argc unused, char **argv)
{
	cleanup_free struct doctor *doctor = calloc(1, sizeof(*doctor));
	struct doctor_options options = { 0 };
	int r;

	if (take_options(&options, argv) < 0)
		return STATUS_USAGE;
	if (!doctor) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	r = examine_machine(doctor, &options);
	if (r == 0 && options.json)
		doctor_json_write(doctor, stdout);
	else if (r == 0)
		doctor_print(doctor, stdout);
	doctor_free(doctor);
	/* The record of a machine that cannot boot is as good as any. */
	return r == 0 && (options.record || doctor->answer == DOCTOR_YES) ? STATUS_DONE
									  : STATUS_FAILED;
}

const struct command command_doctor = {
	.name = "doctor",
	.arguments = "",
	.options = doctor_option_table,
	.help = "Say if this machine can boot from its image: memory map, verdicts, policy, kernel",
	.run = doctor_command,
};
