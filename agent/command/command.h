/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The commands, one file each, and the two programs that are made of them: the agent, which goes
 * into an initramfs, and the tool, which has the room offline/ besides.
 */
#pragma once

/* Exit status; a command's own meaning beyond these is in its help. */
enum { STATUS_DONE = 0, STATUS_FAILED = 1, STATUS_USAGE = 2, STATUS_STEPPED_ASIDE = 3 };

struct command {
	const char *name;
	const char *arguments;
	const char *help;
	int (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

struct offline;

struct program {
	const struct command *const *commands; /* up to a NULL, as --help lists them */
	const struct offline *offline;	       /* offline/offline.h; NULL in the agent */
};

/* The program that this is: agent/agent.c or agent/tool.c. */
extern const struct program program;

extern const struct command command_init;
extern const struct command command_root;
extern const struct command command_append;
extern const struct command command_wait;
extern const struct command command_claimed;
extern const struct command command_inspect;
extern const struct command command_verify;
extern const struct command command_doctor;
extern const struct command command_firmware;
extern const struct command command_shutdown;
