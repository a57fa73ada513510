// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/requirement.h"

enum { TRUSTED_WAYS = CONFIG_VERIFY_SIGNATURE | CONFIG_VERIFY_VERITY };

static const struct requirement met = { .kind = REQUIREMENT_MET };

/* The accepted ways to cover the root; 0 if only a media check is required. */
static unsigned int accepted_ways(const struct config_verify *wish)
{
	return wish->asked ? wish->asked & TRUSTED_WAYS : TRUSTED_WAYS;
}

static bool requires_cover(const struct config_verify *wish)
{
	return wish->require && accepted_ways(wish);
}

static bool lacks_media(const struct config_verify *wish, const struct coverage *coverage)
{
	return wish->require && wish->asked & CONFIG_VERIFY_MEDIA &&
	       coverage->media != COVERAGE_MEDIA_PASSED;
}

static struct requirement root_lacks(const struct config_verify *wish,
				     const struct coverage *coverage, unsigned int n_layers)
{
	if (lacks_media(wish, coverage))
		return (struct requirement){ .kind = REQUIREMENT_MEDIA };
	if (!requires_cover(wish))
		return met;
	for (unsigned int i = 0; i < n_layers; i++)
		if (!coverage_has_layer(coverage, i, accepted_ways(wish)))
			return (struct requirement){ .kind = REQUIREMENT_LAYER, .layer = i };
	if (!coverage_knows_layers(coverage, n_layers))
		return (struct requirement){ .kind = REQUIREMENT_ORDER };
	return met;
}

static struct requirement assist_lacks(const struct config_verify *wish,
				       const struct coverage *coverage)
{
	if (lacks_media(wish, coverage))
		return (struct requirement){ .kind = REQUIREMENT_MEDIA };
	if (requires_cover(wish) &&
	    !(coverage->volume_signed && accepted_ways(wish) & CONFIG_VERIFY_SIGNATURE))
		return (struct requirement){ .kind = REQUIREMENT_VOLUME };
	return met;
}

struct requirement requirement_of_root(const struct config *config, const struct coverage *coverage,
				       unsigned int n_layers)
{
	struct requirement lacks = root_lacks(&config->verify, coverage, n_layers);

	return lacks.kind != REQUIREMENT_MET ? lacks
					     : root_lacks(&config->policy, coverage, n_layers);
}

struct requirement requirement_of_assist(const struct config *config,
					 const struct coverage *coverage)
{
	struct requirement lacks = assist_lacks(&config->verify, coverage);

	return lacks.kind != REQUIREMENT_MET ? lacks : assist_lacks(&config->policy, coverage);
}

bool requirement_allows_rest(const struct config *config, const struct coverage *coverage)
{
	return coverage->volume_signed ||
	       (!requires_cover(&config->verify) && !requires_cover(&config->policy));
}
