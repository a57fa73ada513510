// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/content.h"

#include "log/log.h"
#include "sys/program.h"

#include <errno.h>

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
