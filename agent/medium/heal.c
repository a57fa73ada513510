// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/heal.h"

#include "base/text.h"
#include "log/log.h"
#include "model/healing.h"
#include "sys/nd_control.h"

#include <inttypes.h>
#include <string.h>

#define INFO_BLOCK "hidden by an info block, raw mode"

static void record_healing(struct healed *healed, const char *name, const char *what)
{
	healed->count++;
	text_append_cut(healed->line, sizeof(healed->line), "%s%s: %s", healed->line[0] ? ", " : "",
			name, what);
}

/* ---- Before the bind ---- */

void heal_hold(struct healed *healed, const struct claims *claims, const struct nd *nd)
{
	int r;

	if (healed->held || !healing_wants_hold(claims, nd))
		return;
	r = nd_set_autoprobe(false);
	healed->held = r == 0;
	if (r < 0)
		log_warning("cannot hold back the probe of nvdimm devices: %s", strerror(-r));
	else
		log_debug("nd_pmem was loaded before its regions: holding back their first probe");
}

void heal_take_over(struct healed *healed)
{
	healed->held = nd_is_held();
	if (healed->held)
		log_debug("the initramfs has held back the first probe of nvdimm devices");
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
	record_healing(healed, name, what);
}

void heal_before_bind(struct healed *healed, const struct claims *claims, const struct nd *nd)
{
	for (unsigned int i = 0; i < nd->n_namespaces; i++) {
		const struct nd_namespace *namespace = &nd->namespaces[i];
		struct claim claim;

		switch (healing_before_bind(claims, nd, healed->held, namespace, &claim)) {
		case HEALING_RAW:
			force_raw(healed, &claim, namespace->name, false);
			break;
		case HEALING_BIND_RAW:
			force_raw(healed, &claim, namespace->name, true);
			break;
		case HEALING_NONE:
		case HEALING_TAKE:
			break;
		}
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
		log_error("cannot enable the probe of nvdimm devices again: %s", strerror(-r));
	for (size_t i = 0; i < array_size(kinds); i++)
		nd_probe_all(kinds[i]);
}

/* ---- After the bind ---- */

static void release_namespace(struct healed *healed, const struct nd_namespace *namespace)
{
	int r = nd_holder_release(namespace->holder);

	if (r == 0)
		r = nd_namespace_force_raw(namespace->name);
	if (r == 0)
		r = nd_namespace_bind(namespace->name);
	if (r < 0) {
		log_warning("cannot release %s from %s: %s", namespace->name, namespace->holder,
			    strerror(-r));
		return;
	}
	log_warning("an info block in the image gave %s to %s: released, raw mode "
		    "(pmemboot.heal=)",
		    namespace->name, namespace->holder);
	record_healing(healed, namespace->name, INFO_BLOCK);
}

bool heal_after_bind(struct healed *healed, const struct claims *claims, const struct nd *nd)
{
	unsigned int before = healed->count;

	/* The limit stops a holder that comes back every time. */
	if (healed->rounds == HEALED_ROUNDS_MAX)
		return false;
	for (unsigned int i = 0; i < nd->n_namespaces; i++)
		if (healing_after_bind(claims, nd, &nd->namespaces[i]) == HEALING_TAKE)
			release_namespace(healed, &nd->namespaces[i]);
	healed->rounds += healed->count > before;
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
			record_healing(healed, nd->namespaces[i].name, INFO_BLOCK);
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
	const struct nd_namespace *namespace = healing_of_page_map(claims, nd, region);
	int r;

	if (!namespace)
		return false;
	r = bind_with_pages(namespace->name);
	log_debug("%s with a page map: %s", namespace->name, r < 0 ? strerror(-r) : "done");
	if (r < 0 &&
	    (nd_namespace_force_raw(namespace->name) < 0 || nd_namespace_bind(namespace->name) < 0))
		log_error("cannot bind %s again", namespace->name);
	return true;
}
