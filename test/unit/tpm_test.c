// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/tpm.h"

#include "unit/test.h"
#include "unit/tree.h"

#include <errno.h>

/* A tree of these lines, in the form of unit/tree.h. */
static struct tree *tree_of(const char *lines)
{
	FILE *stream = tmpfile();

	CHECK(stream && fputs(lines, stream) >= 0);
	rewind(stream);
	return tree_unpack_stream(stream);
}

TEST(tpm_banks)
{
	struct tree *tree = tree_of("d sys/class/tpm/tpm0/pcr-sha256\n"
				    "d sys/class/tpm/tpm0/pcr-sha1\n"
				    "d sys/class/tpm/tpm0/pcr-sha384\n"
				    "d sys/class/tpm/tpm0/power\n");
	struct tpm_banks banks;

	CHECK(tpm_find_banks(tree, &banks) == 0);
	CHECK(banks.count == 3 && !banks.others);
	CHECK(banks.list[0] == DIGEST_SHA1 && banks.list[1] == DIGEST_SHA256);
	CHECK(banks.list[2] == DIGEST_SHA384);
	tree_discard(tree);
}

TEST(tpm_banks_that_cannot_be_extended)
{
	struct tree *tree = tree_of("d sys/class/tpm/tpm0/pcr-sm3-256\n"
				    "d sys/class/tpm/tpm0/pcr-sha512\n");
	struct tpm_banks banks;

	CHECK(tpm_find_banks(tree, &banks) == 0);
	CHECK(banks.count == 1 && banks.list[0] == DIGEST_SHA512 && banks.others);
	tree_discard(tree);
}

/* Before Linux 5.12 sysfs has no banks. */
TEST(tpm_banks_that_are_not_shown)
{
	struct tree *tree = tree_of("d sys/class/tpm/tpm0/power\n");
	struct tpm_banks banks;

	CHECK(tpm_find_banks(tree, &banks) == -ENOENT);
	tree_discard(tree);
	tree = tree_of("d sys\n");
	CHECK(tpm_find_banks(tree, &banks) == -ENOENT);
	tree_discard(tree);
}

TEST(tpm_wait)
{
	struct tree *tree = tree_of("d sys/bus/acpi/devices\n");

	/* Nothing describes one: not even a second is lost. */
	CHECK(tpm_wait(tree, 1000) == -ENODEV);
	tree_discard(tree);
	tree = tree_of("t sys/firmware/acpi/tables/TPM2\n\t\n");
	CHECK(tpm_wait(tree, 0) == -ETIMEDOUT);
	tree_discard(tree);
	tree = tree_of("d sys/bus/acpi/devices/MSFT0101:00\n");
	CHECK(tpm_wait(tree, 0) == -ETIMEDOUT);
	tree_discard(tree);
	tree = tree_of("d sys/firmware/devicetree/base\n"
		       "t sys/bus/platform/devices/0.tpm_tis/modalias\n"
		       "\tof:Ntpm_tisT(null)Ctcg,tpm-tis-mmio\n");
	CHECK(tpm_wait(tree, 0) == -ETIMEDOUT);
	tree_discard(tree);
	tree = tree_of("d sys/firmware/devicetree/base\n"
		       "t sys/bus/spi/devices/spi0.0/modalias\n\tspi:tpm_tis-spi\n");
	CHECK(tpm_wait(tree, 0) == -ETIMEDOUT);
	tree_discard(tree);
	/* A timer. */
	tree = tree_of("d sys/firmware/devicetree/base\n"
		       "t sys/bus/platform/devices/29.tpm/modalias\n"
		       "\tof:NtpmT(null)Cfsl,imx7ulp-tpm\n");
	CHECK(tpm_wait(tree, 1000) == -ENODEV);
	tree_discard(tree);
	tree = tree_of("t dev/tpmrm0\n\t\n");
	CHECK(tpm_wait(tree, 0) == 0);
	tree_discard(tree);
}
