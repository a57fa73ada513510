// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The truth table: what may be booted and mounted, for every command line and policy, with and
 * without trusted keys, and for everything that the volume, a list and the layers can be covered
 * by.
 */
#include "verify/requirement.h"

#include "unit/test.h"

enum { LAYERS = 2, MEDIA = CONFIG_VERIFY_MEDIA };

/* What the image has for a layer. */
enum offer {
	NOTHING,
	SIGNATURE,	    /* of the image alone */
	LISTED,		    /* a sum in the signed list */
	TREE,		    /* a hash tree whose root hash nobody signed */
	TREE_SIGNED,	    /* whose root hash has a signature */
	TREE_LISTED,	    /* whose root hash is in the signed list */
	TREE_GIVEN,	    /* whose root hash is on the command line or in the policy */
	TREE_AND_SIGNATURE, /* both signed */
	OFFERS,
};

struct situation {
	bool keys; /* is the signer's key trusted? */
	enum coverage_media media;
	bool volume_signed;
	bool order_said; /* by a list of exactly the layers, or by root hashes that were given */
	bool assist;
	unsigned int n_layers;
	enum offer layers[LAYERS];
};

/* ---- The rule ---- */

static bool is_signed(const struct situation *s, unsigned int layer)
{
	enum offer offer = s->layers[layer];

	return s->keys && (s->volume_signed || offer == SIGNATURE || offer == LISTED ||
			   offer == TREE_AND_SIGNATURE);
}

static bool has_trusted_tree(const struct situation *s, unsigned int layer)
{
	enum offer offer = s->layers[layer];

	return offer == TREE_GIVEN || (s->keys && (offer == TREE_SIGNED || offer == TREE_LISTED ||
						   offer == TREE_AND_SIGNATURE));
}

/* Of one layer it is known that it is all, unless a list that may have others vouches for it. */
static bool layers_are_known(const struct situation *s)
{
	bool listed = s->keys && s->n_layers > 0 &&
		      (s->layers[0] == LISTED || s->layers[0] == TREE_LISTED);

	return s->order_said || (s->keys && s->volume_signed) || (s->n_layers <= 1 && !listed);
}

static struct requirement expect_of(const struct config_verify *request, const struct situation *s)
{
	bool by_signature = request->asked == 0 || request->asked & CONFIG_VERIFY_SIGNATURE;
	bool by_tree = request->asked == 0 || request->asked & CONFIG_VERIFY_VERITY;

	if (!request->require)
		return (struct requirement){ REQUIREMENT_MET, 0 };
	if (request->asked & MEDIA && s->media != COVERAGE_MEDIA_PASSED)
		return (struct requirement){ REQUIREMENT_MEDIA, 0 };
	if (request->asked == MEDIA)
		return (struct requirement){ REQUIREMENT_MET, 0 };
	if (s->assist) {
		bool good = s->keys && s->volume_signed && by_signature;

		return (struct requirement){ good ? REQUIREMENT_MET : REQUIREMENT_VOLUME, 0 };
	}
	for (unsigned int i = 0; i < s->n_layers; i++)
		if (!(by_signature && is_signed(s, i)) && !(by_tree && has_trusted_tree(s, i)))
			return (struct requirement){ REQUIREMENT_LAYER, i };
	return (struct requirement){ layers_are_known(s) ? REQUIREMENT_MET : REQUIREMENT_ORDER, 0 };
}

/* Both must be met; the command line is asked first. */
static struct requirement expect_both(const struct config *config, const struct situation *s)
{
	struct requirement expected = expect_of(&config->verify, s);

	return expected.kind != REQUIREMENT_MET ? expected : expect_of(&config->policy, s);
}

static bool expect_rest(const struct config *config, const struct situation *s)
{
	const struct config_verify *requests[] = { &config->verify, &config->policy };

	for (size_t i = 0; i < array_size(requests); i++)
		if (requests[i]->require && requests[i]->asked != MEDIA &&
		    !(s->keys && s->volume_signed))
			return false;
	return true;
}

