// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/prediction.h"

#include "config/config_parse.h"
#include "config/policy_file.h"
#include "model/planner.h"
#include "model/seed.h"
#include "model/seed_trust.h"

#include <errno.h>
#include <string.h>

void prediction_begin(struct prediction *prediction)
{
	verify_begin(&prediction->verify, &prediction->config, false);
}

void prediction_end(struct prediction *prediction)
{
	verify_end(&prediction->verify);
}

static int make_config(struct prediction *prediction, const char *parameters, struct failure *why)
{
	char policy[CONFIG_POLICY_MAX] = "";
	int r = prediction->policy_path ? policy_file_read(prediction->policy_path, policy) : 0;

	if (r < 0)
		return failure_set(why, FAILURE_POLICY, r, "no prediction without the policy %s",
				   prediction->policy_path);
	measurement_print_policy(policy, prediction->events[0]);
	r = config_parse(&prediction->config, policy, parameters, why);
	config_obey_requests(&prediction->config);
	return r;
}

/* The event of the seed, if the boot uses it. */
static int predict_seed(struct prediction *prediction, const struct reader *reader,
			const struct partitions *partitions)
{
	uint64_t begin = strcmp(prediction->plan.medium, "iso9660") == 0
				 ? prediction->plan.volume_size
				 : 0;
	enum seed_rule rule = config_seed_rule(&prediction->config);
	const struct partition *seed = NULL;
	struct extent content;
	uint8_t first = 0;
	int r = 0;

	if (begin < reader->size)
		seed = seed_find(partitions, (struct extent){ begin, reader->size - begin });
	if (!seed || rule == SEED_RULE_NONE)
		return 0;
	if (rule == SEED_RULE_SIGNED)
		r = reader_read(reader, seed_trailer(&seed->extent).offset, &first, 1);
	if (r < 0 || (rule == SEED_RULE_SIGNED && !first))
		return r;
	content = seed_content(&seed->extent);
	r = measurement_print_seed(reader, &content, prediction->events[prediction->n_events]);
	if (r == 0)
		prediction->n_events++;
	return r;
}

int prediction_make(struct prediction *prediction, const char *path, const struct reader *reader,
		    const struct partitions *partitions, const char *parameters,
		    struct failure *why)
{
	const struct verify_image image = { path, &prediction->plan };
	struct measurement_image measured;
	struct plan_request request;
	bool assist;
	int r = make_config(prediction, parameters, why);

	if (r < 0)
		return r;
	request = config_request(&prediction->config, verify_wants(&prediction->verify));
	request.assists = prediction->config.mode == MODE_ASSIST;
	r = planner_make(&prediction->plan, reader, partitions, &request, why);
	if (r < 0)
		return r;
	assist = prediction->plan.assist || prediction->config.mode == MODE_ASSIST;
	r = verify_volume(&prediction->verify, &image, assist, why);
	if (r == 0)
		r = verify_commit(&prediction->verify, assist, &measured, why);
	if (r < 0)
		return r;
	measurement_print_image(&measured, prediction->events[1]);
	prediction->n_events = 2;
	return predict_seed(prediction, reader, partitions);
}
