// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/locate.h"

#include "unit/test.h"
#include "unit/worst.h"

#include <errno.h>

enum { FILES_MAX = 50000 };

static struct iso9660 iso;
static struct located files[FILES_MAX];
static struct located *order[FILES_MAX];
static struct extent extents[FILES_MAX];
static char paths[FILES_MAX][48];

static void add(unsigned int i, const char *path, bool escaped)
{
	CHECK(i < FILES_MAX);
	snprintf(paths[i], sizeof(paths[i]), "%s", path);
	files[i] = (struct located){ .line = { .path = { (const uint8_t *)paths[i], strlen(path) },
					       .escaped = escaped } };
	order[i] = &files[i];
}

static const char *folder = ""; /* in which the paths begin */

static int locate(unsigned int n, unsigned int max)
{
	struct locate locate = { folder, extents, 0, max };

	return locate_files(&iso, order, n, &locate);
}

/* What is found of all together is what is found of each alone. */
static void compare_each(unsigned int n)
{
	for (unsigned int i = 0; i < n; i++) {
		struct iso9660_entry entry;
		char name[48], path[64];
		int r = sums_path(&files[i].line, name, sizeof(name));

		CHECK(r == 0);
		snprintf(path, sizeof(path), "%s/%s", folder, name);
		r = iso9660_lookup(&iso, path, &entry);
		if (r == 0 && entry.type != ISO9660_FILE)
			r = -EOPNOTSUPP;
		if (files[i].result != r)
			fprintf(stderr, "%s: %d, not %d\n", path, files[i].result, r);
		CHECK(files[i].result == r);
		if (r < 0)
			continue;
		CHECK(files[i].size == entry.size && files[i].n_extents == entry.n_extents);
		CHECK(memcmp(files[i].extents, entry.extents,
			     entry.n_extents * sizeof(*entry.extents)) == 0);
	}
}

/* Folders a, a/b and a-, in which names are that sort otherwise than their paths. */
static struct worst *small_iso(void)
{
	static const uint8_t link[] = "PX\x24\x01\0\xa0\0\0\0\0\xa0\0\0\0\0\0\0\0\0\0\0\0\0\0"
				      "\0\0\0\0\0\0\0\0\0\0\0\0"
				      "SL\x08\x01\0\0\x01"
				      "a";
	struct worst *worst = worst_iso(1);

	CHECK(worst_record(worst, "a", 2, 40, WORST_SECTOR, NULL, 0));
	CHECK(worst_record(worst, "a-", 2, 42, WORST_SECTOR, NULL, 0));
	CHECK(worst_record(worst, "l", 0, 0, 0, link, sizeof(link) - 1));
	CHECK(worst_record(worst, "z", 0, 100, 10, NULL, 0));
	CHECK(worst_record(worst, "z", 0, 200, 20, NULL, 0));
	CHECK(worst_record(worst, "empty", 0, 0, 0, NULL, 0));
	CHECK(worst_record(worst, "n\nl", 0, 101, 10, NULL, 0));
	/* The same folder by another name. */
	CHECK(worst_record(worst, "c", 2, 40, WORST_SECTOR, NULL, 0));
	worst_directory(worst, 40, 1);
	CHECK(worst_record(worst, "b.d", 0, 102, 11, NULL, 0));
	CHECK(worst_record(worst, "b", 2, 41, WORST_SECTOR, NULL, 0));
	CHECK(worst_record(worst, "b-", 0, 103, 12, NULL, 0));
	worst_directory(worst, 41, 1);
	CHECK(worst_record(worst, "f", 0x80, 104, WORST_SECTOR, NULL, 0));
	CHECK(worst_record(worst, "f", 0, 110, 13, NULL, 0));
	worst_directory(worst, 42, 1);
	CHECK(worst_record(worst, "b", 0, 112, 14, NULL, 0));
	CHECK(iso9660_open(&iso, &worst->reader) == 0);
	return worst;
}

