// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/volume.h"

#include "fuzz/fuzz.h"

#include <errno.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice bytes = { data, size };
	struct volume volume = { 0 };
	int r = volume_parse(bytes, &volume);

	if (r == -ENOENT)
		r = volume_parse_btrfs(bytes, &volume);
	REQUIRE(r == 0 || r == -ENOENT || r == -EBADMSG);
	REQUIRE(r < 0 || (volume.fstype && volume.size > 0));
	return 0;
}
