/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line of this boot: what the kernel was given, and what the initramfs adds in files.
 */
#pragma once

#include "base/attributes.h"

struct tree;

enum { CMDLINE_FILES_MAX = 64, CMDLINE_FILE_SIZE_MAX = 8192 };

/*
 * Read all of them from a tree (sys/tree.h) into one text of less than size bytes, for
 * cmdline_next(). They come in the order of dracut's getcmdline() (dracut 059 to 110,
 * dracut-lib.sh), in which the last one that sets a parameter counts: /etc/cmdline.d/NAME.conf by
 * the bytes of their names, /etc/cmdline, /proc/cmdline, /run/initramfs/cmdline.d/NAME.conf. Files
 * other than /proc/cmdline may be missing.
 *
 * Returns 0. Or -E2BIG, if a file has CMDLINE_FILE_SIZE_MAX bytes or more, if a folder has more
 * than CMDLINE_FILES_MAX files, or if the text does not fit; or the -E... of a file that cannot be
 * read. *failed then is a path for people.
 */
must_check int cmdline_files_read(const struct tree *tree, char *buf, size_t size,
				  const char **failed);
