// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/kernel.h"
#include "base/line.h"

#include "base/text.h"
#include "parse/drivers.h"
#include "parse/kconfig.h"
#include "sys/file.h"
#include "sys/tree.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

enum { TEXT_SIZE_MAX = 16 << 20, LINE_WIDTH = 78, STATE_WIDTH = 19 };

/* A text of the tree; an empty slice, and *bytes still NULL, if it can't be read. */
static struct slice read_text(const struct tree *tree, const char *path, uint8_t **bytes)
{
	int len = tree_read_all(tree, path, TEXT_SIZE_MAX, bytes);

	return (struct slice){ *bytes, len > 0 ? (size_t)len : 0 };
}

/* ---- The configuration ---- */

static bool take_config(const struct tree *tree, const char *path, struct kernel *ret)
{
	cleanup_free uint8_t *bytes = NULL;
	struct slice text = read_text(tree, path, &bytes);

	if (text.len == 0)
		return false;
	kernel_take_config(ret, text);
	(void)!text_print(ret->config, sizeof(ret->config), "/%s", path);
	return true;
}

static void find_config(const struct tree *tree, struct kernel *ret)
{
	static const char *const places[] = { "boot/config-%s", "lib/modules/%s/config",
					      "usr/lib/modules/%s/config" };
	char path[KERNEL_PATH_MAX];

	for (size_t i = 0; i < array_size(places); i++) {
		const char *mark = strstr(places[i], "%s");

		if (text_print(path, sizeof(path), "%.*s%s%s", (int)(mark - places[i]), places[i],
			       ret->release, mark + 2) == 0 &&
		    take_config(tree, path, ret))
			return;
	}
	ret->packed = tree_has(tree, "proc/config.gz");
}

/* ---- Modules ---- */

/* A text of a folder of the tree. */
static struct slice read_list(const struct tree *tree, const char *folder, const char *name,
			      uint8_t **bytes)
{
	char path[PATH_MAX];

	if (text_print(path, sizeof(path), "%s%s%s", folder, *folder ? "/" : "", name) < 0)
		return (struct slice){ NULL, 0 };
	return read_text(tree, path, bytes);
}

static bool take_list(const struct tree *tree, const char *folder, const char *name, bool builtin,
		      struct kernel *ret)
{
	cleanup_free uint8_t *bytes = NULL;
	struct slice text = read_list(tree, folder, name, &bytes);

	if (text.len > 0)
		kernel_take_modules(ret, text, builtin);
	return text.len > 0;
}

static bool is_wanted(const char *module)
{
	for (int i = 0; i < KERNEL_OPTIONS; i++) {
		const char *name = kernel_option_module((enum kernel_option)i);

		if (name && strcmp(name, module) == 0)
			return true;
	}
	return false;
}

/* Is the file of a module there, compressed or not? */
static bool has_module(const struct tree *tree, const char *folder, struct slice path)
{
	static const char *const suffixes[] = { "", ".xz", ".zst", ".gz" };
	char file[PATH_MAX];

	for (size_t i = 0; i < array_size(suffixes); i++)
		if (text_print(file, sizeof(file), "%s%s%.*s%s", folder, *folder ? "/" : "",
			       (int)path.len, (const char *)path.data, suffixes[i]) == 0 &&
		    tree_has(tree, file))
			return true;
	return false;
}

/*
 * A package that isn't installed has no modules.dep yet, but modules.order. That lists what was
 * built, which may be in several packages.
 */
static bool take_order(const struct tree *tree, const char *folder, struct kernel *ret)
{
	cleanup_free uint8_t *bytes = NULL;
	struct slice text = read_list(tree, folder, "modules.order", &bytes), path;
	bool found = text.len > 0;
	char name[32];

	while (module_list_next(&text, name, sizeof(name), &path) > 0)
		if (is_wanted(name) && has_module(tree, folder, path))
			kernel_take_modules(ret, path, false);
	ret->has_modules = ret->has_modules || found;
	return found;
}

static bool take_folder(const struct tree *tree, const char *folder, struct kernel *ret)
{
	bool found = take_list(tree, folder, "modules.dep", false, ret) ||
		     take_order(tree, folder, ret);

	return take_list(tree, folder, "modules.builtin", true, ret) || found;
}

/* What the initramfs can load: a driver without files is built in. */
static void take_initramfs(const struct tree *tree, struct kernel *ret)
{
	static const char *const places[] = { "etc/pmemboot/drivers", "pmemboot/drivers" };
	cleanup_free uint8_t *bytes = NULL;
	struct slice list = { NULL, 0 };

	for (size_t i = 0; i < array_size(places) && list.len == 0; i++)
		list = read_text(tree, places[i], &bytes);
	ret->has_initramfs = list.len > 0;
	for (int i = 0; i < KERNEL_OPTIONS; i++) {
		const char *module = kernel_option_module((enum kernel_option)i);
		struct drivers_files files;
		char path[DRIVERS_FILE_MAX];

		if (!module || drivers_find(list, module, &files) < 0)
			continue;
		if (drivers_next(&files, path) > 0)
			ret->evidence[i].in_initramfs = true;
		else
			ret->evidence[i].in_builtin = true;
	}
}

static void take_running(const struct tree *tree, struct kernel *ret)
{
	cleanup_free uint8_t *bytes = NULL;
	char path[PATH_MAX];

	kernel_take_filesystems(ret, read_text(tree, "proc/filesystems", &bytes));
	for (int i = 0; i < KERNEL_OPTIONS; i++) {
		const char *module = kernel_option_module((enum kernel_option)i);
		struct kernel_evidence *evidence = &ret->evidence[i];

		if (!module || text_print(path, sizeof(path), "sys/module/%s", module) < 0 ||
		    !tree_has(tree, path))
			continue;
		evidence->running = true;
		/* Only a module has a state (kernel/module/sysfs.c). */
		evidence->running_module = text_append(path, sizeof(path), "/initstate") == 0 &&
					   tree_has(tree, path);
	}
}

