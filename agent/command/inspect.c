// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/inspect.h"
#include "base/json.h"
#include "base/line.h"
#include "base/text.h"
#include "boot/plan_json.h"
#include "command/command.h"
#include "command/options.h"
#include "log/log.h"
#include "log/version.h"
#include "model/checks.h"
#include "model/planner.h"
#include "sys/block.h"
#include "sys/superblock.h"

#include <errno.h>
#include <string.h>

/* The superblock of an old compressed erofs does not say that it is compressed. */
static void correct_layers(struct inspection *in)
{
	for (unsigned int i = 0; i < in->plan.n_layers; i++) {
		struct plan_layer *layer = &in->plan.layers[i];

		if (!in->survey.inside[i].is_compressed)
			continue;
		text_copy_cut(layer->compressor, sizeof(layer->compressor), "lz4");
		layer->no_dax = "its files are compressed";
	}
}

/* Plan as a boot would that has the parameters, and dracut's module in its initramfs. */
static int make_plan(struct inspection *in, const char *module, struct failure *why)
{
	struct plan_request request = config_request(&in->words.config, PLAN_WANTS_ALL);
	int r;

	if (!request.hints.module)
		request.hints.module = module;
	r = planner_make(&in->plan, &in->reader, &in->partitions, &request, why);
	if (r == 0 && checks_find_volume(&in->plan, &in->reader) < 0)
		r = failure_set(why, FAILURE_READ, -EIO, "cannot be read after its volume");
	if (r == 0 && program.offline)
		r = program.offline->make_survey(&in->survey, &in->plan, &in->reader, why);
	return r;
}

/* The parameters of a menu that make no plan are passed over. */
static int plan_by_words(struct inspection *in)
{
	struct menus *menus = &in->menus.menus;
	struct failure why = { 0 };
	int r = program.offline->read_menus(menus, &in->reader, &in->partitions);

	if (r < 0)
		return failure_set(&in->why, FAILURE_SYSTEM, r, "out of memory");
	r = program.offline->take_words(&in->words, in->cmdline, menus, &in->why);

	if (r < 0)
		return r;
	r = make_plan(in, NULL, &why);
	if (r < 0 && in->words.entry) {
		program.offline->drop_words(&in->words);
		return make_plan(in, NULL, &in->why);
	}
	in->why = why;
	return r;
}

static bool has_kernel(const struct inspection *in)
{
	return in->kernel.config || in->kernel.modules;
}

static int plan_image(struct inspection *in)
{
	if (program.offline)
		return plan_by_words(in);
	if (in->cmdline || in->checks || in->predicts || has_kernel(in))
		return failure_set(
			&in->why, FAILURE_COMMAND_LINE, -EOPNOTSUPP,
			"the agent of the initramfs cannot do that, use /usr/sbin/pmemboot");
	config_default(&in->words.config, false);
	return make_plan(in, NULL, &in->why);
}

/* Can the kernel that is given mount the root images? */
static int judge_kernel(struct inspection *in)
{
	struct kernel kernel;
	int r = program.offline->gather_kernel(&in->kernel, &kernel, &in->why);

	if (r == 0)
		program.offline->judge_kernel(&in->plan, &kernel, &in->advice);
	return r;
}

/* What only the image's own initramfs and its root images show. */
static int look_inside(struct inspection *in)
{
	int r = 0;

	program.offline->read_initrd(&in->initrds, &in->menus.menus.files, &in->plan, &in->survey,
				     &in->initrd);
	if (in->initrd.live_module)
		r = make_plan(in, in->initrd.live_module, &in->why);
	if (r == 0 && !in->plan.assist) {
		program.offline->read_inside(&in->inside, in->path, &in->plan);
		in->plan.assist = in->inside.assist;
	}
	if (r < 0)
		return r;
	correct_layers(in);
	program.offline->give_advice(&in->plan, &in->survey, in->initrd.missing, &in->advice);
	if (in->inside.advice)
		program.offline->add_advice(&in->advice, in->inside.code, in->inside.advice);
	return has_kernel(in) ? judge_kernel(in) : 0;
}

/* The path by which the image is opened again. */
static const char *reopened(const struct inspection *in, char *buf, size_t size)
{
	text_print_cut(buf, size, "/proc/self/fd/%d", in->fd);
	return buf;
}

