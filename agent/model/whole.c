// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/whole.h"

#include <errno.h>

/* xorriso appends 300 KiB, isohybrid up to a cylinder of 1 MiB. */
enum { PADDING_MAX = 2 << 20, ENTRIES_MAX = 100000 };

struct walk {
	struct iso9660 *iso;
	uint64_t size;
	unsigned int entries;
};

static int check_entry(const struct iso9660_entry *entry, uint64_t size)
{
	for (unsigned int i = 0; i < entry->n_extents; i++)
		if (entry->extents[i].offset > size ||
		    entry->extents[i].len > size - entry->extents[i].offset)
			return -ENODATA;
	return 0;
}

static int check_directory(struct walk *walk, const struct iso9660_entry *entry, unsigned int depth)
{
	struct iso9660_directory directory;
	struct iso9660_entry child;
	int r = depth < ISO9660_DEPTH_MAX ? iso9660_list(walk->iso, entry, &directory) : -E2BIG;

	if (r == -ENOTDIR) /* an empty one */
		return 0;
	while (r >= 0 && (r = iso9660_next(&directory, &child)) > 0) {
		r = ++walk->entries <= ENTRIES_MAX ? check_entry(&child, walk->size) : -E2BIG;
		if (r == 0 && child.type == ISO9660_DIRECTORY)
			r = check_directory(walk, &child, depth + 1);
	}
	return r;
}

int whole_check(struct iso9660 *iso, uint64_t size)
{
	struct walk walk = { .iso = iso, .size = size };
	struct iso9660_entry root;
	int r = iso->volume_size - size <= PADDING_MAX ? 0 : -ENODATA;

	if (r == 0)
		r = iso9660_lookup(iso, "", &root);
	if (r == 0)
		r = check_entry(&root, size);
	return r < 0 ? r : check_directory(&walk, &root, 0);
}
