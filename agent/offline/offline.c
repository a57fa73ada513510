// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/offline.h"

const struct offline offline_functions = {
	.read_initrd = initrd_read,
	.find_menu = menus_find,
	.read_inside = inside_read,
	.gather_kernel = kernel_files_gather,
	.examine_elsewhere = elsewhere_examine,
};
