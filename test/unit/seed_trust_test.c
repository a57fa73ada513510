// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/config_parse.h"
#include "model/partition_plan.h"
#include "model/seed.h"

#include "unit/test.h"

enum { MIB = 1 << 20 };

/* Each state under any, signed and none: is it used? */
static const bool is_used[SEED_STATES][SEED_RULES] = {
	[SEED_UNSIGNED] = { true, false, false },	[SEED_COVERED] = { true, true, false },
	[SEED_SIGNED] = { true, true, false },		[SEED_STRANGER] = { true, false, false },
	[SEED_OTHER_MACHINE] = { false, false, false }, [SEED_MALFORMED] = { false, false, false },
	[SEED_WRONG] = { false, false, false },		[SEED_UNREAD] = { false, false, false },
};

TEST(seed_trust_of_every_state)
{
	for (int state = 0; state < SEED_STATES; state++)
		for (int rule = 0; rule < SEED_RULES; rule++) {
			const char *refusal = seed_trust_refuse((enum seed_rule)rule,
								(enum seed_state)state);

			CHECK(!refusal == is_used[state][rule]);
			CHECK(!refusal || strlen(refusal) > 10);
			CHECK(seed_trust_state_name((enum seed_state)state)[0]);
		}
}

/* What no key has signed, by the words of the command line and of a policy. */
static const struct {
	const char *policy, *cmdline;
	enum seed_rule rule;
	bool required;
} words[] = {
	{ "", "", SEED_RULE_ANY, false },
	{ "", "pmemboot.seed=any", SEED_RULE_ANY, false },
	{ "", "pmemboot.seed=url", SEED_RULE_ANY, false },
	{ "", "pmemboot.seed=signed", SEED_RULE_SIGNED, false },
	{ "", "pmemboot.seed=signed,required", SEED_RULE_SIGNED, true },
	{ "", "pmemboot.seed=none", SEED_RULE_NONE, false },
	{ "", "pmemboot.verify=require", SEED_RULE_NONE, false },
	{ "", "pmemboot.verify=require pmemboot.seed=signed", SEED_RULE_SIGNED, false },
	{ "", "pmemboot.verify=require pmemboot.seed=any", SEED_RULE_ANY, false },
	{ "pmemboot.verify=signature", "", SEED_RULE_ANY, false },
	{ "pmemboot.verify=require", "", SEED_RULE_NONE, false },
	{ "pmemboot.verify=require", "pmemboot.seed=none", SEED_RULE_NONE, false },
	{ "pmemboot.verify=require pmemboot.seed=signed", "", SEED_RULE_SIGNED, false },
	{ "pmemboot.verify=require pmemboot.seed=signed,required", "", SEED_RULE_SIGNED, true },
	{ "pmemboot.verify=require pmemboot.seed=any", "", SEED_RULE_ANY, false },
	{ "pmemboot.verify=require pmemboot.seed=url", "", SEED_RULE_ANY, false },
	{ "pmemboot.verify=require pmemboot.seed=signed", "pmemboot.seed=none", SEED_RULE_NONE,
	  false },
};

static struct config config;

TEST(seed_trust_of_every_word)
{
	for (size_t i = 0; i < array_size(words); i++) {
		struct failure why = { 0 };

		CHECK(config_parse(&config, words[i].policy, words[i].cmdline, &why) == 0);
		CHECK(config_seed_rule(&config) == words[i].rule);
		CHECK(config.seed_required == words[i].required);
	}
}

TEST(seed_trust_bad_words)
{
	static const char *const bad[] = {
		"pmemboot.seed=",	  "pmemboot.seed=all",
		"pmemboot.seed=signed,",  "pmemboot.seed=any,required",
		"pmemboot.seed=required", "pmemboot.seed=,required",
	};

	for (size_t i = 0; i < array_size(bad); i++) {
		struct failure why = { 0 };

		CHECK(config_parse(&config, "", bad[i], &why) < 0);
		CHECK(why.code == FAILURE_COMMAND_LINE);
	}
}

