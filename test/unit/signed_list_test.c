// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/signed_list.h"

#include "unit/test.h"

#define SHA256 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  "
#define MD5    "0123456789abcdef0123456789abcdef  "

#define A      SHA256 "live/a.squashfs\n"
#define B      SHA256 "live/b.squashfs\n"
#define C      SHA256 "live/c.squashfs\n"
#define A_HASH SHA256 "live/a.squashfs.roothash\n"
#define B_HASH SHA256 "live/b.roothash\n"

static struct signed_list list_of(const char *text)
{
	static char bytes[4096];

	CHECK(strlen(text) < sizeof(bytes));
	memcpy(bytes, text, strlen(text));
	return (struct signed_list){ (uint8_t *)bytes, strlen(text), DIGEST_UNKNOWN, 0 };
}

/* The layers live/a.squashfs, live/b.squashfs, ..., the lowest first. */
static struct plan *plan_of(unsigned int n_layers)
{
	static struct plan plan;

	plan = (struct plan){ .n_layers = n_layers };
	for (unsigned int i = 0; i < n_layers; i++)
		snprintf(plan.layers[i].path, PLAN_PATH_MAX, "live/%c.squashfs", (int)('a' + i));
	return &plan;
}

static void add_tree(struct plan *plan, unsigned int layer, const char *path)
{
	struct plan_check *check = &plan->checks.list[plan->checks.count++];

	*check = (struct plan_check){ .kind = PLAN_CHECK_VERITY, .layer = layer };
	snprintf(check->path, sizeof(check->path), "%s", path);
}

TEST(signed_list_order)
{
	static const struct {
		unsigned int n_layers;
		bool is_root;
		const char *list;
	} cases[] = {
		{ 2, true, A B },
		{ 3, true, A B C },
		{ 1, true, A },
		{ 2, false, B A },		      /* swapped */
		{ 3, false, A C B },		      /* swapped above the first */
		{ 2, false, A },		      /* the upper one is missing */
		{ 2, false, B },		      /* the lower one is missing */
		{ 2, false, A B C },		      /* one more above */
		{ 2, false, C A B },		      /* one more below */
		{ 1, false, A B },		      /* of two one is gone from the image */
		{ 1, false, B A },		      /* the same, the other one */
		{ 2, true, A A B },		      /* doubled, in its place */
		{ 2, true, A B B },		      /* doubled at the end */
		{ 2, false, A B A },		      /* doubled in another place */
		{ 2, false, B A B },		      /* the same, below */
		{ 3, false, A B A C },		      /* the same, between */
		{ 2, false, A C B },		      /* another root image between */
		{ 2, false, A SHA256 "x.erofs\n" B }, /* of another kind */
		{ 2, false, A SHA256 "x.sfs\n" B },
		{ 2, false, A B SHA256 "x.roothash\n" }, /* the root hash of another one */
		{ 2, true,
		  SHA256 "boot/vmlinuz\n" A SHA256 "README\n" B SHA256 "x.squashfs.txt\n" },
		{ 2, true, "# sums\n\n" A "\r\n" B },
		{ 2, true,
		  SHA256 "./live/a.squashfs\nSHA256 (live/b.squashfs) = "
			 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n" },
		{ 1, false, SHA256 "a.squashfs\n" },	  /* in another folder */
		{ 1, false, SHA256 "live/A.squashfs\n" }, /* by another name */
		{ 1, false, SHA256 "live/a.squash" },	  /* cut */
		{ 1, false, A_HASH },			  /* of a layer that has no tree */
		{ 1, false, "" },
		{ 0, true, "" },
	};

	for (size_t i = 0; i < array_size(cases); i++) {
		struct signed_list list = list_of(cases[i].list);
		bool is_root = signed_list_is_root(&list, plan_of(cases[i].n_layers));

		if (is_root != cases[i].is_root)
			fprintf(stderr, "case %zu of %u layers:\n%s", i, cases[i].n_layers,
				cases[i].list);
		CHECK(is_root == cases[i].is_root);
	}
}

/* Without a list nothing is in its order, not even nothing. */
TEST(signed_list_none)
{
	static const struct signed_list none;
	struct sums_line line;

	CHECK(!signed_list_is_root(&none, plan_of(0)));
	CHECK(!signed_list_find_sum(&none, "live/a.squashfs", &line));
	CHECK(!signed_list_has(&none, "live/a.squashfs", (struct slice){ NULL, 0 }));
}

TEST(signed_list_order_by_root_hashes)
{
	static const struct {
		bool is_root;
		const char *list;
	} cases[] = {
		{ true, A_HASH B_HASH },
		{ true, A B_HASH },
		{ true, A_HASH B },
		{ true, A A_HASH B B_HASH }, /* both, one after the other */
		{ true, A_HASH A B_HASH B },
		{ false, B_HASH A_HASH },
		{ false, A B A_HASH }, /* in another place than its image */
		{ false, A_HASH },
		{ false, A_HASH B_HASH C },
		{ false,
		  A_HASH SHA256 "live/b.squashfs.roothash\n" }, /* the tree is live/b.verity */
	};
	struct plan *plan = plan_of(2);

	add_tree(plan, 0, "live/a.squashfs.verity");
	add_tree(plan, 1, "live/b.verity");
	for (size_t i = 0; i < array_size(cases); i++) {
		struct signed_list list = list_of(cases[i].list);

		if (signed_list_is_root(&list, plan) != cases[i].is_root)
			fprintf(stderr, "case %zu:\n%s", i, cases[i].list);
		CHECK(signed_list_is_root(&list, plan) == cases[i].is_root);
	}
}

/* A tree in a partition has no root hash next to it: "partition3" less a suffix of ".verity"'s
 * length. */
TEST(signed_list_order_of_a_partition)
{
	struct signed_list list = list_of(SHA256 "par.roothash\n");
	struct plan *plan = plan_of(1);

	add_tree(plan, 0, "partition3");
	CHECK(!signed_list_is_root(&list, plan));
}

TEST(signed_list_finds_strong_sums_alone)
{
	struct signed_list list = list_of(
		MD5 "weak\n" MD5 "both\n" SHA256 "both\n" SHA256 "twice\n"
		    "0000000000000000000000000000000000000000000000000000000000000000"
		    "  twice\nno sum\n" SHA256 "last");
	struct sums_line line;

	CHECK(!signed_list_find_sum(&list, "weak", &line));
	CHECK(signed_list_find_sum(&list, "both", &line) && line.kind == DIGEST_SHA256);
	CHECK(signed_list_find_sum(&list, "twice", &line) && line.digest[0] == 0x01);
	CHECK(signed_list_find_sum(&list, "last", &line));
	CHECK(!signed_list_find_sum(&list, "las", &line));
	CHECK(!signed_list_find_sum(&list, "", &line));
}

TEST(signed_list_has_bytes)
{
	/* Of the three bytes "abc" (FIPS 180-2, B.1). */
	struct signed_list list = list_of(
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  live/a.roothash\n"
		"900150983cd24fb0d6963f7d28e17f72  weak\n");
	struct slice abc = { (const uint8_t *)"abc", 3 };

	CHECK(signed_list_has(&list, "live/a.roothash", abc));
	CHECK(!signed_list_has(&list, "live/a.roothash", slice_sub(abc, 0, 2)));
	CHECK(!signed_list_has(&list, "live/b.roothash", abc));
	CHECK(!signed_list_has(&list, "weak", abc));
}
