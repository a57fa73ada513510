// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/shutdown_root.h"

#include "log/log.h"
#include "sys/file.h"

#include <string.h>

void shutdown_root_leave(void)
{
	static const char *const directories[] = { "proc", "sys", "dev", "run", "oldroot" };
	int r = file_make_directories(SHUTDOWN_ROOT);

	for (size_t i = 0; r == 0 && i < array_size(directories); i++) {
		char path[64];

		(void)snprintf(path, sizeof(path), SHUTDOWN_ROOT "/%s", directories[i]);
		r = file_make_directories(path);
	}
	if (r == 0)
		r = file_copy("/proc/self/exe", SHUTDOWN_ROOT "/shutdown", 0755);
	if (r < 0)
		log_warning("cannot make the shutdown root " SHUTDOWN_ROOT ": %s", strerror(-r));
}
