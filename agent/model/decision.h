/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The decision whether pmemboot boots this machine, as it is kept in a file for all who ask later.
 */
#pragma once

#include "base/attributes.h"

enum decision {
	DECISION_ASIDE,	   /* step aside: another root is booted */
	DECISION_TAKEOVER, /* pmemboot mounts the root */
	DECISION_ASSIST,   /* pmemboot finds the medium for the initramfs's own scripts */
	DECISIONS,
};

enum { DECISION_TEXT_MAX = 128 };

/* The word of a decision, in the file and for shells: "aside", "takeover", "assist". */
const char *decision_name(enum decision decision);

/*
 * Print the text of the file. boot_id is that of the kernel (/proc/sys/kernel/random/boot_id).
 * Returns 0, or -ENAMETOOLONG if it needs DECISION_TEXT_MAX bytes or more.
 */
must_check int decision_print(char *text, size_t size, enum decision decision, const char *boot_id);

/*
 * Find the decision in the text of a file. Returns 0; or -EBADMSG if the text is not, byte for
 * byte, one that decision_print() makes for this boot, and then *ret is unchanged.
 */
must_check int decision_parse(const char *text, const char *boot_id, enum decision *ret);