void kernel_gather(const struct tree *tree, struct kernel *ret)
{
	char arch[KERNEL_WORD_MAX], folder[KERNEL_PATH_MAX];

	*ret = (struct kernel){ 0 };
	if (tree_read(tree, "proc/sys/kernel/osrelease", ret->release, sizeof(ret->release)) < 0)
		ret->release[0] = '\0';
	if (tree_read(tree, "proc/sys/kernel/arch", arch, sizeof(arch)) > 0) {
		ret->is_x86 = strcmp(arch, "x86_64") == 0;
		ret->is_arm = strcmp(arch, "aarch64") == 0;
	}
	/* A release is a name, and no way to somewhere else. */
	if (*ret->release && !strchr(ret->release, '/') &&
	    text_print(folder, sizeof(folder), "lib/modules/%s", ret->release) == 0) {
		find_config(tree, ret);
		(void)take_folder(tree, folder, ret);
	}
	take_initramfs(tree, ret);
	take_running(tree, ret);
	kernel_decide(ret);
}

/* ---- Another kernel ---- */

struct finding_folder {
	const struct tree *tree;
	const char *above;
	struct kernel *kernel;
};

static int try_folder(void *context, const char *name)
{
	const struct finding_folder *finding = context;
	char folder[PATH_MAX];

	if (text_print(folder, sizeof(folder), "%s/%s", finding->above, name) < 0 ||
	    !take_folder(finding->tree, folder, finding->kernel))
		return 0;
	text_copy_cut(finding->kernel->release, sizeof(finding->kernel->release), name);
	return 1;
}

static int take_modules(const char *path, struct kernel *ret, struct failure *why)
{
	static const char *const above[] = { "lib/modules", "usr/lib/modules", "." };
	cleanup_tree struct tree tree = TREE_NONE;
	int r = tree_open(&tree, path);

	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "cannot open %s: %s", path, strerror(-r));
	if (take_folder(&tree, "", ret))
		return 0;
	for (size_t i = 0; i < array_size(above); i++) {
		struct finding_folder finding = { &tree, above[i], ret };

		if (tree_each(&tree, above[i], try_folder, &finding) > 0)
			return 0;
	}
	return failure_set(why, FAILURE_READ, -ENOENT,
			   "%s has no modules.dep and no modules.order: give the folder of a "
			   "kernel's modules, lib/modules/RELEASE",
			   path);
}

static int take_config_of(const char *path, struct kernel *ret, struct failure *why)
{
	cleanup_free uint8_t *bytes = NULL;
	int len = file_read_all(path, TEXT_SIZE_MAX, &bytes);
	struct slice text = { bytes, len > 0 ? (size_t)len : 0 }, rest = text, name, value;

	if (len < 0)
		return failure_set(why, FAILURE_READ, len, "cannot read %s: %s", path,
				   file_why(len));
	if (kconfig_next(&rest, &name, &value) == 0)
		return failure_set(why, FAILURE_READ, -EBADMSG,
				   "%s is no kernel configuration (it may be compressed)", path);
	kernel_take_config(ret, text);
	text_copy_cut(ret->config, sizeof(ret->config), path);
	return 0;
}

int kernel_gather_elsewhere(const struct kernel_source *source, struct kernel *ret,
			    struct failure *why)
{
	int r;

	*ret = (struct kernel){ 0 };
	if (source->config) {
		r = take_config_of(source->config, ret, why);
		if (r < 0)
			return r;
	}
	if (source->modules) {
		r = take_modules(source->modules, ret, why);
		if (r < 0)
			return r;
	}
	kernel_decide(ret);
	return 0;
}

/* ---- For people, and for programs ---- */

static void print_state(FILE *stream, const struct kernel *kernel, enum kernel_state state)
{
	int column = 0;

	for (int i = 0; i < KERNEL_OPTIONS; i++) {
		const char *name = kernel_option_name((enum kernel_option)i);

		if (kernel->states[i] != state)
			continue;
		if (column > 0 && column + 1 + (int)strlen(name) > LINE_WIDTH)
			column = 0;
		if (column == 0) {
			bool first = true;

			for (int k = 0; k < i; k++)
				first = first && kernel->states[k] != state;
			if (!first)
				line_write(stream, "\n");
			column = line_write(stream, "  %-*s", STATE_WIDTH - 2,
					    first ? kernel_state_name(state) : "");
		}
		column += line_write(stream, " %s", name);
	}
	if (column > 0)
		line_write(stream, "\n");
}

void kernel_print(const struct kernel *kernel, FILE *stream)
{
	line_write(stream, "\nKernel %s",
		   kernel->release[0] ? kernel->release : "of no known release");
	if (kernel->has_config)
		line_write(stream, ", by %s", kernel->config);
	else if (kernel->packed)
		line_write(stream, "; its configuration is compressed: zcat /proc/config.gz >FILE, "
				   "then --kernel-config FILE");
	line_write(stream, "\n");
	for (int state = 0; state < KERNEL_STATES; state++)
		print_state(stream, kernel, (enum kernel_state)state);
}

void kernel_write_json(struct json *j, const struct kernel *kernel)
{
	json_begin(j, "kernel", '{');
	json_string(j, "release", kernel->release);
	json_string(j, "config", kernel->config);
	json_begin(j, "options", '{');
	for (int i = 0; i < KERNEL_OPTIONS; i++)
		json_string(j, kernel_option_name((enum kernel_option)i),
			    kernel_state_name(kernel->states[i]));
	json_end(j, '}');
	json_end(j, '}');
}
