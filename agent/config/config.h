/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The configuration: what the kernel command line and the policy of the initramfs ask for. Only
 * config_parse() and the setters of the words write into it.
 */
#pragma once

#include "model/plan_wishes.h"

#include <stdbool.h>
#include <stdint.h>

/* Before the names of our words. */
#define CONFIG_PREFIX "pmemboot."

enum { CONFIG_CMDLINE_MAX = 8192, CONFIG_POLICY_MAX = 4096 };

/* Ways to verify. */
enum { CONFIG_VERIFY_MEDIA = 1, CONFIG_VERIFY_SIGNATURE = 2, CONFIG_VERIFY_VERITY = 4 };

/* A pmemboot.verify=. */
struct config_verify {
	unsigned int ways;  /* used where the image offers them */
	unsigned int asked; /* those of them that were named; 0: auto */
	bool require;	    /* an image that none of them covers is refused */
};

enum config_medium { MEDIUM_AUTO, MEDIUM_DISK, MEDIUM_LABEL, MEDIUM_UUID, MEDIUM_REGION };
enum config_mode { MODE_AUTO, MODE_TAKEOVER, MODE_ASSIST };
enum config_firmware {
	CONFIG_FIRMWARE_REPORT,
	CONFIG_FIRMWARE_OFF,
	CONFIG_FIRMWARE_LIVE,
	CONFIG_FIRMWARE_QUIESCE,
};
enum config_shell { SHELL_NEVER, SHELL_FAIL, SHELL_MEDIUM, SHELL_ROOT };

/* Strings borrow from the two texts; strings that aren't given are NULL. */
struct config {
	char text[CONFIG_CMDLINE_MAX];	     /* the command line, taken apart */
	char policy_text[CONFIG_POLICY_MAX]; /* the policy, too */

	/* pmemboot.root= */
	enum config_medium medium;
	const char *medium_name; /* "pmem0", the label or the UUID */
	uint64_t medium_address; /* of the region */
	const char *partition;	 /* "PARTLABEL=..." or "PARTUUID=..." of the root */
	bool required;		 /* never step aside for another root */
	unsigned int n_paths;
	const char *paths[LAYOUT_LAYERS_MAX];

	enum plan_map map; /* AUTO, or what is forced */
	bool dax;	   /* false: never */

	bool overlay;		    /* false: the root stays read-only */
	const char *overlay_size;   /* as tmpfs takes it */
	const char *overlay_device; /* "LABEL=...", "UUID=..." or a path, that keeps changes */
	bool overlay_required;	    /* without that device the boot fails */
	const char *layerfs;	    /* layerfs-path=, casper's word, or NULL */
	unsigned int timeout;	    /* seconds */
	bool timeout_given;
	enum config_shell shell;
	bool debug;
	bool heal;
	enum config_firmware firmware;
	bool firmware_force; /* live, whatever the bus says */

	/* A way that either of them has is used; what each requires has to be met. */
	struct config_verify verify; /* of the command line */
	struct config_verify policy; /* of the policy in the initramfs */
	unsigned int n_roothashes;
	const char *roothashes[LAYOUT_LAYERS_MAX]; /* of the layers, lowest first; as given */
	bool verity_panic;			   /* a corrupted block is a kernel panic */

	enum config_mode mode;

	/* The kernel's own words. */
	const char *init;
	int panic;		/* panic=: seconds until restart, < 0 at once, 0 never */
	const char *other_root; /* the word that names another root, "root" or "boot" ... */
	const char *other_root_value;
};

/*
 * What holds before any word is read. has_policy: the initramfs has one, so there is no shell until
 * config_parse() has read what it allows.
 */
void config_default(struct config *config, bool has_policy);

/* What either of them wants verified: CONFIG_VERIFY_MEDIA | ... */
unsigned int config_ways(const struct config *config);

/* Does the policy, or either of them, require something? */
bool config_is_bound(const struct config *config);
bool config_requires(const struct config *config);

/* Does either of them name something that is to be verified, or require it? */
bool config_verifies(const struct config *config);
