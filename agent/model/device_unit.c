// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/device_unit.h"

#include "base/text.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

enum { DEVICE_MAX = 1024 };

static int append_char(char *buf, size_t size, char c)
{
	const char string[] = { c, '\0' };

	return text_append(buf, size, "%s", string);
}

/* Append a character to a name as systemd escapes it. */
static int append_escaped(char *buf, size_t size, char c, bool first)
{
	bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		     c == ':' || c == '_' || (c == '.' && !first);

	if (plain)
		return append_char(buf, size, c);
	return text_append(buf, size, "\\x%02x", (unsigned int)(unsigned char)c);
}

/* Escape a path: each row of slashes is a "-", those at its ends are left out. */
static int escape_path(char *buf, size_t size, const char *path)
{
	int r = 0;

	buf[0] = '\0';
	while (r == 0 && *path) {
		size_t slashes = strspn(path, "/");

		path += slashes;
		if (*path && slashes > 0 && buf[0])
			r = text_append(buf, size, "-");
		if (*path && r == 0)
			r = append_escaped(buf, size, *path++, !buf[0]);
	}
	return r;
}

/* The link that udev makes for a label or UUID: a slash and a space are escaped in its name. */
static int print_link(char *buf, size_t size, const char *folder, const char *value)
{
	int r = text_print(buf, size, "/dev/disk/by-%s/", folder);

	for (; r == 0 && *value; value++)
		if (*value == '/' || *value == ' ')
			r = text_append(buf, size, "\\x%02x", (unsigned int)*value);
		else
			r = append_char(buf, size, *value);
	return r;
}

static int print_device(char *buf, size_t size, const char *root)
{
	static const struct {
		const char *prefix, *folder;
	} kinds[] = { { "LABEL=", "label" },
		      { "UUID=", "uuid" },
		      { "PARTLABEL=", "partlabel" },
		      { "PARTUUID=", "partuuid" } };

	if (text_begins(root, "/dev/"))
		return text_print(buf, size, "%s", root);
	for (size_t i = 0; i < array_size(kinds); i++)
		if (text_begins(root, kinds[i].prefix))
			return print_link(buf, size, kinds[i].folder,
					  root + strlen(kinds[i].prefix));
	return -ENOENT;
}

int device_unit_print(char *buf, size_t size, const char *root)
{
	char device[DEVICE_MAX];
	int r = print_device(device, sizeof(device), root);

	if (r == 0)
		r = escape_path(buf, size, device);
	return r < 0 ? r : text_append(buf, size, ".device");
}
