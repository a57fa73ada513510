// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/heal.h"

#include "base/text.h"
#include "log/log.h"
#include "sys/nd_control.h"

#include <inttypes.h>
#include <string.h>

#define INFO_BLOCK "hidden by an info block, raw mode"

static void record(struct healed *healed, const char *name, const char *what)
{
	healed->count++;
	text_append_cut(healed->line, sizeof(healed->line), "%s%s: %s", healed->line[0] ? ", " : "",
			name, what);
}

/* The claim of a namespace's region; false if it is not ours to change. */
static bool find_claim(const struct claims *claims, const struct nd *nd,
		       const struct nd_namespace *namespace, struct claim *ret)
{
	const struct nd_region *region = nd_find_region(nd, namespace->region);

	*ret = claim_of_region(claims, region);
	return region && claim_may_be_changed(ret);
}

/* ---- Before the bind ---- */

/* Is there a claim whose region is to come, and none whose namespaces must not be probed again? */
static bool wants_hold(const struct claims *claims, const struct nd *nd)
{
	unsigned int here = 0, wanted = 0;

	for (unsigned int i = 0; i < nd->n_regions; i++) {
		const struct claim *claim = claims_of_region(claims, &nd->regions[i]);

		if (claim && claim->care != CLAIM_CARE_NONE)
			return false;
		if (claim && claim_may_be_changed(claim))
			here++;
	}
	for (unsigned int i = 0; i < claims->count; i++)
		if (claim_may_be_changed(&claims->list[i]))
			wanted++;
	return wanted > here;
}

void heal_hold(struct healed *healed, const struct claims *claims, const struct nd *nd)
{
	int r;

	if (healed->held || !nd->pmem || !wants_hold(claims, nd))
		return;
	r = nd_set_autoprobe(false);
	healed->held = r == 0;
	if (r < 0)
		log_warning("cannot hold back the probe of nvdimm devices: %s", strerror(-r));
	else
		log_debug("nd_pmem is there before its regions: their first probe is held back");
}

void heal_take_over(struct healed *healed)
{
	healed->held = nd_is_held();
	if (healed->held)
		log_debug("the first probe of nvdimm devices was held back for us");
}

void heal_probe_regions(const struct healed *healed)
{
	static const char *const kinds[] = { "ndbus", "nmem", "region" };

	for (size_t i = 0; healed->held && i < array_size(kinds); i++)
		nd_probe_all(kinds[i]);
}

static void force_raw(struct healed *healed, const struct claim *claim, const char *name, bool bind)
{
	static const struct {
		const char *what, *line;
	} cares[] = {
		[CLAIM_CARE_MISALIGNED] = { "misaligned", "is not aligned to 2 MiB" },
		[CLAIM_CARE_RESERVED] = { "reserved", "is reserved, but in the kernel's page map" },
	};
	char what[64];
	int r = nd_namespace_force_raw(name);

	if (r == 0 && bind)
		r = nd_namespace_bind(name);
	if (r < 0) {
		log_warning("cannot bind %s in raw mode: %s", name, strerror(-r));
		return;
	}
	if (claim->care == CLAIM_CARE_NONE) {
		log_debug("%s in raw mode", name);
		return;
	}
	log_notice("%s at 0x%" PRIx64 " %s: raw mode, no DAX (pmemboot.heal=)", name,
		   claim->extent.offset, cares[claim->care].line);
	text_print_cut(what, sizeof(what), "%s, raw mode", cares[claim->care].what);
	record(healed, name, what);
}

void heal_before_bind(struct healed *healed, const struct claims *claims, const struct nd *nd)
{
	/* nd_pmem, where it is there and wasn't held back, has tried already. */
	bool tried = nd->pmem && !healed->held;

	for (unsigned int i = 0; i < nd->n_namespaces; i++) {
		const struct nd_namespace *namespace = &nd->namespaces[i];
		struct claim claim;

		if (namespace->bound || namespace->holder[0] ||
		    !find_claim(claims, nd, namespace, &claim))
			continue;
		/* After -17, another bind in raw mode panics the kernel (Linux 6.12 to 7.2). */
		if (tried && claim.care != CLAIM_CARE_MISALIGNED)
			continue;
		force_raw(healed, &claim, namespace->name, tried);
	}
}

