// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/config_set.h"

#include "base/number.h"
#include "base/text.h"
#include "log/log.h"
#include "parse/cmdline.h"
#include "parse/signify.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

enum { TIMEOUT_MAX = 86400 };

/* Whoever runs can reset those after it (PC Client Platform TPM Profile 1.06, 4.6.2). */
enum { PCR_MAX = 15 };

static int set_paths(struct config *config, char *paths, struct failure *why)
{
	config->n_paths = 0;
	while (paths) {
		char *next = text_split(paths, ",");

		if (*paths == '\0' || config->n_paths == LAYOUT_LAYERS_MAX)
			return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
					   CONFIG_PREFIX "root=: %s",
					   *paths ? "too many paths" : "an empty path");
		cmdline_unescape(paths);
		config->paths[config->n_paths++] = paths;
		paths = next;
	}
	return 0;
}

static int set_medium(struct config *config, char *medium, struct failure *why)
{
	cmdline_unescape(medium);
	config->medium_name = NULL;
	config->partition = NULL;
	if (strcmp(medium, "auto") == 0) {
		config->medium = MEDIUM_AUTO;
	} else if (text_begins(medium, "/dev/pmem") && !strchr(medium + 5, '/')) {
		config->medium = MEDIUM_DISK;
		config->medium_name = medium + 5;
	} else if (text_begins(medium, "LABEL=") && medium[6]) {
		config->medium = MEDIUM_LABEL;
		config->medium_name = medium + 6;
	} else if (text_begins(medium, "UUID=") && medium[5]) {
		config->medium = MEDIUM_UUID;
		config->medium_name = medium + 5;
	} else if ((text_begins(medium, PLAN_PARTLABEL) && medium[strlen(PLAN_PARTLABEL)]) ||
		   (text_begins(medium, PLAN_PARTUUID) && medium[strlen(PLAN_PARTUUID)])) {
		config->medium = MEDIUM_AUTO;
		config->partition = medium;
	} else if (text_begins(medium, "region=") &&
		   number_parse_string(medium + 7, UINT64_MAX, &config->medium_address) == 0) {
		config->medium = MEDIUM_REGION;
	} else {
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   CONFIG_PREFIX
				   "root=%s is not a valid medium: use auto, /dev/pmemN, LABEL=, "
				   "UUID=, PARTLABEL=, PARTUUID= or region=0xADDR",
				   medium);
	}
	return 0;
}

int config_set_root(struct config *config, char *value, struct failure *why)
{
	char *paths = strstr(value, ":/"), *option;
	int r = 0;

	if (paths)
		*paths++ = '\0';
	option = text_split(value, ",");
	config->required = false;
	if (option && strcmp(option, "required") == 0)
		config->required = true;
	else if (option)
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   CONFIG_PREFIX
				   "root=: unknown option %s, the only one is \"required\"",
				   option);
	r = set_medium(config, value, why);
	return r < 0 ? r : set_paths(config, paths, why);
}

/* Is it a value of the option size= of tmpfs: bytes with an optional suffix, or a percentage? */
static bool is_tmpfs_size(const char *size)
{
	size_t digits = strspn(size, "0123456789");

	return digits > 0 && digits <= 15 &&
	       (size[digits] == '\0' || (strchr("kKmMgG%", size[digits]) && !size[digits + 1]));
}

int config_set_overlay(struct config *config, char *value, struct failure *why)
{
	char *option = text_split(value, ",");

	config->overlay_device = NULL;
	config->overlay = strcmp(value, "none") != 0;
	if (!option && (!config->overlay || strcmp(value, "tmpfs") == 0))
		return 0;
	if (option && strcmp(value, "tmpfs") == 0 && text_begins(option, "size=") &&
	    is_tmpfs_size(option + 5)) {
		config->overlay_size = option + 5;
		return 0;
	}
	cmdline_unescape(value);
	if ((!option || strcmp(option, "required") == 0) &&
	    ((text_begins(value, "LABEL=") && value[6]) ||
	     (text_begins(value, "UUID=") && value[5]) || text_begins(value, "/dev/"))) {
		config->overlay_device = value;
		config->overlay_required = option != NULL;
		return 0;
	}
	return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
			   CONFIG_PREFIX
			   "overlay=%s%s%s is not valid: use tmpfs[,size=N[k|m|g|%%]], none, or "
			   "LABEL=, UUID= or /dev/... [,required]",
			   value, option ? "," : "", option ? option : "");
}

/* The index of a value in the names, or -EINVAL. */
static int find_name(const char *value, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(value, names[i]) == 0)
			return (int)i;
	return -EINVAL;
}

