// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/boot.h"

#include "base/text.h"
#include "root/private.h"
#include "sys/block.h"
#include "sys/file.h"
#include "sys/loop.h"
#include "unit/test.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <sys/mount.h>

static char report[16384];

static void write_report(struct boot *boot)
{
	boot_report(boot);
	CHECK(file_read("/run/pmemboot/report.json", report, sizeof(report)) > 0);
}

/* The flag stays with the device after what was attached to it. */
static void make_writable(int fd)
{
	int off = 0;

	CHECK(ioctl(fd, BLKROSET, &off) == 0);
}

/* Attach the file to a loop device that goes with its last user. Somebody else may be faster. */
static bool attach(const struct loop_config *config, struct medium *medium)
{
	cleanup_close int control_fd = open("/dev/loop-control", O_RDWR | O_CLOEXEC);

	for (int tries = 0; tries < 100; tries++) {
		int n = ioctl(control_fd, LOOP_CTL_GET_FREE);

		if (n < 0)
			return false;
		CHECK(text_print(medium->path, sizeof(medium->path), "/dev/loop%d", n) == 0);
		medium->fd = open(medium->path, O_RDWR | O_CLOEXEC);
		if (medium->fd >= 0 && ioctl(medium->fd, LOOP_CONFIGURE, config) == 0)
			return true;
		medium_close(medium);
	}
	return false;
}

/* A boot whose medium is a disk that can be written to. */
static struct boot *begin(void)
{
	struct loop_config config = { .info.lo_flags = LO_FLAGS_AUTOCLEAR };
	struct boot *boot = calloc(1, sizeof(*boot));
	cleanup_close int file_fd = -1;

	private_tmpfs("/mnt");
	CHECK(mount("tmpfs", "/run", "tmpfs", 0, NULL) == 0);
	private_run("truncate -s 1M /mnt/disk");
	file_fd = open("/mnt/disk", O_RDWR | O_CLOEXEC);
	config.fd = (unsigned int)file_fd;
	if (!attach(&config, &boot->medium))
		SKIP("no loop devices here");
	make_writable(boot->medium.fd);
	boot->config.firmware = CONFIG_FIRMWARE_OFF;
	boot->plan = (struct plan){ .medium = "iso9660",
				    .layout = "x",
				    .title = "x",
				    .parameters = "inst.stage2=hd:" LAYOUT_DISK,
				    .map_why = "",
				    .contract = layout_own_contract };
	verify_begin(&boot->verify, &boot->config, false);
	return boot;
}

static void end(struct boot *boot)
{
	make_writable(boot->medium.fd);
	medium_close(&boot->medium);
	free(boot);
}

/* The medium's: mounts have such a field, too. */
static bool says_read_only(void)
{
	const char *field = strstr(report, "\"healed\"");

	CHECK(field && (field = strstr(field, "\"read_only\": ")) != NULL);
	return strncmp(field + strlen("\"read_only\": "), "true", 4) == 0;
}

TEST(report_measures_read_only)
{
	struct boot *boot = begin();

	write_report(boot);
	CHECK(!says_read_only());
	CHECK(block_set_read_only(boot->medium.fd) == 0);
	write_report(boot);
	CHECK(says_read_only());
	end(boot);
}

TEST(report_has_no_device_that_was_undone)
{
	struct boot *boot = begin();
	struct root *root = &boot->root;

	text_copy_cut(root->maps[0].path, sizeof(root->maps[0].path), "/dev/mapped");
	root->layers[0] = &root->maps[0];
	write_report(boot);
	CHECK(strstr(report, "/dev/mapped") != NULL);
	root_undo(root);
	write_report(boot);
	CHECK(strstr(report, "/dev/mapped") == NULL);
	end(boot);
}

TEST(report_words_name_the_disk)
{
	struct boot *boot = begin();
	char words[64];

	CHECK(text_print(words, sizeof(words), "\"inst.stage2=hd:%s\"", boot->medium.path) == 0);
	write_report(boot);
	CHECK(strstr(report, words) != NULL);
	end(boot);
}
