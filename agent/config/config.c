// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/config.h"
#include "base/line.h"

#include "base/number.h"
#include "base/text.h"
#include "config/config_set.h"
#include "log/log.h"
#include "model/plan.h"
#include "parse/cmdline.h"

#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <string.h>

enum { TIMEOUT_DEFAULT = 30, NEAR_ENOUGH = 3 };

/*
 * Every word that is known; from WORDS on those that are others'. A new one has its row in
 * check_word(), too, or it doesn't compile.
 */
enum known_word {
	WORD_ROOT,
	WORD_OVERLAY,
	WORD_SHELL,
	WORD_VERIFY,
	WORD_ROOTHASH,
	WORD_VERITY,
	WORD_TIMEOUT,
	WORD_DEBUG,
	WORD_MODE,
	WORD_MAP,
	WORD_HEAL,
	WORD_FIRMWARE,
	WORDS,
	WORD_INIT = WORDS,
	WORD_LAYERFS,
	WORD_PANIC,
	WORD_OTHER_ROOT,
};

/* The words after "pmemboot.". */
static const struct word {
	const char *name;
	config_setter *set;
	const char *values;
	const char *meaning;
} words[] = {
	[WORD_ROOT] = { "root", config_set_root, "=MEDIUM[,required][:PATH,...]",
			"auto, /dev/pmemN, LABEL=, UUID=, region=0xADDR, PARTLABEL=, PARTUUID=; "
			"root images" },
	[WORD_OVERLAY] = { "overlay", config_set_overlay,
			   "=tmpfs[,size=50%]|none|LABEL=|UUID=|/dev/...[,required]",
			   "where changes to the root go" },
	[WORD_SHELL] = { "shell", config_set_shell, "=never|fail|medium|root",
			 "when to start a shell (fail)" },
	[WORD_VERIFY] = { "verify", config_set_verify,
			  "=auto|none|media|signature|verity[,...][,require]",
			  "what to check; with require nothing unverified boots" },
	[WORD_ROOTHASH] = { "roothash", config_set_roothash, "=HEX[,HEX...]",
			    "dm-verity's root hashes, of the lowest layer first" },
	[WORD_VERITY] = { "verity", config_set_verity, "=error|panic",
			  "what a corrupted block does (error)" },
	[WORD_TIMEOUT] = { "timeout", config_set_timeout, "=SECONDS",
			   "wait for a medium that is late (30)" },
	[WORD_DEBUG] = { "debug", config_set_debug, "", "say every step" },
	[WORD_MODE] = { "mode", config_set_mode, "=auto|takeover|assist",
			"mount the root, or hand the medium to the initramfs's own live scripts" },
	[WORD_MAP] = { "map", config_set_map, "=auto|dm|loop|file[,dax=auto|never]",
		       "how root images are mapped" },
	[WORD_HEAL] = { "heal", config_set_heal, "=on|off",
			"work around what the kernel would refuse (on)" },
	[WORD_FIRMWARE] = { "firmware", config_set_firmware, "=off|report|quiesce|live[,force]",
			    "what to do with NVDIMM firmware that is armed for activation (report)" },
};

_Static_assert(array_size(words) == WORDS, "each word is in the table");

void config_print_words(FILE *stream)
{
	for (size_t i = 0; i < array_size(words); i++)
		line_write(stream, "  " CONFIG_PREFIX "%s%s\n      %s\n", words[i].name,
			   words[i].values, words[i].meaning);
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
		log_warning("unknown word " CONFIG_PREFIX
			    "%s on the command line: did you mean " CONFIG_PREFIX "%s?",
			    name, nearest->name);
	else
		log_warning("unknown word " CONFIG_PREFIX "%s on the command line", name);
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
	if (*value == '\0' && word->set != config_set_debug)
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   CONFIG_PREFIX "%s needs a value", word->name);
	return word->set(config, value, why);
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
	else if (strcmp(name, "panic") == 0 &&
		 number_parse_string(value, UINT64_MAX, &seconds) == 0)
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
				   .dax = true,
				   .verify.ways = CONFIG_VERIFY_SIGNATURE | CONFIG_VERIFY_VERITY };
}

