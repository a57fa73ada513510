// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/identity.h"

#include "unit/test.h"

static const struct identity machine = {
	.url = "http://user:secret@server/live.iso?token=1",
	.uuid = "8F2A3C10-0000-4000-8000-00000000000A",
	.serial = "S 1",
	.mac = "52:54:00:12:34:56",
};

static bool is_named(const char *comment)
{
	return identity_is_named(&machine,
				 (struct slice){ (const uint8_t *)comment, strlen(comment) });
}

TEST(identity_is_named)
{
	CHECK(is_named(""));
	CHECK(is_named("pmemboot seed"));
	CHECK(is_named("a web server of the fleet, machine 7"));
	CHECK(is_named("pmemboot seed machine=8f2a3c10-0000-4000-8000-00000000000a"));
	CHECK(is_named("machine=52:54:00:12:34:56"));
	CHECK(is_named("machine=52:54:00:AB:CD:EF\tmachine=52:54:00:12:34:56 "));
	CHECK(!is_named("machine=52:54:00:12:34:57"));
	CHECK(!is_named("machine=52:54:00:12:34:5"));
	CHECK(!is_named("machine=52:54:00:12:34:567"));
	CHECK(!is_named("timestamp:1 machine=S"));
	CHECK(!is_named("machine="));
	CHECK(!identity_is_named(&(struct identity){ 0 },
				 (struct slice){ (const uint8_t *)"machine=", 8 }));
	CHECK(identity_is_named(&machine, (struct slice){ NULL, 0 }));
}

TEST(identity_fields_have_names)
{
	for (int i = 0; i < IDENTITY_FIELDS; i++) {
		enum identity_field field = (enum identity_field)i;

		CHECK(identity_variable(field)[0] && identity_credential(field)[0]);
		CHECK((identity_value(&machine, field)[0] == '\0') ==
		      (field == IDENTITY_ASSET_TAG));
	}
	CHECK_STRING(identity_value(&machine, IDENTITY_SERIAL), "S 1");
}
