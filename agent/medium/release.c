// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/release.h"

#include "base/attributes.h"
#include "log/log.h"
#include "medium/claims.h"
#include "medium/heal.h"
#include "model/nd.h"
#include "sys/nd.h"
#include "sys/nd_control.h"
#include "sys/tree.h"

#include <string.h>

struct release {
	struct claims claims;
	struct nd nd;
};

static void protect_region(const struct claims *claims, const struct nd_region *region)
{
	struct claim claim = claim_of_region(claims, region);
	int r;

	if (!claim_may_be_changed(&claim))
		return;
	r = nd_region_set_read_only(region->name, true);
	if (r < 0)
		log_warning("cannot make %s read-only: %s", region->name, strerror(-r));
}

static void protect_regions(void)
{
	cleanup_free struct release *release = calloc(1, sizeof(*release));
	cleanup_tree struct tree tree = TREE_NONE;

	if (!release || tree_open(&tree, "/") < 0)
		return;
	claims_gather(&release->claims, &tree);
	nd_read(&tree, &release->nd);
	for (unsigned int i = 0; i < release->nd.n_regions; i++)
		protect_region(&release->claims, &release->nd.regions[i]);
}

void release_held(void)
{
	struct healed healed = { 0 };

	if (!nd_is_held())
		return;
	heal_take_over(&healed);
	protect_regions();
	heal_release(&healed);
}
