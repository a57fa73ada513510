/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The seed: a partition of the medium for the configuration of one machine. It lies after the
 * volume, so that its bytes can be exchanged without touching any others. Its last 4 KiB are the
 * trailer: the text of a minisign signature of all bytes before it, followed by zeros; only zeros
 * if the seed is not signed. pmemboot-remaster --seed adds it, pmemboot seed fills it.
 */
#pragma once

#include "model/partition.h"

/* Its type in a GPT, a number of pmemboot's own; and in a DOS table. */
#define SEED_TYPE_GPT "60c0c243-219d-4253-8fb0-e36e46c9e9ed"
#define SEED_TYPE_DOS "0xea"

/*
 * The sector before the seed begins with this text. Who looks for a signature after the volume
 * stops there: what is in the seed may look like one.
 */
#define SEED_MARK "pmemboot: the seed begins in the next sector\n"

/* The trusted comment may have words that begin so; see seed_trailer(). */
#define SEED_MACHINE_WORD "machine="

enum {
	SEED_TRAILER_SIZE = 4096,
	SEED_SIZE_UNIT = 4096, /* its length is a multiple of that */
	SEED_SIZE_MIN = 64 << 10,
	SEED_SIZE_MAX = 64 << 20,
};

/*
 * Find the seed: the last partition of its type, if it has a valid length and is inside the extent.
 * That is the part of the medium from the end of its volume, or from 0 if it is not an ISO. Returns
 * NULL if there is none. The table may be anything.
 */
const struct partition *seed_find(const struct partitions *partitions, struct extent inside);

/* The bytes of a seed that its signature covers: its file system. */
struct extent seed_content(const struct extent *seed);

/*
 * Its trailer. If the trusted comment has words that begin with SEED_MACHINE_WORD, the seed is only
 * for a machine whose UUID, serial number or MAC address is one of them.
 */
struct extent seed_trailer(const struct extent *seed);