/* ---- What the checks record of a situation ---- */

static void record_layer(struct coverage *coverage, const struct situation *s, unsigned int layer)
{
	enum offer offer = s->layers[layer];

	if (s->keys && (offer == LISTED || offer == TREE_LISTED))
		coverage_add_listed(coverage, layer);
	if (s->keys && (offer == LISTED || offer == SIGNATURE || offer == TREE_AND_SIGNATURE))
		coverage_add_signature(coverage, layer, 0);
	if (offer >= TREE)
		coverage_add_verity(coverage, layer,
				    offer == TREE_GIVEN || (s->keys && offer != TREE), 0);
}

static void record(struct coverage *coverage, const struct situation *s)
{
	static const uint8_t signature[64];

	coverage->n_results = coverage->n_volume = 0;
	coverage->volume_signed = false;
	coverage_add_media(coverage, s->media);
	if (s->keys && s->volume_signed)
		coverage_add_volume_signature(coverage, signature, 0);
	coverage_forget_layers(coverage);
	for (unsigned int i = 0; i < s->n_layers; i++)
		record_layer(coverage, s, i);
	if (s->order_said)
		coverage_add_order(coverage);
}

/* ---- All of them ---- */

/* Take the lowest digit, of so many values, off a number. */
static unsigned int take_digit(unsigned int *number, unsigned int values)
{
	unsigned int digit = *number % values;

	*number /= values;
	return digit;
}

/* The situation of a number; false when there are no more. */
static bool situation_of(unsigned int number, struct situation *ret)
{
	*ret = (struct situation){ .n_layers = take_digit(&number, LAYERS + 1) };
	ret->keys = take_digit(&number, 2);
	ret->media = (enum coverage_media)take_digit(&number, COVERAGE_MEDIA_SKIPPED + 1);
	ret->volume_signed = take_digit(&number, 2);
	ret->order_said = take_digit(&number, 2);
	ret->assist = take_digit(&number, 2);
	for (unsigned int i = 0; i < LAYERS; i++)
		ret->layers[i] = (enum offer)take_digit(&number, OFFERS);
	return number == 0;
}

static struct config_verify request_of(unsigned int number)
{
	return (struct config_verify){ .asked = number & 7, .require = number & 8 };
}

static void check_requests(const struct situation *s, const struct coverage *coverage)
{
	static struct config config;

	for (unsigned int requests = 0; requests < 16 * 16; requests++) {
		struct requirement expected, found;

		config.verify = request_of(requests / 16);
		config.policy = request_of(requests % 16);
		expected = expect_both(&config, s);
		found = s->assist ? requirement_of_assist(&config, coverage)
				  : requirement_of_root(&config, coverage, s->n_layers);
		CHECK(found.kind == expected.kind && found.layer == expected.layer);
		CHECK(requirement_allows_rest(&config, coverage) == expect_rest(&config, s));
	}
}

TEST(requirement_truth_table)
{
	static struct coverage coverage;
	struct situation s;
	unsigned int n = 0;

	for (; situation_of(n, &s); n++) {
		record(&coverage, &s);
		check_requests(&s, &coverage);
	}
	CHECK(n == (LAYERS + 1) * 2 * 3 * 2 * 2 * 2 * OFFERS * OFFERS);
}

/* Some of them by hand, so that the rule itself can be read. */

static enum requirement_kind ask(const struct situation *s, unsigned int asked)
{
	static struct coverage coverage;
	static struct config config;

	config.policy = (struct config_verify){ .asked = asked, .require = true };
	record(&coverage, s);
	return requirement_of_root(&config, &coverage, s->n_layers).kind;
}

