// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/inside.h"

#include "base/text.h"
#include "sys/filter.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LISTING_MAX = 64 << 20 }; /* bytes of a program's output */

/* What is looked for: what the kernel executes, os-release, a deployment of ostree, a nested root.
 */
enum item { ITEM_INIT, ITEM_OS_RELEASE, ITEM_OSTREE, ITEM_NESTED, ITEMS };

static const struct {
	enum item item;
	const char *path;
} wanted[] = {
	{ ITEM_INIT, "/sbin/init" },
	{ ITEM_INIT, "/usr/sbin/init" },
	{ ITEM_INIT, "/usr/bin/init" },
	{ ITEM_INIT, "/bin/init" },
	{ ITEM_INIT, "/usr/lib/systemd/systemd" },
	{ ITEM_INIT, "/etc/init" },
	{ ITEM_INIT, "/bin/sh" },
	{ ITEM_INIT, "/usr/bin/sh" },
	{ ITEM_OS_RELEASE, "/etc/os-release" },
	{ ITEM_OS_RELEASE, "/usr/lib/os-release" },
	{ ITEM_OSTREE, "/ostree/deploy" },
	{ ITEM_NESTED, "/LiveOS/rootfs.img" },
	{ ITEM_NESTED, "/LiveOS/ext3fs.img" },
	{ ITEM_NESTED, "/airootfs.img" },
};

struct listing {
	bool found[ITEMS];
	bool has_any;	/* the program listed something */
	const char *at; /* where the layer is mounted in the root: "" or "/usr" */
};

static void feed_nothing(void *context unused, int fd unused)
{
}

/* The path of what is looked for inside the layer, or NULL if it cannot be there. */
static const char *path_inside(const struct listing *listing, size_t index)
{
	const char *path = wanted[index].path;

	return text_begins(path, listing->at) ? path + strlen(listing->at) : NULL;
}

static void take_path(struct listing *listing, const char *path)
{
	listing->has_any = true;
	for (size_t i = 0; i < array_size(wanted); i++) {
		const char *inside = path_inside(listing, i);

		if (inside && strcmp(path, inside) == 0)
			listing->found[wanted[i].item] = true;
	}
}

/* Take the lines that a program prints, up to a number of bytes. */
static int take_output(struct listing *listing, char *const arguments[],
		       void (*take_line)(struct listing *listing, const char *line))
{
	struct filter filter;
	char line[256];
	FILE *output;
	int r = filter_begin(&filter, arguments, feed_nothing, NULL);

	if (r < 0)
		return r;
	output = fdopen(filter.fd, "r");
	for (size_t n = 0; output && n < LISTING_MAX && fgets(line, sizeof(line), output);
	     n += strlen(line) + 1) {
		line[strcspn(line, "\n")] = '\0';
		take_line(listing, line);
	}
	if (output) {
		fclose(output);
		filter.fd = -1;
	}
	filter_end(&filter);
	return listing->has_any ? 0 : -EIO;
}

static int list_squashfs(struct listing *listing, const char *path, uint64_t offset)
{
	char at[24];
	char *arguments[7 + array_size(wanted)] = { (char *)"unsquashfs", (char *)"-l",
						    (char *)"-d",	  (char *)"",
						    (char *)"-o",	  at,
						    (char *)path };

	if (text_print(at, sizeof(at), "%" PRIu64, offset) < 0)
		return -EIO;
	return take_output(listing, arguments, take_path);
}

/* "File : /etc/os-release" */
static void take_file(struct listing *listing, const char *line)
{
	if (text_begins(line, "File : "))
		take_path(listing, line + strlen("File : "));
}

/* It tells of one path at a time. Before version 1.8 it can only read at the start of a file. */
static int list_erofs(struct listing *listing, const char *path, uint64_t offset)
{
	char at[40], what[64];
	char *arguments[5] = { (char *)"dump.erofs", what, (char *)path, NULL, NULL };
	int r;

	if (text_print(at, sizeof(at), "--offset=%" PRIu64, offset) < 0 ||
	    text_print(what, sizeof(what), "--path=/") < 0)
		return -EIO;
	if (offset > 0)
		arguments[3] = at;
	r = take_output(listing, arguments, take_file);
	for (size_t i = 0; r == 0 && i < array_size(wanted); i++) {
		const char *inside = path_inside(listing, i);

		if (!inside)
			continue;
		r = text_print(what, sizeof(what), "--path=%s", inside);
		if (r == 0)
			r = take_output(listing, arguments, take_file);
	}
	return r;
}

static int list_layer(struct listing *listing, const char *path, const struct plan_layer *layer,
		      struct inside *ret)
{
	bool is_squashfs = strcmp(layer->fstype, "squashfs") == 0;
	const char *program = is_squashfs ? "unsquashfs" : "dump.erofs";
	uint64_t offset = layer->extents[0].offset;
	int r = -EOPNOTSUPP;

	if (layer->n_extents == 1 && (is_squashfs || strcmp(layer->fstype, "erofs") == 0))
		r = is_squashfs ? list_squashfs(listing, path, offset)
				: list_erofs(listing, path, offset);
	if (r == -EOPNOTSUPP)
		text_print_cut(
			ret->why_not, sizeof(ret->why_not),
			"if it holds an init is not known: no program reads it where it lies");
	else if (r == -ENOENT)
		text_print_cut(ret->why_not, sizeof(ret->why_not),
			       "if it holds an init is not known: %s is not installed", program);
	else if (r < 0)
		text_print_cut(ret->why_not, sizeof(ret->why_not),
			       "if it holds an init is not known: %s cannot read it where it lies",
			       program);
	return r;
}

void inside_write(struct json *j, const struct inside *inside)
{
	json_begin(j, "inside", '{');
	json_bool(j, "read", inside->is_read);
	json_string(j, "why_not", inside->why_not);
	json_end(j, '}');
}

void inside_read(struct inside *ret, const char *path, const struct plan *plan)
{
	struct listing listing = { 0 };
	int r = plan->n_layers > 0 ? 0 : -ENODATA;

	*ret = (struct inside){ 0 };
	for (unsigned int i = 0; r == 0 && i < plan->n_layers; i++) {
		listing.has_any = false;
		listing.at = plan_is_usr(plan, i) ? "/usr" : "";
		r = list_layer(&listing, path, &plan->layers[i], ret);
	}
	if (r == 0 && listing.found[ITEM_NESTED] && !listing.found[ITEM_INIT]) {
		text_copy_cut(ret->why_not, sizeof(ret->why_not),
			      "if it holds an init is not known: the root is in a nested image");
		return;
	}
	ret->is_read = r == 0;
	if (r < 0)
		return;
	if (listing.found[ITEM_INIT] && !listing.found[ITEM_OS_RELEASE]) {
		ret->code = "no-os-release";
		ret->advice =
			"the root has no os-release: systemd in an initramfs does not switch to it";
	}
	if (listing.found[ITEM_INIT])
		return;
	ret->assist = listing.found[ITEM_OSTREE]
			      ? "the root is an ostree deployment, which its own initramfs "
				"(ostree-prepare-root) sets up"
			      : "the root has no init, so it is not a root without what its own "
				"initramfs adds";
}
