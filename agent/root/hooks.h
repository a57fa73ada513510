/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hooks: programs that who makes the initramfs adds to a boot, in /etc/pmemboot/hooks/STAGE.d.
 */
#pragma once

#include "base/attributes.h"
#include "medium/medium.h"

struct tree;

enum hooks_stage {
	HOOKS_MEDIUM,	/* the medium is found, read-only; nothing is mounted */
	HOOKS_ROOT,	/* the root is mounted, and can be changed */
	HOOKS_HANDOVER, /* all is done; the root's init is next */
};

/* Whose hooks are run, and what they are told. All borrowed. */
struct hooks {
	const struct tree *tree; /* the live system (sys/tree.h) */
	const char *base; /* the folder that hooks/ is in, from the tree's root, with a slash */
	const struct medium *medium;
	const struct plan *plan;
	const char *root;  /* where the root is mounted; from HOOKS_ROOT on */
	const char *upper; /* where its changes are kept, or ""; from HOOKS_ROOT on */
};

enum { HOOKS_SECONDS = 30, HOOKS_MAX = 64 };

/*
 * Run those of a stage in the order of their names (as strverscmp(3) has it): NAME for every
 * layout, NAME@LAYOUT for one. One that fails, or that is killed after HOOKS_SECONDS, is reported;
 * if its name begins with "must-", or with digits and then that, it stops the boot. 0 or -E... and
 * the reason.
 */
must_check int hooks_run(const struct hooks *hooks, enum hooks_stage stage, struct failure *why);
