// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/recognise.h"

#include "base/text.h"
#include "model/casper.h"
#include "model/iso_failure.h"
#include "model/pattern.h"
#include "parse/install_sources.h"
#include "parse/treeinfo.h"

#include <errno.h>
#include <string.h>

enum { FOLDER_IMAGES_MAX = CASPER_IMAGES_MAX, LIST_SIZE_MAX = 65536 };

/* One search for a layout's images. */
struct search {
	struct iso9660 *iso;
	const struct layout *layout;
	const struct hints *hints;
	const char *layerfs; /* casper's topmost image, or NULL */
	struct images *images;
	struct failure *why; /* for -ENOTUNIQ */
};

/* The names in a folder with a suffix, sorted. */
struct folder {
	unsigned int count;
	char names[FOLDER_IMAGES_MAX][CASPER_NAME_MAX + 1];
};

static void insert_sorted(struct folder *folder, const char *name)
{
	unsigned int i = folder->count++;

	for (; i > 0 && strcmp(folder->names[i - 1], name) > 0; i--)
		memcpy(folder->names[i], folder->names[i - 1], sizeof(folder->names[i]));
	text_copy_cut(folder->names[i], sizeof(folder->names[i]), name);
}

/* Does the name end with one of "a|b"? */
static bool has_ending(const char *name, const char *endings)
{
	size_t n = strlen(name);

	for (; *endings; endings += *endings == '|') {
		size_t len = strcspn(endings, "|");

		if (n > len && strncmp(name + n - len, endings, len) == 0)
			return true;
		endings += len;
	}
	return false;
}

/* Links count too: the live scripts find images by their names. */
static int read_folder(struct iso9660 *iso, const char *path, const char *endings,
		       struct folder *ret)
{
	struct iso9660_directory directory;
	struct iso9660_entry entry;
	int r = iso9660_list_path(iso, path, &directory);

	ret->count = 0;
	while (r >= 0 && (r = iso9660_next(&directory, &entry)) > 0)
		if ((entry.type == ISO9660_FILE || entry.type == ISO9660_LINK) &&
		    ret->count < FOLDER_IMAGES_MAX && has_ending(entry.name, endings))
			insert_sorted(ret, entry.name);
	if (r < 0)
		return r;
	return ret->count > 0 ? 0 : -ENOENT;
}

static int add_image(struct images *images, const char *folder, const char *name)
{
	if (images->count == LAYOUT_LAYERS_MAX)
		return -EOVERFLOW;
	return text_print(images->names[images->count++], PLAN_PATH_MAX, "%s%s%s", folder,
			  *folder ? "/" : "", name);
}

/* Read a small text file into buf. Returns -ENOENT if it is missing or too large. */
static int read_text(struct iso9660 *iso, const char *folder, const char *name, uint8_t *buf,
		     struct slice *ret)
{
	struct iso9660_entry file;
	char path[PLAN_PATH_MAX];
	int r = text_print(path, sizeof(path), "%s%s%s", folder, *folder ? "/" : "", name);

	if (r == 0)
		r = iso9660_lookup_file(iso, path, &file);
	if (r == 0 && file.size > LIST_SIZE_MAX)
		return -ENOENT;
	if (r == 0)
		r = iso9660_read(iso, &file, 0, buf, (size_t)file.size);
	if (r == 0)
		*ret = (struct slice){ buf, (size_t)file.size };
	return r;
}

/* Find the images that filesystem.module lists: one name a line, the lowest layer first. */
static int find_listed(struct slice text, const char *folder, struct images *ret)
{
	while (text.len > 0) {
		struct slice line = slice_trim(slice_take_line(&text), " \r");
		char name[PLAN_PATH_MAX];
		int r = line.len < sizeof(name) ? 0 : -ENAMETOOLONG;

		if (line.len == 0)
			continue;
		if (r == 0) {
			memcpy(name, line.data, line.len);
			name[line.len] = '\0';
			r = add_image(ret, folder, name);
		}
		if (r < 0)
			return r;
	}
	return ret->count > 0 ? 0 : -ENOENT;
}

static int add_all(struct images *images, const char *path, const struct folder *folder)
{
	int r = 0;

	for (unsigned int i = 0; r == 0 && i < folder->count; i++)
		r = add_image(images, path, folder->names[i]);
	return r;
}

