// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/disk.h"

#include "base/line.h"
#include "base/text.h"
#include "model/filesystem.h"
#include "model/layer.h"
#include "model/partition_find.h"
#include "parse/gpt.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* ---- A root image right on the device ---- */

static int plan_bare(struct plan *plan, const struct reader *reader, struct failure *why)
{
	struct plan_layer *layer = &plan->layers[0];
	int r;

	*layer = (struct plan_layer){ .path = "image",
				      .file_size = reader->size,
				      .whole = true,
				      .n_extents = 1,
				      .extents = { { 0, reader->size } } };
	r = layer_identify(layer, reader, "the device", why);
	if (r < 0)
		return r;
	layer_expect_nested(layer);
	plan->layout = "bare";
	plan->title = "root image without an ISO";
	plan->medium = layer->fstype;
	plan->volume_size = layer->size;
	plan->n_layers = 1;
	return 0;
}

/* ---- A disk image ---- */

/*
 * Is the disk as long as its GPT says? Returns 0; -ENOENT if there is no GPT; or -E... and the
 * reason.
 */
static int check_gpt(const struct reader *reader, struct plan *plan, struct failure *why)
{
	uint8_t buf[GPT_HEADER_SIZE];
	struct gpt gpt;
	int r = reader_read(reader, GPT_HEADER_OFFSET, buf, sizeof(buf));

	if (r == -ERANGE)
		return -ENOENT;
	if (r < 0)
		return failure_set(why, FAILURE_READ, r, "cannot read: %s", strerror(-r));
	r = gpt_parse((struct slice){ buf, sizeof(buf) }, &gpt);
	if (r == -ENOENT)
		return r;
	if (r < 0)
		return failure_set(why, FAILURE_DAMAGED, r, "GPT: bad header at byte %d",
				   GPT_HEADER_OFFSET);
	if (gpt.size > reader->size)
		return failure_set(why, FAILURE_TRUNCATED, -EBADMSG,
				   "the image is truncated: its GPT describes %" PRIu64
				   " bytes, the device has only %" PRIu64,
				   gpt.size, reader->size);
	plan->volume_size = gpt.size;
	return 0;
}

static int plan_filesystem(const struct reader *reader, const struct partition *partition,
			   struct plan_layer *layer, struct failure *why)
{
	const struct filesystem *filesystem;
	int r = layer_identify(layer, reader, "the partition", why);

	if (r == 0)
		layer_expect_nested(layer);
	if (r != -ENOENT)
		return r;
	filesystem = filesystem_find(partition->fstype);
	if (filesystem) {
		layer->fstype = filesystem->fstype;
		layer->options = filesystem->options;
		layer->no_dax = "only erofs is used with DAX";
		return layer_take_features(layer, reader, why);
	}
	if (partition->fstype[0])
		return failure_set(why, FAILURE_UNSUPPORTED, -EOPNOTSUPP,
				   "%s holds %s, which is not supported as a root", layer->path,
				   partition->fstype);
	return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ESRCH, "%s holds no known file system",
			   layer->path);
}

/* Add a partition to the plan as the topmost layer. */
static int add_partition(struct plan *plan, const struct reader *reader,
			 const struct partition *partition, struct failure *why)
{
	const struct extent *extent = &partition->extent;
	uint64_t bits = extent->offset | PLAN_ALIGNMENT_MAX;
	struct plan_layer *layer = &plan->layers[plan->n_layers];

	*layer = (struct plan_layer){
		.size = extent->len,
		.file_size = extent->len,
		.n_extents = 1,
		.extents = { *extent },
		.alignment = bits & -bits,
	};
	line_print(layer->path, sizeof(layer->path), "partition%u", partition->number);
	if (extent->len == 0 || extent->offset > reader->size ||
	    extent->len > reader->size - extent->offset)
		return failure_set(why, FAILURE_TRUNCATED, -EBADMSG,
				   "%s ends at byte %" PRIu64 ", the device has only %" PRIu64,
				   layer->path, extent->offset + extent->len, reader->size);
	plan->n_layers++;
	return plan_filesystem(reader, partition, layer, why);
}

static void note_check(struct plan *plan, enum plan_check_kind kind,
		       const struct partition *partition)
{
	struct plan_check *check = &plan->checks.list[plan->checks.count];

	*check = (struct plan_check){ .kind = kind, .layer = plan->n_layers - 1 };
	if (text_print(check->path, sizeof(check->path), "partition%u", partition->number) == 0)
		plan->checks.count++;
}

/*
 * Find the partitions with the hash tree of the topmost layer and with the signature of its root
 * hash.
 */
