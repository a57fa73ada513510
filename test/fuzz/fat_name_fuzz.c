// SPDX-License-Identifier: GPL-2.0-or-later
/* A name in UTF-8: if a FAT can have it, the reader finds the file by it. */
#include "offline/fat_name.h"

#include "fuzz/fuzz.h"
#include "offline/fat.h"
#include "offline/fat_image.h"

#include <string.h>

enum { SIZE = 64 << 10, NAME_MAX_INPUT = 1024 };

static uint8_t image[SIZE];

static int read_image(void *context, uint64_t offset, void *buf, size_t len)
{
	(void)context;
	memcpy(buf, image + offset, len);
	return 0;
}

static void find_file(const char *name)
{
	const struct reader reader = { read_image, NULL, SIZE };
	struct fat fat;
	struct fat_entry entry;
	char content[4];

	REQUIRE(fat_open(&fat, &reader, 0) == 0);
	REQUIRE(fat_lookup(&fat, name, &entry) == 0 && entry.size == 4);
	REQUIRE(fat_read(&fat, &entry, 0, content, 4) == 0 && memcmp(content, "text", 4) == 0);
}

static bool has_pair(const struct fat_name *name)
{
	for (unsigned int i = 0; i < name->n_units; i++)
		if ((name->units[i] & 0xf800) == 0xd800)
			return true;
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char name[NAME_MAX_INPUT + 1] = "";
	const struct fat_image_node nodes[] = {
		{ "other", -1, false, { (const uint8_t *)"other", 5 } },
		{ name, -1, false, { (const uint8_t *)"text", 4 } },
	};
	const struct fat_image_tree tree = { nodes, 2 };
	struct fat_image_problem problem = { 0 };
	struct fat_name made;
	int r;

	memcpy(name, data, size < NAME_MAX_INPUT ? size : NAME_MAX_INPUT);
	memset(image, 0, sizeof(image));
	r = fat_image_write(image, sizeof(image), "CIDATA", &tree, &problem);
	if (r < 0) {
		REQUIRE(problem.node == 1);
		return 0;
	}
	REQUIRE(fat_name_make(&made, name, 2) == 0 && made.n_units <= FAT_NAME_UNITS_MAX);
	/* Of others, the reader knows the short name. */
	if (strlen(name) <= FAT_NAME_MAX - 3 && !has_pair(&made))
		find_file(name);
	return 0;
}