/* live-boot's list, 9990-overlay.sh: its name is a parameter, the longer one comes first. */
static int read_list(const struct search *search, const char *folder, uint8_t *buf,
		     struct slice *ret)
{
	const char *list = search->hints->list;
	char name[CASPER_NAME_MAX + 1];
	int r = list ? text_print(name, sizeof(name), LAYOUT_LIST ".%s" LAYOUT_LIST_ENDING, list)
		     : -ENOENT;

	if (r == 0)
		r = read_text(search->iso, folder, name, buf, ret);
	if (r != -ENOENT)
		return r;
	r = text_print(name, sizeof(name), "%s" LAYOUT_LIST_ENDING, list ? list : LAYOUT_LIST);
	return r < 0 ? r : read_text(search->iso, folder, name, buf, ret);
}

static int find_in_folder(const struct search *search, const char *folder)
{
	uint8_t buf[LIST_SIZE_MAX];
	struct folder found;
	struct slice text;
	int r = read_folder(search->iso, folder, search->layout->endings, &found);

	if (r < 0)
		return r;
	if (found.count > 1) {
		r = read_list(search, folder, buf, &text);
		if (r != -ENOENT)
			return r < 0 ? r : find_listed(text, folder, search->images);
	}
	return add_all(search->images, folder, &found);
}

/* Find the modules of each subfolder in turn. */
static int find_bundles(const struct search *search, const char *folder)
{
	struct folder found;

	for (const char *const *sub = search->layout->images; *sub; sub++) {
		char path[PLAN_PATH_MAX];
		int r = text_print(path, sizeof(path), "%s%s%s", folder,
				   *folder && **sub ? "/" : "", *sub);

		if (r == 0)
			r = read_folder(search->iso, path, search->layout->endings, &found);
		if (r == 0)
			r = add_all(search->images, path, &found);
		if (r < 0 && r != -ENOENT)
			return r;
	}
	return search->images->count > 0 ? 0 : -ENOENT;
}

static int find_casper(const struct search *search, const char *folder)
{
	char fallback[INSTALL_SOURCES_PATH_MAX + 1] = "";
	const char *request = search->layerfs;
	struct images *ret = search->images;
	struct iso9660 *iso = search->iso;
	uint8_t buf[LIST_SIZE_MAX];
	struct folder found;
	struct slice text;
	unsigned int top;
	int r = read_folder(iso, folder, search->layout->endings, &found);

	if (r < 0)
		return r;
	if (!request &&
	    !casper_is_layered((const char(*)[CASPER_NAME_MAX + 1]) found.names, found.count))
		return add_all(ret, folder, &found);
	r = read_text(iso, folder, "install-sources.yaml", buf, &text);
	if (r == 0 && install_sources_find(text, fallback) < 0)
		fallback[0] = '\0';
	if (r < 0 && r != -ENOENT)
		return r;
	r = casper_top((const char(*)[CASPER_NAME_MAX + 1]) found.names, found.count, request,
		       fallback[0] ? fallback : NULL, &top);
	for (unsigned int i = 0; r == 0 && i < casper_layers(found.names[top]); i++) {
		char name[PLAN_PATH_MAX];

		r = casper_layer(found.names[top], i, name, sizeof(name));
		if (r == 0)
			r = add_image(ret, folder, name);
	}
	return r;
}

static int find_treeinfo(struct iso9660 *iso, const struct layout *layout, struct images *ret)
{
	uint8_t buf[LIST_SIZE_MAX];
	char path[TREEINFO_VALUE_MAX + 1];
	struct slice text;
	int r = read_text(iso, "", ".treeinfo", buf, &text);

	if (r == 0)
		r = treeinfo_find(text, "stage2", "mainimage", path);
	if (r == 0)
		return add_image(ret, "", path);
	if (r != -ENOENT)
		return r;
	r = pattern_find(iso, layout->images[0], path);
	return r < 0 ? r : add_image(ret, "", path);
}

/* Find the image that a pattern in the folder means, and add it. */
static int find_pattern(const struct search *search, const char *folder, const char *pattern)
{
	char path[PLAN_PATH_MAX];
	int r = pattern_find_in(search->iso, folder, pattern, path);

	return r < 0 ? r : add_image(search->images, "", path);
}

