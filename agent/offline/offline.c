// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/offline.h"

const struct offline offline_functions = {
	.read_initrd = initrds_read_survey,
	.print_initrd_note = initrd_print_note,
	.find_version = claimed_version_find,
	.check_published = published_check,
	.make_survey = survey_make,
	.give_advice = advice_give,
	.add_advice = advice_add,
	.read_menus = menus_read,
	.free_menus = menus_free,
	.judge_menus = menu_boots_judge,
	.print_menus = menu_boots_print,
	.write_menus = menu_boots_write,
	.take_words = boot_words_take,
	.drop_words = boot_words_drop,
	.print_words = boot_words_print,
	.write_words = boot_words_write,
	.read_inside = inside_read,
	.write_inside = inside_write,
	.gather_kernel = kernel_files_gather,
	.judge_kernel = mountable_judge,
	.begin_prediction = prediction_begin,
	.end_prediction = prediction_end,
	.make_prediction = prediction_make,
	.examine_elsewhere = elsewhere_examine,
};
