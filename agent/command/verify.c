// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/verify.h"

#include "base/line.h"
#include "base/text.h"
#include "command/command.h"
#include "command/options.h"
#include "config/config_parse.h"
#include "log/colour.h"
#include "log/log.h"
#include "model/planner.h"
#include "offline/offline.h"
#include "sys/block.h"
#include "sys/partition.h"
#include "sys/tree.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#define BASE "/etc/pmemboot"

struct verification {
	const char *path;
	struct config_options options;
	struct config config;
	struct verify verify;
	int fd;		   /* of the image */
	char reopened[32]; /* the path by which workers reopen the same file */
	struct reader reader;
	struct partitions partitions;
	struct menus menus;
	struct boot_words words; /* of a menu */
	struct plan plan;
	struct failure why;
	bool has_keys;	/* --key is given, so that this machine's keys are not used */
	bool has_trust; /* a key or a root hash is given: the exit status says if they cover it */
};

/* ---- Arguments ---- */

static int trust_key(struct verification *v, const char *path)
{
	v->has_keys = v->has_trust = true;
	return verify_trust_file(&v->verify, path);
}

enum { VERIFY_KEY, VERIFY_ROOTHASH, VERIFY_USRHASH, VERIFY_REQUIRE, VERIFY_MINIMUM };

static const struct option verify_options[] = {
	[VERIFY_KEY] = { "--key", "FILE",
			 "trust this public key, not those of this machine; may be repeated" },
	[VERIFY_ROOTHASH] = { "--roothash", "HEX,...",
			      "trust these root hashes of dm-verity, lowest layer first" },
	[VERIFY_USRHASH] = { "--usrhash", "HEX", "trust this root hash of a partition of /usr" },
	[VERIFY_REQUIRE] = { "--require", NULL, "refuse an image that nothing trusted covers" },
	[VERIFY_MINIMUM] = { "--minimum", "N",
			     "refuse an image whose signature has a lower version" },
	{ 0 }
};

/* Returns 0 or -E..., which is logged or in v->why. */
static int take_arguments(struct verification *v, char **argv)
{
	struct options options;
	int r = 0;

	options_begin(&options, &command_verify, argv);
	while (r == 0 && options_next(&options)) {
		switch (options.id) {
		case VERIFY_KEY:
			r = trust_key(v, options.value);
			break;
		case VERIFY_ROOTHASH:
			v->options.roothash = (char *)options.value;
			v->has_trust = true;
			break;
		case VERIFY_USRHASH:
			v->options.usrhash = (char *)options.value;
			v->has_trust = true;
			break;
		case VERIFY_REQUIRE:
			v->options.require = true;
			break;
		case VERIFY_MINIMUM:
			v->options.minimum = (char *)options.value;
			break;
		default:
			v->path = options_image(options.value);
		}
	}
	return r < 0 ? r : config_parse_options(&v->config, &v->options, &v->why);
}

/* Trust the keys of this machine, unless --key is given. */
static int trust_machine(struct verification *v)
{
	cleanup_tree struct tree root = TREE_NONE;
	int r = v->has_keys ? 0 : tree_open(&root, "/");

	if (r == 0 && !v->has_keys)
		verify_trust_folder(&v->verify, &root, BASE);
	return r;
}

/* ---- Checking ---- */

static int make_plan(struct verification *v, const struct config *config)
{
	const struct plan_request request = config_request(config, PLAN_WANTS_ALL);

	v->why = (struct failure){ 0 };
	return planner_make(&v->plan, &v->reader, &v->partitions, &request, &v->why);
}

/* Plan as inspect does: by the parameters of the image's own menu, if they make a plan. */
static int plan_image(struct verification *v)
{
	struct menus *menus = &v->menus;

	if (program.offline &&
	    program.offline->read_menus(menus, &v->reader, &v->partitions) == 0 &&
	    program.offline->take_words(&v->words, NULL, menus, &v->why) == 0 && v->words.entry &&
	    make_plan(v, &v->words.config) == 0)
		return 0;
	config_default(&v->words.config, false);
	return make_plan(v, &v->words.config);
}

