// SPDX-License-Identifier: GPL-2.0-or-later
/* What recognises a layout, piece by piece; whole images are inspected in test/inspect. */
#include "model/advice.h"
#include "model/casper.h"
#include "model/layout.h"
#include "parse/cpio.h"
#include "parse/erofs.h"
#include "parse/ext4.h"
#include "parse/install_sources.h"
#include "parse/treeinfo.h"

#include "unit/test.h"

#include <errno.h>

static struct slice text(const char *string)
{
	return (struct slice){ (const uint8_t *)string, strlen(string) };
}

/* ---- casper ---- */

static const char names[][CASPER_NAME_MAX + 1] = {
	"minimal.de.squashfs",
	"minimal.squashfs",
	"minimal.standard.live.squashfs",
	"minimal.standard.squashfs",
};

TEST(casper_the_live_system_is_on_top)
{
	unsigned int top;
	char name[64];

	CHECK(casper_top(names, 4, NULL, "minimal.squashfs", &top) == 0 && top == 2);
	CHECK(casper_layers(names[top]) == 3);
	CHECK(casper_layer(names[top], 0, name, sizeof(name)) == 0);
	CHECK_STRING(name, "minimal.squashfs");
	CHECK(casper_layer(names[top], 1, name, sizeof(name)) == 0);
	CHECK_STRING(name, "minimal.standard.squashfs");
	CHECK(casper_layer(names[top], 2, name, sizeof(name)) == 0);
	CHECK_STRING(name, names[2]);
	CHECK(casper_layer(names[top], 3, name, sizeof(name)) == -EINVAL);
}

TEST(casper_layerfs_path_is_obeyed)
{
	unsigned int top;

	CHECK(casper_top(names, 4, "minimal.de.squashfs", NULL, &top) == 0 && top == 0);
	CHECK(casper_top(names, 4, "minimal.fr.squashfs", NULL, &top) == -ENOENT);
}

TEST(casper_the_installer_of_a_server)
{
	static const char server[][CASPER_NAME_MAX + 1] = {
		"ubuntu-server-minimal.squashfs",
		"ubuntu-server-minimal.ubuntu-server.installer.generic-hwe.squashfs",
		"ubuntu-server-minimal.ubuntu-server.installer.generic.squashfs",
		"ubuntu-server-minimal.ubuntu-server.installer.squashfs",
		"ubuntu-server-minimal.ubuntu-server.squashfs",
	};
	unsigned int top;

	CHECK(casper_top(server, 5, NULL, NULL, &top) == 0);
	CHECK_STRING(server[top], "ubuntu-server-minimal.ubuntu-server.installer.generic.squashfs");
}

TEST(casper_is_layered_by_dots)
{
	static const char old[][CASPER_NAME_MAX + 1] = { "filesystem.squashfs",
							 "installer.squashfs" };

	CHECK(casper_is_layered(names, 4) && !casper_is_layered(old, 2));
}

TEST(casper_several_and_none_is_it)
{
	static const char two[][CASPER_NAME_MAX + 1] = { "a.squashfs", "b.squashfs" };
	unsigned int top;

	CHECK(casper_top(two, 2, NULL, NULL, &top) == -ENOTUNIQ);
	CHECK(casper_top(two, 2, NULL, "b.squashfs", &top) == 0 && top == 1);
	CHECK(casper_top(two, 1, NULL, NULL, &top) == 0 && top == 0);
	CHECK(casper_top(two, 0, NULL, NULL, &top) == -ENOENT);
}

/* ---- .treeinfo and install-sources.yaml ---- */

TEST(treeinfo_mainimage)
{
	char value[TREEINFO_VALUE_MAX + 1];

	CHECK(treeinfo_find(
		      text("[general]\nmainimage = no\n[stage2]\r\n  mainimage=  images/install.img \r\n"),
		      "stage2", "mainimage", value) == 0);
	CHECK_STRING(value, "images/install.img");
	CHECK(treeinfo_find(text("[stage2]\nmainimage =\n"), "stage2", "mainimage", value) ==
	      -ENOENT);
	CHECK(treeinfo_find(text("[stage]\nmainimage = a\n"), "stage2", "mainimage", value) ==
	      -ENOENT);
	CHECK(treeinfo_find(text("mainimage = a\n[stage2]"), "stage2", "mainimage", value) ==
	      -ENOENT);
}

TEST(treeinfo_value_that_is_too_long)
{
	char file[TREEINFO_VALUE_MAX + 64], value[TREEINFO_VALUE_MAX + 1];

	memset(file, 'x', sizeof(file));
	memcpy(file, "[stage2]\nmainimage=", 19);
	CHECK(treeinfo_find((struct slice){ (uint8_t *)file, 19 + TREEINFO_VALUE_MAX }, "stage2",
			    "mainimage", value) == 0);
	CHECK(treeinfo_find((struct slice){ (uint8_t *)file, 20 + TREEINFO_VALUE_MAX }, "stage2",
			    "mainimage", value) == -E2BIG);
}

