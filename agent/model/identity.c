// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/identity.h"

#include "model/seed.h"

#include <stddef.h>

static const struct {
	size_t offset;
	const char *variable, *credential;
} fields[IDENTITY_FIELDS] = {
	[IDENTITY_URL] = { offsetof(struct identity, url), "PMEMBOOT_URL", "pmemboot.url" },
	[IDENTITY_UUID] = { offsetof(struct identity, uuid), "PMEMBOOT_MACHINE_UUID",
			    "pmemboot.uuid" },
	[IDENTITY_SERIAL] = { offsetof(struct identity, serial), "PMEMBOOT_MACHINE_SERIAL",
			      "pmemboot.serial" },
	[IDENTITY_ASSET_TAG] = { offsetof(struct identity, asset_tag), "PMEMBOOT_MACHINE_ASSET_TAG",
				 "pmemboot.asset-tag" },
	[IDENTITY_MAC] = { offsetof(struct identity, mac), "PMEMBOOT_MACHINE_MAC", "pmemboot.mac" },
};

const char *identity_value(const struct identity *identity, enum identity_field field)
{
	return (const char *)identity + fields[field].offset;
}

const char *identity_variable(enum identity_field field)
{
	return fields[field].variable;
}

const char *identity_credential(enum identity_field field)
{
	return fields[field].credential;
}

static bool is_this(const struct identity *identity, struct slice name)
{
	static const enum identity_field names[] = { IDENTITY_UUID, IDENTITY_SERIAL, IDENTITY_MAC };

	for (size_t i = 0; name.len > 0 && i < array_size(names); i++)
		if (slice_equals_caseless(name, identity_value(identity, names[i])))
			return true;
	return false;
}

bool identity_is_named(const struct identity *identity, struct slice comment)
{
	const size_t prefix = strlen(SEED_MACHINE_WORD);
	bool names_others = false;
	struct slice word;

	while ((word = slice_take_word(&comment, " \t")).len > 0) {
		if (!slice_matches(word, 0, SEED_MACHINE_WORD, prefix))
			continue;
		if (is_this(identity, slice_sub(word, prefix, word.len - prefix)))
			return true;
		names_others = true;
	}
	return !names_others;
}
