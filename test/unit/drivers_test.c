// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/drivers.h"

#include "unit/test.h"

#include <errno.h>

#define LIST(text) ((struct slice){ (const uint8_t *)(text), strlen(text) })

static const char list[] = "# a comment: x\n"
			   "squashfs: /lib/a.ko\n"
			   "\n"
			   "nd_pmem: /lib/libnvdimm.ko  /lib/nd_btt.ko /lib/nd_pmem.ko\n"
			   "loop:\n"
			   "bad: lib/relative.ko\n"
			   "erofs: /lib/erofs.ko";

static void expect(struct drivers_files *files, const char *path)
{
	char file[DRIVERS_FILE_MAX];

	CHECK(drivers_next(files, file) == 1);
	CHECK_STRING(file, path);
}

TEST(drivers_in_load_order)
{
	struct drivers_files files;
	char file[DRIVERS_FILE_MAX];

	CHECK(drivers_find(LIST(list), "nd_pmem", &files) == 0);
	expect(&files, "/lib/libnvdimm.ko");
	expect(&files, "/lib/nd_btt.ko");
	expect(&files, "/lib/nd_pmem.ko");
	CHECK(drivers_next(&files, file) == 0);
}

TEST(drivers_last_line_without_newline)
{
	struct drivers_files files;
	char file[DRIVERS_FILE_MAX];

	CHECK(drivers_find(LIST(list), "erofs", &files) == 0);
	expect(&files, "/lib/erofs.ko");
	CHECK(drivers_next(&files, file) == 0);
}

TEST(drivers_built_in)
{
	struct drivers_files files;
	char file[DRIVERS_FILE_MAX];

	CHECK(drivers_find(LIST(list), "loop", &files) == 0);
	CHECK(drivers_next(&files, file) == 0);
}

TEST(drivers_unknown)
{
	struct drivers_files files;

	CHECK(drivers_find(LIST(list), "nd_pme", &files) == -ENOENT);
	CHECK(drivers_find(LIST(list), "isofs", &files) == -ENOENT);
	CHECK(drivers_find(LIST(""), "isofs", &files) == -ENOENT);
}

TEST(drivers_relative_path)
{
	struct drivers_files files;
	char file[DRIVERS_FILE_MAX];

	CHECK(drivers_find(LIST(list), "bad", &files) == 0);
	CHECK(drivers_next(&files, file) == -EBADMSG);
}

TEST(drivers_path_too_long)
{
	char text[DRIVERS_FILE_MAX + 16] = "x: /", file[DRIVERS_FILE_MAX];
	struct drivers_files files;

	memset(text + 4, 'a', DRIVERS_FILE_MAX);
	CHECK(drivers_find(LIST(text), "x", &files) == 0);
	CHECK(drivers_next(&files, file) == -E2BIG);
}
