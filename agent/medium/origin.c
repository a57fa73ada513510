// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/origin.h"

#include "base/text.h"
#include "log/log.h"
#include "parse/load_option.h"
#include "sys/efi.h"
#include "sys/tree.h"

#include <errno.h>
#include <string.h>

#define DMI "sys/class/dmi/id/"

/* EFI_GLOBAL_VARIABLE (UEFI 2.10, 3.3) */
#define GLOBAL "8be4df61-93ca-11d2-aa0d-00e098032b8c"

bool origin_open(struct drivers *drivers)
{
	if (!tree_has(drivers->tree, "sys/firmware/efi"))
		return false;
	drivers_try(drivers, "efivarfs");
	return efi_mount() > 0;
}

/* The number of the boot option that firmware used: 0 to 65535, or -E... */
static int read_current(const struct tree *tree)
{
	cleanup_free uint8_t *bytes = NULL;
	int len = efi_read(tree, "BootCurrent-" GLOBAL, &bytes);

	return len < 0 ? len : load_option_current((struct slice){ bytes, (size_t)len });
}

static void read_mac(struct slice option, struct identity *ret)
{
	uint8_t mac[LOAD_OPTION_MAC_SIZE];

	if (load_option_mac(option, mac) == 0)
		text_print_cut(ret->mac, sizeof(ret->mac), "%02x:%02x:%02x:%02x:%02x:%02x", mac[0],
			       mac[1], mac[2], mac[3], mac[4], mac[5]);
}

int origin_read_option(const struct tree *tree, struct identity *ret)
{
	cleanup_free uint8_t *bytes = NULL;
	int r = read_current(tree);
	struct slice option;
	char name[64];

	ret->url[0] = ret->mac[0] = '\0';
	if (r >= 0)
		r = text_print(name, sizeof(name), "Boot%04X-" GLOBAL, (unsigned int)r);
	if (r == 0)
		r = efi_read(tree, name, &bytes);
	if (r < 0)
		return r;
	option = (struct slice){ bytes, (size_t)r };
	read_mac(option, ret);
	r = load_option_uri(option, ret->url, sizeof(ret->url));
	if (r == 0 && strlen(ret->url) == sizeof(ret->url) - 1)
		r = -ENAMETOOLONG; /* it may be cut */
	if (r < 0)
		ret->url[0] = '\0';
	return r;
}

/* Read an attribute of text; without blanks at its end, which tables may be filled up with. */
static void read_word(const struct tree *tree, const char *path, char *buf)
{
	int len = tree_read(tree, path, buf, IDENTITY_WORD_MAX);

	len = len < 0 ? 0 : (int)strnlen(buf, (size_t)len);
	while (len > 0 && buf[len - 1] == ' ')
		len--;
	buf[len] = '\0';
}

void origin_read(struct drivers *drivers, bool fetched, struct identity *ret)
{
	const struct tree *tree = drivers->tree;

	*ret = (struct identity){ 0 };
	read_word(tree, DMI "product_uuid", ret->uuid);
	read_word(tree, DMI "product_serial", ret->serial);
	read_word(tree, DMI "chassis_asset_tag", ret->asset_tag);
	if (!ret->serial[0])
		read_word(tree, "sys/firmware/devicetree/base/serial-number", ret->serial);
	if (fetched) {
		bool mounted = origin_open(drivers);
		int r = origin_read_option(tree, ret);

		if (r < 0)
			log_debug("the boot option of firmware is unknown: %s", strerror(-r));
		if (mounted)
			efi_unmount();
	}
}
