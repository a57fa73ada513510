// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/text.h"
#include "config/config_parameters.h"
#include "config/config_parse.h"
#include "config/requests.h"

#include "unit/test.h"

static struct config config;
static struct failure why;

static int parse(const char *cmdline)
{
	why = (struct failure){ 0 };
	return config_parse(&config, "", cmdline, &why);
}

TEST(config_defaults)
{
	CHECK(parse("ro quiet") == 0);
	CHECK(config.medium == MEDIUM_AUTO && !config.required && config.n_paths == 0);
	CHECK(config.overlay && config.timeout == 30 && !config.timeout_given);
	CHECK_STRING(config.overlay_size, "50%");
	CHECK(config.shell == SHELL_FAIL && !config.init && !config.other_root);
	CHECK(config.panic == 0);
}

TEST(config_root)
{
	CHECK(parse("pmemboot.root=auto,required") == 0 && config.required);
	CHECK(parse("pmemboot.root=/dev/pmem12.1") == 0 && config.medium == MEDIUM_DISK);
	CHECK_STRING(config.medium_name, "pmem12.1");
	CHECK(parse("pmemboot.root=LABEL=My\\x20ISO\\x2c1") == 0 && config.medium == MEDIUM_LABEL);
	CHECK_STRING(config.medium_name, "My ISO,1");
	CHECK(parse("pmemboot.root=\"LABEL=My ISO\"") == 0);
	CHECK_STRING(config.medium_name, "My ISO");
	CHECK(parse("pmemboot.root=UUID=2026-01-01-00-00-00-00") == 0);
	CHECK(config.medium == MEDIUM_UUID);
	CHECK(parse("pmemboot.root=region=0x100000000") == 0 && config.medium == MEDIUM_REGION);
	CHECK(config.medium_address == UINT64_C(0x100000000));
}

TEST(config_root_paths)
{
	CHECK(parse("pmemboot.root=auto:/a/b.squashfs,/c\\x2cd") == 0 && config.n_paths == 2);
	CHECK_STRING(config.paths[0], "/a/b.squashfs");
	CHECK_STRING(config.paths[1], "/c,d");
	CHECK(parse("pmemboot.root=LABEL=X,required:/a") == 0 && config.required);
	CHECK(config.n_paths == 1);
}

TEST(config_last_one_wins)
{
	CHECK(parse("pmemboot.root=nonsense pmemboot.root=UUID=1 pmemboot.root=LABEL=x") == 0);
	CHECK(config.medium == MEDIUM_LABEL);
	CHECK(parse("pmemboot.timeout=5 pmemboot.timeout=6") == 0 && config.timeout == 6);
	CHECK(parse("init=/a init=/b") == 0);
	CHECK_STRING(config.init, "/b");
}

TEST(config_root_bad)
{
	static const char *const lines[] = {
		"pmemboot.root=",
		"pmemboot.root",
		"pmemboot.root=/dev/sda1",
		"pmemboot.root=LABEL=",
		"pmemboot.root=region=12z",
		"pmemboot.root=auto,sometimes",
		"pmemboot.root=/dev/pmem/../sda",
		"pmemboot.root=auto:/a,,/b",
		"pmemboot.root=auto:/1,/2,/3,/4,/5,/6,/7,/8,/9,/10,/11,/12,/13,/14,/15,/16,/17",
	};

	for (size_t i = 0; i < array_size(lines); i++)
		CHECK(parse(lines[i]) < 0 && why.code == FAILURE_COMMAND_LINE);
}

TEST(config_overlay)
{
	CHECK(parse("pmemboot.overlay=none") == 0 && !config.overlay);
	CHECK(parse("pmemboot.overlay=tmpfs,size=512m") == 0 && config.overlay);
	CHECK_STRING(config.overlay_size, "512m");
	CHECK(parse("pmemboot.overlay=tmpfs,size=10%") == 0);
	CHECK(parse("pmemboot.overlay=tmpfs,size=10m,exec") < 0);
	CHECK(parse("pmemboot.overlay=tmpfs,size=") < 0);
	CHECK(parse("pmemboot.overlay=/dev/sda1") == 0);
	CHECK_STRING(config.overlay_device, "/dev/sda1");
	CHECK(config.overlay && !config.overlay_required);
	CHECK(parse("pmemboot.overlay=LABEL=a\\x20b,required") == 0);
	CHECK_STRING(config.overlay_device, "LABEL=a b");
	CHECK(config.overlay_required);
	CHECK(parse("pmemboot.overlay=none,required") < 0);
	CHECK(parse("pmemboot.overlay=sda1") < 0);
}

