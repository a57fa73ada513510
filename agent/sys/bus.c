// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/bus.h"

#include "base/text.h"
#include "sys/file.h"

#include <fnmatch.h>
#include <limits.h>

struct bus_pattern {
	const char *directory;
	const char *name;
	const char *modalias;
};

static int match_device(void *context, const char *name)
{
	const struct bus_pattern *pattern = context;
	char path[PATH_MAX], modalias[1024];

	if (pattern->name && fnmatch(pattern->name, name, 0) != 0)
		return 0;
	if (!pattern->modalias)
		return 1;
	return text_print(path, sizeof(path), "%s/%s/modalias", pattern->directory, name) == 0 &&
	       file_read(path, modalias, sizeof(modalias)) >= 0 &&
	       fnmatch(pattern->modalias, modalias, 0) == 0;
}

bool bus_has_device(const char *bus, const char *name, const char *modalias)
{
	char directory[64];
	struct bus_pattern pattern = { directory, name, modalias };

	return text_print(directory, sizeof(directory), "/sys/bus/%s/devices", bus) == 0 &&
	       file_each(directory, match_device, &pattern) > 0;
}
