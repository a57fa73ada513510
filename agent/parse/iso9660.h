/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An ISO 9660 volume (ECMA-119) with Rock Ridge (IEEE P1282 over SUSP, P1281), or with Joliet if it
 * has no Rock Ridge: volume descriptors, directories, links, path lookup, and the bytes of files.
 * Offsets and counts in an image are not trusted: each is checked against the volume before it is
 * used. One budget limits the work of all requests on a volume.
 */
#pragma once

#include "base/attributes.h"
#include "base/extent.h"
#include "base/reader.h"
#include "base/slice.h"
#include "parse/fault.h"

#include <errno.h>
#include <stdbool.h>

enum {
	ISO9660_SECTOR = 2048,
	ISO9660_DESCRIPTORS_MAX = 64,	  /* volume descriptors that are read */
	ISO9660_NAME_MAX = 255,		  /* bytes of a name */
	ISO9660_DEPTH_MAX = 32,		  /* parts of a path */
	ISO9660_ENTRIES_MAX = 1 << 18,	  /* records of one directory */
	ISO9660_DIRECTORY_MAX = 64 << 20, /* bytes of one directory */
	ISO9660_EXTENTS_MAX = 64,	  /* extents of one file: 256 GiB */
	ISO9660_TARGET_MAX = 1024,	  /* bytes of a symbolic link's target */
	ISO9660_PATH_MAX = 2048,	  /* bytes of a path with its links resolved */
	ISO9660_LINKS_MAX = 8,		  /* links that one lookup follows */
	ISO9660_APPLICATION_SIZE = 512,	  /* bytes of the descriptor for application use */
	ISO9660_MEMO_MAX = 32,	    /* results of lookups, also of missing names, that are cached */
	ISO9660_MEMO_NAME_MAX = 47, /* bytes of such a name */
};

/*
 * The budget of a volume, in bytes of directories and continuation areas. Bytes that are read again
 * count again. It is ISO9660_BUDGET_MIN plus ISO9660_BUDGET_TIMES the size of the medium, but at
 * most ISO9660_BUDGET_MAX. Each lookup reads its folder again: a folder of 60,000 names has some 9
 * MB and can be read a hundred times.
 */
enum {
	ISO9660_BUDGET_TIMES = 64,
	ISO9660_BUDGET_MIN = 16 << 20,
	ISO9660_BUDGET_MAX = 3 << 28,
};

/*
 * A cached lookup in a directory: the directory of this name, or the fact that the name is missing.
 */
struct iso9660_memo {
	struct extent directory; /* len 0: this entry is unused */
	struct extent found;	 /* len 0: the name is missing */
	char name[ISO9660_MEMO_NAME_MAX + 1];
};

struct iso9660 {
	const struct reader *reader;
	uint32_t block_size;  /* 512, 1024 or 2048 bytes */
	uint64_t volume_size; /* bytes, as the descriptor has it */
	char label[33];	      /* the volume identifier without its padding */
	struct extent root;   /* the root directory */
	bool rock_ridge;
	bool joliet;	   /* root is that of the Joliet descriptor */
	uint8_t susp_skip; /* bytes before each record's first SUSP entry */
	uint8_t application[ISO9660_APPLICATION_SIZE]; /* of the primary descriptor */
	struct fault fault; /* set whenever -EBADMSG, -E2BIG or -EOPNOTSUPP is returned */
	struct budget budget;
	unsigned int next_memo;
	struct iso9660_memo memos[ISO9660_MEMO_MAX];
};

enum iso9660_type { ISO9660_FILE, ISO9660_DIRECTORY, ISO9660_LINK, ISO9660_OTHER };

struct iso9660_entry {
	char name[ISO9660_NAME_MAX + 1];
	enum iso9660_type type;
	uint64_t size; /* bytes */
	unsigned int n_extents;
	struct extent extents[ISO9660_EXTENTS_MAX]; /* adjoining ones are merged */
	bool zisofs;				    /* the stored bytes are compressed (ZF) */
	char target[ISO9660_TARGET_MAX + 1];	    /* of a link; "" otherwise */
};

struct iso9660_directory {
	struct iso9660 *iso;
	struct extent extent;
	uint64_t position;	/* of the next record, from the directory's start */
	unsigned int records;	/* seen so far */
	struct slice wanted;	/* the only name of interest; len 0: all names */
	uint64_t sector_offset; /* of the sector in the buffer, or UINT64_MAX */
	uint8_t sector[ISO9660_SECTOR];
};

/*
 * Read the primary volume descriptor and the root directory's first record; if that shows no Rock
 * Ridge, look for a Joliet descriptor. The reader must outlive the volume. The volume may claim to
 * be larger than the reader: compare volume_size with reader->size. Returns 0; -ENOENT if there is
 * no ISO 9660 volume; -EBADMSG if its descriptor is damaged; a read error.
 */
must_check int iso9660_open(struct iso9660 *iso, const struct reader *reader);

/*
 * Find a path from the root. Slashes separate its parts; leading slashes are ignored; "" is the
 * root. Rock Ridge and Joliet names are compared exactly, plain ISO names without case and version.
 * Links are followed, also in the last part; ".." is the folder above. What leaves the volume
 * counts as missing.
 * Returns 0; -ENOENT; -ENOTDIR if a part before the last is not a directory; -E2BIG if a limit is
 * exceeded; -EBADMSG for a damaged directory; -EOPNOTSUPP for an interleaved file; a read error.
 */
must_check int iso9660_lookup(struct iso9660 *iso, const char *path, struct iso9660_entry *ret);

/*
 * The same for a regular file: -ENOENT also if it is not a regular file, and instead of -ENOTDIR.
 */
must_check int iso9660_lookup_file(struct iso9660 *iso, const char *path,
				   struct iso9660_entry *ret);

/*
 * The same from a directory that was found before: *entry is that directory, and the result
 * replaces it. -ELOOP if there is a link on the path: it can be followed only from the root.
 */
must_check int iso9660_descend(struct iso9660 *iso, const char *path, struct iso9660_entry *entry);

/*
 * Begin to list a directory that iso9660_lookup() or iso9660_next() found. Returns 0, -ENOTDIR or
 * -E2BIG.
 */
must_check int iso9660_list(struct iso9660 *iso, const struct iso9660_entry *entry,
			    struct iso9660_directory *ret);

/*
 * Begin to list the directory at a path. Returns as iso9660_lookup(), and -ENOENT if it is not a
 * directory.
 */
must_check int iso9660_list_path(struct iso9660 *iso, const char *path,
				 struct iso9660_directory *ret);

/*
 * The next entry, without ".", ".." and associated files. A file of more than 4 GiB has several
 * directory records; their extents are collected in one entry. A directory that was moved because
 * it was too deep is listed only at its original place. Returns 1 with an entry, 0 at the end, or
 * an error as iso9660_lookup().
 */
must_check int iso9660_next(struct iso9660_directory *directory, struct iso9660_entry *ret);

/*
 * Read len stored bytes of a file from an offset. Returns 0; -ERANGE if they are not all inside the
 * file; or a read error.
 */
must_check int iso9660_read(const struct iso9660 *iso, const struct iso9660_entry *file,
			    uint64_t offset, void *buf, size_t len);
