// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/offline.h"

const struct offline offline_functions = {
	.read_initrd = initrd_read,
	.check_published = published_check,
	.gather_kernel = kernel_files_gather,
	.examine_elsewhere = elsewhere_examine,
};
