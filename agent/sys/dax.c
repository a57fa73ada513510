// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/dax.h"

#include "base/text.h"
#include "sys/file.h"

#include <limits.h>

#define DAX_DEVICES "/sys/bus/dax/devices"

struct dax_visit {
	int (*visit)(void *context, const char *name, const struct extent *extent);
	void *context;
};

static int read_number(const char *device, const char *attribute, uint64_t *ret)
{
	char path[PATH_MAX], value[32];
	int r = text_print(path, sizeof(path), DAX_DEVICES "/%s/%s", device, attribute);

	if (r == 0)
		r = file_read(path, value, sizeof(value));
	return r < 0 ? r : text_to_u64(value, ret);
}

static int visit_device(void *context, const char *name)
{
	const struct dax_visit *v = context;
	struct extent extent;

	if (read_number(name, "resource", &extent.offset) < 0 ||
	    read_number(name, "size", &extent.len) < 0)
		return 0;
	return v->visit(v->context, name, &extent);
}

int dax_each(int (*visit)(void *context, const char *name, const struct extent *extent),
	     void *context)
{
	struct dax_visit v = { visit, context };

	return file_each(DAX_DEVICES, visit_device, &v);
}
