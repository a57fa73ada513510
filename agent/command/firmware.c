// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/attributes.h"
#include "base/line.h"
#include "command/command.h"
#include "command/options.h"
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
	bool for_status, for_activate; /* an option of this action is given */
	const char *sysroot, *record;
	struct firmware_request request;
	const char *dimms[DIMMS_NAMED_MAX];
};

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

enum {
	FIRMWARE_JSON,
	FIRMWARE_SYSROOT,
	FIRMWARE_RECORD,
	FIRMWARE_METHOD,
	FIRMWARE_FORCE,
	FIRMWARE_BUS,
	FIRMWARE_DIMM
};

static const struct option firmware_option_table[] = {
	[FIRMWARE_JSON] = { "--json", NULL, "status: print JSON, for programs" },
	[FIRMWARE_SYSROOT] = { "--sysroot", "TREE", "status: of a recorded machine" },
	[FIRMWARE_RECORD] = { "--record", "TREE", "status: copy what is read, for a bug report" },
	[FIRMWARE_METHOD] = { "--method", "live|quiesce", "activate: not as the bus suggests" },
	[FIRMWARE_FORCE] = { "--force", NULL, "activate: live where the bus asks for quiesce" },
	[FIRMWARE_BUS] = { "--bus", "BUS", "activate: on this bus alone" },
	[FIRMWARE_DIMM] = { "--dimm", "DIMM", "activate: this DIMM; may be repeated" },
	{ 0 }
};

/* What is wrong with an option or argument: a sentence, or NULL. */
static const char *take_option(struct firmware_options *ret, const struct options *options)
{
	switch (options->id) {
	case FIRMWARE_JSON:
		ret->json = true;
		break;
	case FIRMWARE_SYSROOT:
		ret->sysroot = options->value;
		break;
	case FIRMWARE_RECORD:
		ret->record = options->value;
		break;
	case FIRMWARE_METHOD:
		if (parse_method(options->value, &ret->request.method) < 0)
			return "is not a method: live or quiesce";
		break;
	case FIRMWARE_FORCE:
		ret->request.force = true;
		break;
	case FIRMWARE_BUS:
		ret->request.bus = options->value;
		break;
	case FIRMWARE_DIMM:
		if (ret->request.n_dimms == DIMMS_NAMED_MAX)
			return "is a DIMM too many";
		ret->dimms[ret->request.n_dimms++] = options->value;
		break;
	default:
		ret->activate = strcmp(options->value, "activate") == 0;
		if (!ret->activate && strcmp(options->value, "status") != 0)
			return "is not an action: status or activate";
	}
	/* The options of status come before those of activate. */
	ret->for_status |= options->id >= 0 && options->id < FIRMWARE_METHOD;
	ret->for_activate |= options->id >= FIRMWARE_METHOD;
	return NULL;
}

/* Returns 0, or -EINVAL, which is printed. */
static int take_options(struct firmware_options *ret, char **argv)
{
	const char *wrong = NULL;
	struct options options;

	ret->request.dimms = ret->dimms;
	options_begin(&options, &command_firmware, argv);
	while (!wrong && options_next(&options))
		wrong = take_option(ret, &options);
	if (wrong)
		line_write(stderr, "pmemboot: firmware: %s %s\n", options.value, wrong);
	else if (ret->activate ? ret->for_status : ret->for_activate)
		line_write(stderr,
			   "pmemboot: firmware: an option of %s is given for %s; pmemboot "
			   "firmware --help lists them\n",
			   ret->activate ? "status" : "activate",
			   ret->activate ? "activate" : "status");
	else
		return 0;
	return -EINVAL;
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
	json_bool(&j, "ok", true);
	activation_write_json(&j, &state);
	json_end(&j, '}');
	return 0;
}

static int firmware_command(int argc unused, char **argv)
{
	static struct firmware_options options;
	struct failure why = { 0 };
	cleanup_tree struct tree tree = TREE_NONE;
	int r;

	if (take_options(&options, argv) < 0)
		return STATUS_USAGE;
	r = tree_open(&tree, options.sysroot ? options.sysroot : "/");
	if (r < 0) {
		log_error("cannot open %s: %s", options.sysroot, strerror(-r));
		return STATUS_FAILED;
	}
	if (!options.activate)
		return print_status(&options, &tree) < 0 ? STATUS_FAILED : STATUS_DONE;
	r = activation_perform(&tree, &options.request, &why);
	if (r < 0)
		log_error("%s%s", why.line, r == -EACCES ? ": it needs root" : "");
	return r < 0 ? STATUS_FAILED : STATUS_DONE;
}

const struct command command_firmware = {
	.name = "firmware",
	.arguments = "[status|activate]",
	.most = 1,
	.options = firmware_option_table,
	.help = "Print the state of NVDIMM firmware activation, or activate new firmware",
	.run = firmware_command,
};