TEST(config_timeout_that_is_none)
{
	CHECK(parse("pmemboot.timeout=soon") == 0 && config.timeout == 30);
	CHECK(!config.timeout_given);
	CHECK(parse("pmemboot.timeout=999999999") == 0 && !config.timeout_given);
	CHECK(parse("pmemboot.timeout=0") == 0 && config.timeout_given && config.timeout == 0);
}

TEST(config_layout)
{
	CHECK(parse("pmemboot.layout=manjaro") == 0);
	CHECK_STRING(config.hints.layout, "manjaro");
	CHECK(parse("pmemboot.layout=guess") < 0 && why.code == FAILURE_COMMAND_LINE);
	CHECK(strstr(why.line, "pmemboot.layout=guess"));
}

TEST(config_hints)
{
	CHECK(parse("boot=casper live-media-path=/casper_a/") == 0);
	CHECK_STRING(config.hints.scripts, HINTS_CASPER);
	CHECK_STRING(config.hints.folder, "casper_a");
	CHECK_STRING(config.hints.parameter, "live-media-path");
	CHECK(parse("root=live:LABEL=X rd.live.dir=/ rd.live.squashimg=a.squashfs") == 0);
	CHECK_STRING(config.hints.scripts, HINTS_DMSQUASH);
	CHECK_STRING(config.hints.folder, "");
	CHECK_STRING(config.hints.image, "a.squashfs");
	CHECK(parse("archisobasedir=black rd.kiwi.live.pxe") == 0);
	CHECK_STRING(config.hints.scripts, HINTS_ARCHISO);
	CHECK_STRING(config.hints.folder, "black");
	CHECK(!config.hints.module);
	CHECK(parse("root=/dev/sda1 boot=local") == 0 && !config.hints.scripts);
}

TEST(config_hints_under_a_policy)
{
	why = (struct failure){ 0 };
	CHECK(config_parse(&config, "pmemboot.verify=require", "archisobasedir=a boot=live",
			   &why) == 0);
	CHECK(!config.hints.folder && !config.hints.scripts && !config.hints.parameter);
}

static const struct plan iso = { .medium = "iso9660", .n_layers = 1 };
static const struct plan usr_alone = { .medium = "gpt", .n_layers = 1, .has_usr = true };

/* The parameters that are not obeyed for this plan, with a comma after each. */
static const char *not_obeyed_for(const struct plan *plan, const char *cmdline)
{
	static char list[200];
	const char *parameter, *reason;
	unsigned int index = 0;

	list[0] = 0;
	if (parse(cmdline) < 0)
		return "failed";
	config_obey_requests(&config);
	while (requests_explain(&config, plan, &index, &parameter, &reason))
		text_append_cut(list, sizeof(list), "%s,", parameter);
	return list;
}

static const char *not_obeyed(const char *cmdline)
{
	return not_obeyed_for(&iso, cmdline);
}

TEST(config_requests)
{
	CHECK_STRING(not_obeyed("ro quiet"), "");
	CHECK_STRING(not_obeyed("toram rd.live.ram=1 copytoram=n"), "rd.live.ram,toram,");
	CHECK_STRING(not_obeyed("toram toram=0"), "");
	CHECK_STRING(not_obeyed("mount.usr=PARTUUID=1 toram rootflags=a"),
		     "toram,rootflags,mount.usr,");
	CHECK_STRING(not_obeyed("mount.usr=off"), "");
	CHECK_STRING(not_obeyed_for(&usr_alone, "rootflags=a mount.usr=LABEL=c"), "rootflags,");
	CHECK_STRING(not_obeyed("iso-scan/filename=/a.iso fromiso=/b.iso"),
		     "fromiso,iso-scan/filename,");
	CHECK_STRING(not_obeyed("persistence rd.overlay=LABEL=a"), "rd.overlay,persistence,");
	CHECK_STRING(not_obeyed("persistence pmemboot.overlay=/dev/vda"), "");
	CHECK_STRING(not_obeyed("rd.live.check"), "");
	CHECK(config_ways(&config) & CONFIG_VERIFY_MEDIA);
	CHECK_STRING(not_obeyed("rd.live.check pmemboot.verify=none"), "rd.live.check,");
	CHECK(!(config_ways(&config) & CONFIG_VERIFY_MEDIA));
}

