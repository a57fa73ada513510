// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/efi.h"

#include "base/number.h"
#include "base/text.h"
#include "sys/mount.h"
#include "sys/tree.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#define EFIVARS		  "sys/firmware/efi/efivars"
#define RUNTIME_MAP	  "sys/firmware/efi/runtime-map"

#define RUNTIME_ATTRIBUTE (1ULL << 63) /* EFI_MEMORY_RUNTIME (UEFI 2.10, 7.2.3) */

enum { ATTRIBUTES_SIZE = 4, EFI_PAGE_SIZE = 4096 };

struct visiting {
	const struct tree *tree;
	unsigned int entries;
	void (*visit)(void *context, struct extent extent, const char *type);
	void *context;
};

int efi_mount(void)
{
	int r;

	if (mount_is_point("/" EFIVARS))
		return 0;
	r = mount_at("efivarfs", "/" EFIVARS, "efivarfs", "ro,nosuid,nodev,noexec");
	return r < 0 ? r : 1;
}

void efi_unmount(void)
{
	mount_detach("/" EFIVARS);
}

int efi_read(const struct tree *tree, const char *name, uint8_t **ret)
{
	cleanup_free uint8_t *bytes = NULL;
	char path[PATH_MAX];
	int len = text_print(path, sizeof(path), EFIVARS "/%s", name);

	if (len == 0)
		len = tree_read_all(tree, path, EFI_VARIABLE_MAX, &bytes);
	if (len < 0)
		return len;
	if (len < ATTRIBUTES_SIZE || !bytes)
		return -EBADMSG;
	memmove(bytes, bytes + ATTRIBUTES_SIZE, (size_t)len - ATTRIBUTES_SIZE);
	*ret = bytes;
	bytes = NULL;
	return len - ATTRIBUTES_SIZE;
}

/* The values of EFI_MEMORY_TYPE (UEFI 2.10, 7.2.1) that a runtime map can have. */
static const char *type_name(uint64_t type)
{
	static const char *const names[] = {
		[0] = "reserved",
		[5] = "runtime services code",
		[6] = "runtime services data",
		[9] = "ACPI reclaim memory",
		[10] = "ACPI NVS",
		[11] = "memory-mapped I/O",
		[12] = "memory-mapped I/O ports",
	};

	return type < array_size(names) && names[type] ? names[type] : "kept at run time";
}

static int visit_runtime(void *context, const char *name)
{
	static const char *const files[] = { "type", "phys_addr", "num_pages", "attribute" };
	struct visiting *visiting = context;
	char text[32], path[PATH_MAX];
	uint64_t values[array_size(files)];

	if (++visiting->entries > EFI_RUNTIME_MAX)
		return -E2BIG;
	for (size_t i = 0; i < array_size(files); i++)
		if (text_print(path, sizeof(path), RUNTIME_MAP "/%s/%s", name, files[i]) < 0 ||
		    tree_read(visiting->tree, path, text, sizeof(text)) < 0 ||
		    number_parse_string(text, UINT64_MAX, &values[i]) < 0)
			return 0;
	/* The map also lists memory of the boot services, which the kernel frees. */
	if (values[3] & RUNTIME_ATTRIBUTE && values[2] <= (UINT64_MAX - values[1]) / EFI_PAGE_SIZE)
		visiting->visit(visiting->context,
				(struct extent){ values[1], values[2] * EFI_PAGE_SIZE },
				type_name(values[0]));
	return 0;
}

int efi_each_runtime(const struct tree *tree,
		     void (*visit)(void *context, struct extent extent, const char *type),
		     void *context)
{
	struct visiting visiting = { tree, 0, visit, context };

	return tree_each(tree, RUNTIME_MAP, visit_runtime, &visiting);
}
