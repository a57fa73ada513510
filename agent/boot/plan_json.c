// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/plan_json.h"

#include "model/filesystem.h"
#include "model/plan_mount.h"

static void write_layer(struct json *j, const struct plan *plan, const struct plan_layer *layer)
{
	char needs[128];

	filesystem_print_needs(layer->fstype, layer->compressor, layer->features, needs,
			       sizeof(needs));
	json_begin(j, NULL, '{');
	json_string(j, "path", layer->path);
	json_string(j, "fstype", layer->fstype);
	json_string(j, "compressor", layer->compressor);
	json_string(j, "features", layer->features);
	json_string(j, "needs", needs);
	json_u64(j, "size", layer->size);
	json_u64(j, "file_size", layer->file_size);
	json_u64(j, "offset", layer->offset);
	json_u64(j, "inodes", layer->inodes);
	json_u64(j, "alignment", layer->alignment);
	json_string(j, "nested", layer->nested ? layer->nested : "");
	json_bool(j, "may_be_root", layer->may_be_root);
	json_string(j, "map", plan_map_name(plan_layer_map(layer, plan->map)));
	json_bool(j, "dax", !layer->no_dax);
	json_string(j, "dax_why_not", layer->no_dax ? layer->no_dax : "");
	json_begin(j, "extents", '[');
	for (unsigned int i = 0; i < layer->n_extents; i++) {
		json_begin(j, NULL, '{');
		json_u64(j, "offset", layer->extents[i].offset);
		json_u64(j, "length", layer->extents[i].len);
		json_end(j, '}');
	}
	json_end(j, ']');
	json_end(j, '}');
}

static void write_mounts(struct json *j, const struct plan *plan)
{
	static const char *const names[] = { "medium", "outer", "layer", "upper", "usr", "inside" };
	struct plan_mount mount;

	json_begin(j, "mounts", '[');
	for (unsigned int i = 0; plan_mount_get(plan, i, &mount); i++) {
		json_begin(j, NULL, '{');
		json_string(j, "what", names[mount.what]);
		json_string(j, "target", mount.target);
		json_bool(j, "read_only", mount.what != PLAN_UPPER);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_links(struct json *j, const struct contract *contract)
{
	json_begin(j, "links", '[');
	for (int i = 0; i < CONTRACT_LINKS_MAX && contract->links[i].path; i++) {
		const struct contract_link *link = &contract->links[i];

		json_begin(j, NULL, '{');
		json_string(j, "path", link->path);
		json_string(j, "target", link->target[0] ? link->target : "the ISO's device");
		json_end(j, '}');
	}
	json_end(j, ']');
}

void plan_write_json(struct json *j, const struct plan *plan, const char *disk, bool with_checks)
{
	char words[PLAN_PARAMETERS_MAX];

	json_begin(j, "plan", '{');
	json_string(j, "medium", plan->medium);
	json_string(j, "label", plan->label);
	json_u64(j, "volume_size", plan->volume_size);
	json_string(j, "layout", plan->layout);
	json_string(j, "title", plan->title);
	json_bool(j, "guessed", plan->guessed);
	json_bool(j, "takeover", !plan->assist);
	json_string(j, "takeover_why_not", plan->assist ? plan->assist : "");
	json_bool(j, "auto_on_nvdimm", plan_is_found_on_nvdimm(plan));
	json_string(j, "words",
		    plan_print_parameters(plan, disk, words, sizeof(words)) < 0 ? "" : words);
	json_string(j, "rootflags", plan->rootflags ? plan->rootflags : "");
	json_string(j, "usrflags", plan->usrflags ? plan->usrflags : "");
	json_u64(j, "padding_cut", plan->padding_cut);
	json_string(j, "map", plan_map_name(plan->map));
	json_string(j, "map_why", plan->map_why);
	json_begin(j, "layers", '[');
	for (unsigned int i = 0; i < plan->n_layers; i++)
		write_layer(j, plan, &plan->layers[i]);
	json_end(j, ']');
	write_mounts(j, plan);
	write_links(j, &plan->contract);
	if (with_checks || plan->checks.count > 0) {
		json_begin(j, "checks", '[');
		for (unsigned int i = 0; i < plan->checks.count; i++)
			json_string(j, NULL, plan->checks.list[i].path);
		json_end(j, ']');
	}
	json_end(j, '}');
}
