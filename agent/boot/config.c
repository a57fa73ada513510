// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/config.h"

#include "base/text.h"
#include "boot/log.h"
#include "model/plan.h"
#include "parse/cmdline.h"

#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <string.h>

#define PREFIX "pmemboot."

enum { TIMEOUT_DEFAULT = 30, TIMEOUT_MAX = 86400, NEAR_ENOUGH = 3 };

typedef int setter(struct config *config, char *value, struct failure *why);

static int set_root(struct config *config, char *value, struct failure *why);
static int set_overlay(struct config *config, char *value, struct failure *why);
static int set_timeout(struct config *config, char *value, struct failure *why);
static int set_shell(struct config *config, char *value, struct failure *why);
static int set_debug(struct config *config, char *value, struct failure *why);
static int set_map(struct config *config, char *value, struct failure *why);
static int set_heal(struct config *config, char *value, struct failure *why);
static int set_mode(struct config *config, char *value, struct failure *why);

/*
 * The words after "pmemboot.". One without a setter is of the design but not of this version:
 * it is obeyed if its value asks for nothing that is missing, and refused otherwise.
 */
static const struct word {
	const char *name;
	setter *set;
	const char *accepted[4];
	const char *values;
	const char *meaning;
} words[] = {
	{ "root",
	  set_root,
	  { 0 },
	  "=MEDIUM[,required][:PATH,...]",
	  "auto, /dev/pmemN, LABEL=, UUID=, region=0xADDR, PARTLABEL=, PARTUUID=; root images" },
	{ "overlay",
	  set_overlay,
	  { 0 },
	  "=tmpfs[,size=50%]|none|LABEL=|UUID=|/dev/...[,required]",
	  "where changes to the root go" },
	{ "timeout", set_timeout, { 0 }, "=SECONDS", "wait for a medium that is late (30)" },
	{ "shell", set_shell, { 0 }, "=never|fail|medium|root", "when to start a shell (fail)" },
	{ "debug", set_debug, { 0 }, "", "say every step" },
	{ "mode",
	  set_mode,
	  { 0 },
	  "=auto|takeover|assist",
	  "mount the root, or hand the medium to the initramfs's own live scripts" },
	{ "map",
	  set_map,
	  { 0 },
	  "=auto|dm|loop|file[,dax=auto|never]",
	  "how root images are mapped" },
	{ "verify", NULL, { "auto", "none" }, "=auto|none", "checks are not there yet" },
	{ "heal", set_heal, { 0 }, "=on|off", "work around what the kernel would refuse (on)" },
	{ "firmware", NULL, { "off", "report" }, "=off|report", "not there yet" },
	{ "roothash", NULL, { 0 }, NULL, NULL },
	{ "verity", NULL, { "error" }, NULL, NULL },
};

void config_print_words(void)
{
	for (size_t i = 0; i < array_size(words); i++)
		if (words[i].meaning)
			printf("  " PREFIX "%s%s\n      %s\n", words[i].name, words[i].values,
			       words[i].meaning);
}

/* Split at the first separator, which is overwritten; the part behind it, or NULL. */
static char *split(char *string, const char *separator)
{
	char *at = strstr(string, separator);

	if (!at)
		return NULL;
	*at = '\0';
	return at + strlen(separator);
}

static int set_paths(struct config *config, char *paths, struct failure *why)
{
	config->n_paths = 0;
	while (paths) {
		char *next = split(paths, ",");

		if (*paths == '\0' || config->n_paths == LAYOUT_LAYERS_MAX)
			return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL, PREFIX "root=: %s",
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
		   text_to_u64(medium + 7, &config->medium_address) == 0) {
		config->medium = MEDIUM_REGION;
	} else {
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   PREFIX "root=%s names no medium: auto, /dev/pmemN, LABEL=, "
					  "UUID=, PARTLABEL=, PARTUUID= or region=0xADDR",
				   medium);
	}
	return 0;
}