static int find_patterns(const struct search *search, const char *folder)
{
	const char *named = search->layout->scripts ? search->hints->image : NULL;
	int r = 0;

	if (named)
		return pattern_is_literal(named) ? find_pattern(search, folder, named) : -ENOENT;
	for (const char *const *image = search->layout->images; r == 0 && *image; image++) {
		bool optional = **image == '?';

		r = find_pattern(search, folder, *image + optional);
		if (r == -ENOENT && optional)
			r = 0;
	}
	return r;
}

/* Find the images of the layout in this folder. Returns -ENOENT if they are not there. */
static int find_images(const struct search *search, const char *folder)
{
	search->images->count = 0;
	switch (search->layout->order) {
	case LAYOUT_FOLDER:
		return find_in_folder(search, folder);
	case LAYOUT_BUNDLES:
		return find_bundles(search, folder);
	case LAYOUT_CASPER:
		return find_casper(search, folder);
	case LAYOUT_TREEINFO:
		return find_treeinfo(search->iso, search->layout, search->images);
	default:
		return find_patterns(search, folder);
	}
}

/* Look into a folder that the layout's pattern fits; *n counts those that have images. */
static int try_folder(const struct search *search, const char *folder, unsigned int *n)
{
	char names[LAYOUT_LAYERS_MAX][PLAN_PATH_MAX];
	struct images others = { 0, names, "" };
	struct search again = *search;
	int r;

	if (*n > 0)
		again.images = &others;
	r = find_images(&again, folder);
	if (r < 0 && r != -ENOTUNIQ)
		return r == -ENOENT ? 0 : r;
	if (++*n > 1)
		return failure_set(search->why, FAILURE_AMBIGUOUS, -ENOTUNIQ,
				   "%s: both %s and %s hold root images; name one with "
				   "live-media-path= or its like, or pmemboot.root=auto:/PATH",
				   search->layout->title, search->images->folder, folder);
	text_copy_cut(search->images->folder, sizeof(search->images->folder), folder);
	return r;
}

/* Find the images in the folder of any name that fits "parent/part*". */
static int find_in_any_folder(const struct search *search, const char *pattern, size_t len)
{
	const char *slash = memchr(pattern, '/', len);
	size_t above = slash ? (size_t)(slash - pattern) : 0, from = slash ? above + 1 : 0;
	char folder[PLAN_PATH_MAX];
	struct iso9660_directory directory;
	struct iso9660_entry entry;
	unsigned int found = 0;
	int r = text_print(folder, sizeof(folder), "%.*s", (int)above, pattern);

	if (r == 0)
		r = iso9660_list_path(search->iso, folder, &directory);
	while (r >= 0 && (r = iso9660_next(&directory, &entry)) > 0) {
		if (entry.type != ISO9660_DIRECTORY || !pattern_is_literal(entry.name) ||
		    !pattern_fits(pattern + from, len - from, entry.name) ||
		    text_print(folder, sizeof(folder), "%.*s%s", (int)from, pattern, entry.name) <
			    0)
			continue;
		r = try_folder(search, folder, &found);
	}
	return r < 0 ? r : found > 0 ? 0 : -ENOENT;
}

/* Find the images in the folders that the layout's pattern means. */
static int find_by_folders(const struct search *search)
{
	const char *pattern = search->layout->folders ? search->layout->folders : "";

	for (;;) {
		char folder[PLAN_PATH_MAX];
		size_t len = strcspn(pattern, "|");
		int r = text_print(folder, sizeof(folder), "%.*s", (int)len, pattern);

		if (r == 0 && memchr(pattern, '*', len)) {
			r = find_in_any_folder(search, pattern, len);
		} else if (r == 0) {
			text_copy_cut(search->images->folder, sizeof(search->images->folder),
				      folder);
			r = find_images(search, folder);
		}
		if (r != -ENOENT || !pattern[len])
			return r;
		pattern += len + 1;
	}
}

/* Does the ISO have all that marks the layout, apart from its images? Returns 0, -ENOENT or -E...
 */
static int check_markers(const struct search *search)
{
	const struct layout *layout = search->layout;
	const char *module = search->hints->module;
	char path[PLAN_PATH_MAX];
	int r = 0;

	/* Which module of dracut mounts the root says more than any marker. */
	if (module && layout->module)
		return strcmp(module, layout->module) == 0 ? 0 : -ENOENT;
	for (int i = 0; r == 0 && i < LAYOUT_MARKERS_MAX && layout->markers[i]; i++)
		r = pattern_find(search->iso, layout->markers[i], path);
	return r;
}