TEST(config_firmware)
{
	CHECK(parse("pmemboot.firmware=report pmemboot.map=loop pmemboot.heal=off") == 0);
	CHECK(config.firmware == CONFIG_FIRMWARE_REPORT);
	CHECK(parse("pmemboot.firmware=quiesce") == 0 && !config.firmware_force);
	CHECK(config.firmware == CONFIG_FIRMWARE_QUIESCE);
	CHECK(parse("pmemboot.firmware=live,force") == 0 && config.firmware_force);
	CHECK(config.firmware == CONFIG_FIRMWARE_LIVE);
	CHECK(parse("pmemboot.firmware=off") == 0 && config.firmware == CONFIG_FIRMWARE_OFF);
	CHECK(parse("pmemboot.firmware=quiesce,force") == 0 &&
	      config.firmware == CONFIG_FIRMWARE_REPORT);
	CHECK(parse("pmemboot.firmware=on") == 0 && config.firmware == CONFIG_FIRMWARE_REPORT);
}

enum { SOFT = CONFIG_VERIFY_SIGNATURE | CONFIG_VERIFY_VERITY };

TEST(config_verify)
{
	CHECK(parse("") == 0 && config_ways(&config) == SOFT && !config_requires(&config));
	CHECK(parse("pmemboot.verify=none") == 0 && config_ways(&config) == 0);
	CHECK(parse("pmemboot.verify=media") == 0);
	CHECK(config_ways(&config) == (SOFT | CONFIG_VERIFY_MEDIA));
	CHECK(config.verify.asked == CONFIG_VERIFY_MEDIA && !config_requires(&config));
	CHECK(parse("pmemboot.verify=require") == 0 && config_requires(&config));
	CHECK(config.verify.asked == 0 && !config_is_bound(&config));
	CHECK(parse("pmemboot.verify=signature,required") == 0 && config_requires(&config));
	CHECK(config.verify.asked == CONFIG_VERIFY_SIGNATURE);
	CHECK(parse("pmemboot.verify=none,require") < 0 && why.code == FAILURE_COMMAND_LINE);
	CHECK(parse("pmemboot.verify=media,none") < 0);
	CHECK(parse("pmemboot.verify=signatures") < 0);
	CHECK(parse("pmemboot.verify=media,") < 0);
}

#define HASH "0123456789abcdef0123456789abcdef0123456789ABCDEF0123456789abcdef"

TEST(config_verity)
{
	CHECK(parse("pmemboot.roothash=" HASH) == 0 && config.n_roothashes == 1);
	CHECK(parse("pmemboot.roothash=" HASH "," HASH) == 0 && config.n_roothashes == 2);
	CHECK_STRING(config.roothashes[1], HASH);
	CHECK(parse("pmemboot.roothash=abcd") < 0 && why.code == FAILURE_COMMAND_LINE);
	CHECK(parse("pmemboot.roothash=" HASH ",") < 0);
	CHECK(parse("pmemboot.verity=panic") == 0 && config.verity_panic);
	CHECK(parse("pmemboot.verity=ignore") < 0);
}

