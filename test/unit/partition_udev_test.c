// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/partition_udev.h"

#include "unit/test.h"

#include <errno.h>

static char rule[PARTITION_RULE_MAX];
static struct partitions table;
static struct partition_plan plan;

static int link_of(const char *label, char *buf)
{
	struct partition partition = { 0 };

	strcpy(partition.label, label);
	return partition_udev_link(&partition, PARTITION_BY_LABEL, buf, PARTITION_LINK_MAX);
}

static void check_label(const char *label, const char *expected)
{
	char link[PARTITION_LINK_MAX];

	CHECK(link_of(label, link) == 0);
	CHECK_STRING(link, expected);
}

TEST(partition_udev_link_is_encoded_as_udev_does)
{
	check_label("CIDATA", "by-label/CIDATA");
	check_label("config-2", "by-label/config-2");
	check_label("Fedora 41", "by-label/Fedora\\x2041");
	check_label("a#+-.:=@_Z9", "by-label/a#+-.:=@_Z9");
	check_label("\xc3\x84", "by-label/\xc3\x84");
	check_label("../../sda", "by-label/..\\x2f..\\x2fsda");
	check_label("x\", RUN+=\"/bin/sh", "by-label/x\\x22\\x2c\\x20RUN+=\\x22\\x2fbin\\x2fsh");
	check_label("$env{X}%k\\x2f\n", "by-label/\\x24env\\x7bX\\x7d\\x25k\\x5cx2f\\x0a");
	check_label("\xff\xc3", "by-label/\\xff\\xc3");
}

TEST(partition_udev_link_of_no_name)
{
	char link[PARTITION_LINK_MAX], label[PARTITION_LABEL_MAX] = "";

	CHECK(link_of("", link) == -ENOENT);
	CHECK(link_of(".", link) == -ENOENT);
	CHECK(link_of("..", link) == -ENOENT);
	memset(label, 'a', sizeof(label) - 1);
	CHECK(link_of(label, link) == 0);
	label[0] = ' '; /* of four bytes in a link: one file name is too short for it */
	CHECK(link_of(label, link) == -ENOENT);
	memset(label, ' ', sizeof(label) - 1);
	CHECK(link_of(label, link) == -ENOENT);
}

static struct partition *put(uint64_t offset, const char *name, bool is_volume)
{
	struct partition *partition = &table.list[table.count];

	plan.list[plan.count++] = (struct partition_plan_entry){ .partition = partition,
								 .extent = { offset, 512 },
								 .use = PARTITION_MAPPED,
								 .is_volume = is_volume };
	*partition = (struct partition){ .number = ++table.count };
	strcpy(partition->name, name);
	return partition;
}

TEST(partition_udev_rule_prefers_our_devices)
{
	put(32768, "", true);
	strcpy(put(1048576, "my seed", false)->uuid, "12345678-02");
	put(2097152, "", false);
	plan.list[2].use = PARTITION_UNUSED;
	CHECK(partition_udev_rule(&plan, "pmem0", rule, sizeof(rule)) == 0);
	CHECK_STRING(rule, "# Written by pmemboot: the partitions of pmem0 are loop devices.\n"
			   "SUBSYSTEM!=\"block\", GOTO=\"pmemboot_end\"\n"
			   "KERNEL==\"pmem0p[0-9]*\", OPTIONS+=\"link_priority=-100\"\n"
			   "KERNEL==\"pmem0\", OPTIONS+=\"link_priority=-99\"\n"
			   "KERNEL!=\"loop[0-9]*\", GOTO=\"pmemboot_end\"\n"
			   "ATTR{loop/backing_file}!=\"/dev/pmem0\", GOTO=\"pmemboot_end\"\n"
			   "ATTR{loop/offset}==\"32768\", OPTIONS+=\"link_priority=0\"\n"
			   "ATTR{loop/offset}==\"1048576\", OPTIONS+=\"link_priority=-1\", "
			   "SYMLINK+=\"disk/by-partlabel/my\\x20seed\", "
			   "SYMLINK+=\"disk/by-partuuid/12345678-02\"\n"
			   "LABEL=\"pmemboot_end\"\n");
}

TEST(partition_udev_rule_leaves_a_disk_that_is_free)
{
	put(32768, "", true);
	plan.list[0].use = PARTITION_IS_DISK;
	CHECK(partition_udev_rule(&plan, "pmem1s", rule, sizeof(rule)) == 0);
	CHECK(!strstr(rule, "KERNEL==\"pmem1s\""));
	CHECK(strstr(rule, "KERNEL==\"pmem1s[0-9]*\", OPTIONS+=\"link_priority=-100\"\n"));
}

TEST(partition_udev_rule_at_its_largest)
{
	static char name[PARTITION_NAME_MAX];

	memset(name, '"', sizeof(name) - 1);
	for (unsigned int i = 0; i < PARTITION_PLAN_DEVICES_MAX; i++)
		memset(put(UINT64_MAX - i, name, true)->uuid, '"', PARTITION_ID_MAX - 1);
	CHECK(partition_udev_rule(&plan, "pmem4294967295.4294967295", rule, sizeof(rule)) == 0);
	CHECK(!strstr(rule, "\"\"\""));
	CHECK(partition_udev_rule(&plan, "pmem0", rule, 4096) == -ENAMETOOLONG);
}
