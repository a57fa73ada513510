// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/tree.h"

#include "base/text.h"
#include "unit/test.h"
#include "unit/tree.h"

#include <errno.h>

/* What an observer was told, a line each: the sight, the path and the number of bytes. */
static char seen[1024];

static void note_sight(struct tree_observer *observer, enum tree_sight sight, const char *path,
		       const void *bytes, size_t len)
{
	static const char *const names[] = {
		[TREE_FILE] = "file", [TREE_DENIED] = "denied", [TREE_PATH] = "path",
		[TREE_LINK] = "link", [TREE_NOTE] = "note",
	};

	(void)observer;
	CHECK(len == 0 || bytes);
	CHECK(text_append(seen, sizeof(seen), "%s %s %zu\n", names[sight], path, len) == 0);
}

static int ignore_name(void *context, const char *name)
{
	(void)context;
	return name[0] == '\0';
}

TEST(tree_tells_its_observer_what_is_read)
{
	struct tree_observer observer = { .see = note_sight };
	struct tree *tree = tree_unpack("usable-nfit");
	char buf[512];
	uint8_t *bytes;
	int len;

	tree->observer = &observer;
	len = tree_read(tree, "sys/block/pmem0/size", buf, sizeof(buf));
	CHECK(len == -ENOENT && !*seen); /* what isn't there isn't seen */
	len = tree_read(tree, "proc/cmdline", buf, sizeof(buf));
	CHECK(len > 0);
	CHECK(text_print(buf, sizeof(buf), "file proc/cmdline %d\n", len + 1) == 0);
	CHECK_STRING(seen, buf); /* with its newline */
	seen[0] = '\0';
	/* Of a file that is too long, what was read. */
	CHECK(tree_read(tree, "proc/cmdline", buf, 4) == -E2BIG);
	CHECK(tree_read_all(tree, "proc/cmdline", 5, &bytes) == -E2BIG);
	CHECK_STRING(seen, "file proc/cmdline 4\nfile proc/cmdline 6\n");
	seen[0] = '\0';
	CHECK(tree_has(tree, "proc/cmdline") && !tree_has(tree, "proc/nothing"));
	CHECK(tree_read_link(tree, "sys/block/pmem0", buf, sizeof(buf)) == 0);
	CHECK(tree_read_link(tree, "sys/block/pmem0", buf, 3) == -ENAMETOOLONG);
	CHECK(tree_read_link(tree, "proc/cmdline", buf, sizeof(buf)) < 0);
	tree_note(tree, "note", "bytes", 5);
	CHECK_STRING(seen, "path proc/cmdline 0\nlink sys/block/pmem0 0\nnote note 5\n");
	tree_discard(tree);
}

/* A directory is seen, and every name in it, even if the visit ends before. */
TEST(tree_tells_its_observer_all_names)
{
	struct tree_observer observer = { .see = note_sight };
	struct tree *tree = tree_unpack("usable-nfit");

	tree->observer = &observer;
	tree_visit(tree, "sys/no/such", ignore_name, NULL);
	CHECK(tree_each(tree, "sys/no/such", ignore_name, NULL) == -ENOENT && !*seen);
	CHECK(tree_each(tree, "sys/block", ignore_name, NULL) == 0);
	CHECK_STRING(seen, "path sys/block 0\nlink sys/block/pmem0 0\n");
	tree_discard(tree);
}

TEST(tree_that_is_not_open)
{
	struct tree tree = TREE_NONE;
	char buf[16];

	CHECK(tree_read(&tree, "proc/cmdline", buf, sizeof(buf)) == -EBADF);
	CHECK(!tree_has(&tree, "proc"));
	CHECK(tree_open(&tree, "/no/such") == -ENOENT && tree.fd == -1);
	CHECK(tree_open(&tree, "/dev/null") == -ENOTDIR && tree.fd == -1);
	tree_close(&tree);
	CHECK(tree.fd == -1);
}