int config_set_timeout(struct config *config, char *value, struct failure *why)
{
	uint64_t seconds;

	if (number_parse_string(value, TIMEOUT_MAX, &seconds) < 0)
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   CONFIG_PREFIX "timeout=%s is not valid: use a number of seconds",
				   value);
	config->timeout = (unsigned int)seconds;
	config->timeout_given = true;
	return 0;
}

int config_set_shell(struct config *config, char *value, struct failure *why)
{
	static const char *const names[] = { [SHELL_NEVER] = "never",
					     [SHELL_FAIL] = "fail",
					     [SHELL_MEDIUM] = "medium",
					     [SHELL_ROOT] = "root" };
	int shell = find_name(value, names, array_size(names));

	if (shell < 0)
		return failure_set(why, FAILURE_COMMAND_LINE, shell,
				   CONFIG_PREFIX
				   "shell=%s is not valid: use never, fail, medium or root",
				   value);
	config->shell = (enum config_shell)shell;
	config->shell_given = true;
	return 0;
}

int config_set_map(struct config *config, char *value, struct failure *why)
{
	static const enum plan_map maps[] = { PLAN_MAP_AUTO, PLAN_MAP_DM, PLAN_MAP_LOOP,
					      PLAN_MAP_FILE };
	const char *dax = text_split(value, ",");

	if (dax && strcmp(dax, "dax=auto") != 0 && strcmp(dax, "dax=never") != 0)
		return failure_set(
			why, FAILURE_COMMAND_LINE, -EINVAL,
			CONFIG_PREFIX "map=...,%s is not valid: use dax=auto or dax=never", dax);
	config->dax = !dax || strcmp(dax, "dax=auto") == 0;
	for (size_t i = 0; i < array_size(maps); i++)
		if (strcmp(value, plan_map_name(maps[i])) == 0) {
			config->map = maps[i];
			return 0;
		}
	return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
			   CONFIG_PREFIX "map=%s is not valid: use auto, dm, loop or file", value);
}

int config_set_mode(struct config *config, char *value, struct failure *why)
{
	static const char *const names[] = {
		[MODE_AUTO] = "auto", [MODE_TAKEOVER] = "takeover", [MODE_ASSIST] = "assist"
	};
	int mode = find_name(value, names, array_size(names));

	if (mode < 0)
		return failure_set(
			why, FAILURE_COMMAND_LINE, mode,
			CONFIG_PREFIX "mode=%s is not valid: use auto, takeover or assist", value);
	config->mode = (enum config_mode)mode;
	return 0;
}

int config_set_heal(struct config *config, char *value, struct failure *why)
{
	if (strcmp(value, "on") != 0 && strcmp(value, "off") != 0)
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   CONFIG_PREFIX "heal=%s is not valid: use on or off", value);
	config->heal = strcmp(value, "on") == 0;
	return 0;
}

int config_set_firmware(struct config *config, char *value, struct failure *why)
{
	static const char *const names[] = { [CONFIG_FIRMWARE_REPORT] = "report",
					     [CONFIG_FIRMWARE_OFF] = "off",
					     [CONFIG_FIRMWARE_LIVE] = "live",
					     [CONFIG_FIRMWARE_QUIESCE] = "quiesce" };
	const char *option = text_split(value, ",");
	int firmware = find_name(value, names, array_size(names));

	if (firmware < 0 ||
	    (option && (firmware != CONFIG_FIRMWARE_LIVE || strcmp(option, "force") != 0)))
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   CONFIG_PREFIX "firmware=%s%s%s is not valid: use off, report, "
						 "quiesce, live or live,force",
				   value, option ? "," : "", option ? option : "");
	config->firmware = (enum config_firmware)firmware;
	config->firmware_force = option != NULL;
	return 0;
}

int config_set_verify(struct config *config, char *value, struct failure *why)
{
	static const char *const names[] = { "media", "signature", "verity" };
	struct config_verify *verify = &config->verify;
	bool none = false;

	*verify = (struct config_verify){ .ways = CONFIG_VERIFY_SIGNATURE | CONFIG_VERIFY_VERITY };
	while (value) {
		char *next = text_split(value, ",");
		unsigned int way = 0;

		for (unsigned int i = 0; i < array_size(names); i++)
			if (strcmp(value, names[i]) == 0)
				way = 1U << i;
		verify->ways |= way;
		verify->asked |= way;
		if (strcmp(value, "require") == 0 || strcmp(value, "required") == 0)
			verify->require = true;
		else if (strcmp(value, "none") == 0)
			none = true;
		else if (!way && strcmp(value, "auto") != 0)
			return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
					   CONFIG_PREFIX
					   "verify=%s is not valid: use auto, none, media, "
					   "signature, verity or require",
					   value);
		value = next;
	}
	if (none && (verify->asked || verify->require))
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   CONFIG_PREFIX "verify=none cannot have other values");
	if (none)
		verify->ways = 0;
	return 0;
}

