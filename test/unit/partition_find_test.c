// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/partition_find.h"

#include "unit/test.h"

#include <errno.h>
#include <stdio.h>

#if defined(__x86_64__)
#define ROOT	 "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709"
#define USR	 "8484680c-9521-48c6-9c11-b0720656f69e"
#define USR_TREE "77ff5f63-e7b6-4633-acf4-1565b864c0e6"
#else
#define ROOT	 "b921b045-1df0-41c3-af44-4c6f280d3fae"
#define USR	 "b0e01050-ee5f-4390-949a-9101b17104e9"
#define USR_TREE "6e11a4e7-fbca-4ded-b9e9-e1a512bb664e"
#endif

/* The first and the last 128 bits, and as UUIDs. */
#define HASH  "0123456789abcdef0123456789abcdefFEDCBA9876543210fedcba9876543210"
#define FIRST "01234567-89AB-cdef-0123-456789abcdef"
#define LAST  "fedcba98-7654-3210-fedc-ba9876543210"

static struct partitions partitions;
static const struct partition *found;
static struct failure why;

static struct partition *add(const char *type, const char *uuid, const char *name)
{
	struct partition *partition = &partitions.list[partitions.count];

	*partition = (struct partition){ .number = ++partitions.count,
					 .extent = { partitions.count * 1000, 1000 } };
	snprintf(partition->type, sizeof(partition->type), "%s", type);
	snprintf(partition->uuid, sizeof(partition->uuid), "%s", uuid);
	snprintf(partition->name, sizeof(partition->name), "%s", name);
	return partition;
}

static unsigned int find(enum partition_use use, const char *name, const char *hash)
{
	const struct partition_wanted wanted = { use, name, hash };
	int r;

	why = (struct failure){ 0 };
	r = partition_find(&partitions, &wanted, &found, &why);
	CHECK((r == 0) == (why.code == FAILURE_NONE));
	return r < 0 ? 0 : found->number;
}

static unsigned int find_tree(const char *hash, uint64_t size)
{
	const struct partition_wanted wanted = { PARTITION_USR, NULL, hash };
	const struct partition *tree = partition_find_part(&partitions, &wanted, PARTITION_TREE,
							   size);

	return tree ? tree->number : 0;
}

TEST(partition_find_by_type)
{
	partitions.count = 0;
	add("c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "1", "ESP");
	CHECK(!find(PARTITION_ROOT, NULL, NULL) && why.code == FAILURE_NO_ROOT_IMAGE);
	CHECK(strstr(why.line, "1 \"ESP\" (ESP)"));
	add(ROOT, "2", "root");
	add(USR, "3", "_empty");
	CHECK(find(PARTITION_ROOT, NULL, NULL) == 2);
	CHECK(!partition_exists(&partitions, PARTITION_USR));
	add(USR, "4", "usr_1");
	CHECK(partition_exists(&partitions, PARTITION_USR));
	CHECK(find(PARTITION_USR, NULL, NULL) == 4);
	add(ROOT, "5", "other")->no_auto = true;
	CHECK(find(PARTITION_ROOT, NULL, NULL) == 2);
	CHECK(partition_is_for(&partitions.list[4], PARTITION_ROOT));
	add(USR, "6", "usr_2");
	CHECK(!find(PARTITION_USR, NULL, NULL) && why.code == FAILURE_AMBIGUOUS);
	CHECK(strstr(why.line, "4 (PARTUUID=4) and 6 (PARTUUID=6) both match as /usr"));
}

TEST(partition_find_by_name)
{
	struct partition *partition;

	partitions.count = 0;
	add(USR, "AB-1", "one");
	partition = add("0fc63daf-8483-4772-8e79-3d69d8477de4", "2", "two");
	snprintf(partition->fs_uuid, sizeof(partition->fs_uuid), "abcd-1");
	snprintf(partition->label, sizeof(partition->label), "data");
	CHECK(find(PARTITION_USR, "PARTUUID=ab-1", NULL) == 1);
	CHECK(find(PARTITION_USR, "PARTLABEL=two", NULL) == 2);
	CHECK(find(PARTITION_USR, "UUID=ABCD-1", NULL) == 2);
	CHECK(find(PARTITION_USR, "LABEL=data", NULL) == 2);
	CHECK(!find(PARTITION_USR, "LABEL=Data", NULL) && strstr(why.line, "LABEL=Data"));
	/* The first one has neither. */
	CHECK(!find(PARTITION_USR, "LABEL=", NULL) && !find(PARTITION_USR, "UUID=", NULL));
	CHECK(!find(PARTITION_USR, "/dev/sda1", NULL));
}

TEST(partition_find_by_root_hash)
{
	partitions.count = 0;
	add(USR, "1", "usr_1");
	add(USR, FIRST, "usr_2");
	add(USR_TREE, "3", "usr_1_verity");
	CHECK(find(PARTITION_USR, NULL, HASH) == 2);
	CHECK(!find(PARTITION_USR, NULL, "0123"));
	CHECK(!find(PARTITION_USR, NULL, "1" HASH));
	CHECK(find_tree(NULL, 10000) == 3);
	/* The only one need not be named after it, for pmemboot.roothash=. */
	CHECK(find_tree(HASH, 10000) == 3);
	add(USR_TREE, LAST, "usr_2_verity");
	CHECK(find_tree(NULL, 10000) == 0);
	CHECK(find_tree(HASH, 10000) == 4);
	CHECK(find_tree(HASH, 4999) == 3); /* the other one ends at byte 5000 */
}
