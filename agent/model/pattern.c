// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/pattern.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

#if defined(__x86_64__)
#define MACHINE "x86_64"
#elif defined(__aarch64__)
#define MACHINE "aarch64"
#elif defined(__riscv) && __riscv_xlen == 64
#define MACHINE "riscv64"
#else
#define MACHINE ""
#endif

/* A path with a star: "folder/part*part/rest". */
struct starred {
	char folder[PATTERN_PATH_MAX]; /* with a slash at its end; "" is the root */
	const char *part;
	size_t part_len;
	const char *rest; /* with a slash at its start; or "" */
};

static int split_path(const char *path, struct starred *ret)
{
	const char *part = strchr(path, '*');

	while (part > path && part[-1] != '/')
		part--;
	ret->part = part;
	ret->part_len = strcspn(part, "/");
	ret->rest = part + ret->part_len;
	return text_print(ret->folder, sizeof(ret->folder), "%.*s", (int)(part - path), path);
}

bool pattern_fits(const char *part, size_t len, const char *name)
{
	const char *star = memchr(part, '*', len);
	size_t before = star ? (size_t)(star - part) : len;
	size_t after = star ? len - before - 1 : 0, name_len = strlen(name);

	if (!star && name_len != len)
		return false;
	return name_len >= before + after && memcmp(name, part, before) == 0 &&
	       memcmp(name + name_len - after, part + len - after, after) == 0;
}

bool pattern_is_literal(const char *name)
{
	return !strchr(name, '*') && !strchr(name, '|');
}

/*
 * Is there a file at the rest of a path, starting from an entry of a folder? The result replaces
 * the entry. If there is a link on the way, the whole path is looked up.
 */
static int find_below(struct iso9660 *iso, const char *path, const char *rest,
		      struct iso9660_entry *entry)
{
	int r = entry->type == ISO9660_LINK ? -ELOOP : iso9660_descend(iso, rest, entry);

	if (r == -ELOOP)
		return iso9660_lookup_file(iso, path, entry);
	if (r == -ENOTDIR || (r == 0 && entry->type != ISO9660_FILE))
		return -ENOENT;
	return r;
}

static int find_starred(struct iso9660 *iso, const char *pattern, char *path);

/* Does an entry of the folder lead to a file? Returns 0 and its path; -ENOENT; or -E... */
static int try_entry(struct iso9660 *iso, const struct starred *starred,
		     struct iso9660_entry *entry, char *path)
{
	char whole[PATTERN_PATH_MAX];
	int r;

	if (!pattern_fits(starred->part, starred->part_len, entry->name) ||
	    text_print(whole, sizeof(whole), "%s%s%s", starred->folder, entry->name,
		       starred->rest) < 0)
		return -ENOENT;
	if (strchr(starred->rest, '*'))
		return entry->type != ISO9660_DIRECTORY || !pattern_is_literal(entry->name)
			       ? -ENOENT
			       : find_starred(iso, whole, path);
	r = find_below(iso, whole, starred->rest, entry);
	if (r == 0)
		memcpy(path, whole, sizeof(whole));
	return r;
}

/* The folder is read once, even if several entries match. */
static int find_starred(struct iso9660 *iso, const char *pattern, char *path)
{
	struct iso9660_directory directory;
	struct iso9660_entry entry;
	struct starred starred;
	bool found = false;
	int r = split_path(pattern, &starred);

	if (r == 0)
		r = iso9660_list_path(iso, starred.folder, &directory);
	if (r < 0)
		return r;
	while ((r = iso9660_next(&directory, &entry)) > 0) {
		bool is_ours = strcmp(entry.name, MACHINE) == 0;

		/*
		 * After the first match, only one for this machine's architecture is of interest.
		 */
		if (found && !is_ours)
			continue;
		r = try_entry(iso, &starred, &entry, path);
		if (r == 0 && is_ours)
			return 0;
		if (r < 0 && r != -ENOENT && r != -ENOTDIR)
			return r;
		found = found || r == 0;
	}
	if (r < 0)
		return r;
	return found ? 0 : -ENOENT;
}

static int find_plain(struct iso9660 *iso, const char *name, char *path)
{
	struct iso9660_entry file;
	int r = text_print(path, PATTERN_PATH_MAX, "%s", name);

	return r < 0 ? r : iso9660_lookup_file(iso, path, &file);
}

int pattern_find_in(struct iso9660 *iso, const char *folder, const char *pattern, char *path)
{
	for (;;) {
		char one[PATTERN_PATH_MAX];
		size_t len = strcspn(pattern, "|");
		int r = text_print(one, sizeof(one), "%s%s%.*s", folder, *folder ? "/" : "",
				   (int)len, pattern);

		if (r == 0)
			r = strchr(one, '*') ? find_starred(iso, one, path)
					     : find_plain(iso, one, path);
		if (r == -ENAMETOOLONG)
			r = -ENOENT;
		if (r != -ENOENT || !pattern[len])
			return r;
		pattern += len + 1;
	}
}

int pattern_find(struct iso9660 *iso, const char *pattern, char *path)
{
	return pattern_find_in(iso, "", pattern, path);
}
