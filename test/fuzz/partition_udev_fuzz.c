// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a partition table and file systems may say. The input: bytes for the extent and the label of
 * a partition, its name, and its UUID. Whatever these are, a rule has the same lines.
 */
#include "model/partition_udev.h"

#include "fuzz/fuzz.h"

#include <string.h>

static struct partitions table;
static struct partition_plan plan;
static char rule[PARTITION_RULE_MAX];

static void take(const uint8_t **data, size_t *size, void *to, size_t len)
{
	size_t n = *size < len ? *size : len;

	memcpy(to, *data, n);
	*data += n;
	*size -= n;
}

static void require_link(const char *link, enum partition_link kind)
{
	const char *name = link + strlen(partition_udev_folder(kind)) + 1;

	REQUIRE(strlen(link) < PARTITION_LINK_MAX && name[0] && strlen(name) <= 255);
	REQUIRE(strcmp(name, ".") != 0 && strcmp(name, "..") != 0);
	REQUIRE(!strpbrk(name, "/\"' $%,{}*?[]|\t\n\r"));
}

static unsigned int count(char c)
{
	unsigned int n = 0;

	for (const char *at = rule; *at; at++)
		n += *at == c;
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct partition *partition = &table.list[0];
	const struct partition_request request = {
		.disk_size = 1 << 30, .covered = 1 << 29, .fstype = "vfat", .label = "", .uuid = ""
	};
	char link[PARTITION_LINK_MAX];
	unsigned int links = 0, lines;

	memset(&table, 0, sizeof(table));
	table.count = 1;
	take(&data, &size, &partition->extent, sizeof(partition->extent));
	take(&data, &size, partition->label, sizeof(partition->label) - 1);
	take(&data, &size, partition->name, sizeof(partition->name) - 1);
	take(&data, &size, partition->uuid, sizeof(partition->uuid) - 1);
	for (enum partition_link kind = 0; kind < PARTITION_LINKS; kind++)
		if (partition_udev_link(partition, kind, link, sizeof(link)) == 0) {
			require_link(link, kind);
			links += kind >= PARTITION_BY_PARTLABEL;
		}
	partition_plan_make(&plan, &table, &request);
	REQUIRE(plan.list[0].use == PARTITION_UNUSED ||
		(plan.list[0].extent.len > 0 && plan.list[0].extent.offset < request.covered &&
		 plan.list[0].extent.len <= request.covered - plan.list[0].extent.offset));
	REQUIRE(partition_udev_rule(&plan, "pmem0", rule, sizeof(rule)) == 0);
	lines = plan.n_mapped;
	REQUIRE(count('\n') == 6 + lines && count('"') == 18 + lines * (4 + 2 * links));
	return 0;
}
