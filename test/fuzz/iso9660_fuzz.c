// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/iso9660.h"

#include "fuzz/fuzz.h"
#include "fuzz/medium.h"

#include <errno.h>
#include <string.h>

/* Directories may lie in circles. */
enum { WALK_DEPTH_MAX = 3, WALK_ENTRIES_MAX = 1000 };

static void require_error(const struct iso9660 *iso, int r)
{
	switch (r) {
	case -EBADMSG:
	case -E2BIG:
	case -EOPNOTSUPP:
		REQUIRE(iso->fault.what && iso->fault.what[0]);
		break;
	default:
		REQUIRE(r == -ENOENT || r == -ENOTDIR); /* no read error: reads don't fail here */
	}
}

static void require_entry(const struct iso9660 *iso, const struct iso9660_entry *entry)
{
	uint64_t size = 0;

	REQUIRE(memchr(entry->name, '\0', sizeof(entry->name)) && !strchr(entry->name, '/'));
	REQUIRE(entry->n_extents <= ISO9660_EXTENTS_MAX);
	for (unsigned int i = 0; i < entry->n_extents; i++) {
		const struct extent *extent = &entry->extents[i];

		REQUIRE(extent->len > 0 && extent->offset <= iso->volume_size &&
			extent->len <= iso->volume_size - extent->offset);
		size += extent->len;
	}
	REQUIRE(entry->size == size);
	REQUIRE(memchr(entry->target, '\0', sizeof(entry->target)));
	REQUIRE((entry->type == ISO9660_LINK) <= (entry->target[0] != '\0'));
}

static void walk(struct iso9660 *iso, const struct iso9660_entry *entry, unsigned int depth,
		 unsigned int *entries)
{
	struct iso9660_directory directory;
	struct iso9660_entry child;
	int r = iso9660_list(iso, entry, &directory);

	if (r == 0)
		while (*entries < WALK_ENTRIES_MAX && (r = iso9660_next(&directory, &child)) > 0) {
			++*entries;
			require_entry(iso, &child);
			if (child.type == ISO9660_DIRECTORY && depth < WALK_DEPTH_MAX)
				walk(iso, &child, depth + 1, entries);
		}
	if (r < 0)
		require_error(iso, r);
}

static void look_up(struct iso9660 *iso, const char *path)
{
	struct iso9660_entry entry;
	int r = iso9660_lookup(iso, path, &entry);

	if (r == 0) {
		char last;

		require_entry(iso, &entry);
		REQUIRE(entry.type != ISO9660_LINK);
		REQUIRE(iso9660_read(iso, &entry, entry.size, &last, 1) == -ERANGE);
		if (entry.size > 0)
			(void)!iso9660_read(iso, &entry, entry.size - 1, &last, 1);
	} else {
		require_error(iso, r);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct iso9660_entry root;
	unsigned int entries = 0;
	struct medium medium;
	struct iso9660 iso;
	int r;

	medium_open(&medium, data, size);
	r = iso9660_open(&iso, &medium.reader);
	if (r < 0) {
		require_error(&iso, r);
		return 0;
	}
	REQUIRE(memchr(iso.label, '\0', sizeof(iso.label)));
	r = iso9660_lookup(&iso, "", &root);
	REQUIRE(r == 0);
	require_entry(&iso, &root);
	walk(&iso, &root, 0, &entries);
	look_up(&iso, "live/filesystem.squashfs");
	look_up(&iso, "/A//b/");
	return 0;
}
