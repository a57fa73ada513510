// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/media_check.h"

#include "unit/test.h"

#include <errno.h>
#include <sys/resource.h>

TEST(media_check_code)
{
	CHECK(media_check_code(-EBADMSG) == FAILURE_DAMAGED);
	CHECK(media_check_code(-EILSEQ) == FAILURE_DAMAGED);
	CHECK(media_check_code(-ERANGE) == FAILURE_DAMAGED);
	CHECK(media_check_code(-EIO) == FAILURE_READ);
	CHECK(media_check_code(-ENODATA) == FAILURE_READ);
	CHECK(media_check_code(-ECANCELED) == FAILURE_READ); /* its worker was killed */
	CHECK(media_check_code(-ENOMEM) == FAILURE_SYSTEM);
}

/* What is not read is not damaged: here no file can be opened any more. */
static enum failure_code check_unread(enum plan_check_kind kind)
{
	struct rlimit limit, none;
	static struct plan plan = { .medium = "iso9660",
				    .volume_size = 1 << 20,
				    .n_layers = 1,
				    .layers = { { .path = "a.squashfs" } },
				    .checks = { .count = 1, .list = { { .path = "sum" } } } };
	static struct coverage coverage;
	struct check check = { .image = { "/proc/self/exe", &plan }, .coverage = &coverage };
	struct failure why = { 0 };

	plan.checks.list[0].kind = kind;
	CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0);
	none = (struct rlimit){ 0, limit.rlim_max };
	CHECK(setrlimit(RLIMIT_NOFILE, &none) == 0);
	CHECK(media_check(&check, &why) == -EMFILE);
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0); /* for the sanitizer's end */
	return why.code;
}

TEST(media_check_of_a_volume_that_is_not_read)
{
	CHECK(check_unread(PLAN_CHECK_ISOMD5SUM) == FAILURE_READ);
}

TEST(media_check_of_a_layer_that_is_not_read)
{
	CHECK(check_unread(PLAN_CHECK_LAYER_SUM) == FAILURE_READ);
}
