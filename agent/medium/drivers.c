// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/drivers.h"

#include "base/text.h"
#include "log/log.h"
#include "parse/drivers.h"
#include "sys/bus.h"
#include "sys/file.h"
#include "sys/module.h"
#include "sys/run.h"
#include "sys/tree.h"

#include <errno.h>
#include <string.h>

#define MODPROBE "/sbin/modprobe"
#define LOCKDOWN "lockdown, as with Secure Boot, or module.sig_enforce"

enum { MODPROBE_SECONDS = 60 };

/*
 * How to recognise each provider before its driver is loaded. The claim is what firmware describes;
 * the device is what the driver binds to.
 */
static const struct provider {
	const char *claim; /* path that exists if there is a claim; NULL: the device is it */
	const char *bus;
	const char *device;   /* name on the bus */
	const char *modalias; /* or NULL */
	const char *requires; /* if this path is missing, there is no device; or NULL */
	const char *drivers[2];
} providers[] = {
	{ "sys/firmware/acpi/tables/NFIT", "acpi", "ACPI0012:*", NULL, NULL, { "nfit" } },
	{ NULL, "platform", "e820_pmem*", NULL, NULL, { "nd_e820" } },
	{ NULL,
	  "platform",
	  NULL,
	  "of:N*Cpmem-region*",
	  "sys/firmware/devicetree/base",
	  { "of_pmem" } },
	{ NULL, "pci", NULL, "pci:v00001AF4d0000105B*", NULL, { "virtio_pci", "virtio_pmem" } },
	{ NULL, "virtio", NULL, "virtio:d0000001Bv*", NULL, { "virtio_pmem" } },
};

/* kmod loads what its index of the running kernel's modules has, and without an index nothing. */
static bool kmod_has_index(void)
{
	static const char *const names[] = { "modules.dep.bin", "modules.dep" };
	char release[64], path[128];

	if (module_release(release, sizeof(release)) < 0)
		return false;
	for (size_t i = 0; i < array_size(names); i++)
		if (text_print(path, sizeof(path), "/lib/modules/%s/%s", release, names[i]) == 0 &&
		    file_exists(path))
			return true;
	return false;
}

void drivers_open(struct drivers *drivers, const struct tree *tree, const char *base)
{
	char path[64];
	int r = text_print(path, sizeof(path), "%s/drivers", base);

	if (r == 0)
		r = file_read(path, drivers->list, sizeof(drivers->list));

	drivers->tree = tree;
	drivers->has_list = r >= 0;
	drivers->loads = r >= 0 || (file_exists(MODPROBE) && kmod_has_index());
	drivers->len = r > 0 ? (size_t)r : 0;
	drivers->claimed = false;
	drivers->ahead = (struct child)CHILD_NONE;
	drivers->missing[0] = '\0';
	if (r < 0 && r != -ENOENT)
		log_error("cannot read %s: %s", path, strerror(-r));
}

static void ignore_slow_program(void *context unused)
{
}

/* Without a list there is kmod. Of a driver that the kernel has built in, it knows that. */
static int load_by_kmod(const struct drivers *drivers, const char *name)
{
	char *arguments[] = { (char *)MODPROBE, (char *)"-q", (char *)"--", (char *)name, NULL };
	char *environment[] = { NULL };
	int r;

	if (!drivers->loads)
		return 0;
	r = run_program(arguments, environment, MODPROBE_SECONDS, ignore_slow_program, NULL);
	log_debug("modprobe %s: %d", name, r);
	return r > 0 ? -ENOENT : r;
}

static int load_listed(const struct drivers *drivers, const char *name)
{
	struct slice list = { (const uint8_t *)drivers->list, drivers->len };
	char path[DRIVERS_FILE_MAX], refused[DRIVERS_FILE_MAX] = "";
	struct drivers_files files;
	int r, loaded = 0, refusal = 0;

	if (!drivers->has_list)
		return load_by_kmod(drivers, name);
	r = drivers_find(list, name, &files);
	if (r < 0)
		return r;
	/*
	 * Only the last file, the driver's own, decides. An earlier one may fail because its
	 * hardware is missing (crc32c_intel, which only makes it faster). If the driver needs it,
	 * it fails too.
	 */
	while ((r = drivers_next(&files, path)) > 0) {
		loaded = module_load(path);
		log_debug("load %s: %s", path, loaded < 0 ? strerror(-loaded) : "done");
		if (module_is_refused(loaded)) {
			refusal = loaded;
			text_copy_cut(refused, sizeof(refused), path);
		}
	}
	if (r < 0) {
		log_error("the list of drivers is damaged at %s", name);
	} else if (loaded < 0 && refusal < 0) {
		log_error("cannot load the driver %s: the kernel refuses %s, because "
			  "its signature is missing or not trusted (" LOCKDOWN "): %s",
			  name, refused, strerror(-refusal));
		return -EKEYREJECTED;
	} else if (loaded < 0) {
		log_error("cannot load the driver %s from %s: %s", name, path, strerror(-loaded));
	}
	return r < 0 ? r : loaded;
}

