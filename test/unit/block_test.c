// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/block.h"

#include "unit/test.h"

#include <errno.h>
#include <fcntl.h>

TEST(block_is_of_disk)
{
	CHECK(block_is_of_disk("pmem1", "pmem1") && block_is_of_disk("pmem1p2", "pmem1"));
	CHECK(!block_is_of_disk("pmem10", "pmem1") && !block_is_of_disk("pmem10p2", "pmem1"));
	CHECK(!block_is_of_disk("pmem", "pmem1") && !block_is_of_disk("pmem1p", "pmem1"));
	CHECK(!block_is_of_disk("pmem1s", "pmem1") && !block_is_of_disk("pmem1p2x", "pmem1"));
	CHECK(block_is_of_disk("pmem0.1p1", "pmem0.1") && !block_is_of_disk("pmem0.1", "pmem0"));
	CHECK(block_is_of_disk("sda1", "sda") && !block_is_of_disk("sdab", "sda"));
	CHECK(!block_is_of_disk("sda", "") && !block_is_of_disk("", "sda"));
}

/* No answer is not "yes". */
TEST(block_is_read_only_is_asked)
{
	cleanup_close int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	CHECK(block_is_read_only(fd) < 0 && block_is_read_only(-1) == -EBADF);
}
