// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "command/command.h"
#include "command/options.h"
#include "config/config_parse.h"
#include "config/policy_file.h"
#include "log/log.h"
#include "verify/keys.h"

#include <errno.h>

enum { POLICY_CHECK_KEY };

static const struct option policy_check_options[] = {
	[POLICY_CHECK_KEY] = { "--key", "FILE", "check this public key, too; may be repeated" },
	{ 0 }
};

static int check_policy(const char *path)
{
	cleanup_free struct config *config = malloc(sizeof(*config));
	char policy[CONFIG_POLICY_MAX];
	struct failure why = { 0 };
	int r = config ? policy_file_read(path, policy) : -ENOMEM;

	if (!config)
		log_error("out of memory");
	if (r < 0)
		return r;
	r = config_parse(config, policy, "", &why);
	if (r < 0)
		log_error("%s: %s [%s]", path, why.line, failure_name(why.code));
	return r;
}

static int policy_check_command(int argc unused, char **argv)
{
	cleanup_free struct keys *keys = calloc(1, sizeof(*keys));
	struct options options;
	int r = keys ? 0 : -ENOMEM;

	if (!argv[1]) {
		line_write(stderr, "pmemboot: policy-check: FILE is missing\n");
		return STATUS_USAGE;
	}
	if (r < 0)
		log_error("out of memory");
	options_begin(&options, &command_policy_check, argv);
	while (r == 0 && options_next(&options))
		r = options.id == POLICY_CHECK_KEY ? keys_add_argument(keys, options.value)
						   : check_policy(options.value);
	return r < 0 ? STATUS_FAILED : STATUS_DONE;
}

const struct command command_policy_check = {
	.name = "policy-check",
	.arguments = "[FILE]",
	.most = 1,
	.options = policy_check_options,
	.help = "Check a policy, and public keys, before they go into an initramfs",
	.run = policy_check_command,
};
