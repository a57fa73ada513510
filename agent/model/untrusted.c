// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/untrusted.h"

#include "model/filesystem.h"

#include <errno.h>
#include <string.h>

enum { ERROR_MAX = 4095 };

bool untrusted_text(const char *buf, size_t size)
{
	return memchr(buf, '\0', size) != NULL;
}

#define HAS_END(array) untrusted_text(array, sizeof(array))

bool untrusted_bool(const bool *value)
{
	unsigned char byte;

	memcpy(&byte, value, 1);
	return byte <= 1;
}

bool untrusted_error(int error)
{
	return error <= 0 && error >= -ERROR_MAX;
}

static bool is_optional(const char *string, untrusted_is_constant *is_constant)
{
	return !string || is_constant(string);
}

static bool is_inside(const struct extent *extent, uint64_t size)
{
	return extent->offset <= size && extent->len <= size - extent->offset;
}

/* ---- Layers ---- */

static bool has_good_extents(const struct plan_layer *layer, uint64_t size)
{
	if (layer->n_extents == 0 || layer->n_extents > PLAN_EXTENTS_MAX || layer->alignment == 0 ||
	    layer->alignment > PLAN_ALIGNMENT_MAX ||
	    (layer->alignment & (layer->alignment - 1)) != 0)
		return false;
	for (unsigned int i = 0; i < layer->n_extents; i++)
		if (!is_inside(&layer->extents[i], size))
			return false;
	return is_inside(&layer->tree, size) && is_inside(&layer->codes, size) &&
	       is_inside(&layer->root_signature, size);
}

/* A layer is mounted by its own options alone, and read-only. */
static bool take_filesystem(struct plan_layer *layer, untrusted_is_constant *is_constant)
{
	const struct filesystem *filesystem;

	if (!layer->fstype || !is_constant(layer->fstype))
		return false;
	filesystem = filesystem_find(layer->fstype);
	layer->options = filesystem ? filesystem->options : "";
	return true;
}

static bool check_layer(struct plan_layer *layer, const struct layout *layout, uint64_t size,
			untrusted_is_constant *is_constant)
{
	if (!HAS_END(layer->path) || !HAS_END(layer->compressor) || !HAS_END(layer->features) ||
	    !untrusted_bool(&layer->may_be_root) || !untrusted_bool(&layer->whole) ||
	    !is_optional(layer->no_dax, is_constant))
		return false;
	if (layer->nested)
		layer->nested = layout && layout->nested ? layout->nested : LAYOUT_NESTED;
	return take_filesystem(layer, is_constant) && has_good_extents(layer, size);
}

/* ---- The plan ---- */

/* Where things are mounted is never the child's word. */
static void take_contract(struct plan *plan, const struct layout *layout)
{
	bool has_medium = plan->contract.medium != NULL, has_overlay = plan->contract.overlay;

	if (layout)
		plan->contract = layout->contract;
	else
		plan->contract = has_overlay ? layout_own_contract : (struct contract){ 0 };
	if (!has_medium)
		plan->contract.medium = NULL;
}

static bool check_words(const struct plan *plan, untrusted_is_constant *is_constant)
{
	return plan->medium && is_constant(plan->medium) && plan->layout &&
	       is_constant(plan->layout) && plan->title && is_constant(plan->title) &&
	       plan->map_why && is_constant(plan->map_why) &&
	       is_optional(plan->assist, is_constant) &&
	       is_optional(plan->parameters, is_constant) &&
	       is_optional(plan->folder_word, is_constant) && HAS_END(plan->folder) &&
	       HAS_END(plan->label) && untrusted_bool(&plan->guessed);
}

static bool check_checks(const struct plan *plan)
{
	if (plan->checks.count > PLAN_CHECKS_MAX)
		return false;
	for (unsigned int i = 0; i < plan->checks.count; i++) {
		const struct plan_check *check = &plan->checks.list[i];

		if ((unsigned int)check->kind > PLAN_CHECK_VOLUME || !HAS_END(check->path) ||
		    (check->layer != 0 && check->layer >= plan->n_layers))
			return false;
	}
	return true;
}

static bool has_good_numbers(const struct plan *plan, uint64_t size)
{
	return plan->n_layers <= LAYOUT_LAYERS_MAX && untrusted_bool(&plan->has_usr) &&
	       (plan->n_layers > 0 || (plan->assist && !plan->has_usr)) &&
	       plan->map >= PLAN_MAP_DM && plan->map <= PLAN_MAP_WHOLE &&
	       plan->padding_cut <= plan->volume_size &&
	       plan->volume_size - plan->padding_cut <= size;
}

int untrusted_plan(struct plan *plan, uint64_t size, untrusted_is_constant *is_constant)
{
	const struct layout *layout;

	plan->rootflags = plan->usrflags = NULL;
	if (!check_words(plan, is_constant) || !has_good_numbers(plan, size) || !check_checks(plan))
		return -EBADMSG;
	layout = layout_find(plan->layout);
	if (layout && plan->has_usr) /* only a disk has one */
		return -EBADMSG;
	take_contract(plan, layout);
	for (unsigned int i = 0; i < plan->n_layers; i++)
		if (!check_layer(&plan->layers[i], layout, size, is_constant))
			return -EBADMSG;
	return 0;
}

/* ---- What comes beside it ---- */

int untrusted_partitions(const struct partitions *partitions, untrusted_is_constant *is_constant)
{
	if (!HAS_END(partitions->table) || !is_optional(partitions->refused, is_constant) ||
	    partitions->count > PARTITIONS_MAX)
		return -EBADMSG;
	for (unsigned int i = 0; i < partitions->count; i++) {
		const struct partition *partition = &partitions->list[i];

		if (!HAS_END(partition->type) || !HAS_END(partition->uuid) ||
		    !HAS_END(partition->name) || !HAS_END(partition->fstype) ||
		    !HAS_END(partition->label) || !HAS_END(partition->fs_uuid) ||
		    !untrusted_bool(&partition->no_auto))
			return -EBADMSG;
	}
	return 0;
}

int untrusted_failure(struct failure *failure, bool required)
{
	if ((unsigned int)failure->code >= FAILURE_CODES || !HAS_END(failure->line) ||
	    (required && failure->code == FAILURE_NONE))
		return -EBADMSG;
	for (char *c = failure->line; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = '?';
	return 0;
}
