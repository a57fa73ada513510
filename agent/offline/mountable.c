// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/mountable.h"

#include "base/text.h"
#include "model/filesystem.h"

static void advise(const struct plan_layer *layer, const struct kernel *kernel,
		   const struct filesystem_need *need, struct advice *advice)
{
	char line[ADVICE_LINE_MAX];

	if (need->option != KERNEL_OPTIONS && kernel_is_missing(kernel, need->option))
		text_print_cut(line, sizeof(line),
			       "the kernel cannot mount %s (%s): CONFIG_%s is %s in it",
			       layer->path, layer->fstype, kernel_option_name(need->option),
			       kernel_state_name(kernel->states[need->option]));
	else if (need->since == FILESYSTEM_NEVER)
		text_print_cut(line, sizeof(line),
			       "no mainline kernel is known to mount %s (%s): it has an unknown "
			       "feature",
			       layer->path, layer->fstype);
	else
		text_print_cut(line, sizeof(line),
			       "the kernel (%s) cannot mount %s (%s): Linux %u.%u or later knows "
			       "its feature \"%s\"",
			       kernel->release, layer->path, layer->fstype, need->since >> 8,
			       need->since & 0xff, need->feature);
	advice_add(advice, "kernel", line);
}

void mountable_judge(const struct plan *plan, const struct kernel *kernel, struct advice *advice)
{
	for (unsigned int i = 0; i < plan->n_layers; i++) {
		const struct plan_layer *layer = &plan->layers[i];
		char words[2 * IMAGE_WORDS_MAX + 1];
		const struct filesystem_need *need;

		text_print_cut(words, sizeof(words), "%s %s", layer->compressor, layer->features);
		need = filesystem_missing(kernel, layer->fstype, words);
		if (need)
			advise(layer, kernel, need, advice);
	}
}
