/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The partition table as libblkid reads it.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "model/partition.h"

/*
 * Read the table, and what file system is in each partition. 0, also without a table; -E2BIG for
 * more than PARTITIONS_MAX or what table_look() refuses, and then ret->refused says so; or -E...
 * Without 0 there are no partitions.
 */
must_check int partitions_read(const struct reader *reader, int fd, struct partitions *ret);
