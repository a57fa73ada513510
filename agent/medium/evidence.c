// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/evidence.h"

#include "base/text.h"
#include "medium/claims.h"
#include "medium/origin.h"
#include "medium/view.h"
#include "parse/url.h"
#include "sys/efi.h"
#include "sys/tree.h"

/* The URL of what this boot option fetched, for people; "" if it fetched nothing or is unknown. */
static void read_url(const struct tree *tree, char *buf, size_t size)
{
	struct identity identity;

	buf[0] = '\0';
	if (origin_read_option(tree, &identity) < 0)
		return;
	if (!identity.url[0])
		text_copy_cut(buf, size, "an address that DHCP gave");
	else if (url_make_public(identity.url, buf, size) < 0)
		text_copy_cut(buf, size, "a long URL");
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
	read_url(tree, uri, sizeof(uri));
	verdict_nothing_claimed(uri, why);
}

void evidence_explain(struct drivers *drivers, const struct nd *nd, struct claims *claims,
		      struct verdicts *verdicts, struct failure *why)
{
	bool mounted = origin_open(drivers);

	evidence_judge(drivers->tree, nd, claims, verdicts, why);
	if (mounted)
		efi_unmount();
}
