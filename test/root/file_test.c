// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/file.h"
#include "sys/tree.h"

#include "root/private.h"
#include "unit/test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>

/* Where the test may make files: a tmpfs of its own. */
static void make_root(void)
{
	private_tmpfs("/mnt");
	CHECK(mkdir("/mnt/root", 0755) == 0 && mkdir("/mnt/root/d", 0755) == 0);
	CHECK(symlink("/outside", "/mnt/root/absolute") == 0);
	CHECK(symlink("../../../../outside", "/mnt/root/d/relative") == 0);
	CHECK(symlink("d/file", "/mnt/root/link") == 0);
	CHECK(file_copy("/proc/self/exe", "/mnt/root/d/file", 0755) == 0);
	CHECK(file_copy("/proc/self/exe", "/mnt/outside", 0644) == 0);
}

TEST(file_copy_is_whole_or_nothing)
{
	struct stat st;

	private_mounts();
	CHECK(mount("tmpfs", "/mnt", "tmpfs", 0, "size=64k") == 0);
	CHECK(file_copy("/proc/self/exe", "/mnt/copy", 0755) == -ENOSPC);
	CHECK(rmdir("/mnt/copy") < 0 && errno == ENOENT);
	CHECK(file_copy("/proc/version", "/mnt/copy", 0755) == 0);
	CHECK(stat("/mnt/copy", &st) == 0 && (st.st_mode & 07777) == 0755 && st.st_nlink == 1);
	CHECK(file_copy("/proc/self/exe", "/mnt/copy", 0755) == -ENOSPC);
	CHECK(file_copy("/proc/cmdline", "/mnt/copy", 0644) == -EEXIST);
	CHECK(stat("/mnt/copy", &st) == 0 && (st.st_mode & 07777) == 0755);
	private_run("test \"$(ls /mnt)\" = copy");
}

TEST(file_open_below_stays_there)
{
	int fd;

	make_root();
	fd = file_open_below("/mnt/root", "link");
	CHECK(fd >= 0 && close(fd) == 0);
	CHECK(file_open_below("/mnt/root", "absolute") == -ENOENT);
	CHECK(file_open_below("/mnt/root", "d/relative") == -ENOENT);
	CHECK(file_open_below("/mnt/root", "d") == -EISDIR);
	CHECK(file_open_below("/mnt/nothing", "d") == -ENOENT);
}

TEST(file_make_link_below_stays_there)
{
	char target[64];
	struct tree tree;

	make_root();
	CHECK(file_make_link_below("/mnt/root", "/run/live", "/d/mount") == 0);
	CHECK(tree_open(&tree, "/mnt/root") == 0);
	CHECK(tree_read_link(&tree, "d/mount", target, sizeof(target)) == 0);
	CHECK_STRING(target, "/run/live");
	CHECK(file_make_link_below("/mnt/root", "x", "/d/mount") == -EEXIST);
	CHECK(file_make_link_below("/mnt/root", "x", "/no/such") == -ENOENT);
	CHECK(file_make_link_below("/mnt/root", "x", "/absolute/y") == -ENOENT);
	tree_close(&tree);
}

TEST(file_is_directory_or_none_sees_links)
{
	make_root();
	CHECK(file_is_directory_or_none("/mnt/root/d"));
	CHECK(file_is_directory_or_none("/mnt/root/nothing"));
	CHECK(!file_is_directory_or_none("/mnt/root/link"));
	CHECK(!file_is_directory_or_none("/mnt/root/d/file"));
}

struct seen {
	int count, last;
	bool sorted;
};

static int visit_number(void *context, const char *name)
{
	struct seen *seen = context;
	int number = atoi(name + strlen("a-rather-long-name-"));

	seen->sorted = seen->sorted && number == seen->last + 1;
	seen->last = number;
	seen->count++;
	return number == 300 ? -ECANCELED : 0;
}

/* More names than there is room for without memory of their own, and more than one read gives. */
TEST(tree_each_visits_all_in_order)
{
	struct seen seen = { 0, 0, true };
	struct tree tree;
	int fd;

	private_tmpfs("/mnt");
	CHECK(tree_open(&tree, "/mnt") == 0);
	CHECK(tree_each(&tree, ".", visit_number, &seen) == 0 && seen.count == 0);
	for (int i = 1; i <= 400; i++) {
		char path[64];

		CHECK(snprintf(path, sizeof(path), "/mnt/a-rather-long-name-%d", i) < 64);
		fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
		CHECK(fd >= 0 && close(fd) == 0);
	}
	CHECK(tree_each(&tree, ".", visit_number, &seen) == -ECANCELED);
	CHECK(seen.count == 300 && seen.sorted);
	CHECK(tree_each(&tree, "nothing", visit_number, &seen) == -ENOENT);
	tree_close(&tree);
}