static int open_image(struct verification *v)
{
	int r = block_open(v->path, &v->fd, &v->reader);

	if (r == 0)
		r = text_print(v->reopened, sizeof(v->reopened), "/proc/self/fd/%d", v->fd);
	if (r < 0)
		return failure_set(&v->why, FAILURE_READ, r, "cannot be opened: %s", block_why(r));
	/* The planner gives the reason if the image needs the table. */
	if (partitions_read(&v->reader, v->fd, &v->partitions) < 0)
		log_debug("%s: its partition table cannot be read", v->path);
	return plan_image(v);
}

static int check_image(struct verification *v)
{
	const struct verify_image image = { v->reopened, &v->plan };
	struct verify_source sources[LAYOUT_LAYERS_MAX];
	bool assist;
	int r = open_image(v);

	if (r < 0)
		return r;
	assist = v->plan.assist != NULL;
	if (program.offline)
		r = program.offline->check_published(&v->verify.check, &image, v->path, &v->why);
	if (r < 0)
		return r;
	r = verify_volume(&v->verify, &image, assist, &v->why);
	if (r < 0 || assist)
		return r;
	verify_forget_layers(&v->verify);
	for (unsigned int i = 0; r == 0 && i < v->plan.n_layers; i++) {
		const struct plan_layer *layer = &v->plan.layers[i];

		sources[i] = (struct verify_source){ v->reopened, layer->extents,
						     layer->n_extents };
		/* Read all blocks, which a boot leaves to dm-verity. */
		r = verify_layer_tree(&v->verify, i, &v->why);
	}
	return r < 0 ? r : verify_layers(&v->verify, sources, &v->why);
}

/* ---- Output ---- */

/* Is all of the image, or at least its root, covered by a trusted signature or root hash? */
static bool is_trusted(const struct verification *v, bool covered)
{
	const struct coverage *coverage = &v->verify.coverage;

	return coverage->volume_signed ||
	       (covered && coverage_knows_layers(coverage, v->plan.n_layers));
}

/* Is there a question of trust at all: by an option, or by a key of this machine? */
static bool is_asked(const struct verification *v)
{
	return v->has_trust || v->options.require || v->verify.keys.count > 0;
}

static const char *why_not(const struct coverage *coverage, bool covered)
{
	if (covered)
		return "no trusted signature covers which layers there are";
	return coverage->missing[0] ? coverage->missing
				    : "no trusted signature or root hash covers it";
}

static void print_covered(const struct verification *v)
{
	const struct coverage *coverage = &v->verify.coverage;
	uint64_t version = coverage_version(coverage, v->plan.n_layers);

	line_write(stdout, "%s", coverage->volume_signed ? "all of it" : "the root");
	if (version > 0 && version != COVERAGE_VERSION_ANY)
		line_write(stdout, ", version %" PRIu64, version);
}

/*
 * Print the verdict. It is the first line, so that no name in the image can imitate it. Returns
 * whether the image is trusted.
 */
static bool print_trust(const struct verification *v, bool failed)
{
	const struct coverage *coverage = &v->verify.coverage;
	bool covered = coverage_has_root(coverage, v->plan.n_layers);
	bool trusted = !failed && is_trusted(v, covered);

	if (failed && coverage->n_results == 0)
		return false;
	colour_set(stdout, failed ? COLOUR_RED : trusted ? COLOUR_GREEN : COLOUR_YELLOW);
	line_write(stdout, "  trusted   ");
	if (trusted)
		print_covered(v);
	else if (!failed && !is_asked(v))
		line_write(stdout, "not asked for: no key and no root hash is given");
	else
		line_write(stdout, "no: %s",
			   failed ? "a check failed" : why_not(coverage, covered));
	colour_set(stdout, COLOUR_PLAIN);
	line_write(stdout, "\n");
	return trusted;
}

