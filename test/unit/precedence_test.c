// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/config_parameters.h"
#include "config/config_parse.h"

#include "unit/test.h"

#include <stdarg.h>

#define HASH "0123456789abcdef0123456789abcdef0123456789ABCDEF0123456789abcdef"

static struct config config;
static struct failure why;

enum policy { SILENT, SETS, REQUIRES, REQUIRES_AND_SETS, POLICIES };
enum cmdline { ABSENT, REPEATS, OTHER, UNCOVERED, CMDLINES };

#define REFUSED NULL /* the boot is refused */
#define NO_CASE ""   /* the parameter has no such value */

/*
 * Each parameter in a policy that is silent of it, sets it, requires verification, or both; and on
 * a command line that lacks it, repeats what the policy sets, says another value, or a value that
 * no verification covers. A cell has the value that counts then.
 */
static const struct row {
	enum config_parameter parameter;
	const char *sets, *other, *uncovered;
	const char *holds[POLICIES][CMDLINES];
} rows[] = {
	{ PARAMETER_ROOT,
	  "pmemboot.root=LABEL=P",
	  "pmemboot.root=LABEL=C",
	  "pmemboot.root=auto:/c",
	  { { "auto", "LABEL P", "LABEL C", "auto /c" },
	    { "LABEL P", "LABEL P", REFUSED, REFUSED },
	    { "auto", "LABEL P", "LABEL C", REFUSED },
	    { "LABEL P", "LABEL P", REFUSED, REFUSED } } },
	{ PARAMETER_OVERLAY,
	  "pmemboot.overlay=none",
	  "pmemboot.overlay=tmpfs,size=1m",
	  "pmemboot.overlay=/dev/vda",
	  { { "tmpfs 50%", "none", "tmpfs 1m", "/dev/vda" },
	    { "none", "none", REFUSED, REFUSED },
	    { "tmpfs 50%", "none", "tmpfs 1m", REFUSED },
	    { "none", "none", REFUSED, REFUSED } } },
	{ PARAMETER_SHELL,
	  "pmemboot.shell=medium",
	  "pmemboot.shell=never",
	  "pmemboot.shell=root",
	  { { "fail", "medium", "never", "root" },
	    { "medium", "medium", REFUSED, REFUSED },
	    { "never", REFUSED, "never", REFUSED },
	    { "medium", "medium", REFUSED, REFUSED } } },
	/* m, s, v: media, signature, verity; what each asks for by name, and "!" if it requires. */
	{ PARAMETER_VERIFY,
	  "pmemboot.verify=media",
	  "pmemboot.verify=signature",
	  "pmemboot.verify=none",
	  { { "sv policy: cmdline:", "msv policy: cmdline:m", "sv policy: cmdline:s",
	      " policy: cmdline:" },
	    { "msv policy:m cmdline:", "msv policy:m cmdline:m", "msv policy:m cmdline:s",
	      REFUSED },
	    { "sv policy:! cmdline:", "msv policy:! cmdline:m", "sv policy:! cmdline:s", REFUSED },
	    { "msv policy:m! cmdline:", "msv policy:m! cmdline:m", "msv policy:m! cmdline:s",
	      REFUSED } } },
	{ PARAMETER_ROOTHASH,
	  "pmemboot.roothash=" HASH,
	  NULL,
	  "pmemboot.roothash=" HASH "," HASH,
	  { { "0", "1", NO_CASE, "2" },
	    { "1", "1", NO_CASE, REFUSED },
	    { "0", REFUSED, NO_CASE, REFUSED },
	    { "1", "1", NO_CASE, REFUSED } } },
	{ PARAMETER_VERITY,
	  "pmemboot.verity=error",
	  "pmemboot.verity=panic",
	  NULL,
	  { { "error", "error", "panic", NO_CASE },
	    { "error", "error", "panic", NO_CASE },
	    { "error", "error", "panic", NO_CASE },
	    { "error", "error", "panic", NO_CASE } } },
	{ PARAMETER_TIMEOUT,
	  "pmemboot.timeout=5",
	  "pmemboot.timeout=6",
	  NULL,
	  { { "30 by default", "5", "6", NO_CASE },
	    { "5", "5", REFUSED, NO_CASE },
	    { "30 by default", "5", "6", NO_CASE },
	    { "5", "5", REFUSED, NO_CASE } } },
	/* In a policy each parameter has a value. */
	{ PARAMETER_DEBUG,
	  "pmemboot.debug=1",
	  "pmemboot.debug",
	  NULL,
	  { { "off", "on", "on", NO_CASE },
	    { "on", "on", REFUSED, NO_CASE },
	    { "off", "on", "on", NO_CASE },
	    { "on", "on", REFUSED, NO_CASE } } },
	{ PARAMETER_MODE,
	  "pmemboot.mode=takeover",
	  "pmemboot.mode=assist",
	  NULL,
	  { { "auto", "takeover", "assist", NO_CASE },
	    { "takeover", "takeover", REFUSED, NO_CASE },
	    { "auto", "takeover", "assist", NO_CASE },
	    { "takeover", "takeover", REFUSED, NO_CASE } } },
	{ PARAMETER_MAP,
	  "pmemboot.map=dm",
	  "pmemboot.map=loop,dax=never",
	  NULL,
	  { { "auto dax", "dm dax", "loop", NO_CASE },
	    { "dm dax", "dm dax", REFUSED, NO_CASE },
	    { "auto dax", "dm dax", "loop", NO_CASE },
	    { "dm dax", "dm dax", REFUSED, NO_CASE } } },
	{ PARAMETER_HEAL,
	  "pmemboot.heal=on",
	  "pmemboot.heal=off",
	  NULL,
	  { { "on", "on", "off", NO_CASE },
	    { "on", "on", REFUSED, NO_CASE },
	    { "on", "on", "off", NO_CASE },
	    { "on", "on", REFUSED, NO_CASE } } },
	{ PARAMETER_FIRMWARE,
	  "pmemboot.firmware=quiesce",
	  "pmemboot.firmware=off",
	  "pmemboot.firmware=live,force",
	  { { "report", "quiesce", "off", "live,force" },
	    { "quiesce", "quiesce", REFUSED, REFUSED },
	    { "report", REFUSED, "off", REFUSED },
	    { "quiesce", "quiesce", REFUSED, REFUSED } } },
	{ PARAMETER_LAYOUT,
	  "pmemboot.layout=arch",
	  NULL,
	  "pmemboot.layout=kiwi",
	  { { "-", "arch", NO_CASE, "kiwi" },
	    { "arch", "arch", NO_CASE, REFUSED },
	    { "-", REFUSED, NO_CASE, REFUSED },
	    { "arch", "arch", NO_CASE, REFUSED } } },
	{ PARAMETER_MEASURE,
	  "pmemboot.measure=11,required",
	  "pmemboot.measure=12",
	  NULL,
	  { { "none", "11 required", "12", NO_CASE },
	    { "11 required", "11 required", REFUSED, NO_CASE },
	    { "none", "11 required", "12", NO_CASE },
	    { "11 required", "11 required", REFUSED, NO_CASE } } },
	{ PARAMETER_SEED,
	  "pmemboot.seed=signed",
	  "pmemboot.seed=none",
	  "pmemboot.seed=any",
	  { { "any", "signed", "none", "any" },
	    { "signed", "signed", "none", REFUSED },
	    { "none", REFUSED, "none", REFUSED },
	    { "signed", "signed", "none", REFUSED } } },
	{ PARAMETER_REPORT,
	  "pmemboot.report=pstore",
	  "pmemboot.report=console,kmsg",
	  NULL,
	  { { "1", "2", "5", NO_CASE },
	    { "2", "2", REFUSED, NO_CASE },
	    { "1", "2", "5", NO_CASE },
	    { "2", "2", REFUSED, NO_CASE } } },
	/* The higher one counts. The first of the others is higher, the last is lower. */
	{ PARAMETER_MINIMUM,
	  "pmemboot.minimum=5",
	  "pmemboot.minimum=6",
	  "pmemboot.minimum=4",
	  { { "0", "5", "6", "4" },
	    { "5", "5", "6", "5" },
	    { "0", "5", "6", "4" },
	    { "5", "5", "6", "5" } } },
	{ PARAMETER_INIT,
	  "init=/P",
	  "init=",
	  "init=/C",
	  { { "-", "/P", "-", "/C" },
	    { "/P", "/P", REFUSED, REFUSED },
	    { "-", REFUSED, "-", REFUSED },
	    { "/P", "/P", REFUSED, REFUSED } } },
	{ PARAMETER_LAYERFS,
	  "layerfs-path=P",
	  "layerfs-path=",
	  "layerfs-path=C",
	  { { "-", "P", "-", "C" },
	    { REFUSED, REFUSED, REFUSED, REFUSED },
	    { "-", REFUSED, "-", REFUSED },
	    { REFUSED, REFUSED, REFUSED, REFUSED } } },
	{ PARAMETER_ROOTFLAGS,
	  "rootflags=subvol=P",
	  "rootflags=",
	  "rootflags=subvol=C",
	  { { "-", "subvol=P", "-", "subvol=C" },
	    { REFUSED, REFUSED, REFUSED, REFUSED },
	    { "-", REFUSED, "-", REFUSED },
	    { REFUSED, REFUSED, REFUSED, REFUSED } } },
	{ PARAMETER_OTHER_ROOTHASH,
	  "roothash=1111111111111111111111111111111111111111",
	  "roothash=2222222222222222222222222222222222222222",
	  NULL,
	  { { "0", "1", "1", NO_CASE },
	    { REFUSED, REFUSED, REFUSED, NO_CASE },
	    { "0", REFUSED, REFUSED, NO_CASE },
	    { REFUSED, REFUSED, REFUSED, NO_CASE } } },
	{ PARAMETER_USRHASH,
	  "usrhash=1111111111111111111111111111111111111111",
	  NULL,
	  "usrhash=2222222222222222222222222222222222222222",
	  { { "-", "1111111111111111111111111111111111111111", NO_CASE,
	      "2222222222222222222222222222222222222222" },
	    { "1111111111111111111111111111111111111111",
	      "1111111111111111111111111111111111111111", NO_CASE, REFUSED },
	    { "-", REFUSED, NO_CASE, REFUSED },
	    { "1111111111111111111111111111111111111111",
	      "1111111111111111111111111111111111111111", NO_CASE, REFUSED } } },
	{ PARAMETER_USR,
	  "mount.usr=PARTUUID=P",
	  "mount.usr=/dev/disk/by-partlabel/C",
	  "mount.usr=/dev/mapper/usr",
	  { { "-", "PARTUUID=P", "PARTLABEL=C", "-" },
	    { REFUSED, REFUSED, REFUSED, REFUSED },
	    { "-", REFUSED, REFUSED, "-" },
	    { REFUSED, REFUSED, REFUSED, REFUSED } } },
	{ PARAMETER_USRFLAGS,
	  "mount.usrflags=subvol=P",
	  "mount.usrflags=",
	  "mount.usrflags=subvol=C",
	  { { "-", "subvol=P", "-", "subvol=C" },
	    { REFUSED, REFUSED, REFUSED, REFUSED },
	    { "-", REFUSED, "-", REFUSED },
	    { REFUSED, REFUSED, REFUSED, REFUSED } } },
	{ PARAMETER_PANIC,
	  "panic=5",
	  "panic=6",
	  NULL,
	  { { "0", "5", "6", NO_CASE },
	    { REFUSED, REFUSED, REFUSED, NO_CASE },
	    { "0", "5", "6", NO_CASE },
	    { REFUSED, REFUSED, REFUSED, NO_CASE } } },
	/* Named, and yet nobody steps aside for it: see config.required. */
	{ PARAMETER_OTHER_ROOT,
	  "root=/dev/P",
	  "boot=live",
	  NULL,
	  { { "-", "root", "boot", NO_CASE },
	    { REFUSED, REFUSED, REFUSED, NO_CASE },
	    { "-", "root", "boot", NO_CASE },
	    { REFUSED, REFUSED, REFUSED, NO_CASE } } },
};