static int set_root(struct config *config, char *value, struct failure *why)
{
	char *paths = strstr(value, ":/"), *option;
	int r = 0;

	if (paths)
		*paths++ = '\0';
	option = split(value, ",");
	config->required = false;
	if (option && strcmp(option, "required") == 0)
		config->required = true;
	else if (option)
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   PREFIX "root=: unknown option %s, only \"required\" is known",
				   option);
	r = set_medium(config, value, why);
	return r < 0 ? r : set_paths(config, paths, why);
}

/* Bytes with an optional suffix, or a percentage: what tmpfs takes as size=. */
static bool is_tmpfs_size(const char *size)
{
	size_t digits = strspn(size, "0123456789");

	return digits > 0 && digits <= 15 &&
	       (size[digits] == '\0' || (strchr("kKmMgG%", size[digits]) && !size[digits + 1]));
}

static int set_overlay(struct config *config, char *value, struct failure *why)
{
	char *option = split(value, ",");

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
			   PREFIX "overlay=%s%s%s: tmpfs[,size=N[k|m|g|%%]], none, or LABEL=, "
				  "UUID= or /dev/... [,required] is known",
			   value, option ? "," : "", option ? option : "");
}

static int set_timeout(struct config *config, char *value, struct failure *why unused)
{
	uint64_t seconds;

	if (text_to_u64(value, &seconds) < 0 || seconds > TIMEOUT_MAX) {
		log_warning(PREFIX "timeout=%s is no number of seconds, using %u", value,
			    config->timeout);
		return 0;
	}
	config->timeout = (unsigned int)seconds;
	config->timeout_given = true;
	return 0;
}

static int set_shell(struct config *config, char *value, struct failure *why unused)
{
	static const char *const names[] = { "never", "fail", "medium", "root" };

	for (size_t i = 0; i < array_size(names); i++)
		if (strcmp(value, names[i]) == 0) {
			config->shell = (enum config_shell)i;
			return 0;
		}
	log_warning(PREFIX "shell=%s: never, fail, medium or root is known", value);
	return 0;
}

static int set_map(struct config *config, char *value, struct failure *why)
{
	static const enum plan_map maps[] = { PLAN_MAP_AUTO, PLAN_MAP_DM, PLAN_MAP_LOOP,
					      PLAN_MAP_FILE };
	const char *dax = split(value, ",");

	if (dax && strcmp(dax, "dax=auto") != 0 && strcmp(dax, "dax=never") != 0)
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   PREFIX "map=...,%s: dax=auto or dax=never is known", dax);
	config->dax = !dax || strcmp(dax, "dax=auto") == 0;
	for (size_t i = 0; i < array_size(maps); i++)
		if (strcmp(value, plan_map_name(maps[i])) == 0) {
			config->map = maps[i];
			return 0;
		}
	return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
			   PREFIX "map=%s: auto, dm, loop or file is known", value);
}

static int set_mode(struct config *config, char *value, struct failure *why)
{
	static const char *const names[] = { "auto", "takeover", "assist" };

	for (size_t i = 0; i < array_size(names); i++)
		if (strcmp(value, names[i]) == 0) {
			config->mode = (enum config_mode)i;
			return 0;
		}
	return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
			   PREFIX "mode=%s: auto, takeover or assist is known", value);
}

static int set_heal(struct config *config, char *value, struct failure *why unused)
{
	if (strcmp(value, "on") == 0 || strcmp(value, "off") == 0)
		config->heal = value[1] == 'n';
	else
		log_warning(PREFIX "heal=%s: on or off is known", value);
	return 0;
}

static int set_debug(struct config *config, char *value unused, struct failure *why unused)
{
	config->debug = true;
	log_set_debug(true);
	return 0;
}

