// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/requests.h"

#include <string.h>
#include <strings.h>

enum request { REQUEST_CHECK, REQUEST_COPY, REQUEST_CHANGES, REQUEST_FILE, REQUESTS };

/* dracut.cmdline(7), live-boot(7), casper(7), mkinitcpio-archiso, SUSE's linuxrc, GRUB's
 * loopback. */
static const struct row {
	const char *name;
	enum request request;
} rows[] = {
	{ "rd.live.check", REQUEST_CHECK },
	{ "verify-checksums", REQUEST_CHECK },
	{ "mediacheck", REQUEST_CHECK },
	{ "rd.live.ram", REQUEST_COPY },
	{ "toram", REQUEST_COPY },
	{ "copytoram", REQUEST_COPY },
	{ "rd.overlay", REQUEST_CHANGES },
	{ "rd.live.overlay", REQUEST_CHANGES },
	{ "rd.live.overlay.persistent", REQUEST_CHANGES },
	{ "persistence", REQUEST_CHANGES },
	{ "persistent", REQUEST_CHANGES },
	{ "cow_device", REQUEST_CHANGES },
	{ "cow_label", REQUEST_CHANGES },
	{ "fromiso", REQUEST_FILE },
	{ "findiso", REQUEST_FILE },
	{ "iso-scan/filename", REQUEST_FILE },
};

_Static_assert(array_size(rows) <= 32, "each row is a bit");

static const char *const reasons[REQUESTS] = {
	[REQUEST_CHECK] = "pmemboot.verify=none turns all checks off",
	[REQUEST_COPY] = "the image is in memory already, and is used where it lies",
	[REQUEST_CHANGES] = "changes are lost at shutdown; to keep them on a disk, use "
			    "pmemboot.overlay=LABEL=...",
	[REQUEST_FILE] = "the image that firmware left in memory is used, no file is searched for",
};

static bool is_off(const char *value)
{
	static const char *const off[] = { "0", "n", "no", "off", "false" };

	for (size_t i = 0; value && i < array_size(off); i++)
		if (strcasecmp(value, off[i]) == 0)
			return true;
	return false;
}

void requests_take(struct requests *requests, const char *name, const char *value)
{
	for (size_t i = 0; i < array_size(rows); i++)
		if (strcmp(name, rows[i].name) == 0)
			requests->given = is_off(value) ? requests->given & ~(UINT32_C(1) << i)
							: requests->given | UINT32_C(1) << i;
}

bool requests_check(const struct requests *requests)
{
	for (size_t i = 0; i < array_size(rows); i++)
		if (rows[i].request == REQUEST_CHECK && requests->given & UINT32_C(1) << i)
			return true;
	return false;
}

static bool is_obeyed(enum request request, const struct config *config)
{
	return (request == REQUEST_CHECK && config_ways(config) & CONFIG_VERIFY_MEDIA) ||
	       (request == REQUEST_CHANGES && config->overlay_device);
}

/* The words for an image of another kind. */
enum image_word { WORD_ROOTFLAGS, WORD_USR, WORD_USRHASH, WORD_ROOTHASH, IMAGE_WORDS };

static bool has_tree(const struct plan *plan)
{
	for (unsigned int i = 0; i < plan->n_layers; i++)
		if (plan->layers[i].tree.len > 0)
			return true;
	return false;
}

static bool explain_image_word(enum image_word word, const struct config *config,
			       const struct plan *plan, const char **parameter, const char **why)
{
	*why = "the image has no such partition";
	switch (word) {
	case WORD_ROOTFLAGS:
		*parameter = "rootflags";
		*why = "the root is no file system of a disk image";
		return config->rootflags && (!plan_takes_rootflags(plan) || plan_is_usr(plan, 0));
	case WORD_USR:
		*parameter = "mount.usr";
		return config->usr && !plan->has_usr && strcmp(config->usr, "off") != 0;
	case WORD_ROOTHASH:
		*parameter = config->other_roothash ? "roothash" : CONFIG_PREFIX "roothash";
		*why = "the image has no hash tree, so a boot with it is refused";
		return config->n_roothashes > 0 && !plan->assist && !has_tree(plan);
	default:
		*parameter = "usrhash";
		if (!plan->assist) /* its own initramfs may obey it */
			*why = "the image has no partition of /usr, so a boot with it is refused";
		return config->usrhash && !plan->has_usr;
	}
}

bool requests_explain(const struct config *config, const struct plan *plan, unsigned int *index,
		      const char **parameter, const char **why)
{
	while (*index < array_size(rows)) {
		const struct row *row = &rows[*index];
		bool given = config->requests.given & UINT32_C(1) << (*index)++;

		if (!given || is_obeyed(row->request, config))
			continue;
		*parameter = row->name;
		*why = reasons[row->request];
		return true;
	}
	while (*index < array_size(rows) + IMAGE_WORDS)
		if (explain_image_word((*index)++ - array_size(rows), config, plan, parameter, why))
			return true;
	return false;
}
