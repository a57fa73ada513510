/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file systems of an image in which boot loaders look for their files: the tree of an ISO, and
 * its EFI system partitions. These are FAT file systems, as partitions or as El Torito images.
 */
#pragma once

#include "base/attributes.h"
#include "base/reader.h"
#include "model/partition.h"
#include "offline/fat.h"
#include "parse/iso9660.h"

enum {
	BOOT_FILES_FATS_MAX = 8, /* as many as pmemboot-remaster looks at */
	BOOT_FILES_ISO = 0,	 /* the number of the ISO's tree; the FATs have 1, 2 ... */
	BOOT_FILES_NAME_MAX = 255,
};

_Static_assert((int)FAT_NAME_MAX <= (int)BOOT_FILES_NAME_MAX, "a name fits");
_Static_assert((int)ISO9660_NAME_MAX <= (int)BOOT_FILES_NAME_MAX, "a name fits");

struct boot_files {
	bool has_iso;
	struct iso9660 iso;
	unsigned int n_fats;
	struct fat fats[BOOT_FILES_FATS_MAX]; /* in the order of their offsets */
};

/* A regular file, or a part of one; or a folder. */
struct boot_file {
	unsigned int volume; /* the number of its file system */
	bool is_directory;
	char name[BOOT_FILES_NAME_MAX + 1];
	uint64_t start, size;	  /* of the part in the file; bytes */
	struct iso9660_entry iso; /* the one that is used: by volume */
	struct fat_entry fat;
};

struct boot_folder {
	unsigned int volume;
	struct iso9660_directory iso;
	struct fat_directory fat;
};

/*
 * Open all file systems of an image with these partitions. The reader must outlive them. What
 * cannot be read is passed over.
 */
void boot_files_open(struct boot_files *files, const struct reader *reader,
		     const struct partitions *partitions);

/* The type of a volume, "iso9660" or "fat", and the byte of the image at which it begins. */
const char *boot_files_type(unsigned int volume);
uint64_t boot_files_offset(const struct boot_files *files, unsigned int volume);

/*
 * Find a path in a volume. Links are followed in an ISO; in a FAT the case of letters does not
 * matter. Returns 0; -ENOENT, also if it is neither a regular file nor a folder; or another error
 * of iso9660_lookup() or fat_lookup().
 */
must_check int boot_files_lookup(struct boot_files *files, unsigned int volume, const char *path,
				 struct boot_file *ret);

/* List a folder. Returns as iso9660_list() and iso9660_next(), but without links. */
must_check int boot_files_list(struct boot_files *files, const struct boot_file *folder,
			       struct boot_folder *ret);
must_check int boot_files_next(struct boot_folder *folder, struct boot_file *ret);

/* Read bytes of a file, or of its part. Returns 0; -ERANGE if they are not inside; or -E... */
must_check int boot_files_read(struct boot_files *files, struct boot_file *file, uint64_t offset,
			       void *buf, size_t len);
