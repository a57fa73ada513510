// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/mapping.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>

int mapping_open(struct mapping *ret, int fd, uint64_t offset, uint64_t len)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), before = offset % page;
	void *start;

	*ret = (struct mapping){ 0 };
	if (len == 0 || len > SIZE_MAX - before)
		return -EINVAL;
	start = mmap(NULL, before + len, PROT_READ, MAP_SHARED, fd, (off_t)(offset - before));
	if (start == MAP_FAILED)
		return -errno;
	(void)madvise(start, before + len, MADV_SEQUENTIAL);
	*ret = (struct mapping){ (const uint8_t *)start + before, len, start, before + len, fd,
				 (off_t)(offset - before) };
	return 0;
}

void mapping_close(struct mapping *mapping)
{
	if (mapping->start) {
		munmap(mapping->start, mapping->size);
		(void)posix_fadvise(mapping->fd, mapping->offset, (off_t)mapping->size,
				    POSIX_FADV_DONTNEED);
	}
	*mapping = (struct mapping){ 0 };
}
