// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/precedence.h"

#include "config/config_hints.h"

#include <errno.h>
#include <string.h>

/* Which value counts if both the policy and the command line have the parameter. */
enum if_both {
	NEVER_BOTH, /* a policy cannot have the parameter */
	POLICY,	    /* the policy's: the command line may only repeat it */
	HIGHEST,    /* the higher number: the setter keeps it */
	STRICTEST,  /* the policy's, unless the command line has the strictest value */
	EACH,	    /* both: what either requires has to be met */
};

static int refuse(struct failure *why, const char *parameter, const char *value)
{
	return failure_set(why, FAILURE_POLICY, -EPERM,
			   "the policy of the initramfs forbids %s%s%s on the command line",
			   parameter, value ? "=" : "", value ? value : "");
}

/* ---- What verification would not cover, or what lasts beyond this boot ---- */

/* Checks what the value of the command line has set. Returns 0, or -EPERM and the reason. */
typedef int bound_check(const struct config *config, struct failure *why);

static int allow_any(const struct config *config unused, struct failure *why unused)
{
	return 0;
}

/* Any medium is allowed. But only signed data decides which of its images are the root. */
static int check_root(const struct config *config, struct failure *why)
{
	if (config->n_paths > 0)
		return refuse(why, "a root image of " CONFIG_PREFIX "root", config->paths[0]);
	return config->partition ? refuse(why, CONFIG_PREFIX "root", config->partition) : 0;
}

/* The files on the disk would replace those of the verified root. */
static int check_overlay(const struct config *config, struct failure *why)
{
	return config->overlay_device ? refuse(why, CONFIG_PREFIX "overlay", config->overlay_device)
				      : 0;
}

static int check_shell(const struct config *config, struct failure *why)
{
	return config->shell != SHELL_NEVER ? refuse(why, CONFIG_PREFIX "shell", NULL) : 0;
}

/* A root hash on the command line is not signed. */
static int check_roothash(const struct config *config, struct failure *why)
{
	return config->n_roothashes > 0 ? refuse(why, CONFIG_PREFIX "roothash", NULL) : 0;
}

static int check_other_roothash(const struct config *config, struct failure *why)
{
	return config->other_roothash ? refuse(why, "roothash", NULL) : 0;
}

/* The DIMMs keep the new firmware. With "force", memory may not respond for some time. */
static int check_firmware(const struct config *config, struct failure *why)
{
	if (config->firmware != CONFIG_FIRMWARE_LIVE && config->firmware != CONFIG_FIRMWARE_QUIESCE)
		return 0;
	return refuse(why, CONFIG_PREFIX "firmware",
		      config->firmware_force ? "live,force" : "live or quiesce");
}

static int check_init(const struct config *config, struct failure *why)
{
	return config->init ? refuse(why, "init", config->init) : 0;
}

static int check_layerfs(const struct config *config, struct failure *why)
{
	return config->layerfs ? refuse(why, "layerfs-path", config->layerfs) : 0;
}

/* Only signed data decides which images are the root, and what a file system shows of itself. */
static int check_layout(const struct config *config, struct failure *why)
{
	return refuse(why, CONFIG_PREFIX "layout", config->hints.layout);
}

/* Configuration decides what the system runs. The policy alone says which is trusted. */
static int check_seed(const struct config *config, struct failure *why)
{
	return config->seed != CONFIG_SEED_NONE ? refuse(why, CONFIG_PREFIX "seed", NULL) : 0;
}

static int check_rootflags(const struct config *config, struct failure *why)
{
	return config->rootflags ? refuse(why, "rootflags", config->rootflags) : 0;
}

static int check_usrhash(const struct config *config, struct failure *why)
{
	return config->usrhash ? refuse(why, "usrhash", NULL) : 0;
}

static int check_usr(const struct config *config, struct failure *why)
{
	return config->usr ? refuse(why, "mount.usr", config->usr) : 0;
}

static int check_usrflags(const struct config *config, struct failure *why)
{
	return config->usrflags ? refuse(why, "mount.usrflags", config->usrflags) : 0;
}

/*
 * The rules. The check applies if the policy requires verification and does not have the parameter:
 * the command line may choose how to verify, and request more verification.
 */