TEST(config_measure)
{
	static const char *const wrong[] = {
		"pmemboot.measure=",
		"pmemboot.measure=16",
		"pmemboot.measure=-1",
		"pmemboot.measure=11,require",
		"pmemboot.measure=11,",
		"pmemboot.measure=none,required",
		"pmemboot.measure=,required",
		"pmemboot.measure=tpm",
		"pmemboot.measure=11,required,required",
	};

	CHECK(parse("quiet") == 0 && !config.measure);
	CHECK(parse("pmemboot.measure=none") == 0 && !config.measure);
	CHECK(parse("pmemboot.measure=0") == 0 && config.measure && config.measure_pcr == 0);
	CHECK(!config.measure_required);
	CHECK(parse("pmemboot.measure=15,required") == 0 && config.measure_pcr == 15);
	CHECK(config.measure && config.measure_required);
	for (size_t i = 0; i < array_size(wrong); i++) {
		CHECK(parse(wrong[i]) < 0 && why.code == FAILURE_COMMAND_LINE);
		CHECK(!config.measure);
	}
}

/* ---- The policy of the initramfs ---- */

static int parse_bound(const char *policy, const char *cmdline)
{
	why = (struct failure){ 0 };
	return config_parse(&config, policy, cmdline, &why);
}

static bool forbidden(const char *policy, const char *cmdline)
{
	return parse_bound(policy, cmdline) < 0 && why.code == FAILURE_POLICY &&
	       config.shell == SHELL_NEVER;
}

TEST(policy_binds)
{
	static const char policy[] = "# ours\n pmemboot.verify=require # not a comment here\n";

	/* A comment is a line. */
	CHECK(forbidden(policy, "quiet"));
	CHECK(parse_bound("# ours\npmemboot.verify=require\n", "quiet") == 0);
	CHECK(config_is_bound(&config) && config_requires(&config) && config.required);
	CHECK(config.shell == SHELL_NEVER && config_ways(&config) == SOFT);
}

TEST(policy_is_not_loosened)
{
	static const char require[] = "pmemboot.verify=require";
	static const char *const lines[] = {
		"pmemboot.verify=none",
		"pmemboot.shell=fail",
		"pmemboot.shell=medium",
		"pmemboot.shell=root",
		"init=/bin/sh",
		"layerfs-path=other.squashfs",
		"pmemboot.root=auto:/other.squashfs",
		"pmemboot.root=PARTLABEL=other",
		"pmemboot.root=PARTUUID=0",
		"pmemboot.overlay=/dev/vda",
		"pmemboot.overlay=LABEL=mine,required",
		"pmemboot.roothash=" HASH,
		/* What can't be obeyed is no way around it. */
		"pmemboot.shell=root pmemboot.map=nonsense",
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		CHECK(parse_bound(require, lines[i]) < 0);
		CHECK(config.shell == SHELL_NEVER && config_is_bound(&config));
	}
	for (size_t i = 0; i + 1 < sizeof(lines) / sizeof(lines[0]); i++)
		CHECK(forbidden(require, lines[i]));
}

/*
 * Under a policy that requires a verification: each word, with what it may be on the command line
 * and what it may not.
 */
static const struct {
	const char *word, *allowed[4], *forbidden[6];
} under_a_policy[] = {
	{ "root",
	  { "=auto", "=LABEL=x,required", "=/dev/pmem1" },
	  { "=auto:/other.squashfs", "=PARTLABEL=other", "=PARTUUID=0" } },
	{ "overlay",
	  { "=tmpfs,size=10m", "=none" },
	  { "=/dev/vda", "=LABEL=mine", "=UUID=1,required" } },
	{ "shell", { "=never" }, { "=fail", "=medium", "=root" } },
	{ "verify", { "=auto", "=media", "=signature,require" }, { "=none" } },
	{ "roothash", { NULL }, { "=" HASH } },
	{ "verity", { "=error", "=panic" }, { NULL } },
	{ "timeout", { "=5" }, { NULL } },
	{ "debug", { "" }, { NULL } },
	{ "mode", { "=auto", "=takeover", "=assist" }, { NULL } },
	{ "map", { "=dm", "=loop,dax=never", "=file" }, { NULL } },
	{ "heal", { "=on", "=off" }, { NULL } },
	{ "firmware", { "=report", "=off" }, { "=quiesce", "=live", "=live,force" } },
	{ "layout", { NULL }, { "=arch" } },
	{ "measure", { "=none", "=11", "=15,required" }, { NULL } },
	{ "seed", { "=none" }, { "=any", "=signed", "=signed,required", "=url" } },
	{ "report", { "=console", "=pstore,kmsg" }, { NULL } },
	{ "minimum", { "=0", "=7" }, { NULL } },
};

