// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/device_unit.h"

#include "unit/test.h"

#include <errno.h>

/* The names are those that systemd-escape --path prints. */
TEST(device_unit)
{
	static const struct {
		const char *root, *unit;
	} rows[] = {
		{ "/dev/vda", "dev-vda.device" },
		{ "/dev//mapper/a-b/", "dev-mapper-a\\x2db.device" },
		{ "/dev/.a", "dev-.a.device" },
		{ "LABEL=ROOT", "dev-disk-by\\x2dlabel-ROOT.device" },
		{ "LABEL=My ISO/1", "dev-disk-by\\x2dlabel-My\\x5cx20ISO\\x5cx2f1.device" },
		{ "UUID=12-ab", "dev-disk-by\\x2duuid-12\\x2dab.device" },
		{ "PARTLABEL=\xc3\xa9", "dev-disk-by\\x2dpartlabel-\\xc3\\xa9.device" },
		{ "PARTUUID=1", "dev-disk-by\\x2dpartuuid-1.device" },
	};

	for (size_t i = 0; i < array_size(rows); i++) {
		char unit[128];

		CHECK(device_unit_print(unit, sizeof(unit), rows[i].root) == 0);
		CHECK_STRING(unit, rows[i].unit);
	}
}

TEST(device_unit_of_no_device)
{
	static const char *const roots[] = { "", "live:LABEL=x", "gpt-auto", "/dev", "LABEL" };
	char unit[16];

	for (size_t i = 0; i < array_size(roots); i++)
		CHECK(device_unit_print(unit, sizeof(unit), roots[i]) == -ENOENT);
	CHECK(device_unit_print(unit, sizeof(unit), "/dev/a23456") == -ENAMETOOLONG);
	CHECK(device_unit_print(unit, sizeof(unit), "/dev/a2345") == -ENAMETOOLONG);
	CHECK(device_unit_print(unit, sizeof(unit), "/dev/a234") == 0);
}
