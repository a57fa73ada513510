// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/loader_entry.h"

#include "unit/parts.h"
#include "unit/test.h"

TEST(loader_entry_keys)
{
	CHECK_STRING(parts_read(loader_entry_visit, "title a b\nlinux /k\ninitrd /u\ninitrd /i\n"
						    "options a\noptions b -- c\n"),
		     "1 title a b | 1 kernel /k | 1 initrd /u | 1 initrd /i last | 1 word a | "
		     "1 word b | 1 end | 1 word -- | 1 word c");
}

TEST(loader_entry_without_options)
{
	CHECK_STRING(parts_read(loader_entry_visit, "# linux /x\nlinux /k\ninitrd /u /i"),
		     "1 kernel /k | 1 end | 1 initrd /u | 1 initrd /i last");
	CHECK_STRING(parts_read(loader_entry_visit, "efi /x.efi\n"), "1 kernel /x.efi");
}
