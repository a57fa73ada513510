// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/config_parse.h"

#include "base/text.h"
#include "config/config_hints.h"
#include "config/config_set.h"
#include "config/precedence.h"
#include "config/requests.h"
#include "log/log.h"
#include "parse/cmdline.h"

#include <errno.h>
#include <fnmatch.h>
#include <string.h>

/* The parameter of ours that is most similar, without the prefix; NULL if none is. */
static const char *find_nearest(const char *name)
{
	return config_parameters_nearest(
		text_begins(name, CONFIG_PREFIX) ? name + strlen(CONFIG_PREFIX) : name);
}

static void report_unknown(const char *name)
{
	const char *nearest = config_parameters_nearest(name);

	if (nearest)
		log_warning("unknown parameter " CONFIG_PREFIX
			    "%s on the command line: did you mean " CONFIG_PREFIX "%s?",
			    name, nearest);
	else
		log_warning("unknown parameter " CONFIG_PREFIX "%s on the command line", name);
}

/* The parameter, or -ENOENT. An unknown parameter with our prefix is reported. */
static int find_parameter(const char *name)
{
	int found = config_parameters_find(name);

	if (found < 0 && text_begins(name, CONFIG_PREFIX))
		report_unknown(name + strlen(CONFIG_PREFIX));
	return found;
}

/* ---- The policy ---- */

/* Comments become white space. */
static void blank_comments(char *policy)
{
	for (char *line = policy; line; line = strchr(line, '\n')) {
		line += strspn(line, " \t\n");
		if (*line == '#')
			memset(line, ' ', strcspn(line, "\n"));
	}
}

/* What is wrong with a parameter of the policy; NULL if it is good. */
static const char *find_fault(int found, const struct cmdline_parameter *parameter)
{
	if (found < 0)
		return "is not a parameter that a policy can have";
	if (!precedence_is_for_policy((enum config_parameter)found))
		return "is not allowed there";
	return parameter->value && (found < CONFIG_PARAMETERS_OURS || *parameter->value)
		       ? NULL
		       : "has no value";
}

/* A policy is valid only if every parameter in it is. */
static int read_policy(char *rest, struct precedence *both, struct failure *why)
{
	struct cmdline_parameter parameter;

	blank_comments(rest);
	while (cmdline_next(&rest, &parameter)) {
		int found = config_parameters_find(parameter.name);
		const char *fault = find_fault(found, &parameter);
		const char *nearest = found < 0 ? find_nearest(parameter.name) : NULL;

		if (fault)
			return failure_set(why, FAILURE_POLICY, -EINVAL,
					   "the policy of the initramfs is not valid: %s %s%s%s%s",
					   parameter.name, fault,
					   nearest ? "; did you mean " CONFIG_PREFIX : "",
					   nearest ? nearest : "", nearest ? "?" : "");
		both->policy[found] = parameter.value;
	}
	if (*rest)
		return failure_set(why, FAILURE_POLICY, -EINVAL,
				   "the policy of the initramfs is not valid: it has parameters "
				   "after \"--\"");
	return 0;
}

/* ---- The command line ---- */

/* Parameters that tell another initramfs where its root is. */
static const char *const other_roots[] = { "root",	 "boot",	"archiso*",
					   "miso*",	 "inst.stage2", "inst.repo",
					   "live-media", "alpine_dev",	"iso-scan/filename",
					   "findiso",	 "fromiso",	"nfsroot" };

const char *config_other_root(unsigned int number)
{
	return number < array_size(other_roots) ? other_roots[number] : NULL;
}

static void read_other_root(const char *name, const char *value, struct config *config)
{
	bool is_root = strcmp(name, "root") == 0;

	if (is_root)
		config_set_kernel_root(config, value);
	if (is_root && strcmp(value, "pmemboot") == 0)
		return;
	for (unsigned int i = 0; i < array_size(other_roots); i++)
		if (fnmatch(other_roots[i], name, 0) == 0)
			config_set_other_root(config, i, name, value);
}

/* Parameters that a policy cannot have need no precedence: set them at once. */
static void read_other_parameter(const char *name, char *value, struct config *config)
{
	if (strcmp(name, "panic") == 0)
		config_set_panic(config, value);
	config_hints_take(&config->hints, name, value);
	read_other_root(name, value, config);
}

static void read_cmdline(char *rest, struct config *config, struct precedence *both)
{
	static char empty[] = "";
	struct cmdline_parameter parameter;

	while (cmdline_next(&rest, &parameter)) {
		int found = find_parameter(parameter.name);

		if (!parameter.value && found >= CONFIG_PARAMETERS_OURS)
			continue;
		if (found >= 0) /* the last one counts */
			both->cmdline[found] = parameter.value ? parameter.value : empty;
		else if (parameter.value)
			read_other_parameter(parameter.name, parameter.value, config);
		if (found < 0)
			requests_take(&config->requests, parameter.name, parameter.value);
	}
}

/* ---- Both ---- */

int config_parse(struct config *config, const char *policy, const char *cmdline,
		 struct failure *why)
{
	struct precedence both = { 0 };
	int read, settled;

	config_default(config, false);
	text_copy_cut(config->policy_text, sizeof(config->policy_text), policy);
	text_copy_cut(config->text, sizeof(config->text), cmdline);
	read = read_policy(config->policy_text, &both, why);
	read_cmdline(config->text, config, &both);
	config->root_given = both.policy[PARAMETER_ROOT] || both.cmdline[PARAMETER_ROOT];
	settled = precedence_settle(&both, config, why);
	return settled < 0 ? settled : read;
}

void config_obey_requests(struct config *config)
{
	/* Nothing is checked if pmemboot.verify=none says so. */
	if (requests_check(&config->requests) && config_ways(config))
		config->verify.ways |= CONFIG_VERIFY_MEDIA;
}

int config_parse_options(struct config *config, const struct config_options *options,
			 struct failure *why)
{
	int r = 0;

	config_default(config, false);
	config->verify.ways |= CONFIG_VERIFY_MEDIA;
	config->verify.require = options->require;
	if (options->roothash)
		r = config_set_roothash(config, options->roothash, why);
	if (r == 0 && options->usrhash)
		r = config_set_usrhash(config, options->usrhash, why);
	if (r == 0 && options->minimum)
		r = config_set_minimum(config, options->minimum, why);
	return r;
}