static void find_tree(struct plan *plan, const struct reader *reader,
		      const struct partitions *partitions, const struct partition_wanted *wanted)
{
	struct plan_layer *layer = &plan->layers[plan->n_layers - 1];
	const struct partition *tree = partition_find_part(partitions, wanted, PARTITION_TREE,
							   reader->size);
	const struct partition *signature = partition_find_part(partitions, wanted,
								PARTITION_SIGNATURE, reader->size);

	if (!tree)
		return;
	layer->tree = tree->extent;
	note_check(plan, PLAN_CHECK_VERITY, tree);
	if (!signature)
		return;
	layer->root_signature = signature->extent;
	note_check(plan, PLAN_CHECK_ROOT_SIGNATURE, signature);
}

static int add_layer(struct plan *plan, const struct reader *reader,
		     const struct partitions *partitions, const struct partition_wanted *wanted,
		     const struct partition *partition, const struct plan_request *request,
		     struct failure *why)
{
	int r = add_partition(plan, reader, partition, why);

	if (r == 0 && wanted->use == PARTITION_USR) /* not a root, even if it has few files */
		plan->layers[plan->n_layers - 1].nested = NULL;
	if (r == 0 && request->checks & PLAN_WANTS_VERITY)
		find_tree(plan, reader, partitions, wanted);
	return r;
}

/*
 * The partition of /usr: that of mount.usr=, or by its type, unless a root is named and nothing
 * asks for a /usr. NULL in *ret if there is none: the words may be for another disk.
 */
static int find_usr(const struct partitions *partitions, const struct partition_wanted *wanted,
		    const struct plan_request *request, const struct partition **ret,
		    struct failure *why)
{
	int r;

	*ret = NULL;
	if (request->partition && !wanted->name && !wanted->hash)
		return 0;
	if (!wanted->name && !partition_exists(partitions, PARTITION_USR))
		return 0;
	r = partition_find(partitions, wanted, ret, why);
	if (r != -ESRCH || (!request->partition && !partition_exists(partitions, PARTITION_ROOT)))
		return r;
	*why = (struct failure){ 0 };
	return 0;
}

/*
 * The root, /usr, or both. systemd mounts a /usr beside a root (systemd-gpt-auto-generator(8)), and
 * makes a root in memory for a /usr alone (root=tmpfs, systemd-fstab-generator(8)).
 */
static int plan_root(struct plan *plan, const struct reader *reader,
		     const struct partitions *partitions, const struct plan_request *request,
		     struct failure *why)
{
	const struct partition_wanted as_root = { PARTITION_ROOT, request->partition,
						  request->roothash };
	const struct partition_wanted as_usr = { PARTITION_USR, request->usr, request->usrhash };
	const struct partition *root = NULL, *usr;
	int r = find_usr(partitions, &as_usr, request, &usr, why);

	if (r == 0 && (!usr || request->partition ||
		       (!request->in_memory && partition_exists(partitions, PARTITION_ROOT))))
		r = partition_find(partitions, &as_root, &root, why);
	if (r == 0 && root && (!usr || usr == root) && partition_is_for(root, PARTITION_USR)) {
		usr = root;
		root = NULL;
	}
	if (r < 0)
		return r;
	plan->title = !usr   ? "disk image"
		      : root ? "disk image of a root and /usr"
			     : "disk image of /usr alone";
	if (root)
		r = add_layer(plan, reader, partitions, &as_root, root, request, why);
	if (r == 0 && usr) {
		r = add_layer(plan, reader, partitions, &as_usr, usr, request, why);
		plan->has_usr = true;
	}
	return r;
}

static int plan_table(struct plan *plan, const struct reader *reader,
		      const struct partitions *partitions, const struct plan_request *request,
		      struct failure *why)
{
	int r;

	if (partitions->refused)
		return failure_set(why, FAILURE_DAMAGED, -E2BIG, "%s", partitions->refused);
	r = check_gpt(reader, plan, why);
	if (r == -ENOENT && !partitions->table[0])
		return r;
	if (r < 0 && r != -ENOENT)
		return r;
	if (!partitions->table[0])
		return failure_set(why, FAILURE_DAMAGED, -EBADMSG,
				   "GPT: its checksums or its partitions are wrong");
	if (r == -ENOENT)
		plan->volume_size = reader->size;
	plan->layout = strcmp(partitions->table, "gpt") == 0 ? "gpt" : "dos";
	plan->medium = plan->layout;
	return plan_root(plan, reader, partitions, request, why);
}

int disk_plan(struct plan *plan, const struct reader *reader, const struct partitions *partitions,
	      const struct plan_request *request, struct failure *why)
{
	int r = request->partition ? -ENOENT : plan_bare(plan, reader, why);

	if (r == -ENOENT && partitions)
		r = plan_table(plan, reader, partitions, request, why);
	if (r == 0 && request->n_paths > 0)
		return failure_set(
			why, FAILURE_COMMAND_LINE, -EINVAL,
			"pmemboot.root= names %s, a file in an ISO, but this is not an ISO",
			request->paths[0]);
	plan->contract = layout_own_contract;
	plan->contract.medium = NULL;
	return r;
}
