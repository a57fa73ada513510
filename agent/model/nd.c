// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/nd.h"

#include <string.h>

const struct nd_region *nd_find_region(const struct nd *nd, const char *name)
{
	for (unsigned int i = 0; i < nd->n_regions; i++)
		if (strcmp(nd->regions[i].name, name) == 0)
			return &nd->regions[i];
	return NULL;
}
