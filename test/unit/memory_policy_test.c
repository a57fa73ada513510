// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/memory_policy.h"

#include "unit/test.h"

static struct memory_range room[4];
static struct memory_map map;
static struct memory_policy policy;
static struct kernel kernel;
static struct dax dax;
static struct claims claims;
static struct findings findings;

/* 64 MiB at 1 GiB that firmware soft-reserved. */
static void begin(void)
{
	map = (struct memory_map){ .excluded = { .max = 4, .list = room } };
	policy = (struct memory_policy){ .ram = 1ULL << 30 };
	kernel = (struct kernel){ 0 };
	dax.count = claims.count = findings.count = 0;
	memory_add(&map.excluded, MEMORY_SOFT_RESERVED, MEMORY_NO_ALLOC,
		   (struct extent){ 0x40000000, 0x4000000 }, "Soft Reserved");
}

static void give_to(const char *driver)
{
	dax.count = 1;
	dax.list[0] = (struct dax_device){ "dax0.0", "", { 0x40000000, 0x4000000 } };
	strcpy(dax.list[0].driver, driver);
}

static bool advises(enum finding_code code, bool danger, const char *says)
{
	findings.count = 0;
	memory_policy_advise(&policy, &map, &dax, &claims, &findings);
	if (findings.count == 1 && findings.list[0].code == code &&
	    findings.list[0].danger == danger && strstr(findings.list[0].line, says))
		return true;
	for (unsigned int i = 0; i < findings.count; i++)
		fprintf(stderr, "%s: %s\n", finding_name(findings.list[i].code),
			findings.list[i].line);
	return false;
}

TEST(memory_policy_soft_reserved)
{
	begin();
	CHECK(advises(FINDING_SOFT_RESERVE, false, "no driver uses it: 64 MiB unused"));
	give_to("device_dax");
	CHECK(advises(FINDING_SOFT_RESERVE, true, "boot with efi=nosoftreserve"));
	CHECK(!strstr(findings.list[0].line, "without kmem"));
	strcpy(policy.online, "online");
	CHECK(advises(FINDING_SOFT_RESERVE, true, "without kmem"));
	/* Something else is claimed for this boot: that is the image. */
	claims_add(&claims, CLAIM_NFIT, CLAIM_VOLATILE_CD, (struct extent){ 0x80000000, 4096 });
	memory_policy_advise(&policy, &map, &dax, &claims, &findings);
	CHECK(findings.count == 1);
}

TEST(memory_policy_kmem)
{
	begin();
	give_to("kmem");
	memory_policy_advise(&policy, &map, &dax, &claims, &findings);
	CHECK(findings.count == 0);
	strcpy(policy.online, "online");
	CHECK(advises(FINDING_HOTPLUG, false, "memhp_default_state=online_movable"));
	strcpy(policy.online, "online_movable");
	memory_policy_advise(&policy, &map, &dax, &claims, &findings);
	CHECK(findings.count == 1); /* that from before */
}

TEST(memory_policy_cma)
{
	begin();
	map.excluded.count = 0;
	policy.cma = 256 << 20;
	memory_policy_advise(&policy, &map, &dax, &claims, &findings);
	CHECK(findings.count == 0);
	policy.cma++;
	CHECK(advises(FINDING_CMA, false, "more than a quarter of memory"));
	memory_policy_add_cma(&policy, 3, 100);
	memory_policy_add_cma(&policy, 0, 0);
	memory_policy_add_cma(&policy, 3, 28);
	CHECK(policy.n_cma == 1 && policy.cma_of[0].node == 3 && policy.cma_of[0].bytes == 128);
}

static enum soft_reserve settled(enum soft_reserve before, enum kernel_state state)
{
	policy.soft_reserve = before;
	kernel.states[KERNEL_EFI_SOFT_RESERVE] = state;
	memory_policy_settle(&policy, &map, &kernel);
	return policy.soft_reserve;
}

TEST(memory_policy_of_the_kernel)
{
	begin();
	CHECK(settled(SOFT_RESERVE_UNKNOWN, KERNEL_BUILTIN) == SOFT_RESERVE_ON);
	CHECK(settled(SOFT_RESERVE_UNKNOWN, KERNEL_OFF) == SOFT_RESERVE_NOT_BUILT);
	CHECK(settled(SOFT_RESERVE_UNKNOWN, KERNEL_UNKNOWN) == SOFT_RESERVE_ON); /* it was done */
	CHECK(settled(SOFT_RESERVE_OFF, KERNEL_BUILTIN) == SOFT_RESERVE_OFF);
	map.excluded.count = 0;
	CHECK(settled(SOFT_RESERVE_UNKNOWN, KERNEL_UNKNOWN) == SOFT_RESERVE_UNKNOWN);
}

TEST(memory_policy_hotplug)
{
	begin();
	CHECK_STRING(memory_policy_hotplug(&policy), "unknown");
	strcpy(policy.online_config, "online_movable");
	CHECK(strstr(memory_policy_hotplug(&policy), "zone Movable"));
	strcpy(policy.online_word, "online_kernel");
	CHECK(strstr(memory_policy_hotplug(&policy), "zone Normal"));
	strcpy(policy.online, "offline"); /* what is true now */
	CHECK(strstr(memory_policy_hotplug(&policy), "stays offline"));
}

TEST(memory_policy_nodes)
{
	begin();
	policy.with_memory.bits[0] = 7;
	policy.with_cpu.bits[0] = 9;
	CHECK(!memory_policy_is_memory_only(&policy, 0));
	CHECK(memory_policy_is_memory_only(&policy, 1) && memory_policy_is_memory_only(&policy, 2));
	CHECK(!memory_policy_is_memory_only(&policy, 3));
	policy.n_tiers = 1;
	policy.tiers[0] = (struct memory_tier){ 22, { { 2 } } };
	CHECK(memory_policy_tier(&policy, 1)->number == 22 && !memory_policy_tier(&policy, 0));
}
