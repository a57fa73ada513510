// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/prediction.h"

#include "config/config_parse.h"
#include "config/policy_file.h"
#include "model/planner.h"

#include <errno.h>

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
	if (r == 0)
		measurement_print_image(&measured, prediction->events[1]);
	return r;
}
