// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/verify.h"
#include "base/line.h"
#include "model/planner.h"

#include "base/text.h"
#include "command/command.h"
#include "config/config_parse.h"
#include "log/log.h"
#include "sys/block.h"
#include "sys/partition.h"
#include "sys/tree.h"
#include "verify/verity.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <string.h>

#define BASE "/etc/pmemboot"

struct verification {
	const char *path;
	char *roothash;
	bool require;
	struct config config;
	struct verify verify;
	struct medium medium;
	struct partitions partitions;
	struct reader reader;
	struct failure why;
	bool has_keys;	/* given: not those of this machine */
	bool has_trust; /* the same, or a root hash: it is asked whether they vouch for the image */
};

/* ---- Arguments ---- */

static int add_key(struct verification *v, const char *path)
{
	cleanup_tree struct tree root = TREE_NONE;
	char absolute[PATH_MAX];
	int r;

	v->has_keys = v->has_trust = true;
	if (!realpath(path, absolute)) {
		log_error("%s: there is no such file", path);
		return -ENOENT;
	}
	r = tree_open(&root, "/");
	return r < 0 ? r : keys_add_file(&v->verify.keys, &root, absolute);
}

/* 0; -EINVAL for what is no argument; or another -E..., of which has been told. */
static int take_arguments(struct verification *v, int argc, char **argv)
{
	int r = 0;

	for (int i = 1; r == 0 && i < argc; i++) {
		if (strcmp(argv[i], "--key") == 0 && i + 1 < argc)
			r = add_key(v, argv[++i]) == 0 ? 0 : -ENOKEY;
		else if (strcmp(argv[i], "--roothash") == 0 && i + 1 < argc)
			v->roothash = argv[++i];
		else if (strcmp(argv[i], "--require") == 0)
			v->require = true;
		else if (argv[i][0] != '-' && !v->path)
			v->path = argv[i];
		else
			r = -EINVAL;
	}
	v->has_trust |= v->roothash != NULL;
	if (r < 0 || !v->path)
		return r < 0 ? r : -EINVAL;
	return config_parse_options(&v->config, v->roothash, v->require, &v->why);
}

/* ---- Checking ---- */

static int open_image(struct verification *v)
{
	const struct plan_wishes wishes = { .checks = PLAN_WANTS_ALL };
	int r = block_open(v->path, &v->medium.fd, &v->reader);

	/* A medium's name is short: workers open again what is open. */
	if (r == 0)
		r = text_print(v->medium.path, sizeof(v->medium.path), "/proc/self/fd/%d",
			       v->medium.fd);
	if (r < 0)
		return failure_set(&v->why, FAILURE_READ, r, "cannot be opened: %s", strerror(-r));
	v->medium.size = v->reader.size;
	(void)!partitions_read(&v->reader, v->medium.fd, &v->partitions);
	return planner_make(&v->medium.plan, &v->reader, &v->partitions, &wishes, &v->why);
}

/* What a boot leaves to dm-verity is all read here. */
static int check_verity(struct verification *v, unsigned int layer)
{
	const struct plan_layer *plan = &v->medium.plan.layers[layer];
	struct verity_setup setup = { 0 };
	int r = verity_prepare(&v->verify, &v->medium, layer, &setup, &v->why);

	if (r == 1 && plan->n_extents > 1) {
		verify_lack(&v->verify, "%s lies in several pieces: only dm-verity checks it",
			    plan->path);
		return 0;
	}
	if (r == 1)
		r = verity_check_all(&v->verify, &v->medium, layer, &setup, &v->why);
	if (r == 0 && setup.trusted)
		v->verify.covered[layer] |= CONFIG_VERIFY_VERITY;
	return r;
}

static int check(struct verification *v)
{
	struct verify_source sources[LAYOUT_LAYERS_MAX];
	const struct plan *plan = &v->medium.plan;
	bool assist = plan->assist != NULL;
	int r = open_image(v);

	if (r == 0)
		r = verify_volume(&v->verify, &v->medium, assist, &v->why);
	if (r < 0 || assist)
		return r;
	verify_again(&v->verify);
	for (unsigned int i = 0; r == 0 && i < plan->n_layers; i++) {
		sources[i] = (struct verify_source){ v->medium.path, plan->layers[i].extents,
						     plan->layers[i].n_extents };
		r = check_verity(v, i);
	}
	return r < 0 ? r : verify_layers(&v->verify, &v->medium, sources, &v->why);
}

