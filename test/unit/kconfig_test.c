// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/kconfig.h"

#include "unit/test.h"

static struct slice slice_of(const char *text)
{
	return (struct slice){ (const uint8_t *)text, strlen(text) };
}

static bool next_is(struct slice *rest, const char *name, const char *value)
{
	struct slice got_name, got_value;

	return kconfig_next(rest, &got_name, &got_value) == 1 &&
	       slice_equals(got_name, name, strlen(name)) &&
	       slice_equals(got_value, value, strlen(value));
}

TEST(kconfig_lines)
{
	struct slice rest = slice_of("#\n# Automatically generated file; DO NOT EDIT.\n\n"
				     "CONFIG_X86_64=y\n# CONFIG_OF_PMEM is not set\n"
				     "CONFIG_LOCALVERSION=\"=a b\"\nCONFIG_NR_CPUS=64\n"
				     "CONFIG_BROKEN\n# CONFIG_X is set\nCONFIG_=y\n"
				     "#CONFIG_Y=y\nCONFIG_EMPTY=\nCONFIG_LAST=m"),
		     name, value;

	CHECK(next_is(&rest, "X86_64", "y"));
	CHECK(next_is(&rest, "OF_PMEM", "n"));
	CHECK(next_is(&rest, "LOCALVERSION", "\"=a b\""));
	CHECK(next_is(&rest, "NR_CPUS", "64"));
	CHECK(next_is(&rest, "EMPTY", ""));
	CHECK(next_is(&rest, "LAST", "m"));
	CHECK(kconfig_next(&rest, &name, &value) == 0);
}

TEST(kconfig_module_lists)
{
	struct slice rest = slice_of("kernel/drivers/nvdimm/nd_pmem.ko: kernel/a.ko kernel/b.ko\n"
				     "kernel/drivers/md/dm-mod.ko.xz:\n"
				     "kernel/fs/isofs/isofs.ko.zst\nnot a module\n/\n.ko\n\n"
				     "last.ko"),
		     path;
	char name[8];

	CHECK(module_list_next(&rest, name, sizeof(name), &path) == 1);
	CHECK_STRING(name, "nd_pmem");
	CHECK(module_list_next(&rest, name, sizeof(name), &path) == 1);
	CHECK_STRING(name, "dm_mod");
	CHECK(slice_equals(path, "kernel/drivers/md/dm-mod.ko.xz", 30));
	CHECK(module_list_next(&rest, name, 4, &path) == 1);
	CHECK_STRING(name, "iso");
	CHECK(module_list_next(&rest, name, sizeof(name), &path) == 1);
	CHECK_STRING(name, "last");
	CHECK(module_list_next(&rest, name, sizeof(name), &path) == 0);
}
