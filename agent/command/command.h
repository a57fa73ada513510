/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The commands, one file each, and the two programs that consist of them: the agent, which goes
 * into an initramfs, and the tool, which also has the room offline/.
 */
#pragma once

/* The exit status of every command. */
enum { STATUS_DONE = 0, STATUS_FAILED = 1, STATUS_USAGE = 2, STATUS_STEPPED_ASIDE = 3 };

struct command {
	const char *name;
	const char *arguments; /* those that are no options, as --help shows them; "" for none */
	unsigned char least, most;	   /* how many of them */
	const struct option *options;	   /* command/options.h; NULL for none */
	const char *help;		   /* what it does: a sentence without the full stop */
	int (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

struct offline;
struct option;

struct program {
	const struct command *const *commands; /* up to a NULL, as --help lists them */
	const struct offline *offline;	       /* offline/offline.h; NULL in the agent */
};

/* This program: agent/agent.c or agent/tool.c defines it. */
extern const struct program program;

extern const struct command command_init;
extern const struct command command_root;
extern const struct command command_append;
extern const struct command command_direct;
extern const struct command command_wait;
extern const struct command command_claimed;
extern const struct command command_generator;
extern const struct command command_release;
extern const struct command command_inspect;
extern const struct command command_menu;
extern const struct command command_seed;
extern const struct command command_verify;
extern const struct command command_doctor;
extern const struct command command_policy_check;
extern const struct command command_disks;
extern const struct command command_firmware;
extern const struct command command_shutdown;
