/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The functions of this room for commands that both programs have. Only the tool links this room;
 * the agent has no table of these functions.
 */
#pragma once

#include "base/attributes.h"
#include "offline/boot_words.h"
#include "offline/elsewhere.h"
#include "offline/initrd.h"
#include "offline/inside.h"
#include "offline/kernel_files.h"

struct offline {
	void (*read_initrd)(struct initrd *ret, const struct reader *reader,
			    const struct plan *plan, const char *path);
	int (*take_words)(struct boot_words *words, const char *text, const struct reader *reader,
			  struct failure *why);
	void (*drop_words)(struct boot_words *words);
	void (*print_words)(const struct boot_words *words, const struct plan *plan,
			    void (*print_line)(const char *name, const char *line));
	void (*write_words)(struct json *j, const struct boot_words *words,
			    const struct plan *plan);
	void (*read_inside)(struct inside *ret, const char *path, const struct plan *plan);
	void (*write_inside)(struct json *j, const struct inside *inside);
	int (*gather_kernel)(const struct kernel_files *files, struct kernel *ret,
			     struct failure *why);
	int (*examine_elsewhere)(struct doctor *doctor, const char *dtb,
				 const struct kernel_files *files, struct failure *why);
};

/* initrd_read(), boot_words_take() and so on. */
extern const struct offline offline_functions;
