// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/remove.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 64 };

/* Remove the contents of a directory that are on the same device. Closes fd. */
static void remove_on_device(int fd, dev_t device, unsigned int depth)
{
	DIR *directory = fdopendir(fd);
	struct dirent *entry;

	if (!directory) {
		close(fd);
		return;
	}
	while ((entry = readdir(directory)) != NULL) {
		struct stat st;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0 || st.st_dev != device)
			continue;
		if (!S_ISDIR(st.st_mode)) {
			unlinkat(fd, entry->d_name, 0);
			continue;
		}
		if (depth < DEPTH_MAX) {
			int child_fd = openat(fd, entry->d_name,
					      O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

			if (child_fd >= 0)
				remove_on_device(child_fd, device, depth + 1);
		}
		unlinkat(fd, entry->d_name, AT_REMOVEDIR);
	}
	closedir(directory);
}

void remove_below(int fd)
{
	struct stat st;

	if (fstat(fd, &st) == 0)
		remove_on_device(fd, st.st_dev, 0);
	else
		close(fd);
}