/* A failure is only a debug message here: a step that needs the driver reports it. */
static void load_wanted(void *context, int say_fd)
{
	const struct drivers *drivers = context;

	for (const char *const *name = drivers->wanted; *name; name++) {
		if (load_listed(drivers, *name) < 0)
			log_debug("not loaded ahead: %s", *name);
		child_say(say_fd);
	}
}

/*
 * If the child is going to load the driver, wait until it has. If both loaded it, the kernel would
 * read and verify the module twice before it finds that it is already loaded.
 */
static void wait_for_driver(struct drivers *drivers, const char *name)
{
	unsigned int i = 0;

	if (drivers->ahead.fd < 0)
		return;
	while (drivers->wanted[i] && strcmp(drivers->wanted[i], name) != 0)
		i++;
	while (drivers->wanted[i] && drivers->n_ahead <= i && child_hear(&drivers->ahead))
		drivers->n_ahead++;
}

int drivers_load(struct drivers *drivers, const char *name)
{
	wait_for_driver(drivers, name);
	return load_listed(drivers, name);
}

void drivers_try(struct drivers *drivers, const char *name)
{
	if (drivers_load(drivers, name) < 0)
		log_debug("continuing without the driver %s", name);
}

void drivers_begin(struct drivers *drivers, const char *const *names)
{
	drivers_end(drivers);
	drivers->wanted = names;
	drivers->n_ahead = 0;
	/* Without a child, each driver is loaded when it is needed. */
	if (child_begin(&drivers->ahead, load_wanted, drivers) < 0)
		log_debug("no child loads drivers ahead");
}

void drivers_end(struct drivers *drivers)
{
	child_end(&drivers->ahead, true);
	drivers->ahead = (struct child)CHILD_NONE;
}

/* Load a driver that a claim needs. If that fails, the reason of a failed boot names it. */
static void load_claimed(struct drivers *drivers, const char *name)
{
	int r = drivers_load(drivers, name);

	if (r < 0 && !strstr(drivers->missing, name))
		text_append_cut(drivers->missing, sizeof(drivers->missing), "%s%s%s",
				drivers->missing[0] ? ", " : "", name,
				r == -EKEYREJECTED ? " (its signature is refused: " LOCKDOWN ")"
						   : "");
}

static bool is_present(const struct provider *provider, const struct tree *tree)
{
	if (provider->requires && !tree_has(tree, provider->requires))
		return false;
	return bus_has_device(tree, provider->bus, provider->device, provider->modalias);
}

static bool claims(const struct provider *provider, const struct tree *tree)
{
	return provider->claim ? tree_has(tree, provider->claim) : is_present(provider, tree);
}

void drivers_load_providers(struct drivers *drivers)
{
	/* All providers depend on it. */
	wait_for_driver(drivers, "libnvdimm");
	for (size_t i = 0; i < array_size(providers); i++) {
		const struct provider *provider = &providers[i];
		bool claimed = claims(provider, drivers->tree);
		bool present = claimed || is_present(provider, drivers->tree);

		drivers->claimed = drivers->claimed || claimed;
		for (size_t d = 0; d < array_size(provider->drivers) && provider->drivers[d]; d++) {
			if (claimed)
				load_claimed(drivers, provider->drivers[d]);
			else if (present)
				drivers_try(drivers, provider->drivers[d]);
		}
	}
}

bool drivers_see_provider(const struct drivers *drivers)
{
	/* A device that needs a claim besides is there on machines without NVDIMMs, too. */
	for (size_t i = 0; i < array_size(providers); i++)
		if (!providers[i].claim && is_present(&providers[i], drivers->tree))
			return true;
	return bus_has_device(drivers->tree, "nd", "region*", NULL);
}

void drivers_load_pmem(struct drivers *drivers)
{
	wait_for_driver(drivers, "nd_btt");
	load_claimed(drivers, "nd_pmem");
}

void drivers_load_extra(struct drivers *drivers)
{
	/* A name of the list, not of a module. */
	if (drivers->has_list)
		drivers_try(drivers, "extra");
}
