// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/release.h"

#include "base/attributes.h"
#include "log/log.h"
#include "medium/claims.h"
#include "medium/drivers.h"
#include "medium/heal.h"
#include "model/nd.h"
#include "sys/nd.h"
#include "sys/nd_control.h"
#include "sys/tree.h"

#include <string.h>

struct release {
	struct claims claims;
	struct drivers drivers;
	struct nd nd;
};

static unsigned int rank_of(const struct claims *claims, const struct nd_region *region)
{
	struct claim claim = claim_of_region(claims, region);

	return claim_rank(&claim);
}

/* Nobody has looked into the disks: any region of the best rank may hold the image. */
static void protect_best(const struct claims *claims, const struct nd *nd)
{
	unsigned int best = CLAIM_RANKS;

	for (unsigned int i = 0; i < nd->n_regions; i++)
		if (rank_of(claims, &nd->regions[i]) < best)
			best = rank_of(claims, &nd->regions[i]);
	for (unsigned int i = 0; i < nd->n_regions; i++) {
		const char *name = nd->regions[i].name;
		int r = rank_of(claims, &nd->regions[i]) == best
				? nd_region_set_read_only(name, true)
				: 0;

		if (r < 0)
			log_warning("cannot make %s read-only: %s", name, strerror(-r));
	}
}

/* Let the regions appear, which do not wait for the probe that is held back. */
static void make_regions(struct drivers *drivers, const struct tree *tree, const char *base)
{
	struct child settle;

	drivers_open(drivers, tree, base);
	drivers_load_providers(drivers);
	if (nd_settle_begin(&settle) == 0)
		child_end(&settle, true);
}

static void protect_regions(const char *base)
{
	cleanup_free struct release *release = calloc(1, sizeof(*release));
	cleanup_tree struct tree tree = TREE_NONE;

	if (!release || tree_open(&tree, "/") < 0)
		return;
	make_regions(&release->drivers, &tree, base);
	claims_gather(&release->claims, &tree);
	nd_read(&tree, &release->nd);
	protect_best(&release->claims, &release->nd);
}

void release_held(const char *base)
{
	struct healed healed = { 0 };

	if (!nd_is_held())
		return;
	heal_take_over(&healed);
	protect_regions(base);
	heal_release(&healed);
}
