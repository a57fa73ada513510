// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/probe.h"

#include "log/log.h"
#include "model/planner.h"
#include "model/untrusted.h"
#include "sys/block.h"
#include "sys/partition.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <strings.h>

/* The plan of an image of 4 GiB takes milliseconds; a slow machine may emulate a slower one. */
enum { PROBE_SECONDS = 60 };

/* ---- The child ---- */

static bool is_wanted_volume(const struct superblock *superblock, const struct config *config)
{
	if (config->medium == MEDIUM_LABEL)
		return strcmp(superblock->label, config->medium_name) == 0;
	if (config->medium == MEDIUM_UUID)
		return strcasecmp(superblock->uuid, config->medium_name) == 0;
	return true;
}

/* The partition table of an ISO is only for firmware that boots it as a disk. */
static bool needs_partitions(const struct probe_request *request, const struct probe *probe)
{
	return strcmp(probe->superblock.type, "iso9660") != 0 || request->config->partition;
}

static int read_partitions(const struct reader *reader, int fd, struct partitions **ret)
{
	int r;

	*ret = calloc(1, sizeof(**ret));
	r = *ret ? partitions_read(reader, fd, *ret) : -ENOMEM;
	return r == -ENOMEM ? r : 0; /* the planner tells what is wrong with a table */
}

static int make_plan(const struct probe_request *request, struct probe *probe)
{
	int fd = request->fd;
	const struct reader reader = block_reader(&fd, request->size);
	struct partitions *partitions = NULL;
	int r = 0;

	if (needs_partitions(request, probe))
		r = read_partitions(&reader, fd, &partitions);
	if (r == 0)
		r = planner_make(&probe->plan, &reader, partitions, request->plan, &probe->why);
	free(partitions);
	return r;
}

#ifdef PROBE_FAULT
/* The agent of a test has faults that an image asks for by its label. */
static int fail_as_planted(struct probe *probe)
{
	const char *label = probe->plan.label;

	if (strcmp(label, "FAULT-CRASH") == 0)
		*(volatile int *)NULL = 0;
	else if (strcmp(label, "FAULT-CALL") == 0)
		(void)kill(1, SIGTERM);
	else if (strcmp(label, "FAULT-ANSWER") == 0)
		probe->plan.n_layers = LAYOUT_LAYERS_MAX + 1;
	else if (strcmp(label, "FAULT-MEMORY") == 0)
		for (;;) {
			volatile char *megabyte = malloc(1 << 20);

			if (!megabyte)
				return -ENOMEM;
			*megabyte = 1;
		}
	return 0;
}
#endif

static void probe_inside(void *context, void *bytes)
{
	const struct probe_request *request = context;
	struct probe *probe = bytes;
	int r = 0;

	if (request->known)
		probe->superblock = *request->known;
	else
		probe->superblock_error = superblock_probe(request->fd, &probe->superblock);
	probe->wanted = is_wanted_volume(&probe->superblock, request->config);
	if (probe->superblock_error == -ENOMEM)
		r = -ENOMEM;
	else if (request->plan && probe->wanted)
		r = make_plan(request, probe);
#ifdef PROBE_FAULT
	if (r == 0)
		r = fail_as_planted(probe);
#endif
	/* The bounds of the parsers are far below the limit. */
	if (r == -ENOMEM) {
		probe->why = (struct failure){ 0 };
		(void)failure_set(&probe->why, FAILURE_DAMAGED, -EBADMSG,
				  "its structures do not fit into %d MiB of memory",
				  SANDBOX_BYTES >> 20);
	}
}

/* ---- The parent ---- */

static int check_superblock(const struct superblock *superblock)
{
	return untrusted_text(superblock->type, sizeof(superblock->type)) &&
			       untrusted_text(superblock->label, sizeof(superblock->label)) &&
			       untrusted_text(superblock->uuid, sizeof(superblock->uuid))
		       ? 0
		       : -EBADMSG;
}

