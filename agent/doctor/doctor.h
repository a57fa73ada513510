/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The doctor: can this machine boot from its image, and if not, why? The map of memory, what became
 * of each image's range, the policy, the kernel. It only reads.
 */
#pragma once

#include "base/attributes.h"
#include "doctor/kernel.h"
#include "medium/content.h"
#include "medium/medium_request.h"
#include "model/finding.h"
#include "model/memory_map.h"
#include "model/memory_policy.h"
#include "model/verdict.h"
#include "model/view.h"

#include <stdbool.h>
#include <stdio.h>

struct tree;

enum { DOCTOR_DENIED_MAX = 8 };

/* The range of an image, beside its verdict. */
struct doctor_image {
	const struct verdict *verdict;
	const struct content *content; /* of its disk, or NULL */
	char driver[ND_NAME_MAX];      /* bound to its namespace, or "" */
	int node;		       /* of NUMA; -1: none, or not known */
	int target_node;	       /* that it would be, as System RAM; or -1 */
	bool dax;		       /* its disk has a page map, and so DAX */
};

/* What a boot would verify first, which the doctor doesn't do. */
enum doctor_verifies {
	DOCTOR_VERIFIES_NOTHING,
	DOCTOR_VERIFIES_SIGNATURES, /* if it has any: there are keys */
	DOCTOR_VERIFIES_NAMED,	    /* by the command line or the policy */
	DOCTOR_VERIFIES_REQUIRED    /* and boots nothing that is not */
};

enum doctor_answer { DOCTOR_YES, DOCTOR_NO, DOCTOR_UNKNOWN };

struct doctor {
	struct memory_map map;
	struct claims claims;
	struct verdicts verdicts;
	struct view view;
	enum doctor_verifies verifies;
	struct failure refused; /* what can't be obeyed: the command line, or the policy */
	struct content contents[ND_DISKS_MAX];
	struct doctor_image images[VERDICTS_MAX];
	struct memory_policy policy;
	struct kernel kernel;
	struct findings findings;
	unsigned int n_denied;
	const char *denied[DOCTOR_DENIED_MAX]; /* what only root can know */
	struct failure why;		       /* the verdicts', whatever the kernel is */
	enum doctor_answer answer;
	char line[FAILURE_LINE_MAX]; /* the answer, and the remedy */
	const char *remedy;	     /* "" where there is none to be had */
	bool elsewhere;		     /* the answer is about a machine that isn't there: "would" */
	const char *reason;	     /* as failure_name() has it; "" if the answer is no "no" */
};

/*
 * Examine a tree (sys/tree.h), by its own command line and policy. live: it is the running system,
 * whose disks can be looked at; a recorded one has notes of what was on them. 0 or -ENOMEM;
 * doctor_free() in either case.
 */
must_check int doctor_examine(struct doctor *doctor, const struct tree *tree, bool live);

/* The same for a request that was made before. */
must_check int doctor_examine_as(struct doctor *doctor, const struct tree *tree, bool live,
				 const struct medium_request *request);

/*
 * Would a firmware, whose Device Tree is a file (NULL: any), and a kernel do it? 0, -ENOMEM, or
 * another -E... and the reason if something can't be read.
 */
must_check int doctor_examine_elsewhere(struct doctor *doctor, const char *dtb,
					const struct kernel_source *source, struct failure *why);

/* The same tree, with another kernel. 0, or -E... and the reason. */
must_check int doctor_exchange_kernel(struct doctor *doctor, const struct kernel_source *source,
				      struct failure *why);
void doctor_free(struct doctor *doctor);

/* All of it, for people and for programs. */
void doctor_print(const struct doctor *doctor, FILE *stream);
void doctor_write_json(const struct doctor *doctor, FILE *stream);

/*
 * For a boot that failed: if the reason lies in the memory, examine the running system and put what
 * bears on it into the log, one screen of it at most.
 */
void doctor_explain(const struct tree *tree, const struct medium_request *request,
		    enum failure_code code);
