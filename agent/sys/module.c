// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/module.h"

#include "base/text.h"
#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/module.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>

#ifndef MODULE_INIT_COMPRESSED_FILE
#define MODULE_INIT_COMPRESSED_FILE 4
#endif

/* Is the module of this file ("/lib/.../crc32c-intel.ko": crc32c_intel) loaded and initialised? */
static bool is_live(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char attribute[128], state[16];
	size_t prefix = strlen("/sys/module/"), len = strcspn(name, ".");

	if (len > sizeof(attribute) / 2)
		return false;
	memcpy(attribute, "/sys/module/", prefix);
	for (size_t i = 0; i < len; i++)
		attribute[prefix + i] = name[i] == '-' ? '_' : name[i];
	memcpy(attribute + prefix + len, "/initstate", sizeof("/initstate"));
	return file_read(attribute, state, sizeof(state)) > 0 && strcmp(state, "live") == 0;
}

/* A compressed module is decompressed by the kernel (CONFIG_MODULE_DECOMPRESS, Linux 5.17). */
static int load_flags(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && strcmp(dot, ".ko") != 0 ? MODULE_INIT_COMPRESSED_FILE : 0;
}

int module_load(const char *path)
{
	cleanup_close int fd = -1;

	/* The kernel would read the whole file before it finds that the module is loaded. */
	if (is_live(path))
		return 0;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (syscall(SYS_finit_module, fd, "", load_flags(path)) < 0 && errno != EEXIST)
		return -errno;
	return 0;
}

bool module_is_refused(int error)
{
	return error == -EPERM || error == -EKEYREJECTED || error == -ENOKEY ||
	       error == -EKEYREVOKED || error == -ENOPKG;
}

int module_release(char *buf, size_t size)
{
	struct utsname name;

	/* It fails for a bad address alone. */
	uname(&name);
	return text_print(buf, size, "%s", name.release);
}