int config_set_verity(struct config *config, char *value, struct failure *why)
{
	config->verity_panic = strcmp(value, "panic") == 0;
	if (config->verity_panic || strcmp(value, "error") == 0)
		return 0;
	return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
			   CONFIG_PREFIX "verity=%s is not valid: use error or panic", value);
}

int config_set_debug(struct config *config, char *value unused, struct failure *why unused)
{
	config->debug = true;
	log_set_debug(true);
	return 0;
}

int config_set_init(struct config *config, char *value, struct failure *why unused)
{
	config->init = *value ? value : NULL;
	return 0;
}

int config_set_layerfs(struct config *config, char *value, struct failure *why unused)
{
	config->layerfs = *value ? value : NULL;
	return 0;
}

int config_set_layout(struct config *config, char *value, struct failure *why)
{
	config->hints.layout = value;
	if (layout_find(value))
		return 0;
	return failure_set(
		why, FAILURE_COMMAND_LINE, -EINVAL,
		CONFIG_PREFIX "layout=%s is not a layout, man pmemboot.cmdline lists them", value);
}

int config_set_measure(struct config *config, char *value, struct failure *why)
{
	const char *option = text_split(value, ",");
	uint64_t pcr = 0;

	config->measure = strcmp(value, "none") != 0;
	config->measure_required = option != NULL;
	if ((config->measure && number_parse_string(value, PCR_MAX, &pcr) < 0) ||
	    (option && (!config->measure || strcmp(option, "required") != 0))) {
		config->measure = false;
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   CONFIG_PREFIX "measure=%s%s%s is not valid: use none, or the "
						 "number of a PCR from 0 to %d, and ,required",
				   value, option ? "," : "", option ? option : "", PCR_MAX);
	}
	config->measure_pcr = (unsigned int)pcr;
	return 0;
}

int config_set_seed(struct config *config, char *value, struct failure *why)
{
	static const char *const names[] = { [CONFIG_SEED_NOT_GIVEN] = "",
					     [CONFIG_SEED_ANY] = "any",
					     [CONFIG_SEED_SIGNED] = "signed",
					     [CONFIG_SEED_NONE] = "none",
					     [CONFIG_SEED_URL] = "url" };
	const char *option = text_split(value, ",");
	int seed = find_name(value, names, array_size(names));

	if (seed < 0 || (option && (seed != CONFIG_SEED_SIGNED || strcmp(option, "required") != 0)))
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   CONFIG_PREFIX "seed=%s%s%s is not valid: use any, signed, "
						 "signed,required, none or url",
				   value, option ? "," : "", option ? option : "");
	config->seed = (enum config_seed)seed;
	config->seed_required = option != NULL;
	return 0;
}

int config_set_report(struct config *config, char *value, struct failure *why)
{
	static const char *const names[] = { "console", "pstore", "kmsg" };
	unsigned int report = 0;

	while (value) {
		char *next = text_split(value, ",");
		int bit = find_name(value, names, array_size(names));

		if (bit < 0)
			return failure_set(why, FAILURE_COMMAND_LINE, bit,
					   CONFIG_PREFIX
					   "report=%s is not valid: use console, pstore or kmsg",
					   value);
		report |= 1U << bit;
		value = next;
	}
	config->report = report;
	return 0;
}

int config_set_minimum(struct config *config, char *value, struct failure *why)
{
	uint64_t version;

	if (number_parse_string(value, SIGNIFY_VERSION_MAX, &version) < 0)
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   CONFIG_PREFIX
				   "minimum=%s is not valid: use a number of at most 15 digits",
				   value);
	if (version > config->minimum)
		config->minimum = version;
	return 0;
}

void config_set_panic(struct config *config, const char *value)
{
	uint64_t seconds;

	if (*value == '-')
		config->panic = -1;
	else if (number_parse_string(value, UINT64_MAX, &seconds) == 0)
		config->panic = seconds > INT_MAX ? INT_MAX : (int)seconds;
}

void config_set_kernel_root(struct config *config, const char *value)
{
	config->kernel_root = value;
}

void config_set_other_root(struct config *config, unsigned int number, const char *name,
			   const char *value)
{
	config->other_roots |= 1U << number;
	if (config->other_root)
		return;
	config->other_root = name;
	config->other_root_value = value;
}
