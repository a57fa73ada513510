// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/boot_files.h"

#include "base/text.h"
#include "offline/el_torito.h"

#include <errno.h>
#include <stdlib.h>

/* ---- The file systems ---- */

static int compare_offsets(const void *a, const void *b)
{
	const uint64_t *one = a, *other = b;

	return (*one > *other) - (*one < *other);
}

/* Where a FAT may begin: at a boot image, a partition, or the start of what is no ISO. */
static size_t list_offsets(const struct boot_files *files, const struct reader *reader,
			   const struct partitions *partitions, uint64_t *ret)
{
	struct el_torito boot = { 0 };
	size_t count = 0;

	if (!files->has_iso)
		ret[count++] = 0;
	else if (el_torito_read(&boot, reader) < 0)
		boot.count = 0;
	for (unsigned int i = 0; i < boot.count; i++)
		ret[count++] = boot.offsets[i];
	for (unsigned int i = 0; i < partitions->count; i++)
		ret[count++] = partitions->list[i].extent.offset;
	qsort(ret, count, sizeof(*ret), compare_offsets);
	return count;
}

void boot_files_open(struct boot_files *files, const struct reader *reader,
		     const struct partitions *partitions)
{
	uint64_t offsets[1 + EL_TORITO_IMAGES_MAX + PARTITIONS_MAX];
	size_t count;

	files->n_fats = 0;
	files->has_iso = iso9660_open(&files->iso, reader) == 0;
	count = list_offsets(files, reader, partitions, offsets);
	for (size_t i = 0; i < count && files->n_fats < BOOT_FILES_FATS_MAX; i++) {
		if (i > 0 && offsets[i] == offsets[i - 1])
			continue;
		if (fat_open(&files->fats[files->n_fats], reader, offsets[i]) == 0)
			files->n_fats++;
	}
}

static struct fat *fat_of(struct boot_files *files, unsigned int volume)
{
	return &files->fats[volume - 1];
}

const char *boot_files_type(unsigned int volume)
{
	return volume == BOOT_FILES_ISO ? "iso9660" : "fat";
}

uint64_t boot_files_offset(const struct boot_files *files, unsigned int volume)
{
	return volume == BOOT_FILES_ISO ? 0 : files->fats[volume - 1].extent.offset;
}

/* ---- Files ---- */

static void take_iso_entry(struct boot_file *file)
{
	file->is_directory = file->iso.type == ISO9660_DIRECTORY;
	file->size = file->iso.size;
	text_copy_cut(file->name, sizeof(file->name), file->iso.name);
}

static void take_fat_entry(struct boot_file *file)
{
	file->is_directory = file->fat.is_directory;
	file->size = file->fat.size;
	text_copy_cut(file->name, sizeof(file->name), file->fat.name);
}

int boot_files_lookup(struct boot_files *files, unsigned int volume, const char *path,
		      struct boot_file *ret)
{
	int r;

	ret->volume = volume;
	ret->start = 0;
	if (volume != BOOT_FILES_ISO) {
		r = fat_lookup(fat_of(files, volume), path, &ret->fat);
		if (r == 0)
			take_fat_entry(ret);
		return r;
	}
	r = files->has_iso ? iso9660_lookup(&files->iso, path, &ret->iso) : -ENOENT;
	if (r < 0)
		return r;
	take_iso_entry(ret);
	return ret->is_directory || ret->iso.type == ISO9660_FILE ? 0 : -ENOENT;
}

int boot_files_list(struct boot_files *files, const struct boot_file *folder,
		    struct boot_folder *ret)
{
	ret->volume = folder->volume;
	if (folder->volume != BOOT_FILES_ISO)
		return fat_list(fat_of(files, folder->volume), &folder->fat, &ret->fat);
	return iso9660_list(&files->iso, &folder->iso, &ret->iso);
}

int boot_files_next(struct boot_folder *folder, struct boot_file *ret)
{
	int r;

	ret->volume = folder->volume;
	ret->start = 0;
	if (folder->volume != BOOT_FILES_ISO) {
		r = fat_next(&folder->fat, &ret->fat);
		if (r > 0)
			take_fat_entry(ret);
		return r;
	}
	do
		r = iso9660_next(&folder->iso, &ret->iso);
	while (r > 0 && ret->iso.type != ISO9660_FILE && ret->iso.type != ISO9660_DIRECTORY);
	if (r > 0)
		take_iso_entry(ret);
	return r;
}

int boot_files_read(struct boot_files *files, struct boot_file *file, uint64_t offset, void *buf,
		    size_t len)
{
	if (offset > file->size || len > file->size - offset)
		return -ERANGE;
	if (file->volume != BOOT_FILES_ISO)
		return fat_read(fat_of(files, file->volume), &file->fat, file->start + offset, buf,
				len);
	return iso9660_read(&files->iso, &file->iso, file->start + offset, buf, len);
}
