// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/content.h"

#include "log/log.h"
#include "sys/program.h"

#include <errno.h>
#include <string.h>

/*
 * The programs that the kernel tries in turn (init/main.c, kernel_init(), Linux 6.12), and before
 * its last, systemd, which switches to itself even if no link in the root names it.
 */
static const char *const inits[] = { "/sbin/init", "/etc/init", "/bin/init",
				     "/usr/lib/systemd/systemd", "/bin/sh" };

int content_check_image(const char *directory, struct failure *why)
{
	if (!program_has(directory, "ostree/deploy") || program_has(directory, "usr"))
		return 0;
	return failure_set(why, FAILURE_NO_INIT, -ENOENT,
			   "the root is an ostree deployment, which only its own initramfs "
			   "can set up");
}

int content_check_root(const char *directory, bool writable, struct failure *why)
{
	static const char *const points[] = { "dev", "proc", "run", "sys" };

	for (size_t i = 0; !writable && i < array_size(points); i++)
		if (!program_has(directory, points[i]))
			log_warning("the root is read-only and has no /%s to mount on", points[i]);
	if (!program_has("/", "run/systemd/system") || program_has(directory, "etc/os-release") ||
	    program_has(directory, "usr/lib/os-release"))
		return 0;
	return failure_set(why, FAILURE_NO_INIT, -ENOENT,
			   "the root has no os-release in /etc or /usr/lib, so systemd does not "
			   "switch to it");
}

int content_find_init(const char *directory, const struct config *config, const char **ret,
		      struct failure *why)
{
	int r;

	if (config->init) {
		r = program_check(directory, config->init);
		if (r < 0)
			return failure_set(why, FAILURE_NO_INIT, r,
					   "the root cannot execute init=%s: %s", config->init,
					   strerror(-r));
		*ret = config->init;
		return 0;
	}
	/* The last one is a shell, which a policy excludes. */
	for (size_t i = 0; i < array_size(inits) - config_is_bound(config); i++)
		if (program_check(directory, inits[i]) == 0) {
			*ret = inits[i];
			return 0;
		}
	return failure_set(why, FAILURE_NO_INIT, -ENOENT,
			   "the root has no executable init (none of /sbin/init, /etc/init, "
			   "/bin/init, /usr/lib/systemd/systemd, /bin/sh)");
}
