/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The partition table as libblkid reads it.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "model/partition.h"

/*
 * Read the table, and the type, label and UUID of the file system in each partition. Returns 0,
 * also if there is no table; -E2BIG for more than PARTITIONS_MAX partitions or a table that
 * table_look() refuses, with the reason in ret->refused; or -E... After a failure ret has no
 * partitions.
 */
must_check int partitions_read(const struct reader *reader, int fd, struct partitions *ret);