static bool has_row(const char *name)
{
	for (size_t i = 0; i < array_size(under_a_policy); i++)
		if (strcmp(under_a_policy[i].word, name) == 0)
			return true;
	return false;
}

TEST(policy_has_a_row_for_every_word)
{
	char *text = NULL, *line, *rest, name[64];
	size_t len, words = 0;
	FILE *stream = open_memstream(&text, &len);

	config_parameters_print(stream);
	fclose(stream);
	rest = text;
	while ((line = strsep(&rest, "\n")) != NULL)
		if (sscanf(line, "  pmemboot.%63[a-z]", name) == 1) {
			CHECK(has_row(name));
			words++;
		}
	CHECK(words == array_size(under_a_policy));
	free(text);
}

TEST(policy_lets_in_what_its_row_says)
{
	static const char *const policies[] = { "pmemboot.verify=require",
						"pmemboot.verify=signature,require" };
	char line[256];

	for (size_t i = 0; i < 2 * array_size(under_a_policy); i++) {
		const char *word = under_a_policy[i / 2].word;

		for (size_t v = 0; v < 4 && under_a_policy[i / 2].allowed[v]; v++) {
			snprintf(line, sizeof(line), "quiet pmemboot.%s%s", word,
				 under_a_policy[i / 2].allowed[v]);
			CHECK(parse_bound(policies[i % 2], line) == 0);
			CHECK(config.shell == SHELL_NEVER && config_is_bound(&config));
		}
		for (size_t v = 0; v < 6 && under_a_policy[i / 2].forbidden[v]; v++) {
			snprintf(line, sizeof(line), "pmemboot.%s%s quiet", word,
				 under_a_policy[i / 2].forbidden[v]);
			CHECK(forbidden(policies[i % 2], line));
		}
	}
	/* Without a policy all of it goes. */
	CHECK(parse("pmemboot.firmware=live,force") == 0 && config.firmware_force);
}

TEST(policy_allows_firmware_by_its_own_word)
{
	static const char allows[] = "pmemboot.verify=require pmemboot.firmware=quiesce";

	CHECK(parse_bound(allows, "") == 0 && config.firmware == CONFIG_FIRMWARE_QUIESCE);
	CHECK(parse_bound(allows, "pmemboot.firmware=quiesce") == 0);
	CHECK(forbidden(allows, "pmemboot.firmware=live,force"));
	CHECK(forbidden(allows, "pmemboot.firmware=off"));
	CHECK(parse_bound("pmemboot.verify=require", "pmemboot.firmware=nonsense") == 0);
	CHECK(config.firmware == CONFIG_FIRMWARE_REPORT);
}

TEST(config_roothash_of_systemd)
{
	CHECK(parse("roothash=" HASH) == 0 && config.n_roothashes == 1 && config.other_roothash);
	CHECK(config_verifies(&config));
	/* Ours counts, in whatever order; theirs is only reported. */
	CHECK(parse("roothash=" HASH " pmemboot.roothash=" HASH "," HASH) == 0);
	CHECK(config.n_roothashes == 2 && !config.other_roothash);
	CHECK(parse("roothash=nonsense") < 0 && why.code == FAILURE_COMMAND_LINE);
	CHECK(!strstr(why.line, "pmemboot."));
	CHECK(parse("usrhash=" HASH) == 0 && config.n_roothashes == 0);
	CHECK_STRING(config.usrhash, HASH);
	CHECK(config_verifies(&config));
	CHECK(parse("usrhash=nonsense") < 0 && why.code == FAILURE_COMMAND_LINE);
	CHECK(forbidden("pmemboot.verify=require", "usrhash=" HASH));
	CHECK(forbidden("pmemboot.verify=require", "roothash=" HASH));
	CHECK(parse_bound("pmemboot.roothash=" HASH, "roothash=" HASH) == 0);
	CHECK(config.n_roothashes == 1 && !config.other_roothash);
}

