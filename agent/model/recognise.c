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

static int read_folder(struct iso9660 *iso, const char *path, struct folder *ret)
{
	struct iso9660_directory directory;
	struct iso9660_entry entry;
	int r = iso9660_list_path(iso, path, &directory);

	ret->count = 0;
	while (r >= 0 && (r = iso9660_next(&directory, &entry)) > 0)
		if (entry.type == ISO9660_FILE && ret->count < FOLDER_IMAGES_MAX &&
		    (text_ends(entry.name, ".squashfs") || text_ends(entry.name, ".erofs")))
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

static int find_in_folder(struct iso9660 *iso, const char *folder, struct images *ret)
{
	uint8_t buf[LIST_SIZE_MAX];
	struct folder found;
	struct slice text;
	int r = read_folder(iso, folder, &found);

	if (r < 0)
		return r;
	if (found.count > 1) {
		r = read_text(iso, folder, LAYOUT_MODULE, buf, &text);
		if (r != -ENOENT)
			return r < 0 ? r : find_listed(text, folder, ret);
	}
	return add_all(ret, folder, &found);
}

static int find_casper(struct iso9660 *iso, const char *folder, const char *wish,
		       struct images *ret)
{
	char fallback[INSTALL_SOURCES_PATH_MAX + 1] = "";
	uint8_t buf[LIST_SIZE_MAX];
	struct folder found;
	struct slice text;
	unsigned int top;
	int r = read_folder(iso, folder, &found);

	if (r < 0)
		return r;
	if (!wish &&
	    !casper_is_layered((const char(*)[CASPER_NAME_MAX + 1]) found.names, found.count))
		return add_all(ret, folder, &found);
	r = read_text(iso, folder, "install-sources.yaml", buf, &text);
	if (r == 0 && install_sources_find(text, fallback) < 0)
		fallback[0] = '\0';
	if (r < 0 && r != -ENOENT)
		return r;
	r = casper_top((const char(*)[CASPER_NAME_MAX + 1]) found.names, found.count, wish,
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

static int find_patterns(struct iso9660 *iso, const struct layout *layout, struct images *ret)
{
	for (const char *const *image = layout->images; *image; image++) {
		bool optional = **image == '?';
		char path[PLAN_PATH_MAX];
		int r = pattern_find(iso, *image + optional, path);

		if (r == -ENOENT && optional)
			continue;
		if (r == 0)
			r = add_image(ret, "", path);
		if (r < 0)
			return r;
	}
	return 0;
}

/* Does the volume's label begin with one of these prefixes? */
static bool has_label(const struct iso9660 *iso, const char *labels)
{
	for (; *labels; labels += labels[0] == '|') {
		size_t len = strcspn(labels, "|");

		if (strncmp(iso->label, labels, len) == 0)
			return true;
		labels += len;
	}
	return false;
}

/* Find the images of a layout. Returns -ENOENT if the ISO has another layout. */
static int find_images(struct iso9660 *iso, const struct layout *layout, const char *layerfs,
		       struct images *ret)
{
	char path[PLAN_PATH_MAX];

	ret->count = 0;
	if (layout->labels && !has_label(iso, layout->labels))
		return -ENOENT;
	for (int i = 0; i < LAYOUT_MARKERS_MAX && layout->markers[i]; i++) {
		int r = pattern_find(iso, layout->markers[i], path);

		if (r < 0)
			return r;
	}
	switch (layout->order) {
	case LAYOUT_FOLDER:
		return find_in_folder(iso, layout->images[0], ret);
	case LAYOUT_CASPER:
		return find_casper(iso, layout->images[0], layerfs, ret);
	case LAYOUT_TREEINFO:
		return find_treeinfo(iso, layout, ret);
	default:
		return find_patterns(iso, layout, ret);
	}
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

int recognise(struct iso9660 *iso, const struct plan_wishes *wishes, const struct layout **layout,
	      struct images *images, struct failure *why)
{
	for (const struct layout *l = layouts; l->name; l++) {
		int r = find_images(iso, l, wishes->layerfs, images);

		if (r == -ENOENT)
			continue;
		/* If the user named images, the layout only tells what the userspace expects. */
		if (r < 0 && wishes->n_paths == 0)
			return layout_failure(iso, l, r, why);
		*layout = l;
		return 0;
	}
	*layout = NULL;
	return 0;
}
