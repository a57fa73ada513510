// SPDX-License-Identifier: GPL-2.0-or-later
/* Paths in an ISO 9660 volume, and the bytes of its files. */
#include "parse/iso9660.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

/* Names without Rock Ridge are stored in upper case, so case is ignored for them. */
static bool same_name(const struct iso9660 *iso, const char *name, const char *part, size_t len)
{
	if (strlen(name) != len)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = part[i];

		if (!iso->rock_ridge && !iso->joliet && c >= 'A' && c <= 'Z')
			c = (char)(c | 32);
		if (name[i] != c)
			return false;
	}
	return true;
}

/* ---- What is kept in mind ---- */

/*
 * Returns 0 with the directory, -ENOENT if the name is known to be missing, 1 if it is not cached.
 */
static int recall_part(const struct iso9660 *iso, const struct extent *directory, const char *part,
		       size_t len, struct iso9660_entry *ret)
{
	for (unsigned int i = 0; i < ISO9660_MEMO_MAX; i++) {
		const struct iso9660_memo *memo = &iso->memos[i];

		if (memo->directory.offset != directory->offset ||
		    memo->directory.len != directory->len || strlen(memo->name) != len ||
		    memcmp(memo->name, part, len) != 0)
			continue;
		if (memo->found.len == 0)
			return -ENOENT;
		*ret = (struct iso9660_entry){ .type = ISO9660_DIRECTORY,
					       .size = memo->found.len,
					       .n_extents = 1,
					       .extents = { memo->found } };
		memcpy(ret->name, part, len);
		return 0;
	}
	return 1;
}

/* Replaces the oldest entry. */
static void remember_part(struct iso9660 *iso, const struct extent *directory, const char *part,
			  size_t len, const struct iso9660_entry *found)
{
	struct iso9660_memo *memo = &iso->memos[iso->next_memo];

	if (len > ISO9660_MEMO_NAME_MAX ||
	    (found && (found->type != ISO9660_DIRECTORY || found->n_extents != 1)))
		return;
	*memo = (struct iso9660_memo){ .directory = *directory };
	if (found)
		memo->found = found->extents[0];
	memcpy(memo->name, part, len);
	iso->next_memo = (iso->next_memo + 1) % ISO9660_MEMO_MAX;
}

/* ---- Paths ---- */

static int find_in_directory(struct iso9660 *iso, const char *part, size_t len,
			     struct iso9660_entry *entry)
{
	struct iso9660_directory directory;
	int r = iso9660_list(iso, entry, &directory);

	if (r == 0)
		r = recall_part(iso, &directory.extent, part, len, entry);
	if (r <= 0)
		return r;
	if (iso->rock_ridge)
		directory.wanted = (struct slice){ (const uint8_t *)part, len };
	while ((r = iso9660_next(&directory, entry)) > 0)
		if (same_name(iso, entry->name, part, len))
			break;
	if (r >= 0)
		remember_part(iso, &directory.extent, part, len, r > 0 ? entry : NULL);
	return r > 0 ? 0 : r < 0 ? r : -ENOENT;
}

/*
 * Walk a path from a directory to its end or to the first link in it. Returns 0 at the end. At a
 * link, returns the number of bytes of the path after the link, plus 1; *before is then the number
 * of bytes before the link's name.
 */
static int walk_path(struct iso9660 *iso, const char *path, struct iso9660_entry *entry,
		     size_t *before)
{
	const char *at = path;

	for (unsigned int depth = 0;; depth++) {
		size_t len;
		int r;

		at += strspn(at, "/");
		len = strcspn(at, "/");
		if (len == 0)
			return 0;
		if (depth == ISO9660_DEPTH_MAX)
			return fault_over(&iso->fault, ISO9660_DEPTH_MAX, "parts of a path", 0);
		r = find_in_directory(iso, at, len, entry);
		if (r < 0)
			return r;
		if (entry->type == ISO9660_LINK) {
			*before = (size_t)(at - path);
			return (int)strlen(at + len) + 1;
		}
		at += len;
	}
}

int iso9660_descend(struct iso9660 *iso, const char *path, struct iso9660_entry *entry)
{
	size_t before;
	int r = walk_path(iso, path, entry, &before);

	return r > 0 ? -ELOOP : r;
}

/* Resolve "." and ".." in a path. Returns -ENOENT if it leaves the volume. */
static int make_plain(char *path)
{
	size_t to = 0;

	for (const char *from = path; *from;) {
		size_t len;

		from += strspn(from, "/");
		len = strcspn(from, "/");
		if (len == 2 && memcmp(from, "..", 2) == 0) {
			if (to == 0)
				return -ENOENT;
			while (to > 0 && path[--to] != '/')
				;
		} else if (len > 0 && !(len == 1 && *from == '.')) {
			if (to > 0)
				path[to++] = '/';
			memmove(path + to, from, len);
			to += len;
		}
		from += len;
	}
	path[to] = '\0';
	return 0;
}

int iso9660_lookup(struct iso9660 *iso, const char *path, struct iso9660_entry *ret)
{
	char here[ISO9660_PATH_MAX], next[ISO9660_PATH_MAX];
	size_t before;
	int r;

	if (text_print(here, sizeof(here), "%s", path) < 0)
		return fault_over(&iso->fault, ISO9660_PATH_MAX, "bytes of a path", 0);
	r = make_plain(here);
	for (unsigned int links = 0; r == 0; links++) {
		*ret = (struct iso9660_entry){ .type = ISO9660_DIRECTORY,
					       .size = iso->root.len,
					       .n_extents = 1,
					       .extents = { iso->root } };
		r = walk_path(iso, here, ret, &before);
		if (r <= 0)
			return r;
		if (ret->target[0] == '/')
			return -ENOENT;
		if (links == ISO9660_LINKS_MAX)
			return fault_over(&iso->fault, ISO9660_LINKS_MAX, "links on the way", 0);
		if (text_print(next, sizeof(next), "%.*s%s%s", (int)before, here, ret->target,
			       here + strlen(here) - (size_t)(r - 1)) < 0)
			return fault_over(&iso->fault, ISO9660_PATH_MAX, "bytes of a path", 0);
		r = make_plain(next);
		memcpy(here, next, sizeof(here));
	}
	return r;
}

int iso9660_lookup_file(struct iso9660 *iso, const char *path, struct iso9660_entry *ret)
{
	int r = iso9660_lookup(iso, path, ret);

	return r == -ENOTDIR || (r == 0 && ret->type != ISO9660_FILE) ? -ENOENT : r;
}

int iso9660_list_path(struct iso9660 *iso, const char *path, struct iso9660_directory *ret)
{
	struct iso9660_entry entry;
	int r = iso9660_lookup(iso, path, &entry);

	if (r == 0)
		r = iso9660_list(iso, &entry, ret);
	return r == -ENOTDIR ? -ENOENT : r;
}

int iso9660_read(const struct iso9660 *iso, const struct iso9660_entry *file, uint64_t offset,
		 void *buf, size_t len)
{
	uint8_t *to = buf;

	if (offset > file->size || len > file->size - offset)
		return -ERANGE;
	for (unsigned int i = 0; i < file->n_extents && len > 0; i++) {
		const struct extent *extent = &file->extents[i];
		size_t part = len;
		int r;

		if (offset >= extent->len) {
			offset -= extent->len;
			continue;
		}
		if (part > extent->len - offset)
			part = (size_t)(extent->len - offset);
		r = reader_read(iso->reader, extent->offset + offset, to, part);
		if (r < 0)
			return r;
		to += part;
		len -= part;
		offset = 0;
	}
	return 0;
}