/* ---- The policy ---- */

/* Comments away; and all of it is to be read, or none. */
static int read_policy(struct config *config, const char *policy, char **values,
		       struct failure *why)
{
	struct cmdline_word word;
	char *rest = config->policy_text;

	text_copy_cut(config->policy_text, sizeof(config->policy_text), policy);
	for (char *line = rest; line; line = strchr(line, '\n')) {
		line += strspn(line, " \t\n");
		if (*line == '#')
			memset(line, ' ', strcspn(line, "\n"));
	}
	while (cmdline_next(&rest, &word)) {
		int i = text_begins(word.name, CONFIG_PREFIX)
				? find_word(word.name + strlen(CONFIG_PREFIX))
				: -1;

		if (strcmp(word.name, "init") == 0 && word.value && *word.value)
			config->init = word.value;
		else if (i >= 0 && word.value)
			values[i] = word.value;
		else
			return failure_set(why, FAILURE_POLICY, -EINVAL,
					   "the policy of the initramfs cannot be obeyed: it has "
					   "the word %s",
					   word.name);
	}
	if (*rest)
		return failure_set(why, FAILURE_POLICY, -EINVAL,
				   "the policy of the initramfs cannot be obeyed: it has something "
				   "behind \"--\"");
	return 0;
}

static int forbid(struct failure *why, const char *word, const char *value)
{
	return failure_set(why, FAILURE_POLICY, -EPERM,
			   "%s%s%s on the command line: the policy of the initramfs forbids it",
			   word, value ? "=" : "", value ? value : "");
}

/* May the command line say this beside what the policy says of the same word? */
static bool is_same(size_t word, const char *value, const char *policy)
{
	return word == WORD_VERIFY || strcmp(value, policy) == 0 ||
	       (word == WORD_VERITY && strcmp(value, "panic") == 0);
}

/*
 * May the command line have this word, where the policy requires a verification and doesn't have
 * the word itself? It may say how that is done, and ask for more. It may not bring in what is not
 * verified and yet is executed or seen in the root, nor do to the machine what outlasts the boot.
 */
static int check_word(const struct config *config, enum known_word word, bool given,
		      const char *policy_init, struct failure *why)
{
	switch (word) {
	case WORD_ROOT: /* any medium; which of its images, only what is signed says */
		if (config->n_paths > 0)
			return forbid(why, "a root image of " CONFIG_PREFIX "root",
				      config->paths[0]);
		return config->partition ? forbid(why, CONFIG_PREFIX "root", config->partition) : 0;
	case WORD_OVERLAY: /* what a disk has lies above the root */
		return config->overlay_device
			       ? forbid(why, CONFIG_PREFIX "overlay", config->overlay_device)
			       : 0;
	case WORD_SHELL:
		return given && config->shell != SHELL_NEVER
			       ? forbid(why, CONFIG_PREFIX "shell", NULL)
			       : 0;
	case WORD_ROOTHASH: /* whose it is nobody knows */
		return config->n_roothashes > 0 ? forbid(why, CONFIG_PREFIX "roothash", NULL) : 0;
	case WORD_FIRMWARE: /* the DIMMs keep it; forced, memory may not answer for a while */
		return config->firmware == CONFIG_FIRMWARE_LIVE ||
				       config->firmware == CONFIG_FIRMWARE_QUIESCE
			       ? forbid(why, CONFIG_PREFIX "firmware",
					config->firmware_force ? "live,force" : "live or quiesce")
			       : 0;
	case WORD_INIT:
		return config->init != policy_init ? forbid(why, "init", config->init) : 0;
	case WORD_LAYERFS:
		return config->layerfs ? forbid(why, "layerfs-path", config->layerfs) : 0;
	case WORD_VERIFY: /* adds to the policy's; "none" is found by config_parse() */
	case WORD_VERITY: /* a corrupted block isn't read either way */
	case WORD_TIMEOUT:
	case WORD_DEBUG:
	case WORD_MODE: /* who hands the medium over needs the volume signed */
	case WORD_MAP:
	case WORD_HEAL: /* what the kernel makes of an info block is verified like any disk */
	case WORD_PANIC:
	case WORD_OTHER_ROOT: /* nobody steps aside for it */
		return 0;
	}
	return 0;
}

