// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/boot.h"

#include "base/text.h"
#include "boot/provision.h"
#include "boot/rescue.h"
#include "config/config_parse.h"
#include "config/requests.h"
#include "doctor/doctor_explain.h"
#include "log/log.h"
#include "medium/origin.h"
#include "parse/table.h"
#include "root/hooks.h"
#include "sys/block.h"
#include "sys/cmdline_files.h"
#include "sys/console.h"
#include "sys/file.h"
#include "sys/mount.h"
#include "sys/tree.h"

#include <errno.h>
#include <string.h>

enum { MOUNT_PROC, MOUNT_SYS, MOUNT_DEV, MOUNT_RUN };

static const struct {
	const char *target, *fstype, *options;
} mounts[] = {
	[MOUNT_PROC] = { "/proc", "proc", "nosuid,nodev,noexec" },
	[MOUNT_SYS] = { "/sys", "sysfs", "nosuid,nodev,noexec" },
	[MOUNT_DEV] = { "/dev", "devtmpfs", "nosuid,mode=0755" },
	[MOUNT_RUN] = { "/run", "tmpfs", "nosuid,nodev,mode=0755" },
};

static int mount_api(unsigned int *ours, struct failure *why)
{
	for (size_t i = 0; i < array_size(mounts); i++) {
		int r = file_make_directories(mounts[i].target);

		if (r == 0 && !mount_is_point(mounts[i].target)) {
			r = mount_at(mounts[i].fstype, mounts[i].target, mounts[i].fstype,
				     mounts[i].options);
			*ours |= r == 0 ? 1U << i : 0;
		}
		if (r < 0)
			return failure_set(why, FAILURE_SYSTEM, r, "cannot mount %s: %s",
					   mounts[i].target, strerror(-r));
	}
	return 0;
}

/* Did boot_begin() mount /run? Then nothing was there before, udev neither. */
static bool mounted_run(const struct boot *boot)
{
	return boot->api & 1U << MOUNT_RUN;
}

/*
 * Drivers that every root needs, whatever the medium is. They are loaded while the medium is being
 * found. libnvdimm comes first, because the providers' drivers depend on it. nd_btt is most of the
 * work of loading nd_pmem, which itself must not be loaded before the regions are read-only.
 */
static const char *const for_any_root[] = { "libnvdimm", "nd_btt",  "dm_mod",
					    "isofs",	 "overlay", NULL };

/* If there is a policy, no failure starts a shell before it is parsed: it may forbid that. */
static int read_policy(struct boot *boot, char *policy, size_t size)
{
	cleanup_free uint8_t *bytes = NULL;
	char path[64];
	int r = text_print(path, sizeof(path), "%s/policy", boot->base);

	policy[0] = '\0';
	if (r == 0)
		r = tree_read_all(&boot->tree, path, size - 1, &bytes);
	if (r == -ENOENT)
		return 0;
	config_default(&boot->config, true);
	if (r >= 0 && !(bytes && memchr(bytes, '\0', (size_t)r))) {
		/* As it is, with its last newline: it is measured. */
		text_print_cut(policy, size, "%.*s", r, bytes ? (char *)bytes : "");
		return 0;
	}
	return failure_set(&boot->why, FAILURE_POLICY, r < 0 ? r : -EBADMSG,
			   "cannot read the policy of the initramfs: %s",
			   r < 0 ? strerror(-r) : "it is not a text");
}

/* Which of dracut's modules for live roots is in this initramfs? */
static const char *find_live_module(void)
{
	static const char *const folders[] = { "/usr/sbin", "/usr/bin" };
	static const char *const modules[] = { HINTS_MODULE_KIWI, HINTS_MODULE_DMSQUASH };
	char path[64];

	for (size_t m = 0; m < array_size(modules); m++)
		for (size_t i = 0; i < array_size(folders); i++)
			if (text_print(path, sizeof(path), "%s/%s-root", folders[i], modules[m]) ==
				    0 &&
			    file_exists(path))
				return modules[m];
	return NULL;
}

/*
 * Parse the command line. After a policy that cannot be read, it is restricted as by one that
 * requires verification.
 */
static int read_config(struct boot *boot, const char *policy)
{
	char cmdline[CONFIG_CMDLINE_MAX];
	const char *failed = NULL;
	int r = cmdline_files_read(&boot->tree, cmdline, sizeof(cmdline), &failed);

	if (r < 0)
		return failure_set(&boot->why, FAILURE_SYSTEM, r, "cannot read /%s: %s", failed,
				   strerror(-r));
	boot->has_config = true;
	return config_parse(&boot->config, policy, cmdline, &boot->why);
}

