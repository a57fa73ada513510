// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/evidence.h"

#include "base/text.h"
#include "medium/claims.h"
#include "medium/view.h"
#include "parse/load_option.h"
#include "sys/efi.h"
#include "sys/tree.h"

#include <errno.h>

/* EFI_GLOBAL_VARIABLE (UEFI 2.10, 3.3) */
#define GLOBAL "8be4df61-93ca-11d2-aa0d-00e098032b8c"

/* The number of the boot option that firmware used: 0 to 65535, or -E... */
static int read_current(const struct tree *tree)
{
	cleanup_free uint8_t *bytes = NULL;
	int len = efi_read(tree, "BootCurrent-" GLOBAL, &bytes);

	return len < 0 ? len : load_option_current((struct slice){ bytes, (size_t)len });
}

/* The URI that this boot option fetched; "" if it fetched nothing or that is unknown. */
static void read_uri(const struct tree *tree, char *uri, size_t size)
{
	cleanup_free uint8_t *bytes = NULL;
	int current = read_current(tree), len;
	char name[64];

	uri[0] = '\0';
	if (current < 0 ||
	    text_print(name, sizeof(name), "Boot%04X-" GLOBAL, (unsigned int)current) < 0)
		return;
	len = efi_read(tree, name, &bytes);
	if (len < 0 || load_option_uri((struct slice){ bytes, (size_t)len }, uri, size) < 0)
		return;
	if (!uri[0])
		text_copy_cut(uri, size, "an address that DHCP gave");
}

void evidence_judge(const struct tree *tree, const struct nd *nd, struct claims *claims,
		    struct verdicts *verdicts, struct failure *why)
{
	const struct verdict *telling;
	char uri[FAILURE_LINE_MAX / 2];

	claims_gather_hidden(claims, tree);
	view_judge(tree, nd, claims, NULL, verdicts);
	telling = verdicts_telling(verdicts);
	if (telling) {
		*why = telling->why;
		return;
	}
	read_uri(tree, uri, sizeof(uri));
	verdict_nothing_claimed(uri, why);
}

void evidence_explain(struct drivers *drivers, const struct nd *nd, struct claims *claims,
		      struct verdicts *verdicts, struct failure *why)
{
	bool mounted = false;

	if (tree_has(drivers->tree, "sys/firmware/efi")) {
		drivers_try(drivers, "efivarfs");
		mounted = efi_mount() > 0;
	}
	evidence_judge(drivers->tree, nd, claims, verdicts, why);
	if (mounted)
		efi_unmount();
}
