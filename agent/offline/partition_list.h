/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What inspect and verify print of the partitions of an image and of its seed (model/seed.h).
 */
#pragma once

#include "base/json.h"
#include "base/reader.h"
#include "model/partition.h"

/* Write the members "partitions", an array, and "seed", if there is one. */
void partition_list_write(struct json *j, const struct reader *reader,
			  const struct partitions *partitions);

/* Print a line for each partition, and one for the seed. */
void partition_list_print(const struct reader *reader, const struct partitions *partitions,
			  void (*print_line)(const char *name, const char *line));

/* Print the line for the seed alone. */
void partition_list_print_seed(const struct reader *reader, const struct partitions *partitions,
			       void (*print_line)(const char *name, const char *line));
