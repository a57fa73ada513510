// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/hooks.h"

#include "base/text.h"
#include "log/log.h"
#include "sys/file.h"
#include "sys/run.h"
#include "sys/tree.h"

#include <errno.h>
#include <string.h>

enum { VARIABLES_MAX = 16, VARIABLE_MAX = 1100, NAME_SIZE = 256 };

static const char *const stages[] = { "medium", "root", "handover" };

struct list {
	const char *layout;
	unsigned int count;
	char names[HOOKS_MAX][NAME_SIZE];
};

static int take_name(void *context, const char *name)
{
	struct list *list = context;
	const char *at = strchr(name, '@');

	if (name[0] == '.' || (at && strcmp(at + 1, list->layout) != 0))
		return 0;
	if (list->count == HOOKS_MAX || strlen(name) >= NAME_SIZE) {
		log_error("the hook %s is ignored: too many hooks, or its name is too long", name);
		return 0;
	}
	text_copy_cut(list->names[list->count++], NAME_SIZE, name);
	return 0;
}

struct environment {
	unsigned int count;
	char text[VARIABLES_MAX][VARIABLE_MAX];
	char *list[VARIABLES_MAX + 1];
};

static void set_variable(struct environment *environment, const char *name, const char *value)
{
	char *text = environment->text[environment->count];

	/* A hook gets no variable rather than a truncated value. */
	if (text_print(text, VARIABLE_MAX, "%s=%s", name, value) < 0)
		return;
	environment->list[environment->count++] = text;
	environment->list[environment->count] = NULL;
}

static void fill_environment(struct environment *environment, const struct hooks *hooks,
			     const char *stage)
{
	const struct medium *medium = hooks->medium;
	const struct contract *contract = &hooks->plan->contract;

	environment->count = 0;
	set_variable(environment, "PATH", "/bin:/sbin:/usr/bin:/usr/sbin");
	set_variable(environment, "PMEMBOOT_STAGE", stage);
	set_variable(environment, "PMEMBOOT_DEVICE", medium->path);
	set_variable(environment, "PMEMBOOT_PROVIDER", claim_provider_name(&medium->claim));
	set_variable(environment, "PMEMBOOT_LAYOUT", hooks->plan->layout);
	set_variable(environment, "PMEMBOOT_LABEL", medium->superblock.label);
	set_variable(environment, "PMEMBOOT_UUID", medium->superblock.uuid);
	for (enum identity_field i = 0; i < IDENTITY_FIELDS; i++)
		if (identity_value(hooks->identity, i)[0])
			set_variable(environment, identity_variable(i),
				     identity_value(hooks->identity, i));
	if (strcmp(stage, stages[HOOKS_MEDIUM]) == 0)
		return;
	set_variable(environment, "PMEMBOOT_ROOT", hooks->root);
	set_variable(environment, "PMEMBOOT_MEDIUM", contract->medium ? contract->medium : "");
	set_variable(environment, "PMEMBOOT_UPPER", hooks->upper);
}

static bool must_succeed(const char *name)
{
	name += strspn(name, "0123456789");
	name += *name == '-';
	return text_begins(name, "must-");
}

static void tell_slow(void *path)
{
	log_notice("waiting for the hook %s, at most %d s", (const char *)path, HOOKS_SECONDS);
}

static int run_hook(const char *folder, const char *stage, const char *name,
		    struct environment *environment, struct failure *why)
{
	char path[NAME_SIZE + 64], reason[64];
	char *arguments[] = { path, NULL };
	int r = text_print(path, sizeof(path), "%s/%s", folder, name);

	if (r == 0)
		r = run_program(arguments, environment->list, HOOKS_SECONDS, tell_slow, path);
	log_debug("hook %s: %d", path, r);
	if (r == 0)
		return 0;
	if (r == -ETIMEDOUT)
		text_print_cut(reason, sizeof(reason), "killed, because it did not end within %d s",
			       HOOKS_SECONDS);
	else if (r < 0)
		text_copy_cut(reason, sizeof(reason), strerror(-r));
	else
		text_print_cut(reason, sizeof(reason),
			       r == 127 ? "cannot be executed (%d)" : "exit status %d", r);
	if (must_succeed(name))
		return failure_set(why, FAILURE_HOOK, -ECANCELED, "the hook %s.d/%s: %s", stage,
				   name, reason);
	log_warning("the hook %s.d/%s: %s", stage, name, reason);
	return 0;
}

int hooks_run(const struct hooks *hooks, enum hooks_stage stage, struct failure *why)
{
	struct environment environment;
	cleanup_free struct list *list = NULL;
	char folder[64];
	int r = text_print(folder, sizeof(folder), "%s/hooks/%s.d", hooks->base, stages[stage]);

	if (r < 0 || !file_exists(folder))
		return 0;
	list = calloc(1, sizeof(*list));
	if (!list)
		return failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
	list->layout = hooks->plan->layout;
	r = tree_each(hooks->tree, folder + 1, take_name, list);
	if (r < 0)
		return failure_set(why, FAILURE_SYSTEM, r, "cannot read %s: %s", folder,
				   strerror(-r));
	fill_environment(&environment, hooks, stages[stage]);
	for (unsigned int i = 0; i < list->count; i++) {
		r = run_hook(folder, stages[stage], list->names[i], &environment, why);
		if (r < 0)
			return r;
	}
	return 0;
}
