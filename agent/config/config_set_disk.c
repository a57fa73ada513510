// SPDX-License-Identifier: GPL-2.0-or-later
/* The setters of root hashes, and of systemd's parameters for the partitions of a disk image. */
#include "base/text.h"
#include "config/config_set.h"
#include "log/log.h"
#include "parse/cmdline.h"
#include "parse/verity.h"

#include <errno.h>
#include <string.h>

/* Check the root hash that comes after n others. */
static int check_root_hash(const char *name, const char *value, unsigned int n, struct failure *why)
{
	struct slice text = { (const uint8_t *)value, strlen(value) };
	uint8_t hash[VERITY_DIGEST_MAX];

	if (n < LAYOUT_LAYERS_MAX && verity_parse_root_hash(text, hash) >= 0)
		return 0;
	return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
			   "%s=%s is one too many, or has not 40 to 128 hexadecimal digits", name,
			   value);
}

int config_set_roothash(struct config *config, char *value, struct failure *why)
{
	const char *name = config->other_roothash ? "roothash" : CONFIG_PREFIX "roothash";

	for (config->n_roothashes = 0; value; config->n_roothashes++) {
		char *next = text_split(value, ",");
		int r = check_root_hash(name, value, config->n_roothashes, why);

		if (r < 0)
			return r;
		config->roothashes[config->n_roothashes] = value;
		value = next;
	}
	return 0;
}

int config_set_other_roothash(struct config *config, char *value, struct failure *why)
{
	bool other = config->n_roothashes != 1 || strcmp(config->roothashes[0], value) != 0;

	if (config->n_roothashes > 0) {
		if (other)
			log_warning("roothash= is not obeyed, because " CONFIG_PREFIX
				    "roothash= is given");
		return 0;
	}
	config->other_roothash = true;
	return config_set_roothash(config, value, why);
}

int config_set_usrhash(struct config *config, char *value, struct failure *why)
{
	config->usrhash = *value ? value : NULL;
	return *value ? check_root_hash("usrhash", value, 0, why) : 0;
}

/* "/dev/disk/by-partuuid/X" is "PARTUUID=X". In the names of links udev escapes some characters. */
static char *take_link(char *value)
{
	static const char links[] = "/dev/disk/by-";
	char *name, *end;

	if (!text_begins(value, links))
		return value;
	name = value + strlen(links);
	end = strchr(name, '/');
	if (!end)
		return value;
	for (char *c = name; c < end; c++)
		*c = (char)(*c & ~('a' ^ 'A'));
	*end = '=';
	cmdline_unescape(name);
	return name;
}

/*
 * The partition by its type: systemd's words for it, gpt-auto, dissect and some like them, and its
 * name for the one that usrhash= protects. "off" is no partition.
 */
static bool is_by_type(const char *value)
{
	return (value[strcspn(value, "=/")] == '\0' && strcmp(value, "off") != 0) ||
	       strcmp(value, "/dev/mapper/usr") == 0;
}

int config_set_usr(struct config *config, char *value, struct failure *why unused)
{
	config->usr = is_by_type(value) ? NULL : take_link(value);
	return 0;
}

int config_set_usrflags(struct config *config, char *value, struct failure *why unused)
{
	config->usrflags = *value ? value : NULL;
	return 0;
}

/* Of any length: an initramfs may have those of another root in it, which are not for ours. */
int config_set_rootflags(struct config *config, char *value, struct failure *why unused)
{
	config->rootflags = *value ? value : NULL;
	return 0;
}