/* What a boot with the plan's parameters measures. */
static int predict(struct inspection *in)
{
	char path[32];

	reopened(in, path, sizeof(path));
	return program.offline->make_prediction(&in->prediction, path, &in->reader, &in->partitions,
						in->words.text ? in->words.text : "", &in->why);
}

static int inspect_image(struct inspection *in)
{
	struct superblock superblock;
	char path[32];
	int r = block_open(in->path, &in->fd, &in->reader);

	if (r < 0)
		return failure_set(&in->why, FAILURE_READ, r, "cannot be opened: %s", block_why(r));
	/* Any other error is kept in in->partitions for the planner: an ISO needs no table. */
	r = partitions_read(&in->reader, in->fd, &in->partitions);
	if (r == -ENOMEM)
		return failure_set(&in->why, FAILURE_SYSTEM, r, "out of memory");
	r = plan_image(in);
	if (r == 0 && program.offline)
		r = look_inside(in);
	if (program.offline)
		program.offline->judge_menus(&in->menus, &in->initrds, &in->plan, in->why.code,
					     in->survey.archive);
	if (r < 0)
		return r;
	if (program.offline)
		program.offline->find_version(&in->plan, reopened(in, path, sizeof(path)),
					      &in->version);
	if (!in->plan.label[0] && superblock_probe(in->fd, &superblock) == 0)
		text_copy_cut(in->plan.label, sizeof(in->plan.label), superblock.label);
	return in->predicts && program.offline ? predict(in) : 0;
}

/* How it has pmemboot: README, "Deploy". */
const char *inspect_way(enum initrd_way way)
{
	static const char *const ways[] = {
		[INITRD_STOCK] = "",
		[INITRD_MODULE] = "module",
		[INITRD_STANDALONE] = "standalone",
		[INITRD_APPEND] = "append",
	};

	return ways[way];
}

const char *inspect_disk(const struct inspection *in)
{
	return text_begins(in->path, "/dev/") ? in->path : "";
}

/* ---- For programs ---- */

static void write_failure(struct json *j, const struct failure *why)
{
	json_begin(j, "failure", '{');
	json_string(j, "reason", failure_name(why->code));
	json_string(j, "line", why->line);
	json_string(j, "remedy", failure_remedy(why->code));
	json_end(j, '}');
}

static void write_initrd(struct json *j, const struct survey *survey, const struct initrd *initrd)
{
	json_begin(j, "initrd", '{');
	json_string(j, "path", survey->initrd);
	json_string(j, "archive", survey->archive);
	json_string(j, "pmemboot", inspect_way(initrd->way));
	json_bool(j, "read", initrd->is_read);
	json_string(j, "format", initrd->format);
	json_string(j, "why_not", initrd->why_not);
	json_string(j, "lacking", initrd->missing);
	json_end(j, '}');
}

