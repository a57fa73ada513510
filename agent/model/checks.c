// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/checks.h"

#include "base/digest.h"
#include "base/slice.h"
#include "base/text.h"
#include "model/list_name.h"
#include "model/plan_request.h"
#include "model/volume_signature.h"
#include "parse/checkmedia.h"
#include "parse/isomd5sum.h"

#include <errno.h>
#include <string.h>

/* Suffixes of files next to an image, but for those with its sum. */
static const struct {
	const char *suffix;
	enum plan_check_kind kind;
	unsigned int wanted;
} beside[] = {
	{ ".minisig", PLAN_CHECK_SIGNATURE, PLAN_WANTS_SIGNATURES },
	{ ".sig", PLAN_CHECK_SIGNATURE, PLAN_WANTS_SIGNATURES },
	{ ".verity", PLAN_CHECK_VERITY, PLAN_WANTS_VERITY },
};

/* Signatures that only other programs check: CMS (archiso), OpenPGP. They are named, no more. */
static const char *const foreign[] = { ".cms.sig", ".p7s", ".asc", ".gpg" };

/* Files next to a hash tree, by the name that it has without its own suffix. */
static const struct {
	const char *suffix;
	enum plan_check_kind kind;
} beside_tree[] = {
	{ ".roothash.p7s", PLAN_CHECK_ROOT_SIGNATURE },
	{ ".fec", PLAN_CHECK_CODES },
};

enum { LISTS_MAX = 16, LIST_NAME_MAX = 40 };

static void checks_add(struct plan *plan, enum plan_check_kind kind, unsigned int layer,
		       const char *path)
{
	struct plan_checks *checks = &plan->checks;

	if (checks->count == PLAN_CHECKS_MAX)
		return;
	checks->list[checks->count].kind = kind;
	checks->list[checks->count].layer = layer;
	text_copy_cut(checks->list[checks->count++].path, PLAN_PATH_MAX, path);
}

/* Find the checks in the application bytes of the volume descriptor. */
static void find_tags(struct plan *plan, const struct iso9660 *iso)
{
	const struct slice area = { iso->application, sizeof(iso->application) };
	struct isomd5sum isomd5sum;
	struct checkmedia checkmedia;
	char title[64];

	if (isomd5sum_parse(area, &isomd5sum) != -ENOENT)
		checks_add(plan, PLAN_CHECK_ISOMD5SUM, 0, "MD5 of the volume (isomd5sum)");
	if (checkmedia_parse(area, &checkmedia) == 0 &&
	    text_print(title, sizeof(title), "%s of the volume (checkmedia)",
		       digest_name(checkmedia.kind)) == 0)
		checks_add(plan, PLAN_CHECK_CHECKMEDIA, 0, title);
}

/* What is wanted of an image. */
struct search {
	struct plan *plan;
	struct iso9660 *iso;
	unsigned int wanted;
	bool has_list;
};

/* Find the file of exactly this name. */
static int find_named(struct iso9660 *iso, const char *name, const char *suffix, char *ret)
{
	struct iso9660_entry file;
	int r = text_print(ret, PLAN_PATH_MAX, "%s%s", name, suffix);

	if (r == 0)
		r = iso9660_lookup_file(iso, ret, &file);
	return r == -ENAMETOOLONG ? -ENOENT : r;
}

static int find_file(struct iso9660 *iso, const char *folder, const char *name, char *ret)
{
	char path[PLAN_PATH_MAX];
	int r = text_print(path, sizeof(path), "%s%s", folder, *folder ? "/" : "");

	return r < 0 ? -ENOENT : find_named(iso, path, name, ret);
}

/* A file with sums. */
struct list {
	enum digest_kind kind;
	char name[LIST_NAME_MAX + 1];
};

/* Those of a folder: the lists, and the sum of one image. */
struct lists {
	unsigned int count;
	struct list list[LISTS_MAX], sum;
};

/* Add a list; those with the stronger hash come first. */
static void add_list(struct lists *lists, const struct list *list)
{
	unsigned int i;

	if (lists->count == LISTS_MAX)
		return;
	for (i = lists->count++; i > 0 && lists->list[i - 1].kind < list->kind; i--)
		lists->list[i] = lists->list[i - 1];
	lists->list[i] = *list;
}

static void take_name(struct lists *lists, const char *name, const char *image)
{
	struct list list;

	if (strlen(name) > LIST_NAME_MAX)
		return;
	text_copy_cut(list.name, sizeof(list.name), name);
	if (list_name_parse(name, &list.kind))
		add_list(lists, &list);
	else if (image && list_name_is_of(name, image, &list.kind) && list.kind > lists->sum.kind)
		lists->sum = list;
}

