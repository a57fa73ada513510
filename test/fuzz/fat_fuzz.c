// SPDX-License-Identifier: GPL-2.0-or-later
/* The first bytes of a FAT file system of 16 MiB; the rest of it is zeros. */
#include "offline/fat.h"

#include "base/text.h"
#include "fuzz/fuzz.h"

#include <errno.h>
#include <string.h>

enum { SIZE = 16 << 20, DEPTH = 4, FILES_READ = 64, PIECE = 4096 };

struct medium {
	const uint8_t *data;
	size_t size;
	uint64_t bytes;	  /* that were read */
	uint64_t allowed; /* for files: a sector of the table for each cluster, and the cluster */
	unsigned int n_files; /* that were read */
};

static int read_medium(void *context, uint64_t offset, void *buf, size_t len)
{
	struct medium *medium = context;
	size_t has = offset < medium->size ? medium->size - (size_t)offset : 0;

	REQUIRE(offset <= SIZE && len <= SIZE - offset);
	medium->bytes += len;
	if (has > len)
		has = len;
	if (has > 0)
		memcpy(buf, medium->data + offset, has);
	memset((uint8_t *)buf + has, 0, len - has);
	return 0;
}

/* A folder costs what the budget counts, and a sector of the table for each cluster. */
static void check_cost(const struct fat *fat, const struct medium *medium)
{
	REQUIRE(fat->budget.spent <= fat->budget.max + FAT_SECTOR);
	REQUIRE(medium->bytes <= 4 * fat->budget.spent + medium->allowed + FAT_SECTOR);
}

static void check_name(const char *name)
{
	REQUIRE(name[0] && memchr(name, '\0', FAT_NAME_MAX + 1) && !strchr(name, '/'));
	for (; *name; name += text_utf8_length(name))
		REQUIRE(text_utf8_length(name) > 0);
}

static void read_file(struct fat *fat, struct fat_entry *file, struct medium *medium)
{
	static uint8_t buf[PIECE];
	uint64_t offset = file->size > PIECE ? file->size - PIECE : 0;
	int r;

	if (medium->n_files++ >= FILES_READ)
		return;
	medium->allowed += (uint64_t)fat->n_clusters * FAT_SECTOR + 2 * sizeof(buf);
	r = fat_read(fat, file, 0, buf, file->size < PIECE ? file->size : PIECE);
	REQUIRE(r == 0 || (r == -EBADMSG && fat->fault.what));
	r = fat_read(fat, file, offset, buf, (size_t)(file->size - offset));
	REQUIRE(r == 0 || r == -EBADMSG);
	REQUIRE(fat_read(fat, file, file->size, buf, 1) == -ERANGE);
}

static void walk(struct fat *fat, const struct fat_entry *folder, struct medium *medium,
		 unsigned int depth)
{
	struct fat_directory directory;
	struct fat_entry entry;
	int r;

	REQUIRE(fat_list(fat, folder, &directory) == 0);
	while ((r = fat_next(&directory, &entry)) > 0) {
		check_name(entry.name);
		if (!entry.is_directory)
			read_file(fat, &entry, medium);
		else if (depth > 1)
			walk(fat, &entry, medium, depth - 1);
		check_cost(fat, medium);
	}
	REQUIRE(r == 0 || ((r == -EBADMSG || r == -E2BIG) && fat->fault.what));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct medium medium = { .data = data, .size = size };
	const struct reader reader = { read_medium, &medium, SIZE };
	struct fat_entry entry;
	struct fat fat;
	int r = fat_open(&fat, &reader, 0);

	if (r < 0) {
		REQUIRE(r == -ENOENT || r == -EBADMSG);
		return 0;
	}
	REQUIRE(fat.extent.len <= SIZE && fat.n_clusters > 0);
	REQUIRE(fat.data + (uint64_t)fat.n_clusters * fat.cluster_size <= fat.extent.len);
	REQUIRE(fat_lookup(&fat, "", &entry) == 0);
	walk(&fat, &entry, &medium, DEPTH);
	r = fat_lookup(&fat, "/EFI/BOOT/grub.cfg", &entry);
	REQUIRE(r == 0 || r == -ENOENT || r == -EBADMSG || r == -E2BIG);
	check_cost(&fat, &medium);
	return 0;
}
