// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/requirement.h"

enum { TRUSTED_WAYS = CONFIG_VERIFY_SIGNATURE | CONFIG_VERIFY_VERITY };

static const struct requirement met = { .kind = REQUIREMENT_MET };

/* The accepted ways to cover the root; 0 if only a media check is required. */
static unsigned int accepted_ways(const struct config_verify *request)
{
	return request->asked ? request->asked & TRUSTED_WAYS : TRUSTED_WAYS;
}

static bool requires_cover(const struct config_verify *request)
{
	return request->require && accepted_ways(request);
}

static bool media_missing(const struct config_verify *request, const struct coverage *coverage)
{
	return request->require && request->asked & CONFIG_VERIFY_MEDIA &&
	       coverage->media != COVERAGE_MEDIA_PASSED;
}

static struct requirement root_missing(const struct config_verify *request,
				       const struct coverage *coverage, unsigned int n_layers)
{
	if (media_missing(request, coverage))
		return (struct requirement){ .kind = REQUIREMENT_MEDIA };
	if (!requires_cover(request))
		return met;
	for (unsigned int i = 0; i < n_layers; i++)
		if (!coverage_has_layer(coverage, i, accepted_ways(request)))
			return (struct requirement){ .kind = REQUIREMENT_LAYER, .layer = i };
	if (!coverage_knows_layers(coverage, n_layers))
		return (struct requirement){ .kind = REQUIREMENT_ORDER };
	return met;
}

static struct requirement assist_missing(const struct config_verify *request,
					 const struct coverage *coverage)
{
	if (media_missing(request, coverage))
		return (struct requirement){ .kind = REQUIREMENT_MEDIA };
	if (requires_cover(request) &&
	    !(coverage->volume_signed && accepted_ways(request) & CONFIG_VERIFY_SIGNATURE))
		return (struct requirement){ .kind = REQUIREMENT_VOLUME };
	return met;
}

/* The first of what the command line, the policy and the minimum of both are missing. */
static struct requirement first_missing(const struct config *config,
					const struct coverage *coverage, unsigned int n_layers,
					struct requirement cmdline, struct requirement policy)
{
	if (cmdline.kind != REQUIREMENT_MET)
		return cmdline;
	if (policy.kind != REQUIREMENT_MET)
		return policy;
	if (coverage_version(coverage, n_layers) < config->minimum)
		return (struct requirement){ .kind = REQUIREMENT_VERSION };
	return met;
}

struct requirement requirement_of_root(const struct config *config, const struct coverage *coverage,
				       unsigned int n_layers)
{
	return first_missing(config, coverage, n_layers,
			     root_missing(&config->verify, coverage, n_layers),
			     root_missing(&config->policy, coverage, n_layers));
}

struct requirement requirement_of_assist(const struct config *config,
					 const struct coverage *coverage)
{
	return first_missing(config, coverage, 0, assist_missing(&config->verify, coverage),
			     assist_missing(&config->policy, coverage));
}

bool requirement_allows_rest(const struct config *config, const struct coverage *coverage)
{
	return coverage->volume_signed ||
	       (!requires_cover(&config->verify) && !requires_cover(&config->policy));
}
