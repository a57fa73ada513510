// SPDX-License-Identifier: GPL-2.0-or-later
/* The setters of root hashes, and of systemd's parameters for the partitions of a disk image. */
#include "base/text.h"
#include "config/config_set.h"
#include "log/log.h"
#include "parse/verity.h"

#include <errno.h>
#include <string.h>

static int check_root_hash(const char *name, const char *value, struct failure *why)
{
	struct slice text = { (const uint8_t *)value, strlen(value) };
	uint8_t hash[VERITY_DIGEST_MAX];

	if (verity_parse_root_hash(text, hash) >= 0)
		return 0;
	return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
			   "%s=%s is not a valid root hash of 40 to 128 hexadecimal digits", name,
			   value);
}

int config_set_roothash(struct config *config, char *value, struct failure *why)
{
	const char *name = config->other_roothash ? "roothash" : CONFIG_PREFIX "roothash";

	for (config->n_roothashes = 0; value; config->n_roothashes++) {
		char *next = text_split(value, ",");
		int r = check_root_hash(name, value, why);

		if (r < 0)
			return r;
		if (config->n_roothashes == LAYOUT_LAYERS_MAX)
			return failure_set(why, FAILURE_COMMAND_LINE, -E2BIG,
					   "%s= has more than %d root hashes", name,
					   LAYOUT_LAYERS_MAX);
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
	return *value ? check_root_hash("usrhash", value, why) : 0;
}

/* "/dev/disk/by-partuuid/X" is "PARTUUID=X". It is written over its end, as it is shorter. */
static char *take_link(char *value)
{
	static const struct {
		const char *folder, *prefix;
	} links[] = {
		{ "/dev/disk/by-partuuid/", PLAN_PARTUUID },
		{ "/dev/disk/by-partlabel/", PLAN_PARTLABEL },
		{ "/dev/disk/by-uuid/", "UUID=" },
		{ "/dev/disk/by-label/", "LABEL=" },
	};

	for (size_t i = 0; i < array_size(links); i++)
		if (text_begins(value, links[i].folder)) {
			size_t len = strlen(links[i].prefix);

			value += strlen(links[i].folder) - len;
			memcpy(value, links[i].prefix, len);
			break;
		}
	return value;
}

/* /dev/mapper/usr is systemd's name for the partition that usrhash= protects. */
int config_set_usr(struct config *config, char *value, struct failure *why unused)
{
	config->usr = *value && strcmp(value, "/dev/mapper/usr") != 0 ? take_link(value) : NULL;
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