TEST(locate_like_look_up)
{
	static const char *const names[] = {
		"a/b/f", "a-/b", "a/b-",  "a/b.d", "z",	      "empty",	    "a",      "a/b",
		"c/b/f", "c/b-", "l/b/f", "l/b.d", "l",	      "none",	    "a/none", "z/none",
		"z",	 "a/b/", "a//b-", "a/b/g", "a/b/f/g", "a/none/far", "A/b-",   "a/../z",
	};
	struct worst *worst = small_iso();
	unsigned int n = 0;

	for (; n < array_size(names); n++)
		add(n, names[n], false);
	add(n++, "n\\nl", true);
	CHECK(locate(n, FILES_MAX) == 0);
	CHECK(files[0].result == 0 && files[0].size == WORST_SECTOR + 13);
	CHECK(files[n - 1].result == 0 && files[13].result == -ENOENT);
	CHECK(files[n - 2].result == 0 && files[n - 2].size == 10);
	compare_each(n);
	free(worst);
}

TEST(locate_in_a_folder)
{
	static const char *const names[] = { "b/f",  "b-",   "b.d",  "b",	"f",
					     "../z", "a/b-", "none", "../../z", "../a/b/f" };
	struct worst *worst = small_iso();
	unsigned int n = 0;

	for (folder = "a"; n < array_size(names); n++)
		add(n, names[n], false);
	add(n++, "b\\\\d", true);
	CHECK(locate(n, FILES_MAX) == 0);
	CHECK(files[0].result == 0 && files[0].size == WORST_SECTOR + 13);
	CHECK(files[5].result == 0 && files[8].result == -ENOENT && files[9].result == 0);
	compare_each(n);
	folder = "l/b";
	add(0, "f", false);
	CHECK(locate(1, FILES_MAX) == 0 && files[0].result == 0);
	folder = "none";
	CHECK(locate(1, FILES_MAX) == -ENOENT);
	folder = "z";
	CHECK(locate(1, FILES_MAX) == -ENOTDIR);
	folder = "";
	free(worst);
}

TEST(locate_where_there_is_no_room)
{
	struct worst *worst = small_iso();

	add(0, "a/b/f", false);
	CHECK(locate(1, 1) == -ENOSPC);
	CHECK(locate(1, 2) == 0 && files[0].n_extents == 2);
	free(worst);
}

/* As many names as there is room for, each in the list: the folder is read once. */
TEST(locate_many)
{
	struct worst *worst = worst_iso(1);
	unsigned int n = 0;

	CHECK(worst_record(worst, "d", 2, 30, 990 * WORST_SECTOR, NULL, 0));
	worst_directory(worst, 30, 990);
	for (char name[16]; snprintf(name, sizeof(name), "f%u", n * 7919 % 100003),
			    worst_record(worst, name, 0, 100, n, NULL, 0);
	     n++) {
		char path[24];

		snprintf(path, sizeof(path), "d/%s", name);
		add(n, path, false);
	}
	CHECK(n > 40000 && iso9660_open(&iso, &worst->reader) == 0);
	worst->bytes = 0;
	CHECK(locate(n, FILES_MAX) == 0);
	CHECK(worst->bytes < WORST_SIZE + 8 * WORST_SECTOR);
	for (unsigned int i = 0; i < n; i++)
		CHECK(files[i].result == 0 && files[i].size == i);
	free(worst);
}

/* Links can't be read together: the budget ends it. */
TEST(locate_many_links)
{
	static const uint8_t link[] = "PX\x24\x01\0\xa0\0\0\0\0\xa0\0\0\0\0\0\0\0\0\0\0\0\0\0"
				      "\0\0\0\0\0\0\0\0\0\0\0\0"
				      "SL\x0a\x01\0\0\x03"
				      "end";
	struct worst *worst = worst_iso(900);
	unsigned int n = 0;

	for (char name[16]; snprintf(name, sizeof(name), "l%u", n), worst->at + 4096 < worst->end;
	     n++) {
		CHECK(worst_record(worst, name, 0, 0, 0, link, sizeof(link) - 1));
		add(n, name, false);
	}
	CHECK(worst_record(worst, "end", 0, 1000, 1, NULL, 0));
	CHECK(iso9660_open(&iso, &worst->reader) == 0);
	worst->bytes = 0;
	CHECK(locate(n, FILES_MAX) == -E2BIG && iso.fault.limit == iso.budget.max);
	CHECK(worst->bytes <= iso.budget.max);
	free(worst);
}