/* Prints into a buffer of its own, which the next call overwrites. */
static const char *print_text(const char *format, ...) printf_like(1, 2);

static const char *print_text(const char *format, ...)
{
	static char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	return text;
}

static const char *text_or_dash(const char *text)
{
	return text ? text : "-";
}

static const char *print_root(void)
{
	return print_text("%s%s%s%s", config.medium == MEDIUM_LABEL ? "LABEL " : "auto",
			  config.medium_name ? config.medium_name : "", config.n_paths ? " " : "",
			  config.n_paths ? config.paths[0] : "");
}

static const char *print_overlay(void)
{
	if (config.overlay_device)
		return config.overlay_device;
	return config.overlay ? print_text("tmpfs %s", config.overlay_size) : "none";
}

static void print_ways(char buf[8], unsigned int ways, bool required)
{
	snprintf(buf, 8, "%s%s%s%s", ways & CONFIG_VERIFY_MEDIA ? "m" : "",
		 ways & CONFIG_VERIFY_SIGNATURE ? "s" : "", ways & CONFIG_VERIFY_VERITY ? "v" : "",
		 required ? "!" : "");
}

static const char *print_verify(void)
{
	char ways[8], policy[8], cmdline[8];

	print_ways(ways, config_ways(&config), false);
	print_ways(policy, config.policy.asked, config.policy.require);
	print_ways(cmdline, config.verify.asked, config.verify.require);
	return print_text("%s policy:%s cmdline:%s", ways, policy, cmdline);
}

