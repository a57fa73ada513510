// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/kernel_files.h"

#include "base/slice.h"
#include "base/text.h"
#include "doctor/kernel_gather.h"
#include "parse/kconfig.h"
#include "sys/file.h"
#include "sys/tree.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

enum { CONFIG_SIZE_MAX = 16 << 20 };

static int gather_config(const char *path, struct kernel *ret, struct failure *why)
{
	cleanup_free uint8_t *bytes = NULL;
	int len = file_read_argument(path, CONFIG_SIZE_MAX, &bytes);
	struct slice text = { bytes, len > 0 ? (size_t)len : 0 }, rest = text, name, value;

	if (len < 0)
		return failure_set(why, FAILURE_READ, len, "cannot read %s: %s", path,
				   file_why(len));
	if (kconfig_next(&rest, &name, &value) == 0)
		return failure_set(why, FAILURE_READ, -EBADMSG,
				   "%s is not a kernel configuration (it may be compressed)", path);
	kernel_take_config(ret, text);
	text_copy_cut(ret->config, sizeof(ret->config), path);
	return 0;
}

struct folder_search {
	const struct tree *tree;
	const char *above;
	struct kernel *kernel;
};

/* Stop at the first folder with a list of modules. Its name is the kernel's release. */
static int try_release(void *context, const char *name)
{
	const struct folder_search *search = context;
	char folder[PATH_MAX];

	if (text_print(folder, sizeof(folder), "%s/%s", search->above, name) < 0 ||
	    !kernel_gather_folder(search->tree, folder, search->kernel))
		return 0;
	text_copy_cut(search->kernel->release, sizeof(search->kernel->release), name);
	return 1;
}

static int gather_modules(const char *path, struct kernel *ret, struct failure *why)
{
	static const char *const above[] = { "lib/modules", "usr/lib/modules", "." };
	cleanup_tree struct tree tree = TREE_NONE;
	int r = tree_open(&tree, path);

	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "cannot open %s: %s", path, strerror(-r));
	if (kernel_gather_folder(&tree, "", ret))
		return 0;
	for (size_t i = 0; i < array_size(above); i++) {
		struct folder_search search = { &tree, above[i], ret };

		if (tree_each(&tree, above[i], try_release, &search) > 0)
			return 0;
	}
	return failure_set(why, FAILURE_READ, -ENOENT,
			   "%s has no modules.dep and no modules.order: give the folder of a "
			   "kernel's modules, lib/modules/RELEASE",
			   path);
}

int kernel_files_gather(const struct kernel_files *files, struct kernel *ret, struct failure *why)
{
	int r = 0;

	*ret = (struct kernel){ 0 };
	if (files->config)
		r = gather_config(files->config, ret, why);
	if (r == 0 && files->modules)
		r = gather_modules(files->modules, ret, why);
	if (r < 0)
		return r;
	kernel_decide(ret);
	return 0;
}
