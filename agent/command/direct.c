// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/boot.h"
#include "boot/decide.h"
#include "boot/rescue.h"
#include "command/command.h"
#include "command/handover.h"
#include "command/pid1.h"
#include "log/log.h"
#include "sys/console.h"
#include "sys/file.h"

/*
 * Why is this boot for the scripts of the initramfs, which ask the agent? NULL: it is not.
 * Anaconda's dracut module does more than mount the root, so that it is assisted by default.
 */
static const char *why_not_ours(const struct boot *boot)
{
	enum config_mode mode = boot->config.mode;

	if (mode == MODE_ASSIST)
		return "pmemboot.mode=assist";
	if (mode == MODE_AUTO && file_exists("/lib/anaconda-lib.sh"))
		return "the initramfs has Anaconda's module";
	return boot->drivers.loads ? NULL : "the initramfs has no list of drivers and no modprobe";
}

/* Mount the root, unless this boot is for another init: then say why. */
static enum boot_outcome find_root(struct boot *boot)
{
	enum boot_outcome outcome;
	const char *not_ours;
	int r;

	boot->hesitates = true;
	r = boot_begin(boot);
	boot->console |= console_open_standard(); /* now that /dev is there */
	if (r < 0)
		return BOOT_FAILED;
	not_ours = why_not_ours(boot);
	if (not_ours) {
		log_info("%s: continuing with " HANDOVER_INIT, not_ours);
		return BOOT_STEP_ASIDE;
	}
	outcome = boot_root(boot, HANDOVER_SYSROOT);
	if (outcome == BOOT_STEP_ASIDE)
		decide_tell_aside(&boot->config, &boot->why);
	return outcome;
}

/* After a failure: may the other init continue? Then say so, and undo what it must not find. */
static bool fails_over(struct boot *boot)
{
	if (!handover_may_follow(&boot->config, boot->why.code))
		return false;
	rescue_explain(&boot->why);
	log_notice("continuing with " HANDOVER_INIT);
	boot_report_to_log(boot); /* the other init hides /run */
	root_undo(&boot->root);
	return true;
}

/* One try. Returns only if it failed and the other init may not continue, with the reason. */
static void try_to_boot(struct boot *boot, char **argv)
{
	enum boot_outcome outcome = find_root(boot);

	if (outcome != BOOT_STEP_ASIDE)
		boot_report(boot);
	if (outcome == BOOT_DONE) {
		handover_to_root(boot, argv);
		outcome = BOOT_FAILED;
	}
	if (outcome == BOOT_FAILED && !fails_over(boot))
		return;
	boot->why = (struct failure){ 0 };
	handover_to_init(boot, argv);
}

static int direct_command(int argc, char **argv)
{
	return pid1_run(NULL, try_to_boot, argc, argv);
}

/* Not in the table of commands: the agent runs it as PID 1 beside another /init. */
const struct command command_direct = {
	.name = "init",
	.arguments = "",
	.help = "",
	.run = direct_command,
};