/* A child that answers nonsense is as suspect as one that crashed. */
static int refuse_answer(struct probe *ret, enum sandbox_end end)
{
	enum failure_code code = end == SANDBOX_KILLED ? FAILURE_SYSTEM : FAILURE_DAMAGED;

	ret->why = (struct failure){ 0 };
	return failure_set(&ret->why, code, -EBADMSG,
			   "the process that read the image has failed: %s",
			   end == SANDBOX_ANSWERED ? "its answer is not valid" : sandbox_why(end));
}

static int check_answer(const struct probe_request *request, struct probe *ret)
{
	int r = check_superblock(&ret->superblock);

	if (r == 0 && (!untrusted_bool(&ret->wanted) || !untrusted_error(ret->superblock_error)))
		r = -EBADMSG;
	if (r == 0)
		r = untrusted_failure(&ret->why, false);
	if (r < 0 || !request->plan || !ret->wanted || ret->why.code != FAILURE_NONE)
		return r;
	r = untrusted_plan(&ret->plan, request->size, sandbox_is_constant);
	if (r == 0)
		plan_take_flags(&ret->plan, request->plan->rootflags, request->plan->usrflags);
	return r;
}

int probe_disk(const struct probe_request *request, struct probe *ret)
{
	struct probe_request copy = *request;
	struct sandbox_answer answer = { .bytes = ret,
					 .size = sizeof(*ret),
					 .seconds = PROBE_SECONDS };
	int r;

	memset(ret, 0, sizeof(*ret));
	r = sandbox_run(request->fd, probe_inside, &copy, &answer);
	if (r < 0)
		return failure_set(&ret->why, FAILURE_SYSTEM, r,
				   "no process can be made to read it: %s", strerror(-r));
	if (answer.end != SANDBOX_ANSWERED || check_answer(request, ret) < 0) {
		memset(ret, 0, sizeof(*ret));
		r = refuse_answer(ret, answer.end);
	}
	ret->sandbox = answer.kind;
	return r;
}

/* ---- Parts ---- */

struct part {
	int fd;
	uint64_t size;
};

struct partitions_answer {
	int r;
	struct partitions partitions;
};

static void read_table_inside(void *context, void *bytes)
{
	struct part *part = context;
	struct partitions_answer *answer = bytes;
	const struct reader reader = block_reader(&part->fd, part->size);

	answer->r = partitions_read(&reader, part->fd, &answer->partitions);
}

int probe_partitions(int fd, uint64_t size, struct partitions *ret)
{
	struct part part = { fd, size };
	cleanup_free struct partitions_answer *bytes = calloc(1, sizeof(*bytes));
	struct sandbox_answer answer = { .bytes = bytes,
					 .size = sizeof(*bytes),
					 .seconds = PROBE_SECONDS };
	int r = bytes ? sandbox_run(fd, read_table_inside, &part, &answer) : -ENOMEM;

	memset(ret, 0, sizeof(*ret));
	if (r < 0)
		return r;
	if (answer.end != SANDBOX_ANSWERED) {
		log_debug("the process that read the partitions has failed: %s",
			  sandbox_why(answer.end));
		return -EBADMSG;
	}
	r = untrusted_partitions(&bytes->partitions, sandbox_is_constant);
	if (r < 0 || !untrusted_error(bytes->r))
		return -EBADMSG;
	*ret = bytes->partitions;
	return bytes->r;
}

struct superblock_answer {
	int r;
	struct superblock superblock;
};

static void find_superblock_inside(void *context, void *bytes)
{
	struct superblock_answer *answer = bytes;

	answer->r = superblock_probe(*(const int *)context, &answer->superblock);
}

int probe_superblock(int fd, struct superblock *ret)
{
	struct superblock_answer bytes = { 0 };
	struct sandbox_answer answer = { .bytes = &bytes,
					 .size = sizeof(bytes),
					 .seconds = PROBE_SECONDS };
	int r = sandbox_run(fd, find_superblock_inside, &fd, &answer);

	*ret = (struct superblock){ "", "", "" };
	if (r < 0)
		return r;
	if (answer.end != SANDBOX_ANSWERED || check_superblock(&bytes.superblock) < 0 ||
	    !untrusted_error(bytes.r))
		return -EBADMSG;
	*ret = bytes.superblock;
	return bytes.r;
}
