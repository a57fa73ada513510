// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/guess.h"

#include "base/text.h"
#include "model/image.h"
#include "model/iso_failure.h"
#include "model/layer.h"

#include <errno.h>
#include <string.h>

enum { GUESS_DEPTH_MAX = 8, GUESS_ENTRIES_MAX = 100000, GUESS_BYTES_MAX = 64 << 20 };

struct guess {
	struct iso9660 *iso;
	unsigned int entries;
	uint64_t bytes; /* of directories that were read so far */
	unsigned int found;
	uint64_t size; /* of the largest image so far */
	char best[PLAN_PATH_MAX];
	char path[PLAN_PATH_MAX]; /* where the walk is */
};

static bool looks_like_image(const char *name)
{
	static const char *const endings[] = { ".squashfs", ".squash", ".sfs", ".erofs", ".img" };
	size_t len = strlen(name);

	for (size_t i = 0; i < array_size(endings); i++) {
		size_t n = strlen(endings[i]);

		if (len > n && strcmp(name + len - n, endings[i]) == 0)
			return true;
	}
	return false;
}

static int guess_file(struct guess *guess, const struct iso9660_entry *file)
{
	struct image_kind image;
	int r;

	if (file->type != ISO9660_FILE || file->zisofs || file->n_extents == 0 ||
	    !looks_like_image(file->name))
		return 0;
	r = image_identify(guess->iso->reader, &file->extents[0], &image);
	if (r == -ENOENT || r == -EBADMSG || r == -EOPNOTSUPP)
		return 0;
	if (r < 0)
		return r;
	guess->found++;
	if (file->size > guess->size) {
		guess->size = file->size;
		text_copy_cut(guess->best, sizeof(guess->best), guess->path);
	}
	return 0;
}

static int guess_in(struct guess *guess, const struct iso9660_entry *entry, unsigned int depth)
{
	struct iso9660_directory directory;
	struct iso9660_entry child;
	size_t len = strlen(guess->path);
	int r = iso9660_list(guess->iso, entry, &directory);

	if (r < 0)
		return r == -ENOTDIR ? 0 : r; /* an empty directory */
	guess->bytes += directory.extent.len;
	if (guess->bytes > GUESS_BYTES_MAX)
		return 0;
	while ((r = iso9660_next(&directory, &child)) > 0) {
		if (++guess->entries > GUESS_ENTRIES_MAX)
			return 0;
		/* An image whose path is too long cannot be named, so it cannot be the root. */
		if (text_append(guess->path, sizeof(guess->path), "%s%s", len ? "/" : "",
				child.name) == 0) {
			if (child.type != ISO9660_DIRECTORY)
				r = guess_file(guess, &child);
			else if (depth < GUESS_DEPTH_MAX)
				r = guess_in(guess, &child, depth + 1);
		}
		guess->path[len] = '\0';
		if (r < 0)
			return r;
	}
	return r;
}

int guess_plan(struct plan *plan, struct iso9660 *iso, struct failure *why)
{
	struct guess guess = { .iso = iso };
	struct iso9660_entry root;
	int r = iso9660_lookup(iso, "", &root);

	if (r == 0)
		r = guess_in(&guess, &root, 0);
	if (r < 0)
		return iso_failure(iso, r, "root directory", why);
	if (guess.found == 0)
		return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ENOENT,
				   "the ISO \"%s\" holds no root image that pmemboot recognises",
				   iso->label);
	plan->layout = "guess";
	plan->title = "unknown";
	plan->guessed = true;
	plan->guesses = guess.found;
	plan->contract = layout_own_contract;
	return layer_add(plan, iso, guess.best, NULL, why);
}
