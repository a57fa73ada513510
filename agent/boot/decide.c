// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/decide.h"

#include "log/log.h"
#include "sys/file.h"

#include <errno.h>
#include <string.h>

#define BOOT_ID	  "proc/sys/kernel/random/boot_id"
#define INSTALLER "lib/anaconda-lib.sh"

enum { BOOT_ID_MAX = 64 };

void decide_tell_aside(const struct config *config, const struct failure *why)
{
	log_notice("%s: stepping aside for %s=%s",
		   why->line[0] ? why->line : "firmware describes no persistent memory",
		   config->other_root, config->other_root_value);
}

/* ---- The file ---- */

bool decide_recall(const struct boot *boot, enum decision *ret)
{
	char id[BOOT_ID_MAX];
	uint8_t *bytes = NULL;
	bool found = false;
	int len;

	if (tree_read(&boot->tree, BOOT_ID, id, sizeof(id)) < 0)
		return false;
	len = file_read_all(DECIDE_FILE, DECISION_TEXT_MAX - 1, &bytes);
	if (len >= 0) {
		char text[DECISION_TEXT_MAX] = "";

		memcpy(text, bytes, (size_t)len);
		found = strlen(text) == (size_t)len && decision_parse(text, id, ret) == 0;
	}
	free(bytes);
	if (!found && len != -ENOENT)
		log_debug(DECIDE_FILE " is not of this boot, or not valid: ignored");
	return found;
}

/* If it cannot be kept, it is made again for the next one who asks. */
static void keep_decision(const struct boot *boot, enum decision decision)
{
	char id[BOOT_ID_MAX], text[DECISION_TEXT_MAX];
	int r = tree_read(&boot->tree, BOOT_ID, id, sizeof(id));

	if (r >= 0)
		r = decision_print(text, sizeof(text), decision, id);
	if (r == 0)
		r = file_make_directories(DECIDE_FOLDER);
	if (r == 0)
		r = file_replace(DECIDE_FILE, text);
	if (r < 0)
		log_warning("cannot keep the decision in " DECIDE_FILE ": %s", strerror(-r));
}

/* ---- The decision ---- */

/* Is there neither a medium nor the remains of one? */
static bool has_nothing_to_boot(struct boot *boot)
{
	claims_gather(&boot->claims, &boot->tree);
	if (boot_is_ours(boot))
		return false;
	if (boot->drivers.loads)
		return boot_search(boot) == MEDIUM_STEP_ASIDE;
	/* What is on a disk is not known before udev has loaded the drivers. */
	return !boot_sees_claim(boot);
}

bool decide_is_installer(const struct boot *boot)
{
	return tree_has(&boot->tree, INSTALLER);
}

static bool assists(const struct boot *boot)
{
	return boot->config.mode == MODE_ASSIST ||
	       (boot->config.mode == MODE_AUTO && decide_is_installer(boot));
}

static enum decision make_decision(struct boot *boot, int begun)
{
	if (!boot->config.root_given)
		return DECISION_ASIDE;
	if (begun == 0 && has_nothing_to_boot(boot)) {
		decide_tell_aside(&boot->config, &boot->why);
		return DECISION_ASIDE;
	}
	return assists(boot) ? DECISION_ASSIST : DECISION_TAKEOVER;
}

int decide(struct boot *boot, int begun, enum decision *ret)
{
	if (!boot->has_config)
		return begun;
	if (decide_recall(boot, ret))
		return 0;
	*ret = make_decision(boot, begun);
	medium_close(&boot->medium);
	keep_decision(boot, *ret);
	return 0;
}
