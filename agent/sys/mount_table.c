// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/mount_table.h"

#include <errno.h>
#include <mntent.h>
#include <string.h>
#include <sys/mount.h>

enum { LINE_MAX_SIZE = 8192 };

static void free_targets(char **targets, int n)
{
	while (n > 0)
		free(targets[--n]);
}

/* Read the targets that are to be unmounted, in the order of the table. Returns their number, or
 * -E... */
static int read_targets(char **targets, bool (*stays)(const char *target))
{
	FILE *table = setmntent("/proc/self/mounts", "re");
	char line[LINE_MAX_SIZE];
	struct mntent entry;
	int n = 0;

	if (!table)
		return -errno;
	while (n < MOUNT_TABLE_MAX && getmntent_r(table, &entry, line, sizeof(line))) {
		char *target = stays(entry.mnt_dir) ? NULL : strdup(entry.mnt_dir);

		if (target)
			targets[n++] = target;
	}
	endmntent(table);
	return n;
}

int mount_table_clear(bool (*stays)(const char *target))
{
	for (int flags = UMOUNT_NOFOLLOW;;) {
		char *targets[MOUNT_TABLE_MAX];
		int n = read_targets(targets, stays), gone = 0;

		for (int i = n; i-- > 0;)
			gone += umount2(targets[i], flags) == 0;
		if (n > 0)
			free_targets(targets, n);
		if (n <= 0 || (gone == 0 && flags & MNT_DETACH))
			return n < 0 ? n : 0;
		if (gone == 0)
			flags |= MNT_DETACH;
	}
}

bool mount_table_has_option(const char *target, const char *option)
{
	FILE *table = setmntent("/proc/self/mounts", "re");
	char line[LINE_MAX_SIZE];
	struct mntent entry;
	bool found = false;

	if (!table)
		return false;
	while (getmntent_r(table, &entry, line, sizeof(line)))
		if (strcmp(entry.mnt_dir, target) == 0)
			found = hasmntopt(&entry, option) != NULL;
	endmntent(table);
	return found;
}
