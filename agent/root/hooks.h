/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hooks: programs in /etc/pmemboot/hooks/STAGE.d of the initramfs, which run at a stage of the
 * boot.
 */
#pragma once

#include "base/attributes.h"
#include "medium/medium.h"
#include "model/identity.h"

struct tree;

enum hooks_stage {
	HOOKS_MEDIUM,	/* the medium is found and read-only; nothing is mounted */
	HOOKS_ROOT,	/* the root is mounted, and can be changed */
	HOOKS_HANDOVER, /* last, before the root's init starts */
};

/* Where the hooks are, and what their environment says. All are borrowed. */
struct hooks {
	const struct tree *tree; /* the live system (sys/tree.h) */
	const char *base; /* the folder that hooks/ is in, from the tree's root, with a slash */
	const struct medium *medium;
	const struct plan *plan;
	const struct identity *identity;
	const char *root;  /* where the root is mounted; from HOOKS_ROOT on */
	const char *upper; /* where its changes are kept, or ""; from HOOKS_ROOT on */
};

enum { HOOKS_SECONDS = 30, HOOKS_MAX = 64 };

/*
 * Run the hooks of a stage in the order of their names (strverscmp(3)): NAME for every layout,
 * NAME@LAYOUT for one. A hook that fails, or that is killed after HOOKS_SECONDS, is reported. If
 * its name begins with "must-", with or without digits before it, it also stops the boot. Returns 0
 * or -E... and the reason.
 */
must_check int hooks_run(const struct hooks *hooks, enum hooks_stage stage, struct failure *why);
