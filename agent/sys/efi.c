// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/efi.h"

#include "base/text.h"
#include "sys/file.h"
#include "sys/mount.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#define EFIVARS "sys/firmware/efi/efivars"

enum { ATTRIBUTES_SIZE = 4 };

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

int efi_read(int tree, const char *name, uint8_t **ret)
{
	cleanup_free uint8_t *bytes = NULL;
	char path[PATH_MAX];
	int len = text_print(path, sizeof(path), EFIVARS "/%s", name);

	if (len == 0)
		len = file_read_all_at(tree, path, EFI_VARIABLE_MAX, &bytes);
	if (len < 0)
		return len;
	if (len < ATTRIBUTES_SIZE)
		return -EBADMSG;
	memmove(bytes, bytes + ATTRIBUTES_SIZE, (size_t)len - ATTRIBUTES_SIZE);
	*ret = bytes;
	bytes = NULL;
	return len - ATTRIBUTES_SIZE;
}
