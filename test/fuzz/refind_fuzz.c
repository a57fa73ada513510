// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/refind.h"

#include "fuzz/parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct parts_check check = { .text = { data, size } };
	const struct part_visitor visitor = { .visit = parts_check_one, .context = &check };

	refind_visit(check.text, &visitor);
	return 0;
}
