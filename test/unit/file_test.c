// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/file.h"
#include "sys/tree.h"

#include "doctor/doctor.h"
#include "sys/block.h"
#include "sys/nd_firmware.h"
#include "sys/record.h"
#include "unit/test.h"
#include "unit/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

/* What may lie where a file should. */
enum kind { FIFO, SOCKET, DIRECTORY, LOOP, LINK_TO_FIFO, SPARSE, DANGLING, KINDS };

enum { LARGE = 1 << 16, NAMES_MAX = 1 << 14 };

static void make(int folder, const char *path, enum kind kind)
{
	int fd;

	switch (kind) {
	case FIFO:
		CHECK(mkfifoat(folder, path, 0644) == 0);
		break;
	case SOCKET:
		CHECK(mknodat(folder, path, S_IFSOCK | 0644, 0) == 0);
		break;
	case DIRECTORY:
		CHECK(mkdirat(folder, path, 0755) == 0);
		break;
	case LOOP:
		CHECK(symlinkat(strrchr(path, '/') ? strrchr(path, '/') + 1 : path, folder, path) ==
		      0);
		break;
	case LINK_TO_FIFO:
		CHECK(symlinkat("/a.fifo", folder, path) == 0);
		break;
	case SPARSE:
		fd = openat(folder, path, O_CREAT | O_WRONLY, 0644);
		CHECK(fd >= 0 && ftruncate(fd, (off_t)2 << 30) == 0 && close(fd) == 0);
		break;
	case DANGLING:
		CHECK(symlinkat("/dev/zero", folder, path) == 0);
		break;
	case KINDS:
		break;
	}
}

static void remove_at(int folder, const char *path)
{
	CHECK(unlinkat(folder, path, 0) == 0 || unlinkat(folder, path, AT_REMOVEDIR) == 0);
}

/* Where a file costs little, if there is such a place. */
static char place[32];

static struct tree *open_place(void)
{
	static struct tree tree;

	strcpy(place, "/dev/shm/pmemboot-file.XXXXXX");
	if (!mkdtemp(place)) {
		strcpy(place, "/tmp/pmemboot-file.XXXXXX");
		CHECK(mkdtemp(place));
	}
	CHECK(chdir(place) == 0);
	CHECK(tree_open(&tree, place) == 0);
	return &tree;
}

static void close_place(struct tree *tree)
{
	static char command[64];

	tree_close(tree);
	CHECK(chdir("/") == 0);
	snprintf(command, sizeof(command), "rm -rf %s", place);
	CHECK(system(command) == 0);
}

TEST(file_reads_regular_files_alone)
{
	static const struct {
		enum kind kind;
		int at, by_path; /* the errors, in the tree and by its path */
	} rows[] = {
		{ FIFO, -EINVAL, -EINVAL },	    { SOCKET, -EINVAL, -EINVAL },
		{ DIRECTORY, -EISDIR, -EISDIR },    { LOOP, -ELOOP, -ELOOP },
		{ LINK_TO_FIFO, -EINVAL, -ENOENT }, { DANGLING, -ENOENT, -EINVAL },
	};
	struct tree *tree = open_place();
	int fd = -1;
	struct reader reader;
	uint8_t *bytes;
	char buf[16];

	make(tree->fd, "a.fifo", FIFO);
	for (size_t i = 0; i < array_size(rows); i++) {
		make(tree->fd, "x", rows[i].kind);
		CHECK(tree_read(tree, "x", buf, sizeof(buf)) == rows[i].at);
		CHECK(tree_read_all(tree, "x", LARGE, &bytes) == rows[i].at);
		CHECK(file_open_below(place, "x") == rows[i].at);
		CHECK(file_read("x", buf, sizeof(buf)) == rows[i].by_path);
		CHECK(file_read_all("x", LARGE, &bytes) == rows[i].by_path);
		CHECK(block_open("x", &fd, &reader) < 0 && fd == -1);
		CHECK(tree_has(tree, "x") == (rows[i].at == -EINVAL || rows[i].at == -EISDIR));
		remove_at(tree->fd, "x");
	}
	CHECK_STRING(file_why(-EINVAL), "it is not a regular file");
	close_place(tree);
}

TEST(file_is_read_up_to_its_limit)
{
	struct tree *tree = open_place();
	uint8_t *bytes;
	char buf[16];

	make(tree->fd, "x", SPARSE);
	CHECK(tree_read(tree, "x", buf, sizeof(buf)) == -E2BIG);
	CHECK(tree_read_all(tree, "x", LARGE, &bytes) == -E2BIG);
	CHECK(file_read_all("x", LARGE, &bytes) == -E2BIG);
	close_place(tree);
}

static int count_names(void *context, const char *name)
{
	(void)name;
	++*(unsigned int *)context;
	return 0;
}

TEST(file_names_up_to_their_limit)
{
	unsigned int count = 0;
	struct tree *tree = open_place();
	char name[16];
	int folder;

	make(tree->fd, "d", DIRECTORY);
	folder = openat(tree->fd, "d", O_PATH);
	for (unsigned int i = 0; i < NAMES_MAX; i++) {
		snprintf(name, sizeof(name), "%u", i);
		CHECK(mknodat(folder, name, S_IFREG | 0644, 0) == 0);
	}
	CHECK(tree_each(tree, "d", count_names, &count) == 0 && count == NAMES_MAX);
	CHECK(mknodat(folder, "one-more", S_IFREG | 0644, 0) == 0);
	count = 0;
	CHECK(tree_each(tree, "d", count_names, &count) == -E2BIG && count == 0);
	close(folder);
	close_place(tree);
}

