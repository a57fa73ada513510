// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/cmdline_files.h"

#include "config/config_parse.h"
#include "sys/file.h"
#include "sys/tree.h"
#include "unit/test.h"

#include <errno.h>
#include <string.h>

static char place[] = "/tmp/pmemboot-cmdline.XXXXXX";
static struct tree tree = TREE_NONE;
static char text[CONFIG_CMDLINE_MAX];
static const char *failed;

static void open_place(void)
{
	CHECK(mkdtemp(place) && chdir(place) == 0);
	CHECK(tree_open(&tree, place) == 0);
	CHECK(file_make_directories("etc/cmdline.d") == 0);
	CHECK(file_make_directories("run/initramfs/cmdline.d") == 0);
	CHECK(file_make_directories("proc") == 0);
}

static void close_place(void)
{
	char command[64];

	tree_close(&tree);
	snprintf(command, sizeof(command), "rm -rf %s", place);
	CHECK(chdir("/") == 0 && system(command) == 0);
}

static void put(const char *path, const char *content)
{
	CHECK(file_replace(path, content) == 0);
}

static int read_all(void)
{
	failed = NULL;
	return cmdline_files_read(&tree, text, sizeof(text), &failed);
}

/* dracut's getcmdline: /etc/cmdline.d by the bytes of the names, /etc/cmdline, the kernel's, /run.
 */
TEST(cmdline_files_order)
{
	open_place();
	put("proc/cmdline", "proc -- not\n");
	CHECK(read_all() == 0);
	CHECK_STRING(text, "proc ");
	put("etc/cmdline.d/9.conf", "nine\n");
	put("etc/cmdline.d/10.conf", "ten\n\nagain\n");
	put("etc/cmdline.d/.11.conf", "hidden\n");
	put("etc/cmdline.d/12.conf.bak", "backup\n");
	CHECK(symlink("nowhere", "etc/cmdline.d/13.conf") == 0);
	put("etc/cmdline", "etc=\"");
	put("run/initramfs/cmdline.d/1.conf", "run\n");
	CHECK(read_all() == 0);
	CHECK_STRING(text, "ten\n\nagain nine etc=\"\" proc  run");
	close_place();
}

static void expect_same(const char *proc, const char *built_in)
{
	static struct config config;
	struct failure why = { 0 };

	put("proc/cmdline", proc);
	put("etc/cmdline.d/01-default.conf", built_in);
	CHECK(read_all() == 0);
	CHECK(config_parse(&config, "", text, &why) == 0);
	CHECK(config.root_given && config.medium == MEDIUM_LABEL && config.mode == MODE_ASSIST);
	CHECK_STRING(config.medium_name, "My ISO");
	CHECK_STRING(config.kernel_root, "live:CDLABEL=My ISO");
	CHECK(config.other_roots == 1 && !config_other_root(12));
	CHECK_STRING(config_other_root(0), "root");
}

/* The same parameters, however they are written and wherever they come from. */
TEST(cmdline_files_same_answer)
{
	static const char *const forms[] = {
		"\"pmemboot.root=LABEL=My ISO\" pmemboot.mode=assist \"root=live:CDLABEL=My ISO\"",
		"pmemboot.root=\"LABEL=My ISO\"\tpmemboot.mode=assist\nroot=\"live:CDLABEL=My ISO\"",
		"root=/dev/sda1\npmemboot.root=LABEL=My\\x20ISO\n\"pmemboot.mode=assist\"\n"
		"\"root=live:CDLABEL=My ISO",
	};

	open_place();
	for (size_t i = 0; i < array_size(forms); i++) {
		expect_same(forms[i], "");
		expect_same("BOOT_IMAGE=/vmlinuz quiet\n", forms[i]);
		expect_same(forms[i], "pmemboot.root=auto pmemboot.mode=takeover root=pmemboot");
	}
	close_place();
}

TEST(cmdline_files_that_cannot_be_read)
{
	static char large[CMDLINE_FILE_SIZE_MAX + 1];
	char path[64];

	open_place();
	CHECK(read_all() == -ENOENT);
	CHECK_STRING(failed, "proc/cmdline");
	put("proc/cmdline", "a");
	memset(large, 'a', sizeof(large) - 1);
	put("etc/cmdline", large);
	CHECK(read_all() == -E2BIG);
	CHECK_STRING(failed, "etc/cmdline");
	large[CMDLINE_FILE_SIZE_MAX - 2] = '\0';
	put("etc/cmdline", large);
	CHECK(read_all() == -E2BIG);
	CHECK_STRING(failed, "proc/cmdline");
	put("etc/cmdline", "b");
	for (unsigned int i = 0; i <= CMDLINE_FILES_MAX; i++) {
		CHECK(i == 0 || read_all() == 0);
		snprintf(path, sizeof(path), "etc/cmdline.d/%u.conf", i);
		put(path, "c");
	}
	CHECK(read_all() == -E2BIG);
	CHECK_STRING(failed, "etc/cmdline.d");
	close_place();
}