TEST(config_root_hash_of_usr)
{
	static const char policy[] = "usrhash=" HASH;
	struct plan_request request;

	CHECK(parse_bound(policy, "") == 0 && config_verifies(&config));
	CHECK_STRING(config.usrhash, HASH);
	CHECK(parse_bound(policy, "pmemboot.verify=none") < 0 && why.code == FAILURE_POLICY);
	CHECK(parse_bound("usrhash=", "") < 0 && why.code == FAILURE_POLICY);
	CHECK(parse_bound("pmemboot.roothash=" HASH " usrhash=" HASH, "usrhash=" HASH) == 0);
	CHECK(parse("pmemboot.roothash=" HASH) == 0);
	request = config_request(&config, 0);
	CHECK_STRING(request.roothash, HASH);
	CHECK(!request.usrhash && !request.in_memory);
	CHECK(parse("roothash=" HASH ",11" HASH " root=tmpfs") == 0);
	request = config_request(&config, 0);
	CHECK_STRING(request.usrhash, "11" HASH);
	CHECK(request.in_memory);
	/* Only signed data decides if there is a root. */
	CHECK(parse_bound("pmemboot.verify=require", "root=tmpfs") == 0);
	CHECK(!config_request(&config, 0).in_memory);
}

TEST(config_partition_of_usr)
{
	CHECK(parse("mount.usr=/dev/disk/by-partlabel/my\\x20usr\\x5c1") == 0);
	CHECK_STRING(config.usr, "PARTLABEL=my usr\\1");
	CHECK(parse("mount.usr=/dev/disk/by-uuid/ab-1") == 0);
	CHECK_STRING(config.usr, "UUID=ab-1");
	/* It is no link. */
	CHECK(parse("mount.usr=PARTLABEL=my\\x20usr") == 0);
	CHECK_STRING(config.usr, "PARTLABEL=my\\x20usr");
	CHECK(parse("mount.usr=/dev/disk/by-") == 0);
	CHECK_STRING(config.usr, "/dev/disk/by-");
	CHECK(parse("mount.usr=gpt-auto") == 0 && !config.usr);
	CHECK(parse("mount.usr=dissect") == 0 && !config.usr);
	CHECK(parse("mount.usr=off") == 0 && config.usr);
	CHECK(parse("mount.usr=/dev/mapper/usr") == 0 && !config.usr);
}

TEST(policy_words_of_others)
{
	static const char require[] = "pmemboot.verify=require";

	CHECK(parse_bound(require, "root=/dev/sda1 boot=live panic=5") == 0);
	CHECK(config.required && config.panic == 5);
	CHECK(forbidden(require, "init=/bin/sh"));
	CHECK(forbidden(require, "layerfs-path=other.squashfs"));
	/* The first that is forbidden is named, in a line of ours. */
	CHECK(forbidden(require, "\"init=/x\x1b[2J\n\""));
	CHECK(strstr(why.line, "init=/x\\x1b[2J") && !strchr(why.line, '\n'));
}

TEST(policy_may_be_tightened)
{
	static const char require[] = "pmemboot.verify=require";

	CHECK(parse_bound(require, "pmemboot.verify=media,signature,require") == 0);
	CHECK(config_ways(&config) == (SOFT | CONFIG_VERIFY_MEDIA) && config.policy.require);
	CHECK(config.verify.asked == (CONFIG_VERIFY_MEDIA | CONFIG_VERIFY_SIGNATURE));
	/* Without "require" it still is. */
	CHECK(parse_bound(require, "pmemboot.verify=media") == 0 && config_requires(&config));
	CHECK(parse_bound(require, "pmemboot.verity=panic") == 0 && config.verity_panic);
	CHECK(parse_bound(require, "pmemboot.shell=never pmemboot.overlay=none") == 0);
	CHECK(parse_bound(require, "pmemboot.root=LABEL=x pmemboot.timeout=5 pmemboot.debug") == 0);
}