/* Read the names in a folder once. image is the name of an image there, or NULL. */
static int read_lists(struct iso9660 *iso, const char *folder, const char *image, struct lists *ret)
{
	struct iso9660_directory directory;
	struct iso9660_entry entry;
	int r = iso9660_list_path(iso, folder, &directory);

	ret->count = 0;
	ret->sum.kind = DIGEST_UNKNOWN;
	while (r >= 0 && (r = iso9660_next(&directory, &entry)) > 0)
		if (entry.type == ISO9660_FILE || entry.type == ISO9660_LINK)
			take_name(ret, entry.name, image);
	return r;
}

static int find_signature(struct plan *plan, struct iso9660 *iso, const char *list)
{
	char signature[PLAN_PATH_MAX];
	int r = find_named(iso, list, ".minisig", signature);

	if (r == -ENOENT)
		r = find_named(iso, list, ".sig", signature);
	if (r == 0)
		checks_add(plan, PLAN_CHECK_SUMS_SIGNATURE, 0, signature);
	return r == -ENOENT ? 0 : r;
}

/* The lists are wanted, or their signatures. */
static int add_lists(struct search *search, const char *folder, const struct lists *lists)
{
	int r = 0;

	for (unsigned int i = 0; r == 0 && i < lists->count; i++) {
		char path[PLAN_PATH_MAX];

		if (find_file(search->iso, folder, lists->list[i].name, path) < 0)
			continue; /* a link to nothing */
		search->has_list = true;
		if (search->wanted & PLAN_WANTS_SUMS)
			checks_add(search->plan, PLAN_CHECK_SUMS, 0, path);
		if (search->wanted & PLAN_WANTS_SIGNATURES)
			r = find_signature(search->plan, search->iso, path);
	}
	return r;
}

static int find_lists(struct search *search, const char *folder)
{
	struct lists lists;
	int r = read_lists(search->iso, folder, NULL, &lists);

	return r < 0 ? r : add_lists(search, folder, &lists);
}

/*
 * Find the sum next to a layer. If the volume has no list of sums, and the layer none of its own,
 * find one in the folder of the layer or in those above.
 */
static int find_layer_sums(struct search *search, unsigned int layer)
{
	const char *image = search->plan->layers[layer].path, *slash = strrchr(image, '/');
	char folder[PLAN_PATH_MAX], path[PLAN_PATH_MAX];
	struct lists lists;
	int r;

	text_copy_cut(folder, sizeof(folder), image);
	text_cut_name(folder);
	r = read_lists(search->iso, folder, slash ? slash + 1 : image, &lists);
	if (r < 0)
		return r;
	if (lists.sum.kind != DIGEST_UNKNOWN &&
	    find_file(search->iso, folder, lists.sum.name, path) == 0) {
		if (search->wanted & PLAN_WANTS_SUMS)
			checks_add(search->plan, PLAN_CHECK_LAYER_SUM, layer, path);
		return 0;
	}
	if (!search->has_list)
		r = add_lists(search, folder, &lists);
	for (text_cut_name(folder); r == 0 && !search->has_list && *folder; text_cut_name(folder))
		r = find_lists(search, folder);
	return r;
}

int checks_beside(struct iso9660 *iso, const char *image, const char *suffix, char *ret)
{
	const char *slash = strrchr(image, '/'), *dot = strrchr(slash ? slash : image, '.');
	char stem[PLAN_PATH_MAX];
	int r = find_named(iso, image, suffix, ret);

	if (r != -ENOENT || !dot ||
	    text_print(stem, sizeof(stem), "%.*s", (int)(dot - image), image) < 0)
		return r;
	r = find_named(iso, stem, suffix, ret);
	/* The image itself is not a match. */
	return r == 0 && strcmp(ret, image) == 0 ? -ENOENT : r;
}

/* Find the hash device. Only a file of one extent can be one. */
static int find_tree(struct plan_layer *layer, struct iso9660 *iso, const char *path)
{
	struct iso9660_entry file;
	int r = iso9660_lookup(iso, path, &file);

	if (r == 0 && file.n_extents == 1)
		layer->tree = file.extents[0];
	return r;
}

/* The codes, as the tree, have to be a file of one extent. */
static int add_beside_tree(struct search *search, unsigned int layer, enum plan_check_kind kind,
			   const char *path)
{
	struct iso9660_entry file;
	int r = iso9660_lookup(search->iso, path, &file);

	if (r < 0 || (kind == PLAN_CHECK_CODES && file.n_extents != 1))
		return r;
	checks_add(search->plan, kind, layer, path);
	if (kind == PLAN_CHECK_CODES)
		search->plan->layers[layer].codes = file.extents[0];
	return 0;
}

