// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/signed_list.h"

#include "base/digest.h"
#include "base/text.h"
#include "model/checks.h"
#include "model/list_name.h"
#include "verify/iso_file.h"
#include "verify/signature.h"

#include <errno.h>
#include <string.h>

static struct slice list_text(const struct signed_list *list)
{
	return (struct slice){ list->bytes, list->len };
}

/* ---- Finding it ---- */

/*
 * Does the text consist of sums only? In any other text that the key has signed, a line that looks
 * like a sum may come from somebody else.
 */
static bool is_list(struct slice text, enum digest_kind named)
{
	struct sums_line line;
	int r = memchr(text.data, '\0', text.len) ? -EBADMSG : 1;

	while (r == 1)
		r = sums_next(&text, named, &line);
	return r == 0;
}

/* Keep the file whose signature is at a path, if the signature is good and the file is a list. */
static int try_list(struct signed_list *list, const struct check *check, const char *signature,
		    struct failure *why)
{
	cleanup_free uint8_t *bytes = NULL;
	char path[PLAN_PATH_MAX];
	enum digest_kind named;
	struct slice text;
	uint64_t version = 0;
	bool is_signed;
	int r;

	text_copy_cut(path, sizeof(path), signature);
	*strrchr(path, '.') = '\0';
	r = iso_file_read(check->image.path, path, ISO_FILE_LIST_MAX, &bytes);
	if (r < 0)
		return iso_file_refuse(path, r, why);
	text = (struct slice){ bytes, (size_t)r };
	r = signature_check_file(check, path, text, &is_signed, &version, why);
	if (r < 0 || !is_signed)
		return r;
	named = list_name_kind(path);
	if (!is_list(text, named)) {
		coverage_missing(check->coverage, "%s is signed, but has lines that are not sums",
				 path);
		return 0;
	}
	*list = (struct signed_list){ bytes, text.len, named, version };
	bytes = NULL;
	return 0;
}

int signed_list_find(struct signed_list *list, const struct check *check, struct failure *why)
{
	const struct plan_checks *offered = &check->image.plan->checks;
	int r = 0;

	for (unsigned int i = 0; r == 0 && !list->bytes && i < offered->count; i++)
		if (offered->list[i].kind == PLAN_CHECK_SUMS_SIGNATURE)
			r = try_list(list, check, offered->list[i].path, why);
	return r;
}

void signed_list_free(struct signed_list *list)
{
	free(list->bytes);
	*list = (struct signed_list){ .bytes = NULL };
}

/* ---- Sums ---- */

bool signed_list_find_sum(const struct signed_list *list, const char *path, struct sums_line *ret)
{
	struct slice text = list_text(list);
	int r;

	while ((r = sums_next(&text, list->named, ret)) != 0)
		if (r == 1 && digest_is_strong(ret->kind) && sums_names(ret, path))
			return true;
	return false;
}

bool signed_list_has(const struct signed_list *list, const char *path, struct slice bytes)
{
	uint8_t hash[DIGEST_SIZE_MAX];
	struct digest digest;
	struct sums_line line;

	if (!signed_list_find_sum(list, path, &line))
		return false;
	digest_begin(&digest, line.kind);
	digest_add(&digest, bytes.data, bytes.len);
	digest_end(&digest, hash);
	return memcmp(hash, line.digest, digest_size(line.kind)) == 0;
}

/* ---- Order ---- */

static bool ends_in(const struct sums_line *line, const char *suffix)
{
	size_t len = strlen(suffix);

	return line->path.len > len && slice_matches(line->path, line->path.len - len, suffix, len);
}

/* Is it a root image, or the root hash of one? */
static bool is_of_root(const struct sums_line *line)
{
	static const char *const suffixes[] = { ".squashfs", ".erofs", ".sfs", ".roothash" };

	for (size_t i = 0; i < array_size(suffixes); i++)
		if (ends_in(line, suffixes[i]))
			return true;
	return false;
}

/* Is the line of a layer, or of its root hash? */
static bool is_of_layer(const struct sums_line *line, const struct plan *plan, unsigned int layer)
{
	const struct plan_check *verity = checks_get(plan, PLAN_CHECK_VERITY, layer);
	char hash[PLAN_PATH_MAX + 16];

	if (layer >= plan->n_layers)
		return false;
	return sums_names(line, plan->layers[layer].path) ||
	       (verity && text_ends(verity->path, ".verity") &&
		text_print(hash, sizeof(hash), "%.*s.roothash",
			   (int)(strlen(verity->path) - strlen(".verity")), verity->path) == 0 &&
		sums_names(line, hash));
}

bool signed_list_is_root(const struct signed_list *list, const struct plan *plan)
{
	struct slice text = list_text(list);
	unsigned int layers = 0; /* that were found so far, in their order */
	struct sums_line line;
	int r;

	if (!list->bytes)
		return false;
	while ((r = sums_next(&text, list->named, &line)) != 0) {
		if (r == 1 && is_of_layer(&line, plan, layers))
			layers++;
		else if (r == 1 && is_of_root(&line) &&
			 (layers == 0 || !is_of_layer(&line, plan, layers - 1)))
			return false;
	}
	return layers == plan->n_layers;
}
