/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `pmemboot inspect` finds out about an image, and how it prints it.
 */
#pragma once

#include "base/json.h"
#include "model/advice.h"
#include "model/plan.h"
#include "offline/offline.h"
#include "sys/partition.h"

/* Everything that is found out about an image. */
struct inspection {
	const char *path;
	const char *cmdline;
	struct kernel_files kernel; /* that is to mount it; both NULL: none is given */
	bool as_json;
	bool checks; /* fail if there is advice */
	int fd;
	struct reader reader;
	struct partitions partitions;
	struct menu_boots menus;
	struct boot_words words;
	struct plan plan;
	struct survey survey;
	struct failure why;
	struct initrds initrds;
	struct initrd initrd; /* the one of the survey, with the archive */
	struct inside inside;
	struct advice advice;
	struct claimed_version version;
	bool predicts;
	struct prediction prediction; /* if it predicts */
};

/* The name of a way, for programs and people; "" for INITRD_STOCK. */
const char *inspect_way(enum initrd_way way);

/* The device that was named; "" for a file, which will be on a disk that nobody knows yet. */
const char *inspect_disk(const struct inspection *in);

/* Print it for people. The image has a plan. */
void inspect_print(const struct inspection *in);

/* The same for what its boot menus boot, if it has no plan. */
void inspect_print_menus(const struct inspection *in);

/* Print the prediction of --pcr, or write it as an object "measurement". */
void inspect_print_pcr(const struct inspection *in,
		       void (*print_line)(const char *name, const char *line));
void inspect_write_pcr(struct json *j, const struct inspection *in);
