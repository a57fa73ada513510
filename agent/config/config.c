// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/config.h"

enum { TIMEOUT_DEFAULT = 30 };

void config_default(struct config *config, bool has_policy)
{
	*config = (struct config){ .overlay = true,
				   .overlay_size = "50%",
				   .timeout = TIMEOUT_DEFAULT,
				   .shell = has_policy ? SHELL_NEVER : SHELL_FAIL,
				   .heal = true,
				   .dax = true,
				   .report = CONFIG_REPORT_CONSOLE,
				   .verify.ways = CONFIG_VERIFY_SIGNATURE | CONFIG_VERIFY_VERITY };
}

/* That of /usr: the last one, if there are several. */
static const char *get_usrhash(const struct config *config)
{
	if (config->usrhash || config->n_roothashes < 2)
		return config->usrhash;
	return config->roothashes[config->n_roothashes - 1];
}

struct plan_request config_request(const struct config *config, unsigned int checks)
{
	return (struct plan_request){ .paths = config->paths,
				      .n_paths = config->n_paths,
				      .partition = config->partition,
				      .layerfs = config->layerfs,
				      .rootflags = config->rootflags,
				      .roothash = config->n_roothashes > 0 ? config->roothashes[0]
									   : NULL,
				      .usr = config->usr,
				      .usrflags = config->usrflags,
				      .usrhash = get_usrhash(config),
				      .in_memory = !config_is_bound(config) &&
						   config->kernel_root &&
						   strcmp(config->kernel_root, "tmpfs") == 0,
				      .hints = config->hints,
				      .map = config->map,
				      .checks = checks };
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
	       config->n_roothashes > 0 || config->usrhash || config->minimum > 0;
}

const char *config_get_roothash(const struct config *config, const struct plan *plan,
				unsigned int layer)
{
	if (config->usrhash && plan_is_usr(plan, layer))
		return config->usrhash;
	return layer < config->n_roothashes ? config->roothashes[layer] : NULL;
}

enum seed_rule config_seed_rule(const struct config *config)
{
	switch (config->seed) {
	case CONFIG_SEED_ANY:
	case CONFIG_SEED_URL:
		return SEED_RULE_ANY;
	case CONFIG_SEED_SIGNED:
		return SEED_RULE_SIGNED;
	case CONFIG_SEED_NONE:
		return SEED_RULE_NONE;
	case CONFIG_SEED_NOT_GIVEN:
		break;
	}
	return config_requires(config) ? SEED_RULE_NONE : SEED_RULE_ANY;
}

bool config_names_place(const struct config *config)
{
	return config->medium == MEDIUM_REGION || config->medium == MEDIUM_DISK;
}
