// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/decide.h"
#include "boot/rescue.h"
#include "command/command.h"
#include "command/units.h"
#include "log/log.h"
#include "sys/file.h"
#include "sys/run.h"
#include "sys/signals.h"

#include <errno.h>
#include <string.h>

#define LIVE_GENERATOR "/usr/lib/systemd/system-generators/dracut-dmsquash-generator"

enum { LIVE_GENERATOR_SECONDS = 30 };

static void ignore_slow_generator(void *context unused)
{
}

/* Run dracut's generator as if root= named the medium. Returns 0 or -E..., which was logged. */
static int run_live_generator(char **argv)
{
	char *arguments[] = { (char *)LIVE_GENERATOR, argv[1], argv[2], argv[3], NULL };
	char *environment[] = { (char *)"root=live:/dev/pmem",
				(char *)"PATH=/usr/sbin:/usr/bin:/sbin:/bin", NULL };
	int r = run_program(arguments, environment, LIVE_GENERATOR_SECONDS, ignore_slow_generator,
			    NULL);

	if (r == 0)
		return 0;
	log_error("%s failed (%d)", LIVE_GENERATOR, r);
	return r < 0 ? r : -EIO;
}

/*
 * dracut's live module mounts the root by the unit that its generator writes or, if that fails, by
 * a hook. Without root= it writes none. Anaconda's module needs no unit.
 */
static int assist_live_module(const struct boot *boot, char **argv)
{
	const char *root = boot->config.kernel_root;
	int r;

	if ((root && strcmp(root, "pmemboot") != 0) || decide_is_installer(boot) ||
	    !file_exists(LIVE_GENERATOR))
		return 0;
	r = run_live_generator(argv);
	return r < 0 ? r : units_want_sysroot(argv[2]);
}

static int generate_units(struct boot *boot, char **argv)
{
	enum decision decision;
	int r = boot_begin(boot);

	/* A generator has no standard error. What is wrong with the parameters the boot reports. */
	log_to_kernel();
	if (decide(boot, r, &decision) < 0) {
		rescue_explain(&boot->why);
		return STATUS_FAILED;
	}
	switch (decision) {
	case DECISION_TAKEOVER:
		r = units_take_over(argv[2], boot->config.kernel_root);
		break;
	case DECISION_ASSIST:
		r = assist_live_module(boot, argv);
		break;
	case DECISION_ASIDE:
	case DECISIONS:
		r = 0;
		break;
	}
	return r < 0 ? STATUS_FAILED : STATUS_DONE;
}

static int generator_command(int argc unused, char **argv)
{
	cleanup_free struct boot *boot = NULL;

	if (!file_exists("/etc/initrd-release"))
		return STATUS_DONE;
	boot = calloc(1, sizeof(*boot));
	if (!boot)
		return STATUS_FAILED;
	signals_clean_up_by(command_release.name);
	boot->assist = true;
	return generate_units(boot, argv);
}

const struct command command_generator = {
	.name = "generator",
	.arguments = "NORMAL EARLY LATE",
	.least = 3,
	.most = 3,
	.help = "Write the units of this boot, as a generator of systemd in an initramfs",
	.run = generator_command,
};