TEST(policy_words_stay)
{
	CHECK(parse_bound("pmemboot.overlay=none", "pmemboot.overlay=none") == 0);
	CHECK(!config.overlay);
	CHECK(parse_bound("pmemboot.overlay=none", "pmemboot.overlay=tmpfs") < 0);
	CHECK(why.code == FAILURE_POLICY && !config.overlay);
	CHECK(parse_bound("pmemboot.verity=panic", "pmemboot.verity=error") < 0);
	CHECK(config.verity_panic);
	CHECK(parse_bound("pmemboot.verity=error", "pmemboot.verity=panic") == 0);
	CHECK(parse_bound("pmemboot.shell=fail pmemboot.verify=require", "") == 0);
	CHECK(config.shell == SHELL_FAIL);
	CHECK(parse_bound("init=/sbin/mine pmemboot.verify=require", "") == 0);
	CHECK_STRING(config.init, "/sbin/mine");
	CHECK(forbidden("init=/sbin/mine pmemboot.verify=require", "init=/bin/sh"));
	CHECK(forbidden("init=/sbin/mine", "init=/bin/sh"));
	CHECK_STRING(config.init, "/sbin/mine");
	CHECK(parse_bound("pmemboot.roothash=" HASH " pmemboot.verify=require", "") == 0);
	CHECK(config.n_roothashes == 1);
	CHECK(parse_bound("pmemboot.verify=none", "") == 0 && config_ways(&config) == 0);
	/* A root hash is a policy by itself. */
	CHECK(parse_bound("pmemboot.roothash=" HASH, "") == 0);
	CHECK(parse_bound("pmemboot.roothash=" HASH, "pmemboot.verify=none") < 0);
	CHECK(why.code == FAILURE_POLICY);
	CHECK(parse_bound("", "pmemboot.verify=none pmemboot.roothash=" HASH) < 0);
}

TEST(policy_that_cannot_be_obeyed)
{
	static const char *const policies[] = {
		"pmemboot.verify=require pmemboot.shell=nevr",
		"pmemboot.verify=require pmemboot.timeout=soon",
		"pmemboot.verifi=require",
		"pmemboot.verify",
		"pmemboot.verify=nonsense",
		"verify=require",
		"require",
		"pmemboot.debug=1 -- pmemboot.verify=require",
	};

	for (size_t i = 0; i < sizeof(policies) / sizeof(policies[0]); i++) {
		CHECK(parse_bound(policies[i], "") < 0);
		CHECK(config.shell == SHELL_NEVER);
	}
}

TEST(config_mode)
{
	CHECK(parse("quiet") == 0 && config.mode == MODE_AUTO);
	CHECK(parse("pmemboot.mode=takeover") == 0 && config.mode == MODE_TAKEOVER);
	CHECK(parse("pmemboot.mode=assist") == 0 && config.mode == MODE_ASSIST);
	CHECK(parse("pmemboot.mode=assistant") < 0 && why.code == FAILURE_COMMAND_LINE);
}

TEST(config_other_root)
{
	CHECK(parse("root=/dev/sda1 boot=live") == 0);
	CHECK_STRING(config.other_root, "root");
	CHECK_STRING(config.other_root_value, "/dev/sda1");
	CHECK(parse("root=pmemboot boot=casper") == 0);
	CHECK_STRING(config.other_root, "boot");
	CHECK(parse("archisobasedir=arch") == 0 && config.other_root);
	CHECK(parse("pmemboot.root=auto rootwait bootdev=1") == 0 && !config.other_root);
	CHECK(parse("pmemboot.root=auto -- root=/dev/sda1") == 0 && !config.other_root);
}

TEST(config_rootflags_of_another_root)
{
	char line[600] = "pmemboot.root=auto rootflags=";

	memset(line + strlen(line), 'x', 400);
	CHECK(parse(line) == 0 && strlen(config.rootflags) == 400);
}

TEST(config_panic)
{
	CHECK(parse("panic=10") == 0 && config.panic == 10);
	CHECK(parse("panic=-1") == 0 && config.panic < 0);
	CHECK(parse("panic=99999999999999") == 0 && config.panic > 0);
}