/* ---- A tree of somebody's ---- */

enum { FILES_MAX = 1024, PATH_SIZE = 256 };

static char files[FILES_MAX][PATH_SIZE];
static unsigned int n_files;
static size_t prefix;

static int collect(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)ftw;
	if (flag == FTW_F && S_ISREG(st->st_mode) && n_files < FILES_MAX)
		snprintf(files[n_files++], PATH_SIZE, "%s", path + prefix);
	return 0;
}

static void examine(const struct tree *tree)
{
	struct doctor *doctor = calloc(1, sizeof(*doctor));
	static struct nd_firmware state;

	CHECK(doctor);
	(void)!doctor_examine(doctor, tree, false);
	doctor_free(doctor);
	free(doctor);
	nd_firmware_read(tree, &state);
}

static void try_kind(const struct tree *tree, const char *path, enum kind kind)
{
	make(tree->fd, path, kind);
	examine(tree);
	remove_at(tree->fd, path);
}

/* Whatever takes the place of a file: both end. */
static void try_kinds(const char *name)
{
	struct tree *tree = tree_unpack(name);
	char self[32], path[PATH_SIZE];
	ssize_t len;

	snprintf(self, sizeof(self), "/proc/self/fd/%d", tree->fd);
	len = readlink(self, path, sizeof(path) - 1);
	CHECK(len > 0);
	path[len] = '\0';
	prefix = (size_t)len + 1;
	n_files = 0;
	CHECK(nftw(path, collect, 16, FTW_PHYS) == 0 && n_files > 0);
	make(tree->fd, "a.fifo", FIFO);
	for (unsigned int i = 0; i < n_files; i++) {
		CHECK(renameat(tree->fd, files[i], tree->fd, "kept") == 0);
		try_kind(tree, files[i], FIFO);
		try_kind(tree, files[i], FIFO + 1 + i % (KINDS - 1));
		CHECK(renameat(tree->fd, "kept", tree->fd, files[i]) == 0);
	}
	tree_discard(tree);
}

TEST(file_of_another_kind_in_a_tree)
{
	try_kinds("usable-nfit");
	try_kinds("firmware-armed");
}

/* ---- Recording in a folder of somebody else's ---- */

static struct record record;

static void see(struct tree *tree, const char *path, const char *text)
{
	tree->observer->see(tree->observer, TREE_FILE, path, text, strlen(text));
}

TEST(record_stays_in_what_it_made)
{
	struct tree *tree = open_place();
	char text[16], part[64];

	snprintf(part, sizeof(part), "theirs/copy.part-%d", getpid());
	CHECK(mkdir("theirs", 0755) == 0 && mkdir("prey", 0755) == 0);
	CHECK(record_begin(&record, tree, "theirs/copy") == 0);
	see(tree, "proc/one", "1");
	/* Whose the folder is puts a link in its place. */
	CHECK(rename(part, "theirs/gone") == 0 && symlink("../prey", part) == 0);
	see(tree, "proc/two", "2");
	tree_note(tree, "three", "3", 1);
	/* Or in it, which nobody could in truth. */
	CHECK(symlink("../../prey", "theirs/gone/sys") == 0);
	CHECK(symlink("../../../prey/victim", "theirs/gone/proc/four") == 0);
	see(tree, "proc/four", "4");
	see(tree, "sys/five", "5");
	CHECK(file_read("theirs/gone/proc/two", text, sizeof(text)) == 1 && text[0] == '2');
	CHECK(file_read("theirs/gone/three", text, sizeof(text)) == 1);
	CHECK(file_read("theirs/gone/proc/four", text, sizeof(text)) == 1 && text[0] == '4');
	CHECK(symlink("../../../prey", "theirs/gone/proc/six") == 0 &&
	      mkdir("prey/own", 0755) == 0);
	/* What is incomplete is removed, and nothing else. */
	CHECK(record_end(&record, tree) == -ELOOP && rmdir("theirs/gone") == 0);
	CHECK(rmdir("prey/own") == 0 && rmdir("prey") == 0);
	close_place(tree);
}

TEST(record_goes_over_no_link)
{
	struct tree *tree = open_place();

	CHECK(mkdir("prey", 0755) == 0 && symlink("prey", "link") == 0);
	CHECK(record_begin(&record, tree, "link") == -EEXIST);
	CHECK(record_begin(&record, tree, "link/copy") == -ELOOP);
	CHECK(symlink("nowhere", "dangling") == 0);
	CHECK(record_begin(&record, tree, "dangling") == -EEXIST);
	CHECK(record_begin(&record, tree, "/") == -ENOENT);
	CHECK(record_begin(&record, tree, "") == -ENOENT);
	CHECK(record_begin(&record, tree, "prey/../copy//") == 0);
	CHECK(rmdir("copy") < 0); /* it gets its name at the end */
	CHECK(record_end(&record, tree) == 0 && rmdir("copy") == 0 && rmdir("prey") == 0);
	close_place(tree);
}
