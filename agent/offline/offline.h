/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The functions of this room for commands that both programs have. Only the tool links this room;
 * the agent has no table of these functions.
 */
#pragma once

#include "base/attributes.h"
#include "model/advice.h"
#include "offline/boot_words.h"
#include "offline/claimed_version.h"
#include "offline/elsewhere.h"
#include "offline/initrds.h"
#include "offline/inside.h"
#include "offline/kernel_files.h"
#include "offline/menu_boots.h"
#include "offline/mountable.h"
#include "offline/partition_list.h"
#include "offline/prediction.h"
#include "offline/published.h"

struct offline {
	/* survey_make(), advice_give(), advice_add() */
	int (*make_survey)(struct survey *ret, const struct plan *plan, const struct reader *reader,
			   struct failure *why);
	void (*give_advice)(const struct plan *plan, const struct survey *survey,
			    const char *missing, struct advice *ret);
	void (*add_advice)(struct advice *advice, const char *code, const char *line);
	/* initrds_read_survey() */
	void (*read_initrd)(struct initrds *initrds, struct boot_files *files,
			    const struct plan *plan, struct survey *survey, struct initrd *ret);
	void (*print_initrd_note)(const struct initrd *initrd,
				  void (*print_line)(const char *name, const char *line));
	void (*find_version)(const struct plan *plan, const char *device,
			     struct claimed_version *ret);
	int (*check_published)(const struct check *check, const struct verify_image *image,
			       const char *path, struct failure *why);
	int (*read_menus)(struct menus *ret, const struct reader *reader,
			  const struct partitions *partitions);
	void (*free_menus)(struct menus *menus);
	void (*judge_menus)(struct menu_boots *boots, struct initrds *initrds,
			    const struct plan *plan, enum failure_code code, const char *archive);
	void (*print_menus)(const struct menu_boots *boots,
			    void (*print_line)(const char *name, const char *line));
	void (*write_menus)(struct json *j, const struct menu_boots *boots);
	int (*take_words)(struct boot_words *words, const char *text, const struct menus *menus,
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
	void (*judge_kernel)(const struct plan *plan, const struct kernel *kernel,
			     struct advice *advice);
	void (*begin_prediction)(struct prediction *prediction);
	void (*end_prediction)(struct prediction *prediction);
	int (*make_prediction)(struct prediction *prediction, const char *path,
			       const struct reader *reader, const struct partitions *partitions,
			       const char *parameters, struct failure *why);
	/* partition_list_write(), partition_list_print(), partition_list_print_seed() */
	void (*write_partitions)(struct json *j, const struct reader *reader,
				 const struct partitions *partitions);
	void (*print_partitions)(const struct reader *reader, const struct partitions *partitions,
				 void (*print_line)(const char *name, const char *line));
	void (*print_seed)(const struct reader *reader, const struct partitions *partitions,
			   void (*print_line)(const char *name, const char *line));
	int (*examine_elsewhere)(struct doctor *doctor, const char *dtb,
				 const struct kernel_files *files, struct failure *why);
};

/* initrd_read(), boot_words_take() and so on. */
extern const struct offline offline_functions;
