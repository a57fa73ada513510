/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which machine this is, and where firmware got the image: what SMBIOS, the Device Tree and the EFI
 * boot option say. medium/origin.h reads it.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

#include <stdbool.h>

enum { IDENTITY_URL_MAX = 1024, IDENTITY_WORD_MAX = 128, IDENTITY_MAC_MAX = 18 };

/* "" for what is unknown. Secret: what the kernel shows to root only, and a URL's password. */
struct identity {
	char url[IDENTITY_URL_MAX];	/* of the image, as firmware has it; secret */
	char uuid[IDENTITY_WORD_MAX];	/* SMBIOS, type 1; secret */
	char serial[IDENTITY_WORD_MAX]; /* the same, or the Device Tree's serial-number; secret */
	char asset_tag[IDENTITY_WORD_MAX]; /* SMBIOS, type 3 */
	char mac[IDENTITY_MAC_MAX];	   /* of the network card that firmware booted from */
};

enum identity_field {
	IDENTITY_URL,
	IDENTITY_UUID,
	IDENTITY_SERIAL,
	IDENTITY_ASSET_TAG,
	IDENTITY_MAC,
	IDENTITY_FIELDS,
};

/* The value of a field, "" if it is unknown. */
const char *identity_value(const struct identity *identity, enum identity_field field);

/* Its name as a variable of a shell, "PMEMBOOT_URL"; and as a credential, "pmemboot.url". */
const char *identity_variable(enum identity_field field);
const char *identity_credential(enum identity_field field);

/*
 * Is this machine one of those that the trusted comment of a seed names (model/seed.h)? True if it
 * names none. The case of letters is ignored.
 */
bool identity_is_named(const struct identity *identity, struct slice comment);