static int find_beside_tree(struct search *search, unsigned int layer)
{
	const struct plan_check *tree = checks_get(search->plan, PLAN_CHECK_VERITY, layer);
	char stem[PLAN_PATH_MAX], path[PLAN_PATH_MAX];
	int r = 0;

	if (!tree || search->plan->layers[layer].tree.len == 0)
		return 0;
	text_copy_cut(stem, sizeof(stem), tree->path);
	*strrchr(stem, '.') = '\0';
	for (size_t i = 0; r == 0 && i < array_size(beside_tree); i++) {
		r = find_named(search->iso, stem, beside_tree[i].suffix, path);
		if (r == 0)
			r = add_beside_tree(search, layer, beside_tree[i].kind, path);
		if (r == -ENOENT)
			r = 0;
	}
	return r;
}

/* ---- Signatures that are not checked ---- */

/* Is it the name of a foreign signature of an image, or of one with the suffix in place of its own?
 */
static bool is_foreign(const char *name, const char *image)
{
	const char *dot = strrchr(image, '.');
	size_t stem = dot ? (size_t)(dot - image) : strlen(image), len = strlen(image);

	for (size_t i = 0; i < array_size(foreign); i++)
		if ((strncmp(name, image, len) == 0 && strcmp(name + len, foreign[i]) == 0) ||
		    (strncmp(name, image, stem) == 0 && strcmp(name + stem, foreign[i]) == 0))
			return true;
	return false;
}

/* Read the names in the layer's folder once. */
static int find_foreign(struct search *search, unsigned int layer)
{
	const char *image = search->plan->layers[layer].path, *slash = strrchr(image, '/');
	struct iso9660_directory directory;
	struct iso9660_entry entry;
	char folder[PLAN_PATH_MAX], path[PLAN_PATH_MAX];
	int r;

	text_copy_cut(folder, sizeof(folder), image);
	text_cut_name(folder);
	r = iso9660_list_path(search->iso, folder, &directory);
	while (r >= 0 && (r = iso9660_next(&directory, &entry)) > 0)
		if (is_foreign(entry.name, slash ? slash + 1 : image) &&
		    text_print(path, sizeof(path), "%s%s%s", folder, *folder ? "/" : "",
			       entry.name) == 0)
			checks_add(search->plan, PLAN_CHECK_FOREIGN, layer, path);
	return r < 0 ? r : 0;
}

static int find_beside(struct plan *plan, struct iso9660 *iso, unsigned int layer,
		       unsigned int wanted)
{
	for (size_t i = 0; i < array_size(beside); i++) {
		char path[PLAN_PATH_MAX];
		int r = -ENOENT;

		if (beside[i].wanted & wanted)
			r = checks_beside(iso, plan->layers[layer].path, beside[i].suffix, path);
		if (r == 0)
			checks_add(plan, beside[i].kind, layer, path);
		if (r == 0 && beside[i].kind == PLAN_CHECK_VERITY)
			r = find_tree(&plan->layers[layer], iso, path);
		if (r < 0 && r != -ENOENT)
			return r;
	}
	return 0;
}

int checks_find(struct plan *plan, struct iso9660 *iso, unsigned int wanted)
{
	struct search search = { plan, iso, wanted, false };
	bool listed = wanted & (PLAN_WANTS_SUMS | PLAN_WANTS_SIGNATURES);
	int r = 0;

	if (wanted & PLAN_WANTS_SUMS)
		find_tags(plan, iso);
	if (listed)
		r = find_lists(&search, "");
	for (unsigned int i = 0; r == 0 && i < plan->n_layers; i++) {
		if (listed && (wanted & PLAN_WANTS_SUMS || !search.has_list))
			r = find_layer_sums(&search, i);
		if (r == 0)
			r = find_beside(plan, iso, i, wanted);
		if (r == 0)
			r = find_beside_tree(&search, i);
		if (r == 0 && wanted)
			r = find_foreign(&search, i);
	}
	return r;
}

int checks_find_volume(struct plan *plan, const struct reader *reader)
{
	uint8_t bytes[32]; /* its beginning is enough */
	struct slice text;
	uint64_t offset;
	int r = volume_signature_find(reader, plan->volume_size, bytes, sizeof(bytes), &text,
				      &offset);

	if (r == 0 && text.len > 0)
		checks_add(plan, PLAN_CHECK_VOLUME, 0, VOLUME_SIGNATURE_NAME);
	return r;
}

const struct plan_check *checks_get(const struct plan *plan, enum plan_check_kind kind,
				    unsigned int layer)
{
	for (unsigned int i = 0; i < plan->checks.count; i++)
		if (plan->checks.list[i].kind == kind && plan->checks.list[i].layer == layer)
			return &plan->checks.list[i];
	return NULL;
}