int boot_begin(struct boot *boot)
{
	char policy[CONFIG_POLICY_MAX];
	int r, unreadable;

	boot->medium.fd = -1;
	boot->drivers.ahead = (struct child)CHILD_NONE;
	if (!boot->base)
		boot->base = BOOT_BASE;
	config_default(&boot->config, false); /* for a failure before config_parse() */
	timeline_mark(&boot->timeline, PHASE_START);
	r = tree_open(&boot->tree, "/");
	if (r < 0)
		return failure_set(&boot->why, FAILURE_SYSTEM, r, "cannot open /: %s",
				   strerror(-r));
	drivers_open(&boot->drivers, &boot->tree, boot->base);
	if (!boot->assist && !boot->hesitates)
		drivers_begin(&boot->drivers, for_any_root);
	unreadable = read_policy(boot, policy, sizeof(policy));
	r = mount_api(&boot->api, &boot->why);
	if (r < 0)
		return r;
	r = read_config(boot, policy);
	if (!boot->assist)
		config_obey_requests(&boot->config);
	verify_begin(&boot->verify, &boot->config, true);
	verify_trust_folder(&boot->verify, &boot->tree, boot->base);
	boot->request = (struct medium_request){ .config = &boot->config,
						 .assist = boot->assist,
						 .live_module = find_live_module(),
						 .checks = verify_wants(&boot->verify) };
	measure_begin(&boot->measure, &boot->config, &boot->drivers, policy);
	timeline_mark(&boot->timeline, PHASE_CONFIG);
	if (unreadable < 0)
		r = unreadable;
	if (r < 0)
		measure_close(&boot->measure, MEASUREMENT_FAILED);
	return r;
}

/* Tell once that the image has signatures that nothing here can check. */
static void announce_foreign(const struct plan *plan)
{
	for (unsigned int i = 0; i < plan->checks.count; i++)
		if (plan->checks.list[i].kind == PLAN_CHECK_FOREIGN) {
			log_notice("%s is not checked: pmemboot cannot check signatures of this "
				   "kind",
				   plan->checks.list[i].path);
			return;
		}
}

/* Tell which requests of the command line are not obeyed, unless the live scripts obey them. */
static void announce_requests(const struct boot *boot)
{
	const char *parameter, *why;
	unsigned int index = 0;

	if (boot->assist)
		return;
	while (requests_explain(&boot->config, &boot->plan, &index, &parameter, &why))
		log_notice("%s is not obeyed: %s", parameter, why);
}

static void announce_plan(const struct boot *boot)
{
	const struct medium *medium = &boot->medium;
	const struct plan *plan = &boot->plan;
	char bytes[32];

	log_info("%s (%s, %s): %s volume \"%s\", %s, read-only; layout %s", medium->path,
		 claim_provider_name(&medium->claim), claim_kind_name(&medium->claim), plan->medium,
		 plan->label, text_size(bytes, sizeof(bytes), plan->volume_size), plan->layout);
	for (unsigned int i = 0; i < plan->n_layers; i++) {
		const struct plan_layer *layer = &plan->layers[i];

		log_info("root image %s: %s %s, %s", layer->path, layer->fstype, layer->compressor,
			 text_size(bytes, sizeof(bytes), layer->size));
	}
	if (plan->padding_cut > 0)
		log_warning("%s are cut off the end of the image; all its files are whole",
			    text_size(bytes, sizeof(bytes), plan->padding_cut));
	announce_requests(boot);
	announce_foreign(plan);
	if (plan->guessed)
		log_notice(
			"the layout is unknown: the root image is a guess, the only one there is; "
			"to confirm it, use pmemboot.root=auto:/%s",
			plan->layers[0].path);
}

static int run_hooks(struct boot *boot, enum hooks_stage stage)
{
	const struct hooks hooks = { .tree = &boot->tree,
				     .base = boot->base,
				     .medium = &boot->medium,
				     .plan = &boot->plan,
				     .identity = &boot->identity,
				     .root = boot->root.directory,
				     .upper = boot->root.overlay.upper };

	return hooks_run(&hooks, stage, &boot->why);
}

