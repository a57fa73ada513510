// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/nd.h"

#include "doctor/doctor.h"
#include "medium/view.h"
#include "unit/test.h"
#include "unit/tree.h"

#include <string.h>

static struct nd nd;
static struct claims claims;
static struct verdicts verdicts;

static void write_region(FILE *lines, unsigned int i, bool disk)
{
	const char *bus = "sys/bus/nd/devices", *own = "sys/devices/ndbus0";

	fprintf(lines, "l %s/region%u ../../../devices/ndbus0/region%u\n", bus, i, i);
	if (!disk)
		return;
	fprintf(lines, "d %s/region%u/driver\n", own, i);
	fprintf(lines, "t %s/region%u/resource\n\t0x%x\n", own, i, (i + 1) << 21);
	fprintf(lines, "t %s/region%u/size\n\t2097152\n", own, i);
	fprintf(lines, "l %s/namespace%u.0 ../../../devices/ndbus0/region%u/namespace%u.0\n", bus,
		i, i, i);
	fprintf(lines, "d %s/region%u/namespace%u.0/driver\n", own, i, i);
	fprintf(lines, "d %s/region%u/namespace%u.0/block/pmem%u\n", own, i, i, i);
	fprintf(lines, "l sys/block/pmem%u ../devices/ndbus0/region%u/namespace%u.0/block/pmem%u\n",
		i, i, i, i);
}

/* A machine with so many regions, of which the last have disks. */
static struct tree *make_machine(unsigned int regions, unsigned int disks)
{
	FILE *lines = tmpfile();

	CHECK(lines);
	fputs("t sys/devices/ndbus0/provider\n\tACPI.NFIT\nd sys/bus/nd/drivers/nd_pmem\n", lines);
	for (unsigned int i = 0; i < regions; i++)
		write_region(lines, i, i >= regions - disks);
	rewind(lines);
	return tree_unpack_stream(lines);
}

static unsigned int n_reads;

static void count_read(struct tree_observer *observer unused, enum tree_sight sight unused,
		       const char *path unused, const void *bytes unused, size_t len unused)
{
	n_reads++;
}

/* What it takes to know the bus and to judge it, once. */
static unsigned int count_reads(unsigned int regions, unsigned int disks)
{
	struct tree_observer observer = { .see = count_read };
	struct tree *tree = make_machine(regions, disks);

	tree->observer = &observer;
	n_reads = 0;
	nd_read(tree, &nd);
	view_judge(tree, &nd, &claims, NULL, &verdicts);
	tree->observer = NULL;
	tree_discard(tree);
	return n_reads;
}

TEST(nd_of_many_regions)
{
	unsigned int few, many;

	claims_add(&claims, CLAIM_NFIT, CLAIM_VOLATILE_CD, (struct extent){ 64 << 21, 2097152 });
	many = count_reads(64, 32);
	CHECK(nd.n_regions == 64 && nd.n_namespaces == 32 && nd.n_disks == 32 && !nd.cut);
	CHECK_STRING(nd.disks[31].region, "region63");
	CHECK(verdicts.count == 64 && !verdicts.cut);
	CHECK_STRING(verdicts.list[0].disk, "pmem63");
	/* Each region, each disk costs the same, and not more than this. */
	few = count_reads(32, 16);
	CHECK(many < 1000 && many - few <= 32 * 8 + 16 * 8);
	count_reads(300, 300);
	CHECK(nd.n_disks == 300 && verdicts.count == 300 && !verdicts.cut);
}

/* What is left out is told. */
TEST(nd_over_the_limit)
{
	struct tree *tree = make_machine(ND_REGIONS_MAX + 1, 1);
	struct doctor *doctor = calloc(1, sizeof(*doctor));
	unsigned int told = 0;

	nd_read(tree, &nd);
	CHECK(nd.n_regions == ND_REGIONS_MAX && nd.cut);
	CHECK(doctor && doctor_examine(doctor, tree, false) == 0);
	CHECK(doctor->verdicts.count == ND_REGIONS_MAX && doctor->verdicts.cut);
	for (unsigned int i = 0; i < doctor->findings.count; i++)
		told += doctor->findings.list[i].code == FINDING_CUT;
	CHECK(told == 1);
	doctor_free(doctor);
	free(doctor);
	tree_discard(tree);
}
