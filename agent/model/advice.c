// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/advice.h"

#include "base/line.h"
#include "base/text.h"

#include <inttypes.h>
#include <string.h>

enum { PADDING_MAX = 64 << 10, DAX_ALIGNMENT = 4096 };

/* The buffer for the line of the next advice. */
static char *next_advice(struct advice *advice, const char *code)
{
	if (advice->count == ADVICE_MAX)
		return advice->list[ADVICE_MAX - 1].line;
	advice->list[advice->count].code = code;
	return advice->list[advice->count++].line;
}

void advice_add(struct advice *advice, const char *code, const char *line)
{
	text_copy_cut(next_advice(advice, code), ADVICE_LINE_MAX, line);
}

static void advise_on_layer(const struct plan *plan, const struct survey *survey,
			    unsigned int index, struct advice *ret)
{
	const struct plan_layer *layer = &plan->layers[index];
	bool is_erofs = strcmp(layer->fstype, "erofs") == 0;
	char bytes[32];

	if (is_erofs && !layer->compressor[0] && layer->alignment < DAX_ALIGNMENT)
		line_print(next_advice(ret, "unaligned"), ADVICE_LINE_MAX,
			   "%s begins at a multiple of %s only, which rules out DAX: align "
			   "it to 4 KiB",
			   layer->path, text_size(bytes, sizeof(bytes), layer->alignment));
	if (survey->inside[index].has_tails && !survey->inside[index].is_compressed)
		line_print(next_advice(ret, "inline-data"), ADVICE_LINE_MAX,
			   "%s stores the ends of files next to their inodes, where DAX "
			   "does not work: use mkfs.erofs -E noinline_data",
			   layer->path);
	if (layer->nested && !layer->may_be_root)
		line_print(next_advice(ret, "nested"), ADVICE_LINE_MAX,
			   "the root is an image inside %s, so its files are cached twice: "
			   "put the files directly into the squashfs or erofs",
			   layer->path);
	if (!layer->whole && !plan->assist && layer->file_size - layer->size > PADDING_MAX &&
	    strncmp(layer->path, "partition", 9) != 0)
		line_print(next_advice(ret, "padding"), ADVICE_LINE_MAX,
			   "%s is longer than its file system by %s", layer->path,
			   text_size(bytes, sizeof(bytes), layer->file_size - layer->size));
}

void advice_give(const struct plan *plan, const struct survey *survey, const char *missing,
		 struct advice *ret)
{
	char bytes[32];

	ret->count = 0;
	for (unsigned int i = 0; i < plan->n_layers; i++)
		advise_on_layer(plan, survey, i, ret);
	if (plan->padding_cut > 0)
		line_print(next_advice(ret, "padding-cut"), ADVICE_LINE_MAX,
			   "%s are cut off its end, all its files are whole",
			   text_size(bytes, sizeof(bytes), plan->padding_cut));
	if (plan->guessed)
		line_print(next_advice(ret, "guessed"), ADVICE_LINE_MAX,
			   "the layout is unknown: name the root image on the kernel "
			   "command line with pmemboot.root=auto:/%s",
			   plan->layers[0].path);
	if (plan->checks.count == 0)
		line_print(next_advice(ret, "unchecked"), ADVICE_LINE_MAX,
			   "the image provides no checksum, so a bad download is not "
			   "detected: use implantisomd5, or add a file of sums");
	if (missing[0])
		line_print(next_advice(ret, "drivers"), ADVICE_LINE_MAX,
			   "%s does not have the drivers %s: it cannot boot from persistent "
			   "memory without pmemboot's initramfs",
			   survey->initrd, missing);
}