/* The policy requires a verification, and this is what none of them would cover. */
static int forbid_unverified(struct config *config, char *const *policy, const char *policy_init,
			     char *const *values, struct failure *why)
{
	int r = 0, one;

	config->required = true;
	for (int i = 0; i <= WORD_OTHER_ROOT; i++) {
		if (i < WORDS && policy[i])
			continue;
		one = check_word(config, (enum known_word)i, i < WORDS && values[i], policy_init,
				 why);
		r = one < 0 ? one : r;
	}
	if (!policy[WORD_SHELL])
		config->shell = SHELL_NEVER;
	return r;
}

/* ---- All together ---- */

static void read_cmdline(struct config *config, const char *cmdline, char **values)
{
	static char empty[] = "";
	struct cmdline_word word;
	char *rest = config->text;

	text_copy_cut(config->text, sizeof(config->text), cmdline);
	while (cmdline_next(&rest, &word)) {
		if (text_begins(word.name, CONFIG_PREFIX)) {
			int i = find_word(word.name + strlen(CONFIG_PREFIX));

			if (i >= 0) /* the last one wins */
				values[i] = word.value ? word.value : empty;
		} else if (word.value) {
			set_kernel_word(config, word.name, word.value);
		}
	}
}

/* Set a word, by the policy if that has it. 0 or -E... and the reason. */
static int set_either(struct config *config, size_t i, char *value, char *policy,
		      struct failure *why)
{
	bool same = !value || !policy || is_same(i, value, policy);
	int r = 0;

	if (policy) {
		config->strict = true;
		r = set_word(config, &words[i], policy, why);
		config->strict = false;
		if (r < 0) {
			why->code = FAILURE_POLICY;
			return r;
		}
	}
	if (policy && i == WORD_VERIFY) {
		config->policy = config->verify;
		config->verify = (struct config_verify){ 0 };
	}
	if (!same)
		return forbid(why, words[i].name, value);
	if (value && (!policy || i == WORD_VERIFY || strcmp(value, policy) != 0))
		r = set_word(config, &words[i], value, why);
	return r;
}

int config_parse(struct config *config, const char *policy, const char *cmdline,
		 struct failure *why)
{
	char *values[WORDS] = { NULL }, *bound[WORDS] = { NULL };
	const char *init;
	int r, one;

	config_default(config);
	r = read_policy(config, policy, bound, why);
	init = config->init;
	read_cmdline(config, cmdline, values);
	for (size_t i = 0; i < array_size(words); i++) {
		one = values[i] || bound[i] ? set_either(config, i, values[i], bound[i], why) : 0;
		r = one < 0 ? one : r;
	}
	/* What the policy can't say is no way around it either. */
	if (config->policy.require || why->code == FAILURE_POLICY) {
		config->policy.require = true;
		one = forbid_unverified(config, bound, init, values, why);
		r = one < 0 ? one : r;
	}
	/* Asking for none is loosening it. */
	if (values[WORD_VERIFY] && !config->verify.ways &&
	    (config->policy.ways || bound[WORD_ROOTHASH]))
		r = forbid(why, CONFIG_PREFIX "verify", "none");
	else if (config->n_roothashes > 0 && !(config_ways(config) & CONFIG_VERIFY_VERITY))
		r = failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				CONFIG_PREFIX "verify=none, and a root hash: one of them");
	/* Whatever the policy has of it: who is refused gets none. */
	if (why->code == FAILURE_POLICY)
		config->shell = SHELL_NEVER;
	return r;
}

unsigned int config_ways(const struct config *config)
{
	return config->verify.ways | config->policy.ways;
}

bool config_is_bound(const struct config *config)
{
	return config->policy.require;
}

bool config_requires(const struct config *config)
{
	return config->verify.require || config->policy.require;
}

bool config_verifies(const struct config *config)
{
	return config_requires(config) || config->verify.asked || config->policy.asked ||
	       config->n_roothashes > 0;
}
