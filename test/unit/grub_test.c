// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/grub.h"

#include "unit/parts.h"
#include "unit/test.h"

TEST(grub_entry)
{
	CHECK_STRING(parts_read(grub_visit, "menuentry 'A (b)' --class x {\n\tlinux /k a=b quiet\n"
					    "\tinitrd /i /j\n}\n"),
		     "0 title A (b) | 1 kernel /k | 1 word a=b | 1 word quiet | 1 end | "
		     "1 initrd /i | 1 initrd /j last");
}

TEST(grub_commands_of_other_names)
{
	CHECK_STRING(parts_read(grub_visit, "linux16 /k; initrd16 /i\nlinuxefi /l & initrdefi /j\n"
					    "linuxes /m\ninitrds /n\n"),
		     "1 kernel /k | 1 end | 1 initrd /i last | 2 kernel /l | 2 end | "
		     "2 initrd /j last");
}

TEST(grub_commands_in_variables)
{
	CHECK_STRING(parts_read(grub_visit, "set linux=linuxefi\n$linux ($root)/k\n${initrd} "
					    "($root)/i\n"),
		     "1 kernel /k | 1 end | 1 initrd ($root)/i last");
	CHECK_STRING(parts_read(grub_visit, "set s=16\nlinux$s /k\ninitrd${s} /i\n"),
		     "1 kernel /k | 1 end | 1 initrd /i last");
	CHECK_STRING(parts_read(grub_visit, "linux=echo\n$linux /k\n"), "");
	CHECK_STRING(parts_read(grub_visit, "$linux_cmd /k\n${initrd_cmd} /i\n$other_cmd /j\n"),
		     "1 kernel /k | 1 end | 1 initrd /i last");
}

/* Two pairs in the branches of a condition, or two initramfs images for one kernel. */
TEST(grub_groups)
{
	CHECK_STRING(parts_read(grub_visit, "if [ x ]; then linux /a; initrd /b; else linux16 /c; "
					    "initrd16 /d; fi"),
		     "1 kernel /a | 1 end | 1 initrd /b last | 2 kernel /c | 2 end | "
		     "2 initrd /d last");
	CHECK_STRING(parts_read(grub_visit, "linux /a\nif x; then\ninitrd /b\nelse\ninitrd /c\nfi"),
		     "1 kernel /a | 1 end | 1 initrd /b last | 1 initrd /c last");
	CHECK_STRING(parts_read(grub_visit, "menuentry m { linux16 /memtest }\nmenuentry n { "
					    "linux /a\n initrd /b\n}\ninitrd /c\n"),
		     "0 title m | 1 kernel /memtest | 1 end | 0 title n | 2 kernel /a | 2 end | "
		     "2 initrd /b last");
}

TEST(grub_variables)
{
	CHECK_STRING(
		parts_read(grub_visit, "set d=/x\nset d=/live\nlinux $d/k\ninitrd \"${d}/i\"\n"),
		"1 kernel /live/k | 1 end | 1 initrd /live/i last");
	CHECK_STRING(parts_read(grub_visit, "if a; then d=/x; else d=/y; fi\nlinux $d/k\n"),
		     "1 kernel /y/k | 1 kernel /x/k | 1 end");
	CHECK_STRING(parts_read(grub_visit, "for k in 1 2; do\nlinux /k$k\ndone\n"),
		     "1 kernel /k2 | 1 kernel /k1 | 1 end");
	CHECK_STRING(parts_read(grub_visit, "linux $d/k\ninitrd $prefix/i\n"),
		     "1 kernel? /k | 1 end | 1 initrd $prefix/i last");
	CHECK_STRING(parts_read(grub_visit, "menuentry a { set d=/x\nlinux $d/k\n}\nlinux $d/k\n"),
		     "0 title a | 1 kernel /x/k | 1 end | 2 kernel? /k | 2 end");
	CHECK_STRING(parts_read(grub_visit, "set i=\" /i  /j \"\nlinux /k\ninitrd $i\n"),
		     "1 kernel /k | 1 end | 1 initrd /i last | 1 initrd /j last");
	CHECK_STRING(parts_read(grub_visit, "set i=\"/i /j\"\nlinux /k\ninitrd \"$i\"\n"),
		     "1 kernel /k | 1 end | 1 initrd /i /j last");
}

TEST(grub_devices)
{
	CHECK_STRING(parts_read(grub_visit, "linux (hd0,1)/k\ninitrd ($cd)/i (a;b)/j (x'y)/l\n"),
		     "1 kernel /k | 1 end | 1 initrd ($cd)/i | 1 initrd (a last");
	CHECK_STRING(parts_read(grub_visit, "set p=($cd)/live\nlinux $p/k\ninitrd $p/i\n"),
		     "1 kernel /live/k | 1 end | 1 initrd ($cd)/live/i last");
}

/* "--" and "---" end the parameters that can be added to, also in a variable. */
TEST(grub_end_of_parameters)
{
	CHECK_STRING(parts_read(grub_visit, "linux /k a --- b"),
		     "1 kernel /k | 1 word a | 1 end | 1 word --- | 1 word b");
	CHECK_STRING(parts_read(grub_visit, "o=\"q -- r\"\nlinux /k a $o"),
		     "1 kernel /k | 1 word a | 1 end | 1 word q -- r");
}

TEST(grub_lines)
{
	CHECK_STRING(
		parts_read(grub_visit, "linux /k a \\\r\n  b # c\r\n#linux /l\r\ninitrd /i\r\n"),
		"1 kernel /k | 1 word a | 1 word b | 1 end | 1 initrd /i last");
	CHECK_STRING(parts_read(grub_visit, "linux '/a b' \"x\\\"y\" p'q'\\ r"),
		     "1 kernel /a b | 1 word x\"y | 1 word pq r | 1 end");
}