TEST(install_sources_the_default)
{
	char path[INSTALL_SOURCES_PATH_MAX + 1];

	CHECK(install_sources_find(
		      text("- id: a\n  path: a.squashfs\n- default: true\n  path: \"b.squashfs\"\n"
			   "  variations:\n    v:\n      path: c.squashfs\n"),
		      path) == 0);
	CHECK_STRING(path, "b.squashfs");
	CHECK(install_sources_find(text("- id: a\n  path: a.squashfs\n- path: b.squashfs\n"),
				   path) == 0);
	CHECK_STRING(path, "a.squashfs");
	CHECK(install_sources_find(text("nothing\n"), path) == -ENOENT);
}

/* ---- cpio ---- */

static const char header[] = "070701"
			     "00000001"
			     "000081A4"
			     "00000000"
			     "00000000"
			     "00000001"
			     "00000000"
			     "0000000a"
			     "00000000"
			     "00000000"
			     "00000000"
			     "00000000"
			     "00000005"
			     "00000000";

TEST(cpio_header)
{
	struct cpio_file file;
	char bad[sizeof(header)];

	CHECK(cpio_parse(text(header), &file) == 0);
	CHECK(file.mode == 0100644 && file.size == 10 && file.name_len == 4);
	CHECK(file.data_offset == 116 && file.next == 128);
	memcpy(bad, header, sizeof(bad));
	bad[60] = 'g';
	CHECK(cpio_parse(text(bad), &file) == -EBADMSG);
	memcpy(bad, header, sizeof(bad));
	memcpy(bad + 94, "00000000", 8); /* no name, not even its end */
	CHECK(cpio_parse(text(bad), &file) == -EBADMSG);
	memcpy(bad + 94, "00001001", 8);
	CHECK(cpio_parse(text(bad), &file) == -E2BIG);
	CHECK(cpio_parse((struct slice){ (const uint8_t *)header, 109 }, &file) == -EBADMSG);
	CHECK(cpio_parse(text("not an archive"), &file) == -ENOENT);
}

/* ---- File systems ---- */

TEST(ext4_errors)
{
	uint8_t block[EXT4_SUPERBLOCK_SIZE] = { [56] = 0x53, [57] = 0xef, [58] = 1 };
	struct slice bytes = { block, sizeof(block) };

	CHECK(!ext4_has_errors(bytes));
	block[58] = 0; /* not unmounted, and no journal */
	CHECK(ext4_has_errors(bytes));
	block[92] = 4; /* a journal makes up for it */
	CHECK(!ext4_has_errors(bytes));
	block[58] = 2;
	CHECK(ext4_has_errors(bytes));
	block[57] = 0; /* no ext4 at all */
	CHECK(!ext4_has_errors(bytes));
}

TEST(erofs_inode_inline)
{
	uint8_t compact[32] = { [0] = 2 << 1, [2] = 2, [4] = 0xa4, [5] = 0x81, [8] = 10 };
	uint8_t extended[32] = { [0] = 1, [4] = 0xed, [5] = 0x41, [8] = 7, [12] = 1, [16] = 9 };
	struct erofs_inode inode;

	CHECK(erofs_inode_parse((struct slice){ compact, 32 }, &inode) == 0);
	CHECK(inode.is_file && inode.is_inline && inode.size == 10 && inode.tail == 32 + 16);
	CHECK(erofs_inode_parse((struct slice){ extended, 32 }, &inode) == 0);
	CHECK(inode.is_directory && inode.is_plain && inode.block == 9 && inode.tail == 64);
	CHECK(inode.size == 0x100000007);
	CHECK(erofs_inode_parse((struct slice){ compact, 31 }, &inode) == -EBADMSG);
}

/* ---- The table, and the advice ---- */

TEST(layouts_are_complete)
{
	for (const struct layout *l = layouts; l->name; l++) {
		CHECK(l->title && l->initrds);
		if (l->assist)
			continue;
		CHECK(l->images[0] || l->endings);
		CHECK(l->contract.medium && l->contract.lower && l->contract.overlay);
		CHECK(l->contract.medium[0] == '/' && l->contract.lower[0] == '/');
		/* What has a nested root needs a place for the image around it. */
		CHECK(!l->nested || l->contract.outer);
		for (int i = 0; i < CONTRACT_LINKS_MAX && l->contract.links[i].path; i++)
			CHECK(l->contract.links[i].target);
	}
}

TEST(advice_for_a_good_image)
{
	struct plan plan = { .n_layers = 1, .checks = { .count = 1 } };
	struct survey survey = { 0 };
	struct advice advice;

	plan.layers[0] = (struct plan_layer){ .path = "a.erofs",
					      .fstype = "erofs",
					      .compressor = "",
					      .alignment = 4096,
					      .size = 8192,
					      .file_size = 8192 };
	advice_give(&plan, &survey, "", &advice);
	CHECK(advice.count == 0);
	plan.layers[0].alignment = 2048;
	advice_give(&plan, &survey, "nd_pmem", &advice);
	CHECK(advice.count == 2);
	CHECK_STRING(advice.list[0].code, "unaligned");
	CHECK_STRING(advice.list[1].code, "drivers");
	plan.layers[0].file_size += 1 << 20;
	advice_give(&plan, &survey, "", &advice);
	CHECK_STRING(advice.list[1].code, "padding");
	survey.inside[0].has_tails = true;
	advice_give(&plan, &survey, "", &advice);
	CHECK_STRING(advice.list[1].code, "inline-data");
}
