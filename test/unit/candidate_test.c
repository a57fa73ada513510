// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/candidate.h"

#include "base/text.h"
#include "unit/test.h"

#include <string.h>

static struct candidates candidates;

static struct candidate *plant(const char *disk, enum claim_provider provider, enum claim_kind kind)
{
	struct candidate *c = calloc(1, sizeof(*c));

	CHECK(c);
	candidates.list[candidates.count++] = c;
	*c = (struct candidate){ .fd = -1,
				 .wanted = true,
				 .claim = { .provider = provider, .kind = kind } };
	text_copy_cut(c->disk, sizeof(c->disk), disk);
	text_print_cut(c->path, sizeof(c->path), "/dev/%s", disk);
	return c;
}

TEST(candidate_of_best_rank)
{
	struct candidate *plain, *e820, *ram, *best = NULL, *rival = NULL;

	CHECK(candidates_choose(&candidates, &best, &rival) == 0);
	plain = plant("pmem0", CLAIM_NFIT, CLAIM_PLAIN);
	CHECK(candidates_choose(&candidates, &best, &rival) == 1 && best == plain);
	e820 = plant("pmem1", CLAIM_E820, CLAIM_PLAIN);
	CHECK(candidates_choose(&candidates, &best, &rival) == 1 && best == e820);
	ram = plant("pmem2", CLAIM_NFIT, CLAIM_VOLATILE_CD);
	CHECK(candidates_choose(&candidates, &best, &rival) == 1 && best == ram);
	/* The better one is refused: the next best, */
	ram->why.code = FAILURE_DAMAGED;
	CHECK(candidates_choose(&candidates, &best, &rival) == 1 && best == e820);
	CHECK(candidates_refused(&candidates));
	/* or not asked for. */
	ram->why.code = FAILURE_NONE;
	ram->wanted = e820->wanted = false;
	CHECK(candidates_choose(&candidates, &best, &rival) == 1 && best == plain);
	CHECK(!candidates_refused(&candidates));
	candidates_end(&candidates, NULL);
}

TEST(candidate_of_equal_rank)
{
	struct candidate *one, *other, *best = NULL, *rival = NULL;
	struct failure why = { 0 };

	one = plant("pmem0", CLAIM_E820, CLAIM_PLAIN);
	other = plant("pmem1", CLAIM_VIRTIO, CLAIM_PLAIN);
	plant("pmem2", CLAIM_NFIT, CLAIM_PLAIN);
	CHECK(candidates_choose(&candidates, &best, &rival) == 2);
	CHECK(best == one && rival == other);
	candidates_explain_rivals(best, rival, &why);
	CHECK(why.code == FAILURE_AMBIGUOUS);
	CHECK(strstr(why.line, "/dev/pmem0") && strstr(why.line, "/dev/pmem1"));
	/* A better one decides, whenever it comes. */
	one = plant("pmem3", CLAIM_DEVICETREE, CLAIM_VOLATILE);
	CHECK(candidates_choose(&candidates, &best, &rival) == 1 && best == one);
	candidates_end(&candidates, NULL);
}

TEST(candidates_say_what_is_most_telling)
{
	struct candidate *empty, *damaged;
	struct failure why = { 0 };

	empty = plant("pmem0", CLAIM_E820, CLAIM_PLAIN);
	empty->wanted = false;
	candidates_explain(&candidates, &why);
	CHECK(why.code == FAILURE_NOT_FOUND);
	empty->wanted = true;
	empty->why.code = FAILURE_NO_IMAGE;
	damaged = plant("pmem1", CLAIM_NFIT, CLAIM_PLAIN);
	damaged->why.code = FAILURE_DAMAGED;
	plant("pmem2", CLAIM_NFIT, CLAIM_PLAIN)->why.code = FAILURE_NO_IMAGE;
	why = (struct failure){ 0 };
	candidates_explain(&candidates, &why);
	CHECK(why.code == FAILURE_DAMAGED && strstr(why.line, "/dev/pmem1"));
	candidates_end(&candidates, NULL);
}