static void print_result(const struct coverage_result *result)
{
	static const char *const outcomes[] = { "passed", "FAILED", "skipped", "untrusted",
						"unchecked" };
	static const enum colour colours[] = { COLOUR_GREEN, COLOUR_RED, COLOUR_YELLOW,
					       COLOUR_YELLOW, COLOUR_YELLOW };
	char bytes[32];

	colour_set(stdout, colours[result->outcome]);
	line_write(stdout, "  %-9s", outcomes[result->outcome]);
	colour_set(stdout, COLOUR_PLAIN);
	line_write(stdout, " %s", result->what);
	if (result->by[0] && result->outcome == COVERAGE_UNTRUSTED)
		line_write(stdout, ", by the key %s, which is not trusted here", result->by);
	else if (result->by[0])
		line_write(stdout, ", by %s", result->by);
	if (result->comment[0])
		line_write(stdout, " (%s)", result->comment);
	if (result->bytes > 0 && result->microseconds > 0)
		line_write(stdout, ", %s in %" PRIu64 ".%02" PRIu64 " s",
			   text_size(bytes, sizeof(bytes), result->bytes),
			   result->microseconds / 1000000, result->microseconds / 10000 % 100);
	line_write(stdout, "\n");
}

static bool has_outcome(const struct coverage *coverage, enum coverage_outcome outcome)
{
	for (unsigned int i = 0; i < coverage->n_results; i++)
		if (coverage->results[i].outcome == outcome)
			return true;
	return false;
}

static bool has_tree(const struct verification *v)
{
	for (unsigned int i = 0; i < v->plan.n_layers; i++)
		if (v->plan.layers[i].tree.len > 0)
			return true;
	return false;
}

static void print_line(const char *name, const char *line)
{
	line_write(stdout, "  %-9s %s\n", name, line);
}

/* Print the result of the checks, r. Returns the exit status. */
static int print_outcome(const struct verification *v, int r)
{
	bool trusted = print_trust(v, r < 0);
	bool passed = has_outcome(&v->verify.coverage, COVERAGE_PASSED);

	if (program.offline && r == 0)
		program.offline->print_seed(&v->reader, &v->partitions, print_line);
	for (unsigned int i = 0; i < v->verify.coverage.n_results; i++)
		print_result(&v->verify.coverage.results[i]);
	fflush(stdout); /* before the failure on stderr */
	if (r < 0) {
		log_error("%s: %s [%s]", v->path, v->why.line, failure_name(v->why.code));
		return STATUS_FAILED;
	}
	if (!passed && has_tree(v))
		log_error("%s: its hash tree can only be checked with its root hash: use "
			  "%s",
			  v->path, plan_is_usr(&v->plan, 0) ? "--usrhash" : "--roothash");
	else if (!passed && has_outcome(&v->verify.coverage, COVERAGE_UNTRUSTED))
		log_error("%s: its signatures can only be checked with the key that made them: "
			  "use --key",
			  v->path);
	else if (!passed)
		log_error("%s: it provides nothing that can be checked here", v->path);
	else if (v->has_trust && !trusted)
		log_error("%s: the keys or root hashes given do not cover it", v->path);
	return passed && (trusted || !v->has_trust) ? STATUS_DONE : STATUS_FAILED;
}

static int verify_command(int argc unused, char **argv)
{
	cleanup_free struct verification *v = calloc(1, sizeof(*v));
	int r;

	if (!v) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	v->fd = -1;
	verify_begin(&v->verify, &v->config, false);
	verify_report_signatures(&v->verify);
	r = take_arguments(v, argv);
	if (r < 0) {
		if (v->why.code != FAILURE_NONE)
			log_error("%s", v->why.line);
		return STATUS_FAILED;
	}
	r = trust_machine(v);
	if (r < 0) {
		log_error("cannot open /: %s", strerror(-r));
		return STATUS_FAILED;
	}
	r = check_image(v);
	verify_end(&v->verify);
	if (program.offline)
		program.offline->free_menus(&v->menus);
	r = print_outcome(v, r);
	cleanup_close_fd(&v->fd);
	return r;
}

const struct command command_verify = {
	.name = "verify",
	.arguments = "FILE|DEVICE",
	.least = 1,
	.most = 1,
	.options = verify_options,
	.help = "Check an image: its checksums, signatures by trusted keys, hash trees",
	.run = verify_command,
};
