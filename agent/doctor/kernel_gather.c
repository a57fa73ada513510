// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/kernel_gather.h"

#include "base/text.h"
#include "parse/drivers.h"
#include "parse/kconfig.h"
#include "sys/tree.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

enum { TEXT_SIZE_MAX = 16 << 20 };

/* Read a text of the tree. If it cannot be read, the slice is empty and *bytes stays NULL. */
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
	text_print_cut(ret->config, sizeof(ret->config), "/%s", path);
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

/* Read a text from a folder of the tree. */
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

/* Does the file of a module exist, compressed or not? */
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
 * A package that is not installed has modules.order instead of modules.dep. It lists all modules
 * that were built, some of which may be in other packages.
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

bool kernel_gather_folder(const struct tree *tree, const char *folder, struct kernel *ret)
{
	bool found = take_list(tree, folder, "modules.dep", false, ret) ||
		     take_order(tree, folder, ret);

	return take_list(tree, folder, "modules.builtin", true, ret) || found;
}

/* Gather what the initramfs can load. A driver without files is built into the kernel. */
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
		/* Only a loaded module has an initstate (kernel/module/sysfs.c); a built-in driver
		 * has none. */
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
	/* A release must not contain a path that leads elsewhere. */
	if (*ret->release && !strchr(ret->release, '/') &&
	    text_print(folder, sizeof(folder), "lib/modules/%s", ret->release) == 0) {
		find_config(tree, ret);
		kernel_gather_folder(tree, folder, ret);
	}
	take_initramfs(tree, ret);
	take_running(tree, ret);
	kernel_decide(ret);
}
