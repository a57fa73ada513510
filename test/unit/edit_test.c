// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/edit.h"

#include "base/text.h"
#include "unit/test.h"

static char written[4096];

static void append_bytes(void *context, const void *bytes, size_t len)
{
	(void)context;
	text_append_cut(written, sizeof(written), "%.*s", (int)len, (const char *)bytes);
}

/* The menu, with /p after (or, for the initramfs image FIRST, before) those of groups 1 and 2. */
static const char *edited(const char *menu, unsigned int first, const char *add, const char *remove)
{
	static const struct edit_archive archives[] = { { 1, "/p" }, { 2, "/p" } };
	const struct edit edit = { archives, 2, &first, 1, add, remove };

	written[0] = '\0';
	edit_write((struct slice){ (const uint8_t *)menu, strlen(menu) }, &edit, append_bytes,
		   NULL);
	return written;
}

TEST(edit_grub)
{
	CHECK_STRING(edited("menuentry a {\r\n linux /k quiet  x --- q # c\r\n"
			    " initrd ($root)/i \"/j\"\r\n}\r\n",
			    0, "r=/i z='$;'", "quiet"),
		     "menuentry a {\r\n linux /k  x r=/i 'z='\\''$;'\\''' --- q # c\r\n"
		     " initrd ($root)/i \"/j\" /p\r\n}\r\n");
	CHECK_STRING(edited("boot\nlinux /k\ninitrd (hd0)/i (hd0)/j", 3, "a=\"b c\"", ""),
		     "boot\nlinux /k 'a=b c'\ninitrd (hd0)/i (hd0)/p (hd0)/j");
	CHECK_STRING(
		edited("boot\nif x; then p=/x; else p=/y; fi\nlinux /k\ninitrd $p/i", 2, "", ""),
		"boot\nif x; then p=/x; else p=/y; fi\nlinux /k\ninitrd /p $p/i");
}

TEST(edit_leaves_other_groups)
{
	const char *menu = "menuentry m { linux /1\ninitrd /i\n}\nmenuentry m { linux /2\ninitrd "
			   "/i\n}\nmenuentry m { linux /3 quiet\ninitrd /i\n}\n";

	CHECK_STRING(strstr(edited(menu, 0, "x", "quiet"), "linux /3"),
		     "linux /3 quiet\ninitrd /i\n}\n");
}

TEST(edit_syslinux)
{
	CHECK_STRING(
		edited("label a\n append initrd=/i,/j y=1 y=2 z --- q\n", 2, "r=\"a b\"", "y= zz"),
		"label a\n append initrd=/i,/p,/j z r=\"a b\" --- q\n");
	CHECK_STRING(
		edited("append ro\r\nlabel a\r\n linux k\r\n initrd i\r\n\r\nlabel b\r\n", 0, "r",
		       ""),
		"append ro\r\nlabel a\r\n linux k\r\n initrd i,/p\r\n\tappend ro r\r\n\r\nlabel b\r\n");
	CHECK_STRING(edited("label a\n initrd i\n append -\n", 0, "r", ""),
		     "label a\n initrd i,/p\n append r\n");
}

TEST(edit_loader_entry)
{
	CHECK_STRING(edited("title a\nlinux /k\ninitrd  /u\ninitrd  /i\noptions x", 0, "r", ""),
		     "title a\nlinux /k\ninitrd  /u\ninitrd  /i\ninitrd  /p\noptions x r");
	CHECK_STRING(edited("title a\r\nlinux /k\r\ninitrd /i\r\n", 4, "r", ""),
		     "title a\r\nlinux /k\r\noptions r\r\ninitrd /p\r\ninitrd /i\r\n");
}

TEST(edit_leaves_refind)
{
	static const char menu[] = "menuentry a {\n loader /k\n initrd /i\n"
				   " options \"quiet x\"\n}\n";

	CHECK_STRING(edited(menu, 3, "a", "quiet"), menu);
}
