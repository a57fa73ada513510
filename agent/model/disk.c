// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/disk.h"

#include "base/line.h"
#include "base/text.h"
#include "model/filesystem.h"
#include "model/layer.h"
#include "parse/gpt.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

/*
 * The partition types of the root, of /usr, and of their hash trees and signatures (Discoverable
 * Partitions Specification, "Defined Partition Type UUIDs").
 */
#if defined(__x86_64__)
#define ROOT_TYPE		   "4f68bce3-e8cd-4db1-96e7-fbcaf984b709"
#define ROOT_VERITY_TYPE	   "2c7357ed-ebd2-46d9-aec1-23d437ec2bf5"
#define ROOT_VERITY_SIGNATURE_TYPE "41092b05-9fc8-4523-994f-2def0408b176"
#define USR_TYPE		   "8484680c-9521-48c6-9c11-b0720656f69e"
#define USR_VERITY_TYPE		   "77ff5f63-e7b6-4633-acf4-1565b864c0e6"
#define USR_VERITY_SIGNATURE_TYPE  "e7bb33fb-06cf-4e81-8273-e543b413e2e2"
#define ROOT_NAME		   "x86-64"
#elif defined(__aarch64__)
#define ROOT_TYPE		   "b921b045-1df0-41c3-af44-4c6f280d3fae"
#define ROOT_VERITY_TYPE	   "df3300ce-d69f-4c92-978c-9bfb0f38d820"
#define ROOT_VERITY_SIGNATURE_TYPE "6db69de6-29f4-4758-a7a5-962190f00ce3"
#define USR_TYPE		   "b0e01050-ee5f-4390-949a-9101b17104e9"
#define USR_VERITY_TYPE		   "6e11a4e7-fbca-4ded-b9e9-e1a512bb664e"
#define USR_VERITY_SIGNATURE_TYPE  "c23ce4ff-44bd-4b00-b2d4-b41b3419e02a"
#define ROOT_NAME		   "64-bit ARM"
#elif defined(__riscv) && __riscv_xlen == 64
#define ROOT_TYPE		   "72ec70a6-cf74-40e6-bd49-4bda08e8f224"
#define ROOT_VERITY_TYPE	   "b6ed5582-440b-4209-b8da-5ff7c419ea3d"
#define ROOT_VERITY_SIGNATURE_TYPE "efe0f087-ea8d-4469-821a-4c2a96a8386a"
#define USR_TYPE		   "beaec34b-8442-439b-a40b-984381ed097d"
#define USR_VERITY_TYPE		   "8f1056be-9b05-47c4-81d6-be53128e5b54"
#define USR_VERITY_SIGNATURE_TYPE  "d2f9000a-7a18-453f-b5cd-4d32f77a7b32"
#define ROOT_NAME		   "64-bit RISC-V"
#else
#define ROOT_TYPE		   ""
#define ROOT_VERITY_TYPE	   ""
#define ROOT_VERITY_SIGNATURE_TYPE "?"
#define USR_TYPE		   "?"
#define USR_VERITY_TYPE		   "?"
#define USR_VERITY_SIGNATURE_TYPE  "?"
#define ROOT_NAME		   "this architecture"
#endif

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

static bool is_wanted(const struct partition *partition, const char *request)
{
	if (!request)
		return !partition->no_auto && strcasecmp(partition->type, ROOT_TYPE) == 0;
	if (text_begins(request, PLAN_PARTUUID))
		return strcasecmp(partition->uuid, request + strlen(PLAN_PARTUUID)) == 0;
	return strcmp(partition->name, request + strlen(PLAN_PARTLABEL)) == 0;
}

