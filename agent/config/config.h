/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The configuration: what the kernel command line and the policy of the initramfs request. Only
 * config_parse() and the setters of the parameters (config/config_set.h) write into it.
 */
#pragma once

#include "model/plan_request.h"
#include "model/seed_trust.h"

#include <stdbool.h>
#include <stdint.h>

/* The prefix of our parameters. */
#define CONFIG_PREFIX "pmemboot."

enum { CONFIG_CMDLINE_MAX = 8192, CONFIG_POLICY_MAX = 4096, CONFIG_ROOTFLAGS_MAX = 256 };

/* Ways to verify. */
enum { CONFIG_VERIFY_MEDIA = 1, CONFIG_VERIFY_SIGNATURE = 2, CONFIG_VERIFY_VERITY = 4 };

/* The value of pmemboot.verify=. */
struct config_verify {
	unsigned int ways;  /* used where the image offers them */
	unsigned int asked; /* those of the ways that the value names; 0: auto */
	bool require;	    /* refuse an image that no way covers */
};

enum config_medium { MEDIUM_AUTO, MEDIUM_DISK, MEDIUM_LABEL, MEDIUM_UUID, MEDIUM_REGION };
enum config_mode { MODE_AUTO, MODE_TAKEOVER, MODE_ASSIST };
enum config_firmware {
	CONFIG_FIRMWARE_REPORT,
	CONFIG_FIRMWARE_OFF,
	CONFIG_FIRMWARE_LIVE,
	CONFIG_FIRMWARE_QUIESCE,
};
/* The value of pmemboot.seed=; not given: see config_seed_rule(). */
enum config_seed {
	CONFIG_SEED_NOT_GIVEN,
	CONFIG_SEED_ANY,
	CONFIG_SEED_SIGNED,
	CONFIG_SEED_NONE,
	CONFIG_SEED_URL,
};

/* Where a boot tells what became of it, besides the console: pmemboot.report=. */
enum { CONFIG_REPORT_CONSOLE = 1, CONFIG_REPORT_PSTORE = 2, CONFIG_REPORT_KMSG = 4 };

enum config_shell { SHELL_NEVER, SHELL_FAIL, SHELL_MEDIUM, SHELL_ROOT };

/* Requests of live scripts' parameters, see config/requests.h. */
struct requests {
	uint32_t given; /* bits: the rows of the table there */
};

/* Strings point into the two texts. The string of a parameter that is not given is NULL. */
struct config {
	char text[CONFIG_CMDLINE_MAX];	     /* the command line, split into parameters */
	char policy_text[CONFIG_POLICY_MAX]; /* the same for the policy */

	/* pmemboot.root= */
	bool root_given; /* by the command line or the policy, even if its value is not valid */
	enum config_medium medium;
	const char *medium_name; /* "pmem0", the label or the UUID */
	uint64_t medium_address; /* of the region */
	const char *partition;	 /* "PARTLABEL=..." or "PARTUUID=..." of the root */
	bool required;		 /* never step aside for another root */
	unsigned int n_paths;
	const char *paths[LAYOUT_LAYERS_MAX];

	enum plan_map map; /* PLAN_MAP_AUTO, or the requested one */
	bool dax;	   /* false: never use DAX */

	bool overlay;		    /* false: the root stays read-only */
	const char *overlay_size;   /* the value of the mount option size= of tmpfs */
	const char *overlay_device; /* "LABEL=...", "UUID=..." or a path: stores changes */
	bool overlay_required;	    /* fail without that device */
	const char *layerfs;	    /* layerfs-path=, a parameter of casper, or NULL */
	const char *rootflags;	    /* rootflags=: options to mount a disk's root with, or NULL */
	const char *usr;	    /* mount.usr=: the partition of /usr, or NULL */
	const char *usrflags;	    /* mount.usrflags=: options to mount it with, or NULL */
	struct hints hints;	    /* the layout: pmemboot.layout=, live-media-path= ... */
	struct requests requests;   /* of the live scripts: toram, persistence ... */
	unsigned int timeout;	    /* seconds */
	bool timeout_given;
	enum config_shell shell;
	bool shell_given;
	bool debug;
	bool heal;
	enum config_firmware firmware;
	bool firmware_force; /* "live" even if the bus requires "quiesce" */

	/* A way that either of them names is used. Both requirements have to be met. */
	struct config_verify verify; /* of the command line */
	struct config_verify policy; /* of the policy in the initramfs */
	unsigned int n_roothashes;
	const char *roothashes[LAYOUT_LAYERS_MAX]; /* of the layers, lowest first, as text */
	bool other_roothash;			   /* it is from roothash=, systemd's parameter */
	const char *usrhash; /* usrhash=, systemd's parameter: of /usr, or NULL */
	bool verity_panic;   /* a corrupted block is a kernel panic */

	enum config_mode mode;

	uint64_t minimum; /* version of what is signed; 0: any, even none */

	bool measure; /* into the PCR of this number */
	bool measure_required;
	unsigned int measure_pcr;

	enum config_seed seed;
	bool seed_required;  /* fail without a seed that is signed */
	unsigned int report; /* CONFIG_REPORT_CONSOLE | ... */

	/* Parameters of others. */
	const char *init;
	int panic;		 /* panic=: seconds until restart, < 0 at once, 0 never */
	const char *kernel_root; /* root=, the last one, even root=pmemboot; or NULL */
	const char *other_root;	 /* name of the parameter: "root", "boot" ... */
	const char *other_root_value;
	unsigned int other_roots; /* bits: all of them, as config_other_root() numbers them */
};

/*
 * Set the defaults. has_policy: the initramfs has a policy, so no shell is started before
 * config_parse() has read what the policy allows.
 */
void config_default(struct config *config, bool has_policy);

/*
 * The request for a plan that the configuration makes; checks: PLAN_WANTS_SUMS | ... It borrows
 * from the configuration.
 */
struct plan_request config_request(const struct config *config, unsigned int checks);

/* The ways to verify of the command line and the policy together: CONFIG_VERIFY_MEDIA | ... */
unsigned int config_ways(const struct config *config);

/*
 * Which configuration of the machine may be used: what pmemboot.seed= says. If it is not given,
 * any; but none if verification is required.
 */
enum seed_rule config_seed_rule(const struct config *config);

/* Does pmemboot.root= name a place (a disk or a region), not what is there? */
bool config_names_place(const struct config *config);

/* Does the policy require verification? Does the policy or the command line? */
bool config_is_bound(const struct config *config);
bool config_requires(const struct config *config);

/* The root hash, as text, that is given for a layer of the plan; NULL if there is none. */
const char *config_get_roothash(const struct config *config, const struct plan *plan,
				unsigned int layer);

/* Does either of them require verification, or name a way to verify or a root hash? */
bool config_verifies(const struct config *config);
