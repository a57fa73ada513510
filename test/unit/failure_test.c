// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/failure.h"

#include "unit/test.h"
#include "verify/iso_file.h"

#include <errno.h>

static enum failure_code code_of(enum failure_code code, int error)
{
	struct failure why = { 0 };

	CHECK(failure_set(&why, code, error, "cannot read the list") == error);
	return why.code;
}

TEST(failure_of_memory_is_not_the_medium)
{
	struct failure why = { 0 };

	CHECK(code_of(FAILURE_READ, -EIO) == FAILURE_READ);
	CHECK(code_of(FAILURE_READ, -ENOMEM) == FAILURE_SYSTEM);
	CHECK(code_of(FAILURE_DAMAGED, -EBADMSG) == FAILURE_DAMAGED);
	CHECK(code_of(FAILURE_DAMAGED, -ENOMEM) == FAILURE_SYSTEM);
	CHECK(code_of(FAILURE_MOUNT, -ENOMEM) == FAILURE_MOUNT);
	CHECK(iso_file_refuse("live/SHA256SUMS", -ENOMEM, &why) == -ENOMEM);
	CHECK(why.code == FAILURE_SYSTEM);
}

TEST(failure_keeps_the_first_reason)
{
	struct failure why = { 0 };

	CHECK(failure_set(&why, FAILURE_READ, -EIO, "one") == -EIO);
	CHECK(failure_set(&why, FAILURE_SYSTEM, -ENOMEM, "other") == -ENOMEM);
	CHECK(why.code == FAILURE_READ);
	CHECK_STRING(why.line, "one");
}
