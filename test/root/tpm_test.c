// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/tpm.h"

#include "root/private.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/tree.h"
#include "unit/test.h"

#include <errno.h>
#include <sys/wait.h>

#define TREE "/mnt/tree"

/* Writing to it makes the kernel send an event. */
#define UEVENT "/sys/devices/virtual/mem/null/uevent"

/* A machine that describes a TPM 2.0, whose device is not there yet. */
static void open_machine(struct tree *tree)
{
	private_tmpfs("/mnt");
	private_run("mkdir -p " TREE "/sys/firmware/acpi/tables " TREE "/dev");
	private_run("echo >" TREE "/sys/firmware/acpi/tables/TPM2");
	CHECK(tree_open(tree, TREE) == 0);
}

/* Meanwhile: an event of another device, and 0.1 seconds later that of the TPM, if there is one. */
static pid_t make_device(const char *command)
{
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (pid > 0)
		return pid;
	usleep(100000);
	file_try_write(UEVENT, "change");
	usleep(100000);
	private_run(command);
	file_try_write(UEVENT, "change");
	_exit(0);
}

TEST(tpm_device_comes_with_an_event)
{
	struct tree tree = TREE_NONE;
	uint64_t begun;
	pid_t pid;

	open_machine(&tree);
	begun = clock_now();
	pid = make_device("echo >" TREE "/dev/tpmrm0");
	CHECK(tpm_wait(&tree, 30) == 0);
	CHECK(clock_now() - begun < 15000000);
	CHECK(waitpid(pid, NULL, 0) == pid);
	tree_close(&tree);
}

TEST(tpm_device_does_not_come)
{
	struct tree tree = TREE_NONE;
	uint64_t begun;
	pid_t pid;

	open_machine(&tree);
	begun = clock_now();
	pid = make_device("true");
	CHECK(tpm_wait(&tree, 1) == -ETIMEDOUT);
	CHECK(clock_now() - begun >= 1000000);
	CHECK(waitpid(pid, NULL, 0) == pid);
	tree_close(&tree);
}
