// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/iso_file.h"

#include "parse/iso9660.h"
#include "sys/block.h"

#include <errno.h>
#include <string.h>

int iso_file_read(const char *device, const char *path, size_t max, uint8_t **ret)
{
	cleanup_free uint8_t *bytes = NULL;
	struct iso9660_entry file;
	cleanup_close int fd = -1;
	struct iso9660 iso;
	struct reader reader;
	int r = block_open(device, &fd, &reader);

	if (r == 0)
		r = iso9660_open(&iso, &reader);
	if (r == 0)
		r = iso9660_lookup(&iso, path, &file);
	if (r == 0 && (file.type != ISO9660_FILE || file.zisofs))
		r = -EOPNOTSUPP;
	if (r == 0 && file.size > max)
		r = -E2BIG;
	if (r < 0)
		return r;
	bytes = malloc((size_t)file.size + 1);
	if (!bytes)
		return -ENOMEM;
	r = iso9660_read(&iso, &file, 0, bytes, (size_t)file.size);
	if (r < 0)
		return r;
	*ret = bytes;
	bytes = NULL;
	return (int)file.size;
}

int iso_file_refuse(const char *path, int error, struct failure *why)
{
	return failure_set(why, FAILURE_READ, error, "%s cannot be read: %s", path,
			   strerror(-error));
}
