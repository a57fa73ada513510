/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the doctor finds out about a machine: its memory, the images in it, its kernel, and the
 * answer. doctor.c fills it in, doctor_answer.c adds the answer, all others only read it.
 */
#pragma once

#include "medium/content.h"
#include "model/claim.h"
#include "model/failure_record.h"
#include "model/finding.h"
#include "model/kernel.h"
#include "model/memory_map.h"
#include "model/memory_policy.h"
#include "model/verdict.h"
#include "model/view.h"

#include <stdbool.h>

enum { DOCTOR_DENIED_MAX = 8 };

/* The range of an image, with facts that its verdict does not have. */
struct doctor_image {
	const struct verdict *verdict;
	const struct content *content; /* of its disk, or NULL */
	char driver[ND_NAME_MAX];      /* bound to its namespace, or "" */
	int node;		       /* NUMA node; -1: none or unknown */
	int target_node;	       /* the node that it would have as System RAM; or -1 */
	bool dax;		       /* its disk has a page map and supports DAX */
};

/* What a boot would verify first. The doctor does not verify anything. */
enum doctor_verifies {
	DOCTOR_VERIFIES_NOTHING,
	DOCTOR_VERIFIES_SIGNATURES, /* signatures, if the image has any, because there are keys */
	DOCTOR_VERIFIES_NAMED,	    /* what the command line or the policy requests */
	DOCTOR_VERIFIES_REQUIRED    /* the same, and an image that is not verified is refused */
};

enum doctor_answer { DOCTOR_YES, DOCTOR_NO, DOCTOR_UNKNOWN };

struct doctor {
	struct memory_map map;
	struct claims claims;
	struct verdicts verdicts;
	struct nd nd;
	struct view view;
	enum doctor_verifies verifies;
	struct failure refused; /* why the command line or the policy is not valid */
	struct content contents[ND_DISKS_MAX];
	struct doctor_image images[VERDICTS_MAX];
	struct memory_policy policy;
	struct kernel kernel;
	struct findings findings;
	unsigned int n_denied;
	const char *denied[DOCTOR_DENIED_MAX]; /* what only root can read */
	struct failure
		why; /* the reason of the verdicts, which does not depend on the kernel's options */
	enum doctor_answer answer;
	char line[FAILURE_LINE_MAX]; /* the answer */
	const char *remedy;	     /* "" if there is none */
	const char *reason;	     /* of failure_name(); "" unless the answer is "no" */
	struct failure_record
		last;	/* of a boot that failed before; its reason is "" if none is known */
	bool elsewhere; /* the answer is about another machine ("would boot") */
};
