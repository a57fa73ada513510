// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/syslinux.h"

#include "unit/parts.h"
#include "unit/test.h"

TEST(syslinux_labels)
{
	CHECK_STRING(
		parts_read(syslinux_visit, "default a\nLABEL a\n  Kernel /k\n  APPEND initrd=/i,/j "
					   "quiet --- x\nlabel b\n linux k\n initrd i\n"),
		"0 title a | 1 kernel /k | 1 initrd /i | 1 initrd /j last | 1 word quiet | 1 end | "
		"1 word --- | 1 word x | 0 title b | 2 kernel k | 2 initrd i last | 2 end");
}

TEST(syslinux_parameters_before_all_labels)
{
	CHECK_STRING(parts_read(syslinux_visit, "append initrd=/i ro\nlabel a\nkernel /k\n"),
		     "1 initrd /i last | 1 word ro | 1 end | 0 title a | 2 kernel /k");
	CHECK_STRING(parts_read(syslinux_visit, "append ro\nlabel a\nkernel /k\ninitrd /i\n"),
		     "0 title a | 1 kernel /k | 1 initrd /i last | 1 end");
}

TEST(syslinux_other_lines)
{
	CHECK_STRING(parts_read(syslinux_visit,
				"include a.cfg\nmenu include /b.cfg x\nlabel a\n"
				"text help\nlinux is a kernel\nendtext\nlinux /k\n"),
		     "0 include a.cfg | 0 include /b.cfg | 0 title a | 1 kernel /k");
	CHECK_STRING(parts_read(syslinux_visit, "label\nappend -\ninitrd ,\n"), "0 title  | 1 end");
	CHECK_STRING(parts_read(syslinux_visit, ""), "");
}
