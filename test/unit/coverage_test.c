// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/coverage.h"

#include "config/config.h"
#include "unit/test.h"

enum { ANY = CONFIG_VERIFY_SIGNATURE | CONFIG_VERIFY_VERITY };

static struct coverage coverage;

TEST(coverage_of_nothing)
{
	CHECK(!coverage_has_layer(&coverage, 0, ANY));
	CHECK(!coverage_has_root(&coverage, 1) && !coverage_has_root(&coverage, 0));
	CHECK(coverage_knows_layers(&coverage, 1) && !coverage_knows_layers(&coverage, 2));
}

TEST(coverage_fails_until_concluded)
{
	unsigned int result = coverage_start(&coverage, "a check");

	CHECK(coverage.n_results == 1 && coverage.results[result].outcome == COVERAGE_FAILED);
	coverage_set_key(&coverage, result, "a.pub");
	coverage_set_comment(&coverage, result, "made for the test");
	coverage_set_cost(&coverage, result, 4096, 10);
	coverage_conclude(&coverage, result, COVERAGE_PASSED);
	CHECK(coverage.results[result].outcome == COVERAGE_PASSED);
	CHECK_STRING(coverage.results[result].what, "a check");
	CHECK_STRING(coverage.results[result].by, "a.pub");
	CHECK_STRING(coverage.results[result].comment, "made for the test");
	CHECK(coverage.results[result].bytes == 4096 &&
	      coverage.results[result].microseconds == 10);
	/* What a result says covers nothing. */
	CHECK(!coverage_has_layer(&coverage, 0, ANY) && !coverage.volume_signed);
}

TEST(coverage_of_too_many_results)
{
	unsigned int last = COVERAGE_RESULTS_MAX - 1;

	for (unsigned int i = 0; i < COVERAGE_RESULTS_MAX; i++)
		coverage_conclude(&coverage, coverage_start(&coverage, "one"), COVERAGE_PASSED);
	CHECK(coverage_start(&coverage, "one more") == last);
	CHECK(coverage.n_results == COVERAGE_RESULTS_MAX);
	CHECK_STRING(coverage.results[last].what, "one more");
	CHECK(coverage.results[last].outcome == COVERAGE_FAILED);
}

TEST(coverage_keeps_the_first_missing)
{
	coverage_missing(&coverage, "%s has no signature", "a");
	coverage_missing(&coverage, "%s has no signature", "b");
	CHECK_STRING(coverage.missing, "a has no signature");
	coverage_media_missing(&coverage, "%s has no sum", "c");
	CHECK_STRING(coverage.missing, "a has no signature");
	CHECK_STRING(coverage.media_missing, "c has no sum");
}

TEST(coverage_of_ways)
{
	coverage_add_verity(&coverage, 0, false, 0);
	CHECK(!coverage_has_layer(&coverage, 0, ANY));
	coverage_add_verity(&coverage, 0, true, 0);
	CHECK(coverage_has_layer(&coverage, 0, CONFIG_VERIFY_VERITY));
	CHECK(!coverage_has_layer(&coverage, 0, CONFIG_VERIFY_SIGNATURE));
	CHECK(!coverage_has_layer(&coverage, 0, CONFIG_VERIFY_MEDIA));
	CHECK(coverage_has_root(&coverage, 1) && !coverage_has_root(&coverage, 2));
	coverage_add_signature(&coverage, 1, 0);
	CHECK(coverage_has_layer(&coverage, 1, CONFIG_VERIFY_SIGNATURE));
	CHECK(!coverage_has_layer(&coverage, 1, CONFIG_VERIFY_VERITY));
	CHECK(coverage_has_root(&coverage, 2));
}

TEST(coverage_forgets_layers)
{
	coverage_conclude(&coverage, coverage_start(&coverage, "the volume"), COVERAGE_PASSED);
	coverage_end_volume(&coverage);
	coverage_conclude(&coverage, coverage_start(&coverage, "a layer"), COVERAGE_PASSED);
	coverage_add_signature(&coverage, 0, 0);
	coverage_add_listed(&coverage, 0);
	coverage_add_verity(&coverage, 0, true, 0);
	coverage_add_order(&coverage);
	coverage_forget_layers(&coverage);
	CHECK(coverage.n_results == 1 && !coverage_has_layer(&coverage, 0, ANY));
	CHECK(!coverage.order_signed && !coverage.layers[0].is_listed);
}

TEST(coverage_by_the_volume)
{
	static const uint8_t signature[64];

	coverage_add_volume_signature(&coverage, signature, 0);
	/* It covers the layers from when they are looked at. */
	coverage_forget_layers(&coverage);
	CHECK(coverage_has_root(&coverage, LAYOUT_LAYERS_MAX));
	CHECK(coverage_knows_layers(&coverage, LAYOUT_LAYERS_MAX));
	CHECK(!coverage_has_layer(&coverage, 0, CONFIG_VERIFY_VERITY));
}

TEST(coverage_version_of_the_oldest_layer)
{
	CHECK(coverage_version(&coverage, 0) == 0 && coverage_version(&coverage, 1) == 0);
	coverage_add_signature(&coverage, 0, 5);
	CHECK(coverage_version(&coverage, 1) == 5 && coverage_version(&coverage, 2) == 0);
	coverage_add_verity(&coverage, 1, true, 3);
	CHECK(coverage_version(&coverage, 2) == 3);
	coverage_add_signature(&coverage, 1, 7);
	CHECK(coverage_version(&coverage, 2) == 5);
	coverage_add_signature(&coverage, 0, 4); /* the best one counts */
	CHECK(coverage_version(&coverage, 2) == 5);
}

TEST(coverage_version_of_what_is_not_trusted)
{
	coverage_add_verity(&coverage, 0, false, 9);
	CHECK(coverage_version(&coverage, 1) == 0);
	coverage_add_verity(&coverage, 0, true, COVERAGE_VERSION_ANY);
	CHECK(coverage_version(&coverage, 1) == COVERAGE_VERSION_ANY);
	coverage_forget_layers(&coverage);
	CHECK(coverage_version(&coverage, 1) == 0);
}

TEST(coverage_version_of_the_volume)
{
	static const uint8_t signature[64];

	coverage_add_volume_signature(&coverage, signature, 6);
	coverage_forget_layers(&coverage);
	CHECK(coverage_version(&coverage, 0) == 6 && coverage_version(&coverage, 3) == 6);
}