/* ---- Partitions ---- */

static struct partitions table;
static struct partition_plan plan;
static struct seed_trust trust;
static struct partition_request request;

static struct partition *put(uint64_t offset, const char *type, const char *label)
{
	struct partition *partition = &table.list[table.count++];

	*partition = (struct partition){ .number = table.count, .extent = { offset, MIB } };
	strcpy(partition->type, type);
	strcpy(partition->label, label);
	return partition;
}

/* Whether each of them gets a device: "+-" ... */
static const char *make_plan(enum seed_rule rule, enum seed_state state)
{
	static char marks[8];

	trust.rule = rule;
	trust.state = state;
	partition_plan_make(&plan, &table, &request);
	for (unsigned int i = 0; i < plan.count; i++) {
		CHECK((plan.list[i].use == PARTITION_MAPPED) == !plan.list[i].why_not);
		CHECK(!plan.list[i].refused || plan.list[i].why_not);
		marks[i] = plan.list[i].use == PARTITION_MAPPED ? '+' : '-';
	}
	marks[plan.count] = '\0';
	return marks;
}

/* In the volume: data and a configuration. After it: data, a configuration, and the seed. */
static void put_all(void)
{
	table.count = 0;
	put(1 * MIB, "0x83", "DATA");
	put(2 * MIB, "0x83", "cidata");
	put(5 * MIB, "0x83", "MORE");
	put(6 * MIB, "0x83", "OEMDRV");
	trust = (struct seed_trust){ .seed = put(7 * MIB, SEED_TYPE_DOS, "CIDATA") };
	request = (struct partition_request){ .disk_size = 8 * MIB,
					      .covered = UINT64_MAX,
					      .fstype = "iso9660",
					      .label = "ISO",
					      .uuid = "1",
					      .trust = &trust };
}

TEST(seed_trust_of_partitions)
{
	put_all();
	CHECK_STRING(make_plan(SEED_RULE_ANY, SEED_UNSIGNED), "+++++");
	CHECK_STRING(make_plan(SEED_RULE_ANY, SEED_WRONG), "++++-");
	CHECK_STRING(make_plan(SEED_RULE_SIGNED, SEED_UNSIGNED), "+-+--");
	CHECK_STRING(make_plan(SEED_RULE_SIGNED, SEED_SIGNED), "+-+-+");
	CHECK_STRING(make_plan(SEED_RULE_NONE, SEED_SIGNED), "+-+--");
}

TEST(seed_trust_of_partitions_of_a_signed_volume)
{
	put_all();
	request.covered = trust.signed_bytes = 4 * MIB; /* verification is required */
	CHECK_STRING(make_plan(SEED_RULE_NONE, SEED_SIGNED), "+----");
	CHECK_STRING(make_plan(SEED_RULE_SIGNED, SEED_SIGNED), "++--+");
	CHECK_STRING(make_plan(SEED_RULE_SIGNED, SEED_STRANGER), "++---");
	CHECK_STRING(make_plan(SEED_RULE_ANY, SEED_UNSIGNED), "++-++");
	request.covered = trust.signed_bytes = 0; /* only the layers are verified */
	CHECK_STRING(make_plan(SEED_RULE_SIGNED, SEED_SIGNED), "----+");
	CHECK_STRING(make_plan(SEED_RULE_NONE, SEED_SIGNED), "-----");
	CHECK(!plan.list[0].refused && plan.list[1].refused);
}

TEST(seed_trust_leaves_the_volume_itself)
{
	struct partition *volume;

	put_all();
	volume = put(0, "0xcd", "CIDATA");
	strcpy(volume->fstype, "iso9660");
	strcpy(volume->fs_uuid, "1");
	request.label = "CIDATA";
	CHECK_STRING(make_plan(SEED_RULE_NONE, SEED_SIGNED), "+-+--+");
}