static void break_here(struct boot *boot, enum config_shell here, const char *why)
{
	cleanup_close int shell_fd = -1;

	if (!boot->can_break || boot->config.shell != here)
		return;
	measure_close(&boot->measure, MEASUREMENT_SHELL);
	shell_fd = rescue_open();
	(void)rescue_shell(shell_fd, why);
}

static bool may_have_partitions(const struct boot *boot)
{
	int fd = boot->medium.fd;
	const struct reader reader = block_reader(&fd, boot->medium.size);

	return table_may_exist(&reader);
}

/* Load the drivers of the planned layers, while their devices are being made. */
static void begin_filesystems(struct boot *boot)
{
	const struct plan *plan = &boot->plan;
	unsigned int n = 0;

	for (unsigned int i = 0; i < plan->n_layers; i++)
		if (i == 0 || plan->layers[i].fstype != boot->filesystems[n - 1])
			boot->filesystems[n++] = plan->layers[i].fstype;
	for (unsigned int i = 0; i < plan->n_layers; i++)
		if (plan->layers[i].tree.len > 0) {
			boot->filesystems[n++] = "dm_verity";
			boot->filesystems[n++] = "crypto-sha256"; /* used by most hash trees */
			break;
		}
	if (may_have_partitions(boot))
		boot->filesystems[n++] = "loop";
	boot->filesystems[n] = NULL;
	drivers_begin(&boot->drivers, boot->filesystems);
}

bool boot_is_ours(const struct boot *boot)
{
	return !boot->config.other_root || boot->config.required ||
	       claims_are_of_this_boot(&boot->claims);
}

bool boot_sees_claim(const struct boot *boot)
{
	return boot->claims.count > 0 || drivers_see_provider(&boot->drivers);
}

enum medium_outcome boot_search(struct boot *boot)
{
	const struct medium_search search = { .request = &boot->request,
					      .claims = &boot->claims,
					      .drivers = &boot->drivers,
					      .verdicts = &boot->verdicts,
					      .timeline = &boot->timeline };

	/* The provider's device may exist on a machine without NVDIMMs: load no driver for it. */
	if (!boot_is_ours(boot) && !boot->config.timeout_given && !boot_sees_claim(boot))
		return MEDIUM_STEP_ASIDE;
	return medium_find(&search, &boot->medium, &boot->plan, &boot->why);
}

/* Which machine is it, and did firmware fetch the medium? After a failure, it may have. */
static void identify(struct boot *boot, bool fetched)
{
	if (!boot->identified)
		origin_read(&boot->drivers, fetched, &boot->identity);
	boot->identified = true;
}

/*
 * Make devices of the medium's partitions: in assist mode before it is mounted, or after. Returns 0
 * or -E... and the reason.
 */
static int map_partitions(struct boot *boot)
{
	const struct provision provision = { .config = &boot->config,
					     .medium = &boot->medium,
					     .plan = &boot->plan,
					     .verify = &boot->verify,
					     .identity = &boot->identity,
					     .drivers = &boot->drivers,
					     .measure = &boot->measure,
					     .base = boot->base,
					     .disk_is_free = boot->assist,
					     .no_udev_yet = mounted_run(boot) };
	int r = provision_map_partitions(&provision, &boot->root.partitions, &boot->why);

	if (boot->root.partitions.table)
		timeline_mark(&boot->timeline, PHASE_PARTITIONS);
	return r;
}

static enum boot_outcome find_and_check(struct boot *boot)
{
	const struct verify_image image = { boot->medium.path, &boot->plan };

	drivers_load_extra(&boot->drivers);
	claims_gather(&boot->claims, &boot->tree);
	if (boot->hesitates && boot_is_ours(boot))
		drivers_begin(&boot->drivers, for_any_root);
	switch (boot_search(boot)) {
	case MEDIUM_STEP_ASIDE:
		return BOOT_STEP_ASIDE;
	case MEDIUM_FAILED:
		return BOOT_FAILED;
	case MEDIUM_FOUND:
		break;
	}
	timeline_mark(&boot->timeline, PHASE_PLAN);
	announce_plan(boot);
	identify(boot, claim_rank(&boot->medium.claim) == 0);
	if (verify_volume(&boot->verify, &image, boot->assist, &boot->why) < 0 ||
	    measure_image(&boot->measure, &boot->verify, boot->assist, &boot->why) < 0)
		return BOOT_FAILED;
	if (boot->measure.n_events > 0)
		timeline_mark(&boot->timeline, PHASE_MEASURED);
	break_here(
		boot, SHELL_MEDIUM,
		"the medium is found, nothing is mounted (pmemboot.shell=medium): \"exit\" continues");
	return run_hooks(boot, HOOKS_MEDIUM) < 0 ? BOOT_FAILED : BOOT_DONE;
}

