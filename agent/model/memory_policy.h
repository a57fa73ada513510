/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Settings of memory management that matter for images: soft reservations, the use of hot-plugged
 * memory, NUMA nodes and their tiers, CMA.
 */
#pragma once

#include "model/finding.h"
#include "model/kernel.h"
#include "model/memory_map.h"
#include "parse/node_list.h"

#include <stdbool.h>

enum soft_reserve {
	SOFT_RESERVE_UNKNOWN,
	SOFT_RESERVE_ON,
	SOFT_RESERVE_NOT_BUILT, /* no CONFIG_EFI_SOFT_RESERVE */
	SOFT_RESERVE_OFF,	/* efi=nosoftreserve */
	SOFT_RESERVE_NO_EFI,	/* not booted by EFI: only by efi_fake_mem= and memmap= */
};

enum { POLICY_WORD_MAX = 24, POLICY_TIERS_MAX = 32, POLICY_NODES_MAX = 64 };

struct memory_tier {
	unsigned int number; /* lower is faster */
	struct node_set nodes;
};

/* Words are "" if they are not set or cannot be read. */
struct memory_policy {
	enum soft_reserve soft_reserve;
	char online[POLICY_WORD_MAX];	     /* auto_online_blocks: "offline", "online_movable" */
	char online_word[POLICY_WORD_MAX];   /* memhp_default_state= */
	char online_config[POLICY_WORD_MAX]; /* MHP_DEFAULT_ONLINE_TYPE */
	char zones[POLICY_WORD_MAX]; /* memory_hotplug.online_policy: "contig-zones", "auto-movable"
				      */
	bool has_nodes;
	struct node_set nodes;	     /* online */
	struct node_set with_memory; /* the online nodes that have memory */
	struct node_set with_cpu;
	unsigned int n_tiers;
	struct memory_tier tiers[POLICY_TIERS_MAX];
	uint64_t ram;	   /* bytes, MemTotal */
	bool has_cma;	   /* the kernel has CONFIG_CMA */
	uint64_t cma;	   /* bytes, reserved */
	uint64_t cma_free; /* bytes of CMA that are free */
	unsigned int n_cma;
	struct {
		unsigned int node;
		uint64_t bytes;
	} cma_of[POLICY_NODES_MAX];
};

/* Does the node have memory but no CPU? */
bool memory_policy_is_memory_only(const struct memory_policy *policy, unsigned int node);

/* Add pages to the CMA of a node. */
void memory_policy_add_cma(struct memory_policy *policy, unsigned int node, uint64_t bytes);

/* The tier of a node, or NULL if it is in none. */
const struct memory_tier *memory_policy_tier(const struct memory_policy *policy, unsigned int node);

/* The dax device that has a soft-reserved range; NULL if none has it. */
const struct dax_device *memory_policy_owner(const struct dax *dax, const struct extent *extent);

/* What hot-plugged memory becomes, in words for people; "unknown" if that cannot be told. */
const char *memory_policy_hotplug(const struct memory_policy *policy);

/* Complete a gathered policy with what follows from the kernel and the map. */
void memory_policy_settle(struct memory_policy *policy, const struct memory_map *map,
			  const struct kernel *kernel);

/* Add a finding for each setting that endangers an image or wastes memory. */
void memory_policy_advise(const struct memory_policy *policy, const struct memory_map *map,
			  const struct dax *dax, const struct claims *claims,
			  struct findings *findings);

const char *soft_reserve_name(enum soft_reserve soft_reserve);