TEST(requirement_of_one_layer)
{
	struct situation s = { .keys = true, .n_layers = 1, .layers = { SIGNATURE } };

	CHECK(ask(&s, 0) == REQUIREMENT_MET);
	CHECK(ask(&s, CONFIG_VERIFY_VERITY) == REQUIREMENT_LAYER);
	CHECK(ask(&s, MEDIA) == REQUIREMENT_MEDIA);
	s.keys = false;
	CHECK(ask(&s, 0) == REQUIREMENT_LAYER);
	s.layers[0] = TREE;
	CHECK(ask(&s, 0) == REQUIREMENT_LAYER);
	s.layers[0] = TREE_GIVEN;
	CHECK(ask(&s, 0) == REQUIREMENT_MET &&
	      ask(&s, CONFIG_VERIFY_SIGNATURE) == REQUIREMENT_LAYER);
}

TEST(requirement_of_layers_in_order)
{
	struct situation s = { .keys = true, .n_layers = 2, .layers = { SIGNATURE, SIGNATURE } };

	CHECK(ask(&s, 0) == REQUIREMENT_ORDER);
	s.volume_signed = true;
	CHECK(ask(&s, 0) == REQUIREMENT_MET);
	s = (struct situation){ .keys = true, .n_layers = 1, .layers = { LISTED } };
	CHECK(ask(&s, 0) == REQUIREMENT_ORDER);
	s.order_said = true;
	CHECK(ask(&s, 0) == REQUIREMENT_MET);
}

/* ---- The minimum ---- */

enum version_source { BY_NOBODY, BY_LAYERS, BY_VOLUME, BY_COMMAND_LINE, VERSION_SOURCES };

/* What covers the two layers of a root, and which version that has. */
static void record_version(struct coverage *coverage, enum version_source source, uint64_t version)
{
	static const uint8_t signature[64];

	*coverage = (struct coverage){ .n_results = 0 };
	if (source == BY_VOLUME)
		coverage_add_volume_signature(coverage, signature, version);
	coverage_forget_layers(coverage);
	for (unsigned int i = 0; i < LAYERS; i++)
		if (source == BY_LAYERS)
			coverage_add_signature(coverage, i, version + i);
		else if (source == BY_COMMAND_LINE)
			coverage_add_verity(coverage, i, true, COVERAGE_VERSION_ANY);
	coverage_add_order(coverage);
}

static uint64_t expect_version(enum version_source source, uint64_t version)
{
	return source == BY_NOBODY ? 0 : source == BY_COMMAND_LINE ? UINT64_MAX : version;
}

TEST(requirement_minimum_truth_table)
{
	static const uint64_t numbers[] = { 0, 1, 5, 6, SIGNIFY_VERSION_MAX };
	static struct coverage coverage;
	static struct config config;

	for (unsigned int n = 0; n < VERSION_SOURCES * 5 * 5; n++) {
		enum version_source source = (enum version_source)(n / 25);
		uint64_t version = numbers[n / 5 % 5], minimum = numbers[n % 5];
		bool good = expect_version(source, version) >= minimum;

		config.minimum = minimum;
		record_version(&coverage, source, version);
		CHECK(requirement_of_root(&config, &coverage, LAYERS).kind ==
		      (good ? REQUIREMENT_MET : REQUIREMENT_VERSION));
		/* In assist mode, only the volume counts. */
		good = (source == BY_VOLUME ? version : 0) >= minimum;
		CHECK(requirement_of_assist(&config, &coverage).kind ==
		      (good ? REQUIREMENT_MET : REQUIREMENT_VERSION));
	}
}

TEST(requirement_of_trust_before_the_minimum)
{
	static struct coverage coverage;
	static struct config config = { .minimum = 5, .policy.require = true };

	record_version(&coverage, BY_NOBODY, 0);
	CHECK(requirement_of_root(&config, &coverage, LAYERS).kind == REQUIREMENT_LAYER);
	CHECK(requirement_of_assist(&config, &coverage).kind == REQUIREMENT_VOLUME);
}