/* Find the images of the layout. Returns -ENOENT if the ISO has another layout. */
static int find_layout(const struct search *search)
{
	const char *folder = search->layout->scripts ? search->hints->folder : NULL;
	int r = search->hints->layout ? 0 : check_markers(search);

	search->images->count = 0;
	if (r < 0)
		return r;
	if (!folder)
		return find_by_folders(search);
	if (!pattern_is_literal(folder))
		return -ENOENT;
	text_copy_cut(search->images->folder, sizeof(search->images->folder), folder);
	return find_images(search, folder);
}

static int layout_failure(const struct iso9660 *iso, const struct layout *layout, int error,
			  struct failure *why)
{
	switch (error) {
	case -ENOTUNIQ:
		return failure_set(why, FAILURE_AMBIGUOUS, error,
				   "%s: several images, and none is the live system; name it with "
				   "pmemboot.root=auto:/PATH or layerfs-path=",
				   layout->title);
	case -EOVERFLOW:
		return failure_set(why, FAILURE_UNSUPPORTED, error, "%s: more than %d layers",
				   layout->title, LAYOUT_LAYERS_MAX);
	case -ENAMETOOLONG:
	case -EINVAL:
		return failure_set(why, FAILURE_DAMAGED, error,
				   "%s: the name of an image is not valid", layout->title);
	default:
		return iso_failure(iso, error, layout->title, why);
	}
}

/* The scripts that the hints are for. casper and live-boot share a parameter. */
static int find_scripts(struct iso9660 *iso, const struct hints *hints, const char **ret)
{
	char path[PLAN_PATH_MAX];
	int r;

	*ret = hints->scripts;
	if (*ret || !hints->folder)
		return 0;
	r = text_begins(hints->folder, "casper")
		    ? 0
		    : pattern_find(iso, ".disk/casper-uuid*|casper/filesystem.*", path);
	*ret = r == 0 ? HINTS_CASPER : HINTS_LIVE_BOOT;
	return r == -ENOENT ? 0 : r;
}

/* Is it the layout that the hints name, or one of these scripts? */
static bool is_meant(const struct layout *layout, const struct hints *hints, const char *scripts)
{
	if (hints->layout)
		return strcmp(layout->name, hints->layout) == 0;
	return !scripts || (layout->scripts && strcmp(layout->scripts, scripts) == 0);
}

/* Find the first of the layouts that are meant. Returns 0, -ENOENT, or -E... and the reason. */
static int find_meant(struct search *search, const struct plan_request *request,
		      const char *scripts, const struct layout **ret)
{
	for (const struct layout *l = layouts; l->name; l++) {
		int r;

		if (!is_meant(l, search->hints, scripts))
			continue;
		search->layout = l;
		r = find_layout(search);
		if (r == -ENOENT)
			continue;
		/* If the user named images, the layout only tells what the userspace expects. */
		if (r < 0 && request->n_paths == 0)
			return layout_failure(search->iso, l, r, search->why);
		*search->why = (struct failure){ 0 };
		*ret = l;
		return 0;
	}
	return -ENOENT;
}

int recognise(struct iso9660 *iso, const struct plan_request *request, const struct layout **layout,
	      struct images *images, struct failure *why)
{
	const struct hints rest = { .module = request->hints.module };
	struct search search = { .iso = iso,
				 .hints = &request->hints,
				 .layerfs = request->layerfs,
				 .images = images,
				 .why = why };
	const char *scripts;
	int r = find_scripts(iso, search.hints, &scripts);

	if (r < 0)
		return iso_failure(iso, r, "root image", why);
	*layout = NULL;
	r = find_meant(&search, request, scripts, layout);
	if (r == -ENOENT)
		images->count = 0;
	if (r == -ENOENT && search.hints->layout) {
		*layout = layout_find(search.hints->layout);
		return 0;
	}
	if (r == -ENOENT && search.hints->parameter && request->n_paths == 0)
		return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ESRCH,
				   "the ISO has no root image where the command line says "
				   "(%s): %s/%s",
				   search.hints->parameter,
				   search.hints->folder ? search.hints->folder : "",
				   search.hints->image ? search.hints->image : "");
	if (r == -ENOENT && scripts) {
		search.hints = &rest;
		r = find_meant(&search, request, NULL, layout);
	}
	if (r == -ENOENT)
		images->count = 0;
	return r == -ENOENT ? 0 : r;
}
