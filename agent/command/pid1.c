// SPDX-License-Identifier: GPL-2.0-or-later
#include "command/pid1.h"
#include "base/line.h"

#include "boot/rescue.h"
#include "command/command.h"
#include "log/log.h"
#include "sys/console.h"
#include "sys/switch_root.h"

int pid1_run(const char *base, void (*attempt)(struct boot *boot, char **argv), int argc,
	     char **argv)
{
	unsigned int opened;
	struct boot *boot;

	if (!switch_root_is_initramfs() || argc < 1) {
		line_write(stderr, "pmemboot: init runs only as PID 1 of an initramfs\n");
		return STATUS_USAGE;
	}
	opened = console_open_standard();
	log_to_kernel();
	boot = calloc(1, sizeof(*boot));
	if (!boot)
		rescue_halt(&(struct config){ 0 });
	boot->console = opened;
	boot->can_break = true;
	boot->base = base;
	for (;;) {
		cleanup_close int shell_fd = -1;

		attempt(boot, argv);
		measure_close(&boot->measure, MEASUREMENT_FAILED);
		rescue_explain(&boot->why);
		root_undo(&boot->root);
		medium_close(&boot->medium);
		shell_fd = rescue_open();
		if (shell_fd >= 0 && boot->config.shell != SHELL_NEVER)
			log_notice(
				"look further: \"pmemboot doctor\" judges the machine, \"pmemboot "
				"disks\" lists its disks");
		if (boot->config.shell == SHELL_NEVER ||
		    rescue_shell(shell_fd, "a shell: \"exit\" tries again") < 0)
			rescue_halt(&boot->config);
		boot_forget(boot);
	}
}
