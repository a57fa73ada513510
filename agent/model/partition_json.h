/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "base/json.h"
#include "model/partition.h"

/* Write the members of a partition, to an object that is begun. */
void partition_write_members(struct json *j, const struct partition *partition);

/* Write a partition as an element of an array. */
void partition_write_json(struct json *j, const struct partition *partition);