static int run_root_hooks(struct boot *boot)
{
	int r = run_hooks(boot, HOOKS_ROOT);

	if (r < 0)
		return r;
	break_here(boot, SHELL_ROOT,
		   "the root is mounted (pmemboot.shell=root): \"exit\" continues");
	return run_hooks(boot, HOOKS_HANDOVER);
}

static int build_root(struct boot *boot, const char *directory)
{
	const struct root_context context = { .medium = &boot->medium,
					      .plan = &boot->plan,
					      .config = &boot->config,
					      .drivers = &boot->drivers,
					      .verify = &boot->verify };
	int r;

	begin_filesystems(boot);
	r = root_build(&boot->root, directory, &context, &boot->why);
	if (r < 0)
		return r;
	timeline_mark(&boot->timeline, PHASE_ROOT);
	provision_write_url(&boot->config, boot->identity.url, directory);
	r = map_partitions(boot);
	drivers_end(&boot->drivers);
	if (r == 0)
		r = run_root_hooks(boot);
	if (r < 0)
		root_undo(&boot->root);
	else
		timeline_mark(&boot->timeline, PHASE_HANDOVER);
	return r;
}

static enum boot_outcome find_and_build(struct boot *boot, const char *directory)
{
	enum boot_outcome outcome;

	if (boot->config.mode == MODE_ASSIST) {
		failure_set(&boot->why, FAILURE_COMMAND_LINE, -EINVAL,
			    "pmemboot.mode=assist is not possible here, where pmemboot mounts the "
			    "root: remove the parameter");
		return BOOT_FAILED;
	}
	outcome = find_and_check(boot);
	if (outcome == BOOT_DONE && build_root(boot, directory) < 0)
		outcome = BOOT_FAILED;
	return outcome;
}

static enum boot_outcome end_boot(struct boot *boot, enum boot_outcome outcome)
{
	if (outcome == BOOT_DONE)
		verify_announce(&boot->verify);
	else
		timeline_mark(&boot->timeline, PHASE_VERDICT);
	if (outcome != BOOT_DONE)
		measure_close(&boot->measure,
			      outcome == BOOT_FAILED ? MEASUREMENT_FAILED : MEASUREMENT_ASIDE);
	if (outcome != BOOT_STEP_ASIDE) /* then the log has one line only */
		timeline_print(&boot->timeline);
	if (outcome == BOOT_FAILED)
		identify(boot, true);
	if (outcome == BOOT_FAILED)
		doctor_explain(&boot->tree, &boot->request, boot->why.code);
	return outcome;
}

enum boot_outcome boot_medium(struct boot *boot)
{
	enum boot_outcome outcome = find_and_check(boot);

	if (boot->config.seed == CONFIG_SEED_URL)
		log_warning(
			"pmemboot.seed=url has no effect where another program mounts the root");
	if (outcome == BOOT_DONE && map_partitions(boot) < 0)
		outcome = BOOT_FAILED;
	return end_boot(boot, outcome);
}

enum boot_outcome boot_root(struct boot *boot, const char *directory)
{
	return end_boot(boot, find_and_build(boot, directory));
}

void boot_leave(struct boot *boot)
{
	measure_end(&boot->measure);
	drivers_end(&boot->drivers);
	medium_close(&boot->medium);
	for (size_t i = array_size(mounts); i-- > 0;)
		if (boot->api & 1U << i)
			mount_detach(mounts[i].target);
	boot->api = 0;
	console_close_standard(boot->console);
	boot->console = 0;
}

void boot_forget(struct boot *boot)
{
	bool can_break = boot->can_break;
	const char *base = boot->base;
	unsigned int api = boot->api, console = boot->console;

	measure_end(&boot->measure);
	drivers_end(&boot->drivers);
	root_undo(&boot->root);
	medium_close(&boot->medium);
	verify_end(&boot->verify);
	tree_close(&boot->tree);
	memset(boot, 0, sizeof(*boot));
	boot->tree = (struct tree)TREE_NONE;
	boot->medium.fd = -1;
	boot->can_break = can_break;
	boot->base = base;
	boot->api = api;
	boot->console = console;
}
