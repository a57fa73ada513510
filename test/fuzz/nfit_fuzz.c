// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/claim.h"
#include "parse/nfit.h"

#include "fuzz/fuzz.h"

/* A table as firmware may hand it over; no claim may wrap around the address space. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct claims claims;

	claims = (struct claims){ 0 };
	(void)!claims_add_nfit(&claims, (struct slice){ data, size });
	for (unsigned int i = 0; i < claims.count; i++) {
		const struct extent *extent = &claims.list[i].extent;

		REQUIRE(!(extent->len == 0 || extent->len > UINT64_MAX - extent->offset));
	}
	return 0;
}
