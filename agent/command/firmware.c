// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/attributes.h"
#include "base/line.h"
#include "command/command.h"
#include "log/log.h"
#include "log/version.h"
#include "nvdimm/activation.h"
#include "sys/nd_firmware.h"
#include "sys/record.h"
#include "sys/tree.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

enum { DIMMS_NAMED_MAX = ND_FIRMWARE_DIMMS_MAX };

struct firmware_options {
	bool activate, json;
	const char *sysroot, *record;
	struct firmware_wish wish;
	const char *dimms[DIMMS_NAMED_MAX];
};

static int print_usage(void)
{
	line_write(stderr, "pmemboot: usage: pmemboot firmware %s\n", command_firmware.arguments);
	return STATUS_USAGE;
}

static int parse_method(const char *value, enum firmware_method *ret)
{
	if (strcmp(value, "live") == 0)
		*ret = FIRMWARE_LIVE;
	else if (strcmp(value, "quiesce") == 0)
		*ret = FIRMWARE_QUIESCE;
	else
		return -EINVAL;
	return 0;
}

/* Parse an option with a value. Returns 0 or -EINVAL. */
static int parse_value(struct firmware_options *options, const char *name, const char *value)
{
	if (strcmp(name, "--sysroot") == 0 && !options->activate)
		options->sysroot = value;
	else if (strcmp(name, "--record") == 0 && !options->activate)
		options->record = value;
	else if (!options->activate)
		return -EINVAL;
	else if (strcmp(name, "--method") == 0)
		return parse_method(value, &options->wish.method);
	else if (strcmp(name, "--bus") == 0)
		options->wish.bus = value;
	else if (strcmp(name, "--dimm") == 0 && options->wish.n_dimms < DIMMS_NAMED_MAX)
		options->dimms[options->wish.n_dimms++] = value;
	else
		return -EINVAL;
	return 0;
}

static int parse_arguments(struct firmware_options *options, int argc, char **argv)
{
	int i = 1;

	if (i < argc && argv[i][0] != '-') {
		options->activate = strcmp(argv[i], "activate") == 0;
		if (!options->activate && strcmp(argv[i], "status") != 0)
			return -EINVAL;
		i++;
	}
	options->wish.dimms = options->dimms;
	for (; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0 && !options->activate)
			options->json = true;
		else if (strcmp(argv[i], "--force") == 0 && options->activate)
			options->wish.force = true;
		else if (i + 1 == argc || parse_value(options, argv[i], argv[i + 1]) < 0)
			return -EINVAL;
		else
			i++;
	}
	return 0;
}

static int print_status(const struct firmware_options *options, struct tree *tree)
{
	static struct nd_firmware state;
	struct json j = { .stream = stdout, .first = true };
	struct record record;
	int r = options->record ? record_begin(&record, tree, options->record) : 0;

	if (r == 0)
		nd_firmware_read(tree, &state);
	if (r == 0 && options->record)
		r = record_end(&record, tree);
	if (r < 0) {
		log_error("cannot record in %s: %s", options->record, record_why(r));
		return r;
	}
	if (!options->json) {
		activation_print(&state, stdout);
		return 0;
	}
	json_begin(&j, NULL, '{');
	json_u64(&j, "schema", 1);
	json_string(&j, "pmemboot", PMEMBOOT_VERSION);
	activation_write_json(&j, &state);
	json_end(&j, '}');
	return 0;
}

static int firmware_command(int argc, char **argv)
{
	static struct firmware_options options;
	struct failure why = { 0 };
	cleanup_tree struct tree tree = TREE_NONE;
	int r;

	if (parse_arguments(&options, argc, argv) < 0)
		return print_usage();
	r = tree_open(&tree, options.sysroot ? options.sysroot : "/");
	if (r < 0) {
		log_error("cannot open %s: %s", options.sysroot, strerror(-r));
		return STATUS_FAILED;
	}
	if (!options.activate)
		return print_status(&options, &tree) < 0 ? STATUS_FAILED : STATUS_DONE;
	r = activation_perform(&tree, &options.wish, &why);
	if (r < 0)
		log_error("%s%s", why.line, r == -EACCES ? ": it needs root" : "");
	return r < 0 ? STATUS_FAILED : STATUS_DONE;
}

const struct command command_firmware = {
	.name = "firmware",
	.arguments =
		"[status] [--json] [--sysroot TREE] [--record TREE] | activate [--method live|quiesce] "
		"[--force] [--bus B] [--dimm D]...",
	.help = "print the state of NVDIMM firmware activation, or activate new firmware",
	.run = firmware_command,
};
