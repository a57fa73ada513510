/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An ISO 9660 volume (ECMA-119) with Rock Ridge (IEEE P1282 over SUSP, P1281), or with Joliet where
 * it has no Rock Ridge: volume descriptors, directories, links, path lookup, and the bytes of
 * files. Every offset and count in it is the image's word and is checked against the volume before
 * it is used; and all that is asked of one volume together has a budget.
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
	ISO9660_DESCRIPTORS_MAX = 64,	  /* volume descriptors that are looked at */
	ISO9660_NAME_MAX = 255,		  /* bytes of a name */
	ISO9660_DEPTH_MAX = 32,		  /* parts of a path */
	ISO9660_ENTRIES_MAX = 1 << 18,	  /* records of one directory */
	ISO9660_DIRECTORY_MAX = 64 << 20, /* bytes of one directory */
	ISO9660_EXTENTS_MAX = 64,	  /* extents of one file: 256 GiB */
	ISO9660_TARGET_MAX = 1024,	  /* bytes of a symbolic link's target */
	ISO9660_PATH_MAX = 2048,	  /* bytes of a path, links put in */
	ISO9660_LINKS_MAX = 8,		  /* links that one lookup follows */
	ISO9660_APPLICATION_SIZE = 512,	  /* bytes of the descriptor that are the application's */
	ISO9660_MEMO_MAX = 32,	    /* directories, and names that aren't there, kept in mind */
	ISO9660_MEMO_NAME_MAX = 47, /* bytes of such a name */
};

/*
 * What all that is asked of a volume may cost together, in bytes of directories and continuation
 * areas that are looked at, each time that they are: so many times the medium's size and so much
 * more, but never more than the limit. A look-up that isn't the first one in a folder reads that
 * again: a folder of 60,000 names, some 9 MB, can be read a hundred times.
 */
enum {
	ISO9660_BUDGET_TIMES = 64,
	ISO9660_BUDGET_MIN = 16 << 20,
	ISO9660_BUDGET_MAX = 3 << 28,
};

/* What a directory is known to hold: a directory, or nothing of that name. */
struct iso9660_memo {
	struct extent directory; /* len 0: nothing is kept here */
	struct extent found;	 /* len 0: there is nothing */
	char name[ISO9660_MEMO_NAME_MAX + 1];
};

struct iso9660 {
	const struct reader *reader;
	uint32_t block_size;  /* 512, 1024 or 2048 bytes */
	uint64_t volume_size; /* bytes that the volume says it has */
	char label[33];	      /* volume identifier without the padding */
	struct extent root;   /* the root directory */
	bool rock_ridge;
	bool joliet;	   /* the root is the one of the Joliet descriptor */
	uint8_t susp_skip; /* bytes before each record's first SUSP entry */
	uint8_t application[ISO9660_APPLICATION_SIZE]; /* of the primary descriptor */
	struct fault fault; /* what is wrong: set with each -EBADMSG, -E2BIG and -EOPNOTSUPP */
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
	bool zisofs;				    /* what is stored is compressed (ZF) */
	char target[ISO9660_TARGET_MAX + 1];	    /* of a link, otherwise "" */
};

struct iso9660_directory {
	struct iso9660 *iso;
	struct extent extent;
	uint64_t position;	/* of the next record, from the directory's start */
	unsigned int records;	/* seen so far */
	struct slice wanted;	/* the only name that matters, or len 0: all do */
	uint64_t sector_offset; /* of the sector that is held, or UINT64_MAX */
	uint8_t sector[ISO9660_SECTOR];
};

/*
 * Read the primary volume descriptor and the root directory's first record, and the other
 * descriptors if that says nothing of Rock Ridge. The reader must outlive the volume. The volume
 * may claim to be larger than the reader: compare volume_size with reader->size. Returns 0; -ENOENT
 * if there is no ISO 9660 volume; -EBADMSG if its descriptor is damaged; a read error.
 */
must_check int iso9660_open(struct iso9660 *iso, const struct reader *reader);

/*
 * Find a path from the root. Slashes separate, leading ones don't matter; "" is the root itself.
 * Rock Ridge and Joliet names are compared as they are, plain ISO names without case and version.
 * Links are followed, the last one too; one that leaves the volume leads nowhere. Returns 0;
 * -ENOENT; -ENOTDIR if a part on the way is no directory; -E2BIG over a limit; -EBADMSG for a
 * damaged directory; -EOPNOTSUPP for a file that is interleaved; a read error.
 */
must_check int iso9660_lookup(struct iso9660 *iso, const char *path, struct iso9660_entry *ret);

/* The same for a regular file: -ENOENT also for anything else, and in place of -ENOTDIR. */
must_check int iso9660_lookup_file(struct iso9660 *iso, const char *path,
				   struct iso9660_entry *ret);

/*
 * The same from a directory on that was found, which *entry is and which what was found replaces.
 * -ELOOP at a link, which only the whole path leads through.
 */
must_check int iso9660_descend(struct iso9660 *iso, const char *path, struct iso9660_entry *entry);

/* Begin to list a directory that iso9660_lookup() or iso9660_next() found. 0 or -ENOTDIR, -E2BIG.
 */
must_check int iso9660_list(struct iso9660 *iso, const struct iso9660_entry *entry,
			    struct iso9660_directory *ret);

/* Begin to list the directory at a path. As iso9660_lookup(), and -ENOENT if it is none. */
must_check int iso9660_list_path(struct iso9660 *iso, const char *path,
				 struct iso9660_directory *ret);

/*
 * The next entry, without ".", ".." and associated files. The extents of a file that has several
 * directory records (over 4 GiB) are gathered into one entry. A directory that was moved because it
 * lies too deep is listed where it belongs, and only there. Returns 1 with an entry, 0 at the end,
 * or an error as iso9660_lookup() does.
 */
must_check int iso9660_next(struct iso9660_directory *directory, struct iso9660_entry *ret);

/*
 * Read len bytes of a file, as they are stored, from an offset. Returns 0; -ERANGE if they do not
 * lie inside it; or a read error.
 */
must_check int iso9660_read(const struct iso9660 *iso, const struct iso9660_entry *file,
			    uint64_t offset, void *buf, size_t len);
