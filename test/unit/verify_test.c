// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/verify.h"

#include "unit/test.h"

#include <errno.h>

#define SUM "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  "

static struct verify verify;
static struct config config;
static struct failure why;

/* What the plan has to look for, for all ways of command line and policy, with keys and without. */
TEST(verify_wants)
{
	for (unsigned int ways = 0; ways < 8 * 8; ways++) {
		unsigned int either = (ways / 8) | (ways % 8);

		config.verify.ways = ways / 8;
		config.policy.ways = ways % 8;
		verify_begin(&verify, &config, true);
		for (verify.keys.count = 0; verify.keys.count < 2; verify.keys.count++) {
			unsigned int wants = verify_wants(&verify);
			bool signatures = either & CONFIG_VERIFY_SIGNATURE && verify.keys.count > 0;

			CHECK(!(wants & PLAN_WANTS_SUMS) == !(either & CONFIG_VERIFY_MEDIA));
			CHECK(!(wants & PLAN_WANTS_VERITY) == !(either & CONFIG_VERIFY_VERITY));
			CHECK(!(wants & PLAN_WANTS_SIGNATURES) == !signatures);
		}
	}
}

/* A person skips only what nobody requires. */
TEST(verify_may_skip)
{
	for (unsigned int i = 0; i < 8; i++) {
		config.verify.require = i & 1;
		config.policy.require = i & 2;
		verify_begin(&verify, &config, i & 4);
		CHECK(verify.check.may_skip == (i == 4));
	}
}

/* Layers that the signed list covers, or whose root hashes were given, are in the order that is
 * signed. On a disk nothing is read for it. */
TEST(verify_order)
{
	static const char *const lists[] = {
		NULL,
		SUM "a.squashfs\n" SUM "b.squashfs\n",
		SUM "b.squashfs\n" SUM "a.squashfs\n",
	};
	static struct plan plan = { .medium = "gpt",
				    .n_layers = 2,
				    .layers = { { .path = "a.squashfs" },
						{ .path = "b.squashfs" } } };
	struct verify_image image = { "/dev/null", &plan };

	for (unsigned int i = 0; i < 3 * 2 * 2 * 2; i++) {
		const char *list = lists[i % 3];
		bool first = i / 3 & 1, second = i / 6 & 1, given = i / 12 & 1;

		verify_begin(&verify, &config, false);
		CHECK(verify_volume(&verify, &image, false, &why) == 0);
		verify_forget_layers(&verify);
		verify.list = (struct signed_list){ (uint8_t *)list, list ? strlen(list) : 0,
						    DIGEST_UNKNOWN, 0 };
		if (first)
			coverage_add_listed(&verify.coverage, 0);
		if (second)
			coverage_add_listed(&verify.coverage, 1);
		config.n_roothashes = given ? 2 : 0;
		CHECK(verify_layers(&verify, NULL, &why) == 0);
		CHECK(verify.coverage.order_signed == (given || (i % 3 == 1 && first && second)));
	}
}

/* Which root hashes fit a root of so many layers, of which the topmost one is /usr or not. */
TEST(verify_given)
{
	static const char hash[] = "0123456789012345678901234567890123456789";
	static const struct {
		unsigned int n_layers;
		bool has_usr;
		unsigned int given;
		bool usrhash, fits;
	} rows[] = {
		{ 1, false, 1, false, true },
		{ 1, false, 2, false, false },
		{ 1, false, 0, true, false },
		{ 2, false, 2, false, true },
		{ 1, true, 0, true, true },
		{ 1, true, 1, true, false },
		{ 2, true, 1, true, true },
		{ 2, true, 2, false, true },
		{ 2, true, 0, true, true },
		{ 2, true, 2, true, false },
		/* That of a root alone is neither of /usr, nor does it leave /usr open. */
		{ 1, true, 1, false, false },
		{ 2, true, 1, false, false },
	};
	static struct plan plan = { .medium = "gpt", .layers = { { .path = "partition1" } } };
	struct verify_image image = { "/dev/null", &plan };

	for (size_t i = 0; i < array_size(rows); i++) {
		struct verity_setup setup;

		plan.n_layers = rows[i].n_layers;
		plan.has_usr = rows[i].has_usr;
		config = (struct config){ .verify.ways = CONFIG_VERIFY_VERITY,
					  .roothashes = { hash, hash },
					  .n_roothashes = rows[i].given,
					  .usrhash = rows[i].usrhash ? hash : NULL };
		verify_begin(&verify, &config, false);
		CHECK(verify_volume(&verify, &image, false, &why) == 0);
		why = (struct failure){ 0 };
		/* A topmost layer without a hash tree, of which one is given. */
		CHECK(verify_prepare_verity(&verify, plan.n_layers - 1, &setup, &why) < 0);
		CHECK(why.code == (rows[i].fits ? FAILURE_VERITY : FAILURE_COMMAND_LINE));
	}
	config = (struct config){ 0 };
	why = (struct failure){ 0 };
}

/* Whatever covers /usr: that it is one, and that there is no root, is only in the partition table.
 */
TEST(verify_usr_alone)
{
	static struct plan plan = { .medium = "gpt",
				    .n_layers = 1,
				    .has_usr = true,
				    .layers = { { .path = "partition1" } } };
	struct verify_image image = { "/dev/null", &plan };

	for (unsigned int i = 0; i < 4; i++) {
		bool given = i & 1, volume = i & 2;

		config.verify.require = true;
		config.usrhash = given ? "0123" : NULL;
		verify_begin(&verify, &config, false);
		CHECK(verify_volume(&verify, &image, false, &why) == 0);
		verify.coverage.volume_signed = volume;
		verify_forget_layers(&verify);
		verify_add_verity(&verify, 0, &(struct verity_setup){ .trusted = true });
		CHECK(verify_layers(&verify, NULL, &why) == (i ? 0 : -EPERM));
		CHECK(i || strstr(why.line, "usrhash="));
		why = (struct failure){ 0 };
	}
	config = (struct config){ 0 };
}

/* The reason names what requires it, and why it is not there; the code is for programs. */
TEST(verify_refuses)
{
	static struct plan plan = { .medium = "gpt",
				    .n_layers = 1,
				    .layers = { { .path = "partition2" } } };
	struct verify_image image = { "/dev/null", &plan };

	config.policy.require = true;
	verify_begin(&verify, &config, false);
	CHECK(verify_volume(&verify, &image, true, &why) == -EPERM);
	CHECK(why.code == FAILURE_NOT_VERIFIED);
	why = (struct failure){ 0 };
	CHECK(verify_volume(&verify, &image, false, &why) == 0 && why.code == FAILURE_NONE);
	verify_forget_layers(&verify);
	CHECK(verify_layers(&verify, NULL, &why) == -EPERM && why.code == FAILURE_NOT_VERIFIED);
	CHECK(strstr(why.line, "partition2") != NULL);
	why = (struct failure){ 0 };
	verify_add_verity(&verify, 0, &(struct verity_setup){ .trusted = true });
	CHECK(verify_has_verity(&verify, 0));
	CHECK(verify_layers(&verify, NULL, &why) == 0 && !verify_allows_rest(&verify));
}
