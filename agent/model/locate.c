// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/locate.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

static struct slice rest_of(const struct located *file)
{
	struct slice path = file->line.path;

	return slice_sub(path, file->at, path.len - file->at);
}

static struct slice part_of(const struct located *file)
{
	struct slice rest = rest_of(file);

	return slice_take_until(&rest, '/');
}

static int compare_slices(struct slice one, struct slice other)
{
	int r = memcmp(one.data, other.data, one.len < other.len ? one.len : other.len);

	return r != 0 ? r : (one.len > other.len) - (one.len < other.len);
}

/* Compare part by part, so that the files of a folder are adjacent and sorted by name. */
static int compare_paths(const void *a, const void *b)
{
	const struct located *one = *(struct located *const *)a;
	const struct located *other = *(struct located *const *)b;
	struct slice rest = one->line.path, rest_of_other = other->line.path;

	while (rest.len > 0 && rest_of_other.len > 0) {
		int r = compare_slices(slice_take_until(&rest, '/'),
				       slice_take_until(&rest_of_other, '/'));

		if (r != 0)
			return r;
	}
	return (rest.len > 0) - (rest_of_other.len > 0);
}

/* The first of n files whose next part is not less than a name. */
static unsigned int find_part(struct located **order, unsigned int n, struct slice name)
{
	unsigned int low = 0;

	while (low < n) {
		unsigned int middle = low + (n - low) / 2;

		if (compare_slices(part_of(order[middle]), name) < 0)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

static int end_search(struct located *file, int result)
{
	file->seeking = false;
	file->result = result;
	return 0;
}

static int take_file(struct located *file, const struct iso9660_entry *entry, struct locate *locate)
{
	if (entry->type != ISO9660_FILE || entry->zisofs)
		return end_search(file, -EOPNOTSUPP);
	if (entry->n_extents > locate->max - locate->count)
		return -ENOSPC;
	file->size = entry->size;
	file->n_extents = entry->n_extents;
	file->extents = locate->list + locate->count;
	memcpy(locate->list + locate->count, entry->extents,
	       entry->n_extents * sizeof(*entry->extents));
	locate->count += entry->n_extents;
	return end_search(file, 0);
}

static int look_up(struct iso9660 *iso, struct located *file, struct locate *locate)
{
	struct iso9660_entry entry;
	char path[ISO9660_PATH_MAX];
	size_t used = strlen(locate->folder) + 1;
	int r = text_print(path, sizeof(path), "%s/", locate->folder);

	if (r == 0)
		r = sums_path(&file->line, path + used, sizeof(path) - used);
	if (r == 0)
		r = iso9660_lookup(iso, path, &entry);
	if (r == -E2BIG) /* the budget of the volume is exceeded: stop */
		return r;
	return r < 0 ? end_search(file, r) : take_file(file, &entry, locate);
}

/* The next part of a path was found in the folder. */
static int meet_entry(struct iso9660 *iso, struct located *file, const struct iso9660_entry *entry,
		      struct locate *locate)
{
	size_t used = part_of(file).len;

	if (entry->type == ISO9660_LINK)
		return look_up(iso, file, locate);
	if (used == rest_of(file).len)
		return take_file(file, entry, locate);
	if (entry->type != ISO9660_DIRECTORY || entry->n_extents != 1)
		return end_search(file, -ENOTDIR);
	file->folder = entry->extents[0];
	file->met = true;
	return 0;
}

/* The folder was read: go on to the next folder of the path, or finish. */
static int leave_folder(struct iso9660 *iso, struct located *file, struct locate *locate)
{
	struct slice part = part_of(file);

	if (!file->seeking)
		return 0;
	if (!file->met) /* "a//b" and "../b" are names of no entry */
		return part.len == 0 || slice_equals(part, "..", 2) ? look_up(iso, file, locate)
								    : end_search(file, -ENOENT);
	file->met = false;
	file->at += part.len + 1;
	return 0;
}

/* Read a folder once, for all files whose paths go through it. */
static int read_folder(struct iso9660 *iso, struct located **order, unsigned int n,
		       struct locate *locate)
{
	struct iso9660_entry entry = { .type = ISO9660_DIRECTORY,
				       .n_extents = 1,
				       .extents = { order[0]->folder } };
	struct iso9660_directory folder;
	unsigned int left = n;
	int r = iso9660_list(iso, &entry, &folder);

	while (r == 0 && left > 0 && (r = iso9660_next(&folder, &entry)) > 0) {
		struct slice name = { (const uint8_t *)entry.name, strlen(entry.name) };
		unsigned int i = find_part(order, n, name);

		/* If the folder has a name several times, the first entry counts. */
		for (r = 0; r == 0 && i < n && order[i]->seeking && !order[i]->met &&
			    compare_slices(part_of(order[i]), name) == 0;
		     i++, left--)
			r = meet_entry(iso, order[i], &entry, locate);
	}
	for (unsigned int i = 0; r >= 0 && i < n; i++)
		r = leave_folder(iso, order[i], locate);
	return r < 0 ? r : 0;
}

/* The number of files, from the first on, that are looked for in the same folder as the first. */
static unsigned int count_together(struct located **order, unsigned int n)
{
	const struct located *first = order[0];
	unsigned int i = 1;

	for (; first->seeking && i < n; i++)
		if (!order[i]->seeking || order[i]->at != first->at ||
		    memcmp(order[i]->line.path.data, first->line.path.data, first->at) != 0)
			break;
	return i;
}

static int begin_search(struct iso9660 *iso, struct located *file, struct extent folder,
			struct locate *locate)
{
	file->at = 0;
	file->folder = folder;
	file->seeking = true;
	file->met = false;
	if (file->line.escaped || (!iso->rock_ridge && !iso->joliet))
		return look_up(iso, file, locate);
	return 0;
}

int locate_files(struct iso9660 *iso, struct located **order, unsigned int n, struct locate *locate)
{
	struct iso9660_entry folder;
	bool more = true;
	int r = iso9660_lookup(iso, locate->folder, &folder);

	if (r == 0 && (folder.type != ISO9660_DIRECTORY || folder.n_extents != 1))
		r = -ENOTDIR;
	qsort(order, n, sizeof(*order), compare_paths);
	for (unsigned int i = 0; r == 0 && i < n; i++)
		r = begin_search(iso, order[i], folder.extents[0], locate);
	for (unsigned int depth = 0; r == 0 && more; depth++) {
		unsigned int together;

		more = false;
		for (unsigned int i = 0; r == 0 && i < n; i += together) {
			together = count_together(order + i, n - i);
			if (!order[i]->seeking)
				continue;
			if (depth == ISO9660_DEPTH_MAX)
				return fault_over(&iso->fault, ISO9660_DEPTH_MAX, "parts of a path",
						  0);
			r = read_folder(iso, order + i, together, locate);
			more = true;
		}
	}
	return r;
}