/* ---- Telling ---- */

static bool covers_layers(const struct verify *verify, const struct plan *plan)
{
	for (unsigned int i = 0; i < plan->n_layers; i++)
		if (verify->covered[i] == 0)
			return false;
	return plan->n_layers > 0;
}

/* Is all of the image, or at least its root, covered by what is trusted? */
static bool is_trusted(const struct verify *verify, const struct plan *plan)
{
	return verify->volume_signed ||
	       (covers_layers(verify, plan) && verify_knows_layers(verify, plan));
}

static const char *why_not(const struct verify *verify, const struct plan *plan)
{
	if (covers_layers(verify, plan))
		return "nothing that is signed says which layers there are";
	return verify->lack[0] ? verify->lack : "nothing that is signed vouches for it";
}

/* The verdict: the first line, before any that has a name of the image in it. */
static void print_trust(const struct verification *v, bool failed, bool trusted)
{
	const struct verify *verify = &v->verify;

	if (failed)
		line_write(stdout, "  trusted   no: a check failed\n");
	else if (trusted)
		line_write(stdout, "  trusted   %s\n",
			   verify->volume_signed ? "all of it" : "the root");
	else
		line_write(stdout, "  trusted   no: %s\n", why_not(verify, &v->medium.plan));
}

static bool print_results(const struct verify *verify)
{
	static const char *const outcomes[] = { "passed", "FAILED", "skipped", "untrusted" };
	bool passed = false;

	for (unsigned int i = 0; i < verify->n_results; i++) {
		const struct verify_result *result = &verify->results[i];
		char bytes[32];

		line_write(stdout, "  %-9s %s", outcomes[result->outcome], result->what);
		if (result->by[0])
			line_write(stdout, ", by %s", result->by);
		if (result->comment[0])
			line_write(stdout, " (%s)", result->comment);
		if (result->bytes > 0 && result->microseconds > 0)
			line_write(stdout, ", %s in %" PRIu64 ".%02" PRIu64 " s",
				   text_size(bytes, sizeof(bytes), result->bytes),
				   result->microseconds / 1000000,
				   result->microseconds / 10000 % 100);
		line_write(stdout, "\n");
		passed |= result->outcome == VERIFY_PASSED;
	}
	return passed;
}

static int tell(const struct verification *v, int r)
{
	bool trusted = r == 0 && is_trusted(&v->verify, &v->medium.plan), passed;

	if (r == 0 || v->verify.n_results > 0)
		print_trust(v, r < 0, trusted);
	passed = print_results(&v->verify);
	fflush(stdout); /* before a failure */
	if (r < 0) {
		log_error("%s: %s [%s]", v->path, v->why.line, failure_name(v->why.code));
		return STATUS_FAILED;
	}
	if (!passed)
		log_error("%s: nothing in it could be checked", v->path);
	else if (v->has_trust && !trusted)
		log_error("%s: what was given does not vouch for it", v->path);
	return passed && (trusted || !v->has_trust) ? STATUS_DONE : STATUS_FAILED;
}

static int run(int argc, char **argv)
{
	cleanup_free struct verification *v = calloc(1, sizeof(*v));
	cleanup_tree struct tree root = TREE_NONE;
	int r;

	if (!v) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	v->medium.fd = -1;
	r = take_arguments(v, argc, argv);
	if (r == -EINVAL && v->why.code == FAILURE_NONE) {
		line_write(stderr, "pmemboot: usage: pmemboot verify FILE|DEVICE %s\n",
			   command_verify.arguments + strlen("FILE|DEVICE "));
		return STATUS_USAGE;
	}
	if (r < 0) {
		if (v->why.code != FAILURE_NONE)
			log_error("%s", v->why.line);
		return STATUS_FAILED;
	}
	if (!v->has_keys)
		r = tree_open(&root, "/");
	if (r < 0) {
		log_error("cannot open /: %s", strerror(-r));
		return STATUS_FAILED;
	}
	verify_begin(&v->verify, &v->config, &root, v->has_keys ? NULL : BASE);
	v->verify.may_skip = false;
	r = check(v);
	verify_end(&v->verify);
	cleanup_close_fd(&v->medium.fd);
	return tell(v, r);
}

const struct command command_verify = {
	.name = "verify",
	.arguments = "FILE|DEVICE [--key FILE]... [--roothash HEX] [--require]",
	.help = "check an image: its sums, its signatures by the trusted keys, its hash trees",
	.run = run,
};