void heal_release(struct healed *healed)
{
	static const char *const kinds[] = { "ndbus", "nmem", "region", "namespace",
					     "btt",   "pfn",  "dax" };
	int r;

	if (!healed->held)
		return;
	healed->held = false;
	r = nd_set_autoprobe(true);
	if (r < 0)
		log_error("cannot let nvdimm devices probe again: %s", strerror(-r));
	for (size_t i = 0; i < array_size(kinds); i++)
		nd_probe_all(kinds[i]);
}

/* ---- After the bind ---- */

static void unhide(struct healed *healed, const struct nd_namespace *namespace)
{
	int r = nd_holder_release(namespace->holder);

	if (r == 0)
		r = nd_namespace_force_raw(namespace->name);
	if (r == 0)
		r = nd_namespace_bind(namespace->name);
	if (r < 0) {
		log_warning("cannot take %s away from %s: %s", namespace->name, namespace->holder,
			    strerror(-r));
		return;
	}
	log_warning("the image has an info block that gave %s to %s: taken away, raw mode "
		    "(pmemboot.heal=)",
		    namespace->name, namespace->holder);
	record(healed, namespace->name, INFO_BLOCK);
}

bool heal_after_bind(struct healed *healed, const struct claims *claims, const struct nd *nd)
{
	unsigned int before = healed->count;
	struct claim claim;

	for (unsigned int i = 0; i < nd->n_namespaces; i++) {
		const struct nd_namespace *namespace = &nd->namespaces[i];

		/* A holder that comes back again and again must not keep PID 1 busy. */
		if (healed->count < HEALED_COUNT_MAX && namespace->holder[0] &&
		    find_claim(claims, nd, namespace, &claim))
			unhide(healed, namespace);
	}
	return healed->count > before;
}

void heal_tell_of_info_block(struct healed *healed, const struct nd *nd, const char *region,
			     const char *mode)
{
	if (strstr(healed->line, INFO_BLOCK))
		return;
	for (unsigned int i = 0; i < nd->n_namespaces; i++)
		if (strcmp(nd->namespaces[i].region, region) == 0) {
			log_warning("the image has a %s info block at 4 KiB, which would hide it: "
				    "%s is in raw mode (pmemboot.heal=)",
				    mode, nd->namespaces[i].name);
			record(healed, nd->namespaces[i].name, INFO_BLOCK);
			return;
		}
}

/* ---- DAX ---- */

static int bind_with_pages(const char *name)
{
	int r = nd_namespace_unbind(name);

	if (r == 0)
		r = nd_namespace_allow_pages(name);
	return r == 0 ? nd_namespace_bind(name) : r;
}

bool heal_map_pages(const struct claims *claims, const struct nd *nd, const char *region)
{
	for (unsigned int i = 0; i < nd->n_namespaces; i++) {
		const struct nd_namespace *namespace = &nd->namespaces[i];
		struct claim claim;
		int r;

		if (strcmp(namespace->region, region) != 0 || !namespace->bound ||
		    !find_claim(claims, nd, namespace, &claim) || claim.care != CLAIM_CARE_NONE ||
		    claim.provider == CLAIM_NFIT) /* its volatile regions have no pages */
			continue;
		r = bind_with_pages(namespace->name);
		log_debug("%s with a page map: %s", namespace->name, r < 0 ? strerror(-r) : "done");
		if (r < 0 && (nd_namespace_force_raw(namespace->name) < 0 ||
			      nd_namespace_bind(namespace->name) < 0))
			log_error("cannot bind %s again", namespace->name);
		return true;
	}
	return false;
}