/* The value of a parameter that counts. */
static const char *print_parameter(enum config_parameter parameter)
{
	static const char *const shells[] = { "never", "fail", "medium", "root" };
	static const char *const modes[] = { "auto", "takeover", "assist" };
	static const char *const methods[] = { "report", "off", "live", "quiesce" };

	switch (parameter) {
	case PARAMETER_ROOT:
		return print_root();
	case PARAMETER_OVERLAY:
		return print_overlay();
	case PARAMETER_SHELL:
		return shells[config.shell];
	case PARAMETER_VERIFY:
		return print_verify();
	case PARAMETER_USRHASH:
		return text_or_dash(config.usrhash);
	case PARAMETER_USR:
		return text_or_dash(config.usr);
	case PARAMETER_USRFLAGS:
		return text_or_dash(config.usrflags);
	case PARAMETER_ROOTHASH:
	case PARAMETER_OTHER_ROOTHASH:
		return print_text("%u", config.n_roothashes);
	case PARAMETER_VERITY:
		return config.verity_panic ? "panic" : "error";
	case PARAMETER_TIMEOUT:
		return print_text("%u%s", config.timeout,
				  config.timeout_given ? "" : " by default");
	case PARAMETER_DEBUG:
		return config.debug ? "on" : "off";
	case PARAMETER_MODE:
		return modes[config.mode];
	case PARAMETER_MAP:
		return print_text("%s%s", plan_map_name(config.map), config.dax ? " dax" : "");
	case PARAMETER_HEAL:
		return config.heal ? "on" : "off";
	case PARAMETER_FIRMWARE:
		return print_text("%s%s", methods[config.firmware],
				  config.firmware_force ? ",force" : "");
	case PARAMETER_INIT:
		return text_or_dash(config.init);
	case PARAMETER_LAYERFS:
		return text_or_dash(config.layerfs);
	case PARAMETER_LAYOUT:
		return text_or_dash(config.hints.layout);
	case PARAMETER_MEASURE:
		if (!config.measure)
			return "none";
		return print_text("%u%s", config.measure_pcr,
				  config.measure_required ? " required" : "");
	case PARAMETER_SEED:
		return seed_trust_rule_name(config_seed_rule(&config));
	case PARAMETER_REPORT:
		return print_text("%u", config.report);
	case PARAMETER_MINIMUM:
		return print_text("%u", (unsigned int)config.minimum);
	case PARAMETER_ROOTFLAGS:
		return text_or_dash(config.rootflags);
	case PARAMETER_PANIC:
		return print_text("%d", config.panic);
	case PARAMETER_OTHER_ROOT:
		return text_or_dash(config.other_root);
	case CONFIG_PARAMETERS:
		break;
	}
	abort();
}

