// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/guess.h"

#include "base/text.h"
#include "model/image.h"
#include "model/iso_failure.h"
#include "model/layer.h"

#include <errno.h>
#include <string.h>

enum { GUESS_DEPTH_MAX = 8, GUESS_ENTRIES_MAX = 100000, GUESS_BYTES_MAX = 64 << 20 };

/* Only the largest files are looked at. Those of less than GUESS_SIZE count if no other is one. */
enum { GUESS_FILES_MAX = 64, GUESS_SIZE = 1 << 20 };

struct guess_file {
	char path[PLAN_PATH_MAX];
	uint64_t size;
	struct extent extent; /* the first */
};

struct guess {
	struct iso9660 *iso;
	unsigned int entries;
	uint64_t bytes;		  /* of directories that were read so far */
	char path[PLAN_PATH_MAX]; /* where the walk is */
	unsigned int n_files;
	struct guess_file files[GUESS_FILES_MAX]; /* the largest, in descending order */
};

/* Insert the file among the largest ones. Of several paths to the same bytes, one counts. */
static void keep_file(struct guess *guess, const struct iso9660_entry *file)
{
	unsigned int i = guess->n_files;

	if (file->type != ISO9660_FILE || file->zisofs || file->n_extents == 0)
		return;
	for (unsigned int n = 0; n < guess->n_files; n++)
		if (guess->files[n].extent.offset == file->extents[0].offset)
			return;
	if (i == GUESS_FILES_MAX && guess->files[--i].size >= file->size)
		return;
	for (; i > 0 && guess->files[i - 1].size < file->size; i--)
		guess->files[i] = guess->files[i - 1];
	if (guess->n_files < GUESS_FILES_MAX)
		guess->n_files++;
	guess->files[i].size = file->size;
	guess->files[i].extent = file->extents[0];
	text_copy_cut(guess->files[i].path, sizeof(guess->files[i].path), guess->path);
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
				keep_file(guess, &child);
			else if (depth < GUESS_DEPTH_MAX)
				r = guess_in(guess, &child, depth + 1);
		}
		guess->path[len] = '\0';
		if (r < 0)
			return r;
	}
	return r;
}

/* What a file is as a root: the lowest of these that is found counts. */
enum rank { RANK_LIVE, RANK_WRITABLE, RANK_SMALL, RANK_NONE };

/* File systems that are made for images come before those that may store a user's changes. */
static int rank_file(const struct guess *guess, const struct guess_file *file, enum rank *ret)
{
	struct image_kind image;
	int r = image_identify_any(guess->iso->reader, &file->extent, &image);

	*ret = RANK_NONE;
	if (r < 0)
		return r == -ENOENT || r == -EBADMSG || r == -EOPNOTSUPP ? 0 : r;
	if (file->size < GUESS_SIZE)
		*ret = RANK_SMALL;
	else if (strcmp(image.fstype, "squashfs") == 0 || strcmp(image.fstype, "erofs") == 0)
		*ret = RANK_LIVE;
	else
		*ret = RANK_WRITABLE;
	return 0;
}

/* Keep only the files of the best rank. */
static int choose_files(struct guess *guess)
{
	enum rank best = RANK_NONE;
	unsigned int kept = 0;

	for (unsigned int i = 0; i < guess->n_files; i++) {
		enum rank rank;
		int r = rank_file(guess, &guess->files[i], &rank);

		if (r < 0)
			return r;
		if (rank < best) {
			best = rank;
			kept = 0;
		}
		if (rank == best && best != RANK_NONE)
			guess->files[kept++] = guess->files[i];
	}
	guess->n_files = kept;
	return 0;
}

static int refuse_several(const struct guess *guess, struct failure *why)
{
	char names[FAILURE_LINE_MAX / 2] = "";

	for (unsigned int i = 0; i < guess->n_files; i++)
		text_append_cut(names, sizeof(names), "%s%s", i ? ", " : "", guess->files[i].path);
	return failure_set(why, FAILURE_AMBIGUOUS, -ENOTUNIQ,
			   "any of %u images may be the root: %s; name it with "
			   "pmemboot.root=auto:/PATH, or let the ISO's own initramfs boot it",
			   guess->n_files, names);
}

int guess_plan(struct plan *plan, struct iso9660 *iso, const struct layout *layout,
	       struct failure *why)
{
	struct guess guess;
	struct iso9660_entry root;
	int r = iso9660_lookup(iso, "", &root);

	guess.iso = iso;
	guess.entries = guess.n_files = 0;
	guess.bytes = 0;
	guess.path[0] = '\0';
	if (r == 0)
		r = guess_in(&guess, &root, 0);
	if (r == 0)
		r = choose_files(&guess);
	if (r < 0)
		return iso_failure(iso, r, "root directory", why);
	if (guess.n_files == 0)
		return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ENOENT,
				   "the ISO \"%s\" holds no root image that pmemboot recognises",
				   iso->label);
	if (guess.n_files > 1)
		return refuse_several(&guess, why);
	plan->guessed = true;
	return layer_add(plan, iso, guess.files[0].path, layout, why);
}