TEST(config_rest_is_there_after_a_failure)
{
	CHECK(parse("pmemboot.root=bogus pmemboot.shell=never panic=3") < 0);
	CHECK(config.shell == SHELL_NEVER && config.panic == 3);
}

TEST(config_unknown_word_is_reported)
{
	char said[512] = "";
	FILE *stream = tmpfile();

	CHECK(stream && dup2(fileno(stream), 2) == 2);
	CHECK(parse("pmemboot.rot=auto") == 0);
	rewind(stream);
	CHECK(fgets(said, sizeof(said), stream));
	CHECK_STRING(said, "pmemboot: unknown parameter pmemboot.rot on the command line: did you "
			   "mean pmemboot.root?\n");
}

TEST(config_of_a_tool)
{
	static const struct config_options options = { .roothash = NULL };
	char hash[] = HASH, bad[] = "abcd";

	why = (struct failure){ 0 };
	CHECK(config_parse_options(&config, &options, &why) == 0);
	CHECK(config_ways(&config) == (SOFT | CONFIG_VERIFY_MEDIA) && !config_verifies(&config));
	CHECK(config_parse_options(&config,
				   &(struct config_options){ .roothash = hash, .require = true },
				   &why) == 0 &&
	      config_requires(&config));
	CHECK(config.n_roothashes == 1 && !config_is_bound(&config));
	CHECK_STRING(config.roothashes[0], HASH);
	CHECK(config_parse_options(&config, &(struct config_options){ .roothash = bad }, &why) < 0);
	CHECK(why.code == FAILURE_COMMAND_LINE);
}

TEST(config_before_anything_is_read)
{
	config_default(&config, false);
	CHECK(config.shell == SHELL_FAIL && config.overlay && config.heal && config.dax);
	config_default(&config, true);
	CHECK(config.shell == SHELL_NEVER && config.overlay && config.heal && config.dax);
}

/* Who asks for pmemboot: either of the two, even by a value that is not valid. */
TEST(config_root_given)
{
	CHECK(parse("ro root=/dev/sda1") == 0 && !config.root_given);
	CHECK(parse("pmemboot.mode=assist") == 0 && !config.root_given);
	CHECK(parse("pmemboot.root=auto") == 0 && config.root_given);
	CHECK(parse("pmemboot.root") < 0 && config.root_given);
	CHECK(parse("pmemboot.root=nonsense") < 0 && config.root_given);
	CHECK(config_parse(&config, "pmemboot.root=auto\n", "ro", &why) == 0 && config.root_given);
	CHECK(parse("ro -- pmemboot.root=auto") == 0 && !config.root_given);
}

TEST(config_other_roots)
{
	CHECK(parse("root=pmemboot boot=live live-media=/dev/sr0 archisobasedir=arch") == 0);
	CHECK_STRING(config.kernel_root, "pmemboot");
	CHECK_STRING(config.other_root, "boot");
	for (unsigned int i = 0; config_other_root(i); i++) {
		const char *name = config_other_root(i);
		bool given = strcmp(name, "boot") == 0 || strcmp(name, "live-media") == 0 ||
			     strcmp(name, "archiso*") == 0;

		CHECK(given == ((config.other_roots >> i & 1) != 0));
	}
}

TEST(config_minimum)
{
	CHECK(parse("pmemboot.minimum=20261128") == 0 && config.minimum == 20261128);
	CHECK(config_verifies(&config) && !config_requires(&config));
	CHECK(parse("pmemboot.minimum=999999999999999") == 0);
	CHECK(parse("pmemboot.minimum=1000000000000000") < 0);
	CHECK(parse("pmemboot.minimum=1.2") < 0);
	CHECK(parse("pmemboot.minimum=") < 0);
	CHECK(parse("quiet") == 0 && config.minimum == 0 && !config_verifies(&config));
}

TEST(config_minimum_of_options)
{
	char five[] = "5", word[] = "five";

	CHECK(config_parse_options(&config, &(struct config_options){ .minimum = five }, &why) ==
		      0 &&
	      config.minimum == 5);
	CHECK(config_parse_options(&config, &(struct config_options){ .minimum = word }, &why) < 0);
}