static const struct rule {
	enum config_parameter parameter;
	enum if_both if_both;
	const char *strictest;
	bound_check *check;
} rules[] = {
	{ PARAMETER_ROOT, POLICY, NULL, check_root },
	{ PARAMETER_OVERLAY, POLICY, NULL, check_overlay },
	{ PARAMETER_SHELL, POLICY, NULL, check_shell },
	{ PARAMETER_VERIFY, EACH, NULL, allow_any }, /* except "none": check_verification() */
	{ PARAMETER_ROOTHASH, POLICY, NULL, check_roothash },
	{ PARAMETER_VERITY, STRICTEST, "panic", allow_any }, /* neither uses a corrupted block */
	{ PARAMETER_TIMEOUT, POLICY, NULL, allow_any },
	{ PARAMETER_DEBUG, POLICY, NULL, allow_any },
	{ PARAMETER_MODE, POLICY, NULL, allow_any }, /* to assist, the volume has to be signed */
	{ PARAMETER_MAP, POLICY, NULL, allow_any },
	{ PARAMETER_HEAL, POLICY, NULL, allow_any }, /* a healed disk is verified like any other */
	{ PARAMETER_FIRMWARE, POLICY, NULL, check_firmware },
	{ PARAMETER_LAYOUT, POLICY, NULL, check_layout },
	{ PARAMETER_MEASURE, POLICY, NULL, allow_any },
	{ PARAMETER_SEED, STRICTEST, "none", check_seed },
	{ PARAMETER_REPORT, POLICY, NULL, allow_any }, /* it tells, and changes nothing */
	{ PARAMETER_MINIMUM, HIGHEST, NULL, allow_any },
	{ PARAMETER_INIT, POLICY, NULL, check_init },
	{ PARAMETER_LAYERFS, NEVER_BOTH, NULL, check_layerfs },
	{ PARAMETER_ROOTFLAGS, NEVER_BOTH, NULL, check_rootflags },
	{ PARAMETER_OTHER_ROOTHASH, NEVER_BOTH, NULL,
	  check_other_roothash }, /* after PARAMETER_ROOTHASH */
	{ PARAMETER_USRHASH, POLICY, NULL, check_usrhash },
	{ PARAMETER_USR, NEVER_BOTH, NULL, check_usr },
	{ PARAMETER_USRFLAGS, NEVER_BOTH, NULL, check_usrflags },
	{ PARAMETER_PANIC, NEVER_BOTH, NULL, allow_any },
	{ PARAMETER_OTHER_ROOT, NEVER_BOTH, NULL,
	  allow_any }, /* no effect: config->required is set */
};

_Static_assert(array_size(rules) == CONFIG_PARAMETERS, "each parameter needs a rule");

bool precedence_is_for_policy(enum config_parameter parameter)
{
	for (size_t i = 0; i < array_size(rules); i++)
		if (rules[i].parameter == parameter)
			return rules[i].if_both != NEVER_BOTH;
	return false;
}

/* ---- Applying the rules ---- */

/* The error of the last failure, for a sequence that continues after a failure. */
static int last_error(int before, int r)
{
	return r < 0 ? r : before;
}

/* Is the value of the command line allowed if the policy has this value? */
static bool agrees(const struct rule *rule, const char *cmdline, const char *policy)
{
	return rule->if_both == EACH || rule->if_both == HIGHEST || strcmp(cmdline, policy) == 0 ||
	       (rule->if_both == STRICTEST && strcmp(cmdline, rule->strictest) == 0);
}

static int settle_policy(const struct rule *rule, char *value, struct config *config,
			 struct failure *why)
{
	int r = config_parameters_set(config, rule->parameter, value, true, why);

	if (r < 0) { /* the policy itself is not valid: this reason comes first */
		why->code = FAILURE_POLICY;
		return r;
	}
	if (rule->if_both == EACH) { /* only pmemboot.verify= */
		config->policy = config->verify;
		config->verify = (struct config_verify){ 0 };
	}
	return 0;
}

static int settle_parameter(const struct rule *rule, const struct precedence *both,
			    struct config *config, struct failure *why)
{
	char *policy = both->policy[rule->parameter], *cmdline = both->cmdline[rule->parameter];
	/* Compare the values before they are set, because that splits them in place. */
	bool refused = policy && cmdline && !agrees(rule, cmdline, policy);
	int r = policy ? settle_policy(rule, policy, config, why) : 0;

	if (r < 0 || !cmdline)
		return r;
	return refused ? refuse(why, config_parameters_name(rule->parameter), cmdline)
		       : config_parameters_set(config, rule->parameter, cmdline, false, why);
}

/* Restrict the command line, because the policy requires verification. */
static int bind_cmdline(const struct precedence *both, struct config *config, struct failure *why)
{
	int r = 0;

	config->policy.require = true;
	config->required = true;
	for (size_t i = 0; i < array_size(rules); i++) {
		enum config_parameter parameter = rules[i].parameter;

		if (both->cmdline[parameter] && !both->policy[parameter])
			r = last_error(r, rules[i].check(config, why));
	}
	if (!both->policy[PARAMETER_SHELL])
		config->shell = SHELL_NEVER;
	config_hints_drop(config);
	return r;
}

/* The command line cannot turn off verification that the policy requests. */
static int check_verification(const struct precedence *both, const struct config *config,
			      struct failure *why)
{
	if (both->cmdline[PARAMETER_VERIFY] && !config->verify.ways &&
	    (config->policy.ways || both->policy[PARAMETER_ROOTHASH] ||
	     both->policy[PARAMETER_USRHASH]))
		return refuse(why, CONFIG_PREFIX "verify", "none");
	if ((config->n_roothashes > 0 || config->usrhash) &&
	    !(config_ways(config) & CONFIG_VERIFY_VERITY))
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   CONFIG_PREFIX "verify=none cannot be used with a root hash");
	return 0;
}

int precedence_settle(const struct precedence *both, struct config *config, struct failure *why)
{
	int r = 0;

	for (size_t i = 0; i < array_size(rules); i++)
		r = last_error(r, settle_parameter(&rules[i], both, config, why));
	/* A policy that is not valid, or that the command line violates, restricts it too. */
	if (config->policy.require || why->code == FAILURE_POLICY)
		r = last_error(r, bind_cmdline(both, config, why));
	r = last_error(r, check_verification(both, config, why));
	/* A boot that the policy refuses gets no shell, even if the policy allows one. */
	if (why->code == FAILURE_POLICY)
		config->shell = SHELL_NEVER;
	return r;
}