static int set_later(const struct word *word, const char *value, struct failure *why)
{
	for (const char *const *accepted = word->accepted; *accepted; accepted++)
		if (strcmp(value, *accepted) == 0)
			return 0;
	return failure_set(why, FAILURE_COMMAND_LINE, -EOPNOTSUPP,
			   PREFIX "%s=%s cannot be obeyed by this version of pmemboot", word->name,
			   value);
}

static void report_unknown(const char *name)
{
	const struct word *nearest = &words[0];
	unsigned int least = UINT_MAX;

	for (size_t i = 0; i < array_size(words); i++) {
		unsigned int distance = text_distance(name, words[i].name);

		if (distance < least) {
			least = distance;
			nearest = &words[i];
		}
	}
	if (least <= NEAR_ENOUGH)
		log_warning("unknown word " PREFIX "%s on the command line: did you mean " PREFIX
			    "%s?",
			    name, nearest->name);
	else
		log_warning("unknown word " PREFIX "%s on the command line", name);
}

/* The word's place in the table, or -1: unknown, and reported. */
static int find_word(const char *name)
{
	for (size_t i = 0; i < array_size(words); i++)
		if (strcmp(name, words[i].name) == 0)
			return (int)i;
	report_unknown(name);
	return -1;
}

static int set_word(struct config *config, const struct word *word, char *value,
		    struct failure *why)
{
	if (*value == '\0' && word->set != set_debug)
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL, PREFIX "%s needs a value",
				   word->name);
	return word->set ? word->set(config, value, why) : set_later(word, value, why);
}

/* Does this word of the command line tell another initramfs where its root is? */
static bool names_other_root(const char *name, const char *value)
{
	static const char *const patterns[] = { "root",	      "boot",	     "archiso*",
						"miso*",      "inst.stage2", "inst.repo",
						"live-media", "alpine_dev",  "iso-scan/filename",
						"findiso",    "fromiso",     "nfsroot" };

	if (strcmp(name, "root") == 0 && strcmp(value, "pmemboot") == 0)
		return false;
	for (size_t i = 0; i < array_size(patterns); i++)
		if (fnmatch(patterns[i], name, 0) == 0)
			return true;
	return false;
}

static void set_kernel_word(struct config *config, const char *name, const char *value)
{
	uint64_t seconds;

	if (strcmp(name, "init") == 0)
		config->init = *value ? value : NULL;
	else if (strcmp(name, "layerfs-path") == 0)
		config->layerfs = *value ? value : NULL;
	else if (strcmp(name, "panic") == 0 && *value == '-')
		config->panic = -1;
	else if (strcmp(name, "panic") == 0 && text_to_u64(value, &seconds) == 0)
		config->panic = seconds > INT_MAX ? INT_MAX : (int)seconds;
	else if (names_other_root(name, value) && !config->other_root) {
		config->other_root = name;
		config->other_root_value = value;
	}
}

void config_default(struct config *config)
{
	*config = (struct config){ .overlay = true,
				   .overlay_size = "50%",
				   .timeout = TIMEOUT_DEFAULT,
				   .shell = SHELL_FAIL,
				   .heal = true,
				   .dax = true };
}

int config_parse(struct config *config, const char *cmdline, struct failure *why)
{
	char *values[array_size(words)] = { NULL }, empty[] = "";
	struct cmdline_word word;
	char *rest = config->text;
	int r = 0;

	config_default(config);
	text_copy_cut(config->text, sizeof(config->text), cmdline);
	while (cmdline_next(&rest, &word)) {
		if (text_begins(word.name, PREFIX)) {
			int i = find_word(word.name + strlen(PREFIX));

			if (i >= 0) /* the last one wins */
				values[i] = word.value ? word.value : empty;
		} else if (word.value) {
			set_kernel_word(config, word.name, word.value);
		}
	}
	for (size_t i = 0; i < array_size(words); i++) {
		int one = values[i] ? set_word(config, &words[i], values[i], why) : 0;

		if (one < 0)
			r = one;
	}
	return r;
}
