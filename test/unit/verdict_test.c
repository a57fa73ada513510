// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/verdict.h"

#include "unit/test.h"

/* As /proc/iomem shows them, cut to what matters; the claim is always 64 MiB at 1 GiB. */
#define HOLE	 "00001000-3fffffff : System RAM\n44000000-7fffffff : System RAM\n"
#define EATEN	 "00001000-7fffffff : System RAM\n  02000000-02ffffff : Kernel code\n"
#define EDGE	 "00001000-40000fff : System RAM\n"
#define RESERVED "40000000-43ffffff : Reserved\n"

static const struct row {
	const char *name;
	const char *iomem;
	enum claim_provider provider;
	struct extent extent;
	struct verdict_view view;
	enum verdict verdict;
	enum failure_code code;
	const char *says;
} rows[] = {
	{ "a disk",
	  RESERVED,
	  CLAIM_NFIT,
	  { 0x40000000, 0x4000000 },
	  { "region0", "namespace0.0", "", true, true, "" },
	  VERDICT_USABLE,
	  FAILURE_NONE,
	  NULL },
	{ "no driver for the provider",
	  HOLE,
	  CLAIM_DEVICETREE,
	  { 0x40000000, 0x4000000 },
	  { "", "", "", false, false, "" },
	  VERDICT_NO_REGION,
	  FAILURE_NO_DISK,
	  "the devicetree range at 0x40000000 (64 MiB) is claimed by firmware, but the kernel has made "
	  "no region of it" },
	{ "no namespace yet",
	  HOLE,
	  CLAIM_NFIT,
	  { 0x40000000, 0x4000000 },
	  { "region0", "", "", false, false, "" },
	  VERDICT_NOT_BOUND,
	  FAILURE_NO_DISK,
	  NULL },
	{ "no nd_pmem",
	  HOLE,
	  CLAIM_NFIT,
	  { 0x40000000, 0x4000000 },
	  { "region0", "namespace0.0", "", false, false, "" },
	  VERDICT_NOT_BOUND,
	  FAILURE_NO_DISK,
	  "but nd_pmem did not bind it" },
	{ "inside System RAM",
	  EATEN,
	  CLAIM_DEVICETREE,
	  { 0x40000000, 0x4000000 },
	  { "region0", "namespace0.0", "", false, false, "" },
	  VERDICT_EATEN,
	  FAILURE_EATEN,
	  "belongs to System RAM (0x1000-0x7fffffff)" },
	{ "its first page is System RAM",
	  EDGE,
	  CLAIM_DEVICETREE,
	  { 0x40000000, 0x4000000 },
	  { "region0", "namespace0.0", "", false, false, "" },
	  VERDICT_EATEN,
	  FAILURE_EATEN,
	  NULL },
	{ "reserved and refused",
	  RESERVED,
	  CLAIM_DEVICETREE,
	  { 0x40000000, 0x4000000 },
	  { "region0", "namespace0.0", "", false, false, "" },
	  VERDICT_REFUSED,
	  FAILURE_REFUSED,
	  "is reserved (0x40000000-0x43ffffff)" },
	{ "misaligned",
	  HOLE,
	  CLAIM_E820,
	  { 0x40001000, 0x3c00000 },
	  { "region0", "namespace0.0", "", false, false, "" },
	  VERDICT_MISALIGNED,
	  FAILURE_MISALIGNED,
	  "multiples of 2 MiB" },
	{ "a BTT info block",
	  HOLE,
	  CLAIM_NFIT,
	  { 0x40000000, 0x4000000 },
	  { "region0", "namespace0.0", "btt0.0", true, false, "" },
	  VERDICT_INFO_BLOCK,
	  FAILURE_INFO_BLOCK,
	  "gives it to btt0.0" },
	{ "a PFN info block, misaligned too",
	  HOLE,
	  CLAIM_E820,
	  { 0x40001000, 0x3c00000 },
	  { "region0", "namespace0.0", "pfn0.0", false, false, "" },
	  VERDICT_INFO_BLOCK,
	  FAILURE_INFO_BLOCK,
	  NULL },
	{ "device-dax",
	  HOLE,
	  CLAIM_NFIT,
	  { 0x40000000, 0x4000000 },
	  { "", "", "", false, false, "dax0.0" },
	  VERDICT_DAX,
	  FAILURE_DAX,
	  "(dax0.0)" },
	{ "no privilege to see addresses",
	  "00000000-00000000 : System RAM\n",
	  CLAIM_NFIT,
	  { 0x40000000, 0x4000000 },
	  { "region0", "namespace0.0", "", false, false, "" },
	  VERDICT_NOT_BOUND,
	  FAILURE_NO_DISK,
	  NULL },
	{ "virtio-pmem without its driver",
	  HOLE,
	  CLAIM_VIRTIO,
	  { 0, 0 },
	  { "", "", "", false, false, "" },
	  VERDICT_NO_REGION,
	  FAILURE_NO_DISK,
	  "the virtio-pmem device" },
};

TEST(verdict_table)
{
	for (size_t i = 0; i < array_size(rows); i++) {
		const struct row *row = &rows[i];
		struct claim claim = { row->provider, CLAIM_VOLATILE, row->extent };
		struct slice iomem = { (const uint8_t *)row->iomem, strlen(row->iomem) };
		struct failure why = { 0 };

		if (verdict_of(&claim, &row->view, iomem, &why) != row->verdict ||
		    why.code != row->code || (row->says && !strstr(why.line, row->says))) {
			fprintf(stderr, "%s: %d %s\n", row->name, (int)why.code, why.line);
			exit(1);
		}
		CHECK(verdict_is_final(row->verdict) ==
		      (row->code != FAILURE_NONE && row->code != FAILURE_NO_DISK));
	}
}