static void write_plan(struct json *j, const struct inspection *in)
{
	plan_write_json(j, &in->plan, inspect_disk(in), true);
	if (program.offline && in->words.text)
		program.offline->write_words(j, &in->words, &in->plan);
	if (program.offline)
		program.offline->write_inside(j, &in->inside);
	if (program.offline && in->version.version > 0)
		json_u64(j, "claimed_version", in->version.version);
	if (in->survey.initrd[0])
		write_initrd(j, &in->survey, &in->initrd);
	if (program.offline && in->predicts)
		inspect_write_pcr(j, in);
	json_begin(j, "advice", '[');
	for (unsigned int i = 0; i < in->advice.count; i++) {
		json_begin(j, NULL, '{');
		json_string(j, "code", in->advice.list[i].code);
		json_string(j, "line", in->advice.list[i].line);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void print_json(const struct inspection *in)
{
	struct json j = { .stream = stdout, .first = true };
	bool ok = in->why.code == FAILURE_NONE;

	json_begin(&j, NULL, '{');
	json_u64(&j, "schema", 1);
	json_string(&j, "pmemboot", PMEMBOOT_VERSION);
	json_string(&j, "image", in->path);
	json_bool(&j, "ok", ok);
	if (ok)
		write_plan(&j, in);
	else
		write_failure(&j, &in->why);
	if (program.offline) {
		program.offline->write_partitions(&j, &in->reader, &in->partitions);
		program.offline->write_menus(&j, &in->menus);
	}
	json_end(&j, '}');
}

enum {
	OPTION_JSON,
	OPTION_CMDLINE,
	OPTION_CHECK,
	OPTION_NO_INITRD,
	OPTION_KERNEL_CONFIG,
	OPTION_MODULES,
	OPTION_PCR,
	OPTION_POLICY,
	OPTION_KEY,
};

static const struct option inspect_options[] = {
	[OPTION_JSON] = { "--json", NULL, "print JSON, for programs" },
	[OPTION_CMDLINE] = { "--cmdline", "PARAMETERS",
			     "plan for a boot with these kernel parameters" },
	[OPTION_CHECK] = { "--check", NULL, "fail if the image could be better" },
	[OPTION_NO_INITRD] = { "--no-initrd", NULL, "unpack no initramfs image: faster" },
	[OPTION_KERNEL_CONFIG] = { "--kernel-config", "FILE",
				   "say what a kernel of this configuration cannot mount" },
	[OPTION_MODULES] = { "--modules", "DIR", "the same, for a kernel with these modules" },
	[OPTION_PCR] = { "--pcr", NULL, "predict what a boot measures, and the PCR" },
	[OPTION_POLICY] = { "--policy", "FILE", "the policy of the initramfs, for the prediction" },
	[OPTION_KEY] = { "--key", "FILE",
			 "a key that the initramfs trusts, for the prediction; may be repeated" },
	{ 0 }
};

/* Returns 0; or -E... of a key, which was logged. */
static int take_option(struct inspection *in, const struct options *option)
{
	switch (option->id) {
	case OPTION_JSON:
		in->as_json = true;
		break;
	case OPTION_CMDLINE:
		in->cmdline = option->value;
		break;
	case OPTION_CHECK:
		in->checks = true;
		break;
	case OPTION_NO_INITRD:
		in->initrds.ignored = true;
		break;
	case OPTION_KERNEL_CONFIG:
		in->kernel.config = option->value;
		break;
	case OPTION_MODULES:
		in->kernel.modules = option->value;
		break;
	case OPTION_PCR:
		in->predicts = true;
		break;
	case OPTION_POLICY:
		in->prediction.policy_path = option->value;
		break;
	case OPTION_KEY:
		return verify_trust_file(&in->prediction.verify, option->value);
	default:
		in->path = options_image(option->value);
	}
	return 0;
}

static int take_arguments(struct inspection *in, char **argv)
{
	struct options options;
	int r = 0;

	options_begin(&options, &command_inspect, argv);
	while (r == 0 && options_next(&options))
		r = take_option(in, &options);
	return r;
}

/* Is there an option that has no meaning without --pcr? */
static bool lacks_pcr(const struct inspection *in)
{
	return !in->predicts &&
	       (in->prediction.policy_path || in->prediction.verify.keys.count > 0);
}

static void end_offline(struct inspection *in)
{
	program.offline->free_menus(&in->menus.menus);
	program.offline->end_prediction(&in->prediction);
}

static int inspect_command(int argc unused, char **argv)
{
	cleanup_free struct inspection *in = calloc(1, sizeof(*in));
	int r;

	if (!in) {
		log_error("out of memory");
		return STATUS_FAILED;
	}
	in->fd = -1;
	if (program.offline)
		program.offline->begin_prediction(&in->prediction);
	if (take_arguments(in, argv) < 0)
		return STATUS_FAILED;
	if (lacks_pcr(in)) {
		line_write(stderr, "pmemboot: inspect: --policy and --key need --pcr\n");
		return STATUS_USAGE;
	}
	r = inspect_image(in);
	if (r < 0)
		log_error("%s: %s [%s]", in->path, in->why.line, failure_name(in->why.code));
	if (in->as_json)
		print_json(in);
	else if (r == 0)
		inspect_print(in);
	else if (program.offline)
		inspect_print_menus(in);
	if (r == 0 && in->checks && in->advice.count > 0) {
		log_error("%s: could be better, see above", in->path);
		r = -EINVAL;
	}
	if (program.offline)
		end_offline(in);
	cleanup_close_fd(&in->fd);
	return r < 0 ? STATUS_FAILED : STATUS_DONE;
}

const struct command command_inspect = {
	.name = "inspect",
	.arguments = "FILE|DEVICE",
	.least = 1,
	.most = 1,
	.options = inspect_options,
	.help = "Print the plan for an image: layout, layers, mounts, checks, improvements",
	.run = inspect_command,
};
