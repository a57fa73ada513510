// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/handover.h"

#include "config/config_parse.h"
#include "unit/test.h"

/* Is another init executed after this failure, with this policy and this command line? */
static bool may_follow(enum failure_code code, const char *policy, const char *cmdline)
{
	static struct config config;
	struct failure why = { 0 };

	CHECK(config_parse(&config, policy, cmdline, &why) == 0);
	return handover_may_follow(&config, code);
}

TEST(handover_may_follow)
{
	static const enum failure_code refusals[] = {
		FAILURE_COMMAND_LINE, FAILURE_NOT_PROTECTED, FAILURE_TRUNCATED, FAILURE_DAMAGED,
		FAILURE_NOT_VERIFIED, FAILURE_BAD_SIGNATURE, FAILURE_VERITY,	FAILURE_POLICY,
		FAILURE_HOOK,	      FAILURE_NOT_MEASURED,
	};

	for (int code = FAILURE_NONE + 1; code < FAILURE_CODES; code++) {
		bool refusal = false;

		for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
			refusal = refusal || (int)refusals[i] == code;
		CHECK(failure_is_refusal((enum failure_code)code) == refusal);
		CHECK(may_follow((enum failure_code)code, "", "") == !refusal);
		/* Nothing but what is verified boots. */
		CHECK(!may_follow((enum failure_code)code, "pmemboot.verify=require", ""));
		CHECK(!may_follow((enum failure_code)code, "", "pmemboot.verify=require"));
	}
}

TEST(handover_may_follow_as_requested)
{
	CHECK(!may_follow(FAILURE_NO_ROOT_IMAGE, "", "pmemboot.shell=fail"));
	CHECK(!may_follow(FAILURE_NO_ROOT_IMAGE, "", "pmemboot.shell=root"));
	CHECK(may_follow(FAILURE_NO_ROOT_IMAGE, "", "pmemboot.shell=never"));
	CHECK(may_follow(FAILURE_NO_ROOT_IMAGE, "", "pmemboot.root=auto,required"));
	CHECK(may_follow(FAILURE_NOTHING_CLAIMED, "", "pmemboot.root=auto"));
	CHECK(!may_follow(FAILURE_NOTHING_CLAIMED, "", "pmemboot.root=auto,required"));
}