static void print_policy(char *buf, size_t size, const struct row *row, enum policy policy)
{
	bool requires = policy == REQUIRES || policy == REQUIRES_AND_SETS;
	bool sets = policy == SETS || policy == REQUIRES_AND_SETS;

	if (requires && sets && row->parameter == PARAMETER_VERIFY)
		snprintf(buf, size, "%s,require", row->sets);
	else
		snprintf(buf, size, "%s\n%s\n", requires ? "pmemboot.verify=require" : "",
			 sets ? row->sets : "");
}

/* Is the outcome of a boot that config_parse() answered with r as the cell has it? */
static bool is_as_expected(const struct row *row, enum policy policy, const char *expected, int r)
{
	bool requires = policy == REQUIRES || policy == REQUIRES_AND_SETS;
	const char *own = policy == SETS ? row->holds[policy][ABSENT] : NULL;
	const char *holds = print_parameter(row->parameter);

	if (config.required != config_is_bound(&config) || config_is_bound(&config) < requires)
		return false;
	if (expected != REFUSED)
	return r == 0 && why.code == FAILURE_NONE && strcmp(holds, expected) == 0 &&
	       config_is_bound(&config) == requires;
	/* The policy's own value stays; but for a shell, of which there is none. */
	if (own && row->parameter != PARAMETER_SHELL && strcmp(holds, own) != 0)
		return false;
	return r < 0 && why.code == FAILURE_POLICY && config.shell == SHELL_NEVER;
}

