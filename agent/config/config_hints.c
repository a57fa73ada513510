// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/config_hints.h"

#include "base/text.h"
#include "log/log.h"

#include <string.h>

/* What the value of a parameter is. */
enum hint_kind {
	HINT_FOLDER, /* the folder of the root images */
	HINT_IMAGE,  /* the root image in the folder */
	HINT_LIST,   /* the list of root images in the folder, if there are several */
	HINT_VALUE,  /* nothing; but if it begins with this, the parameter is for the scripts */
};

/*
 * live-boot(7), casper(7), dracut.cmdline(7) (dmsquash-live; kiwi-live reads the same), and the
 * hooks of mkinitcpio-archiso and manjaro-tools. scripts is NULL where several share the parameter.
 */
static const struct row {
	const char *name;
	const char *scripts;
	enum hint_kind kind;
	const char *value;
} rows[] = {
	{ "boot", HINTS_LIVE_BOOT, HINT_VALUE, "live" },
	{ "boot", HINTS_CASPER, HINT_VALUE, "casper" },
	{ "root", HINTS_DMSQUASH, HINT_VALUE, "live:" },
	{ "live-media-path", NULL, HINT_FOLDER, NULL },
	{ "module", NULL, HINT_LIST, NULL },
	{ "rd.live.dir", HINTS_DMSQUASH, HINT_FOLDER, NULL },
	{ "rd.live.squashimg", HINTS_DMSQUASH, HINT_IMAGE, NULL },
	{ "archisobasedir", HINTS_ARCHISO, HINT_FOLDER, NULL },
	{ "misobasedir", HINTS_MISO, HINT_FOLDER, NULL },
};

/* The path without slashes at both ends. */
static const char *trim(char *path)
{
	size_t len;

	path += strspn(path, "/");
	for (len = strlen(path); len > 0 && path[len - 1] == '/'; len--)
		path[len - 1] = '\0';
	return path;
}

static void take_row(struct hints *hints, const struct row *row, char *value)
{
	if (row->kind == HINT_VALUE) {
		if (text_begins(value, row->value))
			hints->scripts = row->scripts;
		return;
	}
	if (row->kind == HINT_LIST) {
		hints->list = value;
		return;
	}
	if (row->scripts)
		hints->scripts = row->scripts;
	hints->parameter = row->name;
	if (row->kind == HINT_FOLDER)
		hints->folder = trim(value);
	else
		hints->image = trim(value);
}

void config_hints_take(struct hints *hints, const char *name, char *value)
{
	for (size_t i = 0; i < array_size(rows); i++)
		if (strcmp(name, rows[i].name) == 0)
			take_row(hints, &rows[i], value);
	if (text_begins(name, "rd.kiwi.live."))
		hints->module = HINTS_MODULE_KIWI;
}

void config_hints_drop(struct config *config)
{
	if (config->hints.parameter)
		log_notice("%s= is not obeyed: under the policy of the initramfs the command line "
			   "cannot choose the root image",
			   config->hints.parameter);
	config->hints = (struct hints){ .layout = config->hints.layout };
}
