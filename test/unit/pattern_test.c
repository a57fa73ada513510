// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/pattern.h"

#include "unit/image.h"
#include "unit/test.h"

static struct iso9660 iso;
static char path[PATTERN_PATH_MAX];

static void put(struct image *image, unsigned int folder, const char *name, bool is_folder,
		unsigned int sector)
{
	uint8_t use[64];
	size_t len = image_nm(use, 0, name);

	image_add(image, folder, "X", is_folder ? 2 : 0, sector, SECTOR, use, len);
	if (is_folder)
		image_directory(image, sector, false);
}

/* arch/{i686,MACHINE,riscv}/root.sfs, of which i686's is a folder; and README. */
static struct image *iso_of_machines(void)
{
	struct image *image = image_new(true);

	put(image, IMAGE_ROOT, "arch", true, 30);
	put(image, 30, "i686", true, 31);
	put(image, 31, "root.sfs", true, 40);
	put(image, 30, "riscv", true, 32);
	put(image, 32, "root.sfs", false, 41);
	put(image, 30, "x86_64", true, 33);
	put(image, 33, "root.sfs", false, 42);
	put(image, 30, "aarch64", true, 34);
	put(image, 34, "root.sfs", false, 43);
	put(image, IMAGE_ROOT, "README", false, 44);
	CHECK(iso9660_open(&iso, &image->reader) == 0);
	return image;
}

TEST(pattern_of_one_path)
{
	struct image *image = iso_of_machines();

	CHECK(pattern_find(&iso, "README", path) == 0);
	CHECK_STRING(path, "README");
	CHECK(pattern_find(&iso, "arch", path) == -ENOENT);
	CHECK(pattern_find(&iso, "README/x", path) == -ENOENT);
	CHECK(pattern_find(&iso, "none|arch/riscv/root.sfs|README", path) == 0);
	CHECK_STRING(path, "arch/riscv/root.sfs");
	free(image);
}

TEST(pattern_with_a_star)
{
	struct image *image = iso_of_machines();

	CHECK(pattern_find(&iso, "arch/*/root.sfs", path) == 0);
#if defined(__x86_64__)
	CHECK_STRING(path, "arch/x86_64/root.sfs");
#elif defined(__aarch64__)
	CHECK_STRING(path, "arch/aarch64/root.sfs");
#endif
	CHECK(pattern_find(&iso, "*/r*/root.sfs", path) == 0);
	CHECK_STRING(path, "arch/riscv/root.sfs");
	CHECK(pattern_find_in(&iso, "arch", "none|riscv/*.sfs", path) == 0);
	CHECK_STRING(path, "arch/riscv/root.sfs");
	CHECK(pattern_find(&iso, "arch/r*v/root.sfs", path) == 0);
	CHECK_STRING(path, "arch/riscv/root.sfs");
	CHECK(pattern_find(&iso, "RE*", path) == 0);
	CHECK_STRING(path, "README");
	CHECK(pattern_find(&iso, "READMEREAD*ME", path) == -ENOENT);
	CHECK(pattern_find(&iso, "arch/i*/root.sfs", path) == -ENOENT);
	CHECK(pattern_find(&iso, "arch/*/none", path) == -ENOENT);
	CHECK(pattern_find(&iso, "none/*/root.sfs|R*E", path) == 0);
	CHECK_STRING(path, "README");
	free(image);
}
