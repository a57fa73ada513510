// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/line.h"
#include "base/text.h"
#include "command/command.h"
#include "command/options.h"
#include "config/config_parse.h"
#include "log/log.h"
#include "sys/file.h"
#include "verify/keys.h"

#include <errno.h>
#include <string.h>

enum { POLICY_CHECK_KEY };

static const struct option policy_check_options[] = {
	[POLICY_CHECK_KEY] = { "--key", "FILE", "check this public key, too; may be repeated" },
	{ 0 }
};

/* Read the policy as a boot does. Returns 0 or -E..., which was logged. */
static int read_policy(const char *path, char *ret, size_t size)
{
	cleanup_free uint8_t *bytes = NULL;
	int len = file_read_argument(path, size - 1, &bytes);

	if (len == -E2BIG)
		log_error("%s is not a policy: it is longer than %zu bytes", path, size - 1);
	else if (len < 0)
		log_error("%s cannot be read: %s", path, file_why(len));
	if (len < 0)
		return len;
	if (memchr(bytes, '\0', (size_t)len)) {
		log_error("%s is not a policy: it is not a text", path);
		return -EBADMSG;
	}
	memcpy(ret, bytes, (size_t)len);
	ret[len] = '\0';
	return 0;
}

static int check_policy(const char *path)
{
	cleanup_free struct config *config = malloc(sizeof(*config));
	char policy[CONFIG_POLICY_MAX];
	struct failure why = { 0 };
	int r = config ? read_policy(path, policy, sizeof(policy)) : -ENOMEM;

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