/* Types for people: the words of systemd-repart, or of fdisk for a DOS table. */
static const char *type_name(const struct partition *partition)
{
	static const struct {
		const char *type, *name;
	} names[] = {
		{ "c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "ESP" },
		{ "bc13c2ff-59e6-4262-a352-b275fd6f7172", "boot loader" },
		{ "21686148-6449-6e6f-744e-656564454649", "BIOS boot" },
		{ "0fc63daf-8483-4772-8e79-3d69d8477de4", "Linux" },
		{ "ebd0a0a2-b9e5-4433-87c0-68b6b72699c7", "basic data" },
		{ "0657fd6d-a4ab-43c4-84e5-0933c84b4f4f", "swap" },
		{ ROOT_TYPE, "root" },
		{ ROOT_VERITY_TYPE, "root-verity" },
		{ ROOT_VERITY_SIGNATURE_TYPE, "root-verity-sig" },
		{ USR_TYPE, "usr" },
		{ USR_VERITY_TYPE, "usr-verity" },
		{ USR_VERITY_SIGNATURE_TYPE, "usr-verity-sig" },
		{ "0x00", "empty" },
		{ "0x0c", "FAT32" },
		{ "0x17", "hidden NTFS" },
		{ "0x82", "swap" },
		{ "0x83", "Linux" },
		{ "0xcd", "ISO 9660" },
		{ "0xef", "ESP" },
	};

	for (size_t i = 0; i < array_size(names); i++)
		if (strcasecmp(partition->type, names[i].type) == 0)
			return names[i].name;
	return partition->type;
}

static int append_partition(char *buf, size_t size, const struct partition *partition)
{
	const char *quote = partition->name[0] ? "\"" : "";

	return text_append(buf, size, "%s%u%s%s%s%s (%s)", *buf ? ", " : "", partition->number,
			   *quote ? " " : "", quote, partition->name, quote, type_name(partition));
}

/* The partitions, for people: 1 "EFI" (ESP), 2 (Linux) ... */
static void list_partitions(const struct partitions *partitions, char *buf, size_t size)
{
	int r = 0;

	/* If there are too many for the buffer, the list is cut. */
	buf[0] = '\0';
	for (unsigned int i = 0; r == 0 && i < partitions->count; i++)
		r = append_partition(buf, size, &partitions->list[i]);
	if (!buf[0])
		text_copy_cut(buf, size, "none");
}

static bool has_type(const struct partitions *partitions, const char *type)
{
	for (unsigned int i = 0; i < partitions->count; i++)
		if (!partitions->list[i].no_auto && strcasecmp(partitions->list[i].type, type) == 0)
			return true;
	return false;
}

/*
 * systemd in an initramfs makes the root of /usr alone (systemd-fstab-generator(8)), and mounts a
 * /usr beside a root (systemd-gpt-auto-generator(8)).
 */
static bool take_usr(struct plan *plan, const struct partitions *partitions)
{
	if (!has_type(partitions, USR_TYPE))
		return false;
	if (has_type(partitions, ROOT_TYPE)) {
		plan->title = "disk image of a root and /usr";
		plan->assist = "its /usr is a partition of its own, which pmemboot does not mount; "
			       "systemd in its own initramfs does";
		return true;
	}
	plan->title = "disk image of /usr alone";
	plan->assist = has_type(partitions, USR_VERITY_TYPE)
			       ? "it has no root but /usr with a hash tree; systemd in its own "
				 "initramfs makes a root in memory for root=tmpfs and usrhash="
			       : "it has no root but /usr; systemd in its own initramfs makes a "
				 "root in memory for root=tmpfs and mount.usr=PARTUUID=...";
	return true;
}

static int find_root(const struct partitions *partitions, const char *request,
		     const struct partition **ret, struct failure *why)
{
	const struct partition *found = NULL;
	char there[FAILURE_LINE_MAX / 2];

	for (unsigned int i = 0; i < partitions->count; i++) {
		const struct partition *partition = &partitions->list[i];

		if (!is_wanted(partition, request))
			continue;
		if (found)
			return failure_set(
				why, FAILURE_AMBIGUOUS, -ENOTUNIQ,
				"partitions %u (PARTUUID=%s) and %u (PARTUUID=%s) both match as the root",
				found->number, found->uuid, partition->number, partition->uuid);
		found = partition;
	}
	*ret = found;
	if (found)
		return 0;
	list_partitions(partitions, there, sizeof(there));
	if (request)
		return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ESRCH,
				   "the disk has no partition %s; it has: %s", request, there);
	return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ESRCH,
			   "no partition has the root type of " ROOT_NAME " (" ROOT_TYPE
			   "); the disk has: %s",
			   there);
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

static int plan_partition(struct plan *plan, const struct reader *reader,
			  const struct partition *partition, struct failure *why)
{
	const struct extent *extent = &partition->extent;
	uint64_t bits = extent->offset | PLAN_ALIGNMENT_MAX;
	struct plan_layer *layer = &plan->layers[0];

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
	plan->n_layers = 1;
	return plan_filesystem(reader, partition, layer, why);
}

/* The only partition of a type that lies on the disk, or NULL. */
static const struct partition *find_only(const struct partitions *partitions, const char *type,
					 const struct reader *reader)
{
	const struct partition *found = NULL;
	unsigned int n = 0;

	for (unsigned int i = 0; i < partitions->count; i++)
		if (strcasecmp(partitions->list[i].type, type) == 0) {
			found = &partitions->list[i];
			n++;
		}
	return n == 1 && found->extent.offset <= reader->size &&
			       found->extent.len <= reader->size - found->extent.offset
		       ? found
		       : NULL;
}

static void note_check(struct plan *plan, enum plan_check_kind kind,
		       const struct partition *partition)
{
	struct plan_check *check = &plan->checks.list[plan->checks.count];

	*check = (struct plan_check){ .kind = kind };
	if (text_print(check->path, sizeof(check->path), "partition%u", partition->number) == 0)
		plan->checks.count++;
}

/* Find the partitions with the root's hash tree and with the signature of its root hash. */
static void find_tree(struct plan *plan, const struct reader *reader,
		      const struct partitions *partitions)
{
	const struct partition *tree = find_only(partitions, ROOT_VERITY_TYPE, reader);
	const struct partition *signature = find_only(partitions, ROOT_VERITY_SIGNATURE_TYPE,
						      reader);

	if (!tree)
		return;
	plan->layers[0].tree = tree->extent;
	note_check(plan, PLAN_CHECK_VERITY, tree);
	if (!signature)
		return;
	plan->layers[0].root_signature = signature->extent;
	note_check(plan, PLAN_CHECK_ROOT_SIGNATURE, signature);
}

static int plan_table(struct plan *plan, const struct reader *reader,
		      const struct partitions *partitions, const struct plan_request *request,
		      struct failure *why)
{
	const struct partition *root;
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
	plan->title = "disk image";
	plan->medium = plan->layout;
	if (!request->partition && take_usr(plan, partitions))
		return 0;
	r = find_root(partitions, request->partition, &root, why);
	if (r == 0)
		r = plan_partition(plan, reader, root, why);
	if (r == 0 && request->checks & PLAN_WANTS_VERITY)
		find_tree(plan, reader, partitions);
	return r;
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
	if (!plan->assist)
		plan->contract = layout_own_contract;
	plan->contract.medium = NULL;
	return r;
}
