// SPDX-License-Identifier: GPL-2.0-or-later
/* Read back by the reader of offline/fat.c; test/tools/seed has fsck.vfat and mtools read it. */
#include "offline/fat_image.h"

#include "base/crc32.h"
#include "offline/fat.h"
#include "unit/test.h"

#include <errno.h>

enum { SIZE = (1 << 20) - 4096, LARGE = (64 << 20) - 4096 };

static uint8_t *bytes;
static struct reader reader;
static struct fat fat;
static struct fat_image_node nodes[FAT_IMAGE_NODES_MAX];
static struct fat_image_tree tree = { nodes, 0 };
static struct fat_image_problem problem;

static int read_bytes(void *context unused, uint64_t offset, void *buf, size_t len)
{
	memcpy(buf, bytes + offset, len);
	return 0;
}

static int put(int folder, const char *name, const void *content, size_t len)
{
	nodes[tree.count] = (struct fat_image_node){
		name, folder, content == NULL, { content, content ? len : 0 }
	};
	return (int)tree.count++;
}

static int put_text(int folder, const char *name, const char *text)
{
	return put(folder, name, text, strlen(text));
}

static int write_image(size_t size)
{
	free(bytes);
	bytes = calloc(1, size);
	CHECK(bytes);
	reader = (struct reader){ read_bytes, NULL, size };
	return fat_image_write(bytes, size, "CIDATA", &tree, &problem);
}

static bool holds(const char *path, const void *content, size_t len)
{
	uint8_t *read = malloc(len + 1);
	struct fat_entry file;
	bool same;

	CHECK(read && fat_open(&fat, &reader, 0) == 0);
	CHECK(fat_lookup(&fat, path, &file) == 0 && !file.is_directory && file.size == len);
	CHECK(fat_read(&fat, &file, 0, read, len) == 0);
	same = memcmp(read, content, len) == 0;
	free(read);
	return same;
}

TEST(fat_image_has_the_files_of_a_tree)
{
	static const char text[] = "instance-id: m1\n";
	static uint8_t large[300 * 1024];
	int openstack, latest;

	for (size_t i = 0; i < sizeof(large); i++)
		large[i] = (uint8_t)(i * 7 >> 3);
	put_text(-1, "meta-data", text);
	put(-1, "large.bin", large, sizeof(large));
	put_text(-1, "EMPTY", "");
	openstack = put(-1, "openstack", NULL, 0);
	latest = put(openstack, "latest", NULL, 0);
	put_text(latest, "user_data", "#cloud-config\n");
	put(openstack, "a folder without a file", NULL, 0);
	CHECK(write_image(SIZE) == 0);
	CHECK(holds("meta-data", text, strlen(text)));
	CHECK(holds("large.bin", large, sizeof(large)) && holds("EMPTY", "", 0));
	CHECK(holds("openstack/latest/user_data", "#cloud-config\n", 14));
	CHECK(fat.bits == 12 && fat.cluster_size == 512 && fat.extent.len == SIZE);
	CHECK(memcmp(bytes + 43, "CIDATA     ", 11) == 0);
	/* Its date is 1980-01-01. */
	CHECK(memcmp(bytes + fat.root.offset, "CIDATA     \x08", 12) == 0 &&
	      bytes[fat.root.offset + 24] == 0x21 && bytes[fat.root.offset + 25] == 0);
}

TEST(fat_image_is_the_same_for_the_same_tree)
{
	uint32_t first;

	put_text(-1, "user-data", "one");
	CHECK(write_image(SIZE) == 0);
	first = crc32_of((struct slice){ bytes, SIZE });
	CHECK(write_image(SIZE) == 0 && crc32_of((struct slice){ bytes, SIZE }) == first);
	nodes[0].bytes.data = (const uint8_t *)"two";
	CHECK(write_image(SIZE) == 0);
	/* Its serial number is another one, too. */
	CHECK(crc32_of((struct slice){ bytes + 39, 4 }) != 0 &&
	      crc32_of((struct slice){ bytes, SIZE }) != first);
}

TEST(fat_image_may_be_large)
{
	static uint8_t large[40 << 20];

	memset(large + sizeof(large) / 2, 0x5a, 4096);
	put_text(-1, "first", "1");
	put(-1, "large", large, sizeof(large));
	put_text(-1, "last", "2");
	CHECK(write_image(LARGE) == 0);
	CHECK(holds("large", large, sizeof(large)) && holds("last", "2", 1));
	CHECK(fat.bits == 16 && fat.cluster_size == 1024);
	/* The smallest that a seed can be. */
	tree.count = 1;
	CHECK(write_image((64 << 10) - 4096) == 0 && holds("first", "1", 1) && fat.bits == 12);
}

TEST(fat_image_says_how_much_room_is_missing)
{
	static uint8_t large[1 << 20];
	uint64_t needed;

	put(-1, "large", large, sizeof(large));
	CHECK(write_image(SIZE) == -ENOSPC && problem.needed > sizeof(large));
	needed = problem.needed;
	CHECK(write_image(needed + 4096) == 0 && holds("large", large, sizeof(large)));
	/* To the last cluster. */
	nodes[0].bytes.len = SIZE - fat.data;
	for (; write_image(SIZE) < 0; nodes[0].bytes.len--)
		CHECK(nodes[0].bytes.len > SIZE - fat.data - 4096);
	CHECK(holds("large", large, nodes[0].bytes.len));
}

TEST(fat_image_takes_many_files)
{
	static char names[FAT_IMAGE_NODES_MAX][100];
	int folder = put(-1, "many", NULL, 0);

	for (unsigned int i = 1; i < FAT_IMAGE_NODES_MAX; i++) {
		sprintf(names[i], "%04u%080u", i, i);
		put_text(i % 2 ? folder : -1, names[i], names[i]);
	}
	CHECK(write_image(SIZE) == 0);
	CHECK(holds(names[2], names[2], 84) && holds(names[1022], names[1022], 84));
	memmove(names[0], "many/", 5);
	strcpy(names[0] + 5, names[1023]);
	CHECK(holds(names[0], names[1023], 84));
}

TEST(fat_image_refuses_names)
{
	int folder;

	put_text(-1, "fine", "");
	put_text(-1, "a:b", "");
	CHECK(write_image(SIZE) == -EINVAL && problem.node == 1);
	tree.count = 1;
	folder = put(-1, "d", NULL, 0);
	put_text(folder, "fine", "");
	CHECK(write_image(SIZE) == 0);
	put_text(-1, "FINE", "");
	CHECK(write_image(SIZE) == -EEXIST && problem.node == 3);
}

TEST(fat_image_checks_labels)
{
	static const char *const bad[] = { "",	 "twelve bytes", "a.b",	    "a/b",
					   " A", "a\nb",	 "\xc3\xa4" };

	CHECK(fat_image_label_is_valid("CIDATA") && fat_image_label_is_valid("config-2") &&
	      fat_image_label_is_valid("ELEVENBYTES"));
	for (unsigned int i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!fat_image_label_is_valid(bad[i]));
}

TEST(crc32_is_that_of_the_standard)
{
	CHECK(crc32_of((struct slice){ (const uint8_t *)"123456789", 9 }) == 0xcbf43926);
	CHECK(crc32_of((struct slice){ NULL, 0 }) == 0);
}
