// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/iso.h"

#include "base/text.h"
#include "model/checks.h"
#include "model/guess.h"
#include "model/iso_failure.h"
#include "model/layer.h"
#include "model/recognise.h"
#include "model/whole.h"
#include "parse/iso9660.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

static void take_layout(struct plan *plan, const struct layout *layout, const char *folder)
{
	const char *usual = layout->folders ? layout->folders : "";
	size_t len = strcspn(usual, "|");

	plan->layout = layout->name;
	plan->title = layout->title;
	plan->assist = layout->assist;
	plan->parameters = layout->parameters;
	plan->contract = layout->contract;
	/* The scripts need to be told only a folder that isn't the usual one. */
	if (!layout->parameters || strlen(folder) != len || strncmp(folder, usual, len) != 0)
		plan->folder_word = layout->folder_word;
	text_copy_cut(plan->folder, sizeof(plan->folder), folder);
}

static void take_none(struct plan *plan, bool named)
{
	plan->layout = named ? "named" : "guess";
	plan->title = named ? "named by the user" : "unknown";
	plan->contract = layout_own_contract;
}

static int plan_layers(struct plan *plan, struct iso9660 *iso, const struct plan_request *request,
		       struct failure *why)
{
	char names[LAYOUT_LAYERS_MAX][PLAN_PATH_MAX];
	struct images images = { 0, names, "" };
	const struct layout *layout;
	bool named = request->n_paths > 0;
	int r = recognise(iso, request, &layout, &images, why);

	if (r < 0)
		return r;
	/* Who names images wants them mounted, unless he names such a layout too. */
	if (named && layout && layout->assist && !request->hints.layout)
		layout = NULL;
	if (layout)
		take_layout(plan, layout, images.folder);
	else
		take_none(plan, named);
	if (!named && images.count == 0 && !(layout && layout->assist))
		return guess_plan(plan, iso, layout, why);
	for (unsigned int i = 0; r == 0 && i < (named ? request->n_paths : images.count); i++)
		r = layer_add(plan, iso, named ? request->paths[i] : images.names[i], layout, why);
	return r;
}

/* May the other initramfs know a root all the same? Not where the command line says which it is. */
static bool is_for_assistance(const struct plan_request *request, enum failure_code code)
{
	return request->assists && request->n_paths == 0 && !request->hints.parameter &&
	       (code == FAILURE_NO_ROOT_IMAGE || code == FAILURE_AMBIGUOUS ||
		code == FAILURE_UNSUPPORTED);
}

static void take_unknown(struct plan *plan, struct failure *why)
{
	plan->layout = "unknown";
	plan->title = "unknown";
	plan->assist = "only its own initramfs can know its root";
	plan->contract = (struct contract){ 0 };
	plan->n_layers = 0;
	plan->guessed = false;
	*why = (struct failure){ 0 };
}

int iso_plan(struct plan *plan, const struct reader *reader, const struct plan_request *request,
	     struct failure *why)
{
	struct iso9660 iso;
	int error = iso9660_open(&iso, reader), r;

	if (error == -ENOENT)
		return error;
	/* Check this first: anything in a truncated image may point past its end. */
	if (iso.volume_size > reader->size && (error < 0 || whole_check(&iso, reader->size) < 0))
		return failure_set(why, FAILURE_TRUNCATED, -EBADMSG,
				   "the image is truncated: the ISO's volume has %" PRIu64
				   " bytes, the device only %" PRIu64,
				   iso.volume_size, reader->size);
	if (error < 0)
		return iso_failure(&iso, error, "volume", why);
	text_copy_cut(plan->label, sizeof(plan->label), iso.label);
	plan->medium = "iso9660";
	plan->volume_size = iso.volume_size;
	if (iso.volume_size > reader->size)
		plan->padding_cut = iso.volume_size - reader->size;
	r = plan_layers(plan, &iso, request, why);
	if (r < 0 && is_for_assistance(request, why->code)) {
		take_unknown(plan, why);
		r = 0;
	}
	if (r == 0 && request->checks)
		r = checks_find(plan, &iso, request->checks);
	if (r < 0 && why->code == FAILURE_NONE)
		return iso_failure(&iso, r, "sums", why);
	return r;
}