static void check_cell(const struct row *row, enum policy policy, enum cmdline says)
{
	const char *const lines[] = { "quiet", row->sets, row->other, row->uncovered };
	const char *expected = row->holds[policy][says];
	char text[512];
	bool good;
	int r;

	if (!lines[says]) {
		CHECK_STRING(expected, NO_CASE);
		return;
	}
	print_policy(text, sizeof(text), row, policy);
	why = (struct failure){ 0 };
	r = config_parse(&config, text, lines[says], &why);
	good = is_as_expected(row, policy, expected, r);
	if (!good)
		fprintf(stderr, "the policy \"%s\" and the command line \"%s\": not %s\n", text,
			lines[says], expected ? expected : "refused");
	CHECK(good);
}

TEST(precedence_of_every_word)
{
	for (size_t i = 0; i < array_size(rows); i++)
		for (int policy = 0; policy < POLICIES; policy++)
			for (int says = 0; says < CMDLINES; says++)
				check_cell(&rows[i], (enum policy)policy, (enum cmdline)says);
}

TEST(precedence_has_a_row_for_every_word)
{
	unsigned int found[CONFIG_PARAMETERS] = { 0 };

	for (size_t i = 0; i < array_size(rows); i++)
		found[rows[i].parameter]++;
	for (size_t parameter = 0; parameter < CONFIG_PARAMETERS; parameter++)
		CHECK(found[parameter] == 1);
}
