// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/partition_find.h"

#include "base/hex.h"
#include "base/text.h"
#include "model/plan_request.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

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

static const char *const types[][PARTITION_PARTS] = {
	[PARTITION_ROOT] = { ROOT_TYPE, ROOT_VERITY_TYPE, ROOT_VERITY_SIGNATURE_TYPE },
	[PARTITION_USR] = { USR_TYPE, USR_VERITY_TYPE, USR_VERITY_SIGNATURE_TYPE },
};

const char *partition_type_name(const struct partition *partition)
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

/* ---- What a partition is ---- */

static bool has_type(const struct partition *partition, enum partition_use use,
		     enum partition_part part)
{
	return strcasecmp(partition->type, types[use][part]) == 0 &&
	       strcmp(partition->name, "_empty") != 0;
}

bool partition_is_for(const struct partition *partition, enum partition_use use)
{
	return has_type(partition, use, PARTITION_DATA);
}

static bool is_found_by_type(const struct partition *partition, enum partition_use use)
{
	return !partition->no_auto && partition_is_for(partition, use);
}

bool partition_exists(const struct partitions *partitions, enum partition_use use)
{
	for (unsigned int i = 0; i < partitions->count; i++)
		if (is_found_by_type(&partitions->list[i], use))
			return true;
	return false;
}

static bool is_wanted(const struct partition *partition, const struct partition_wanted *wanted)
{
	const struct {
		const char *prefix, *value;
		bool any_case;
	} names[] = {
		{ PLAN_PARTUUID, partition->uuid, true },
		{ PLAN_PARTLABEL, partition->name, false },
		{ "UUID=", partition->fs_uuid, true },
		{ "LABEL=", partition->label, false },
	};

	if (!wanted->name)
		return is_found_by_type(partition, wanted->use);
	for (size_t i = 0; i < array_size(names); i++) {
		const char *value = wanted->name + strlen(names[i].prefix);

		if (text_begins(wanted->name, names[i].prefix))
			return *value && (names[i].any_case ? strcasecmp(value, names[i].value)
							    : strcmp(value, names[i].value)) == 0;
	}
	return false;
}

/* Is the UUID the first or the last 128 bits of the root hash? */
static bool is_half(const char *uuid, const char *hash, bool last)
{
	enum { DIGITS = 32 };
	size_t len = hash ? strlen(hash) : 0, n = 0;

	if (len < DIGITS)
		return false;
	hash += last ? len - DIGITS : 0;
	for (; *uuid && n < DIGITS; uuid++)
		if (*uuid != '-' && strncasecmp(uuid, hash + n++, 1) != 0)
			return false;
	return !*uuid && n == DIGITS;
}

/* ---- Finding them ---- */

static int append_partition(char *buf, size_t size, const struct partition *partition)
{
	const char *quote = partition->name[0] ? "\"" : "";

	return text_append(buf, size, "%s%u%s%s%s%s (%s)", *buf ? ", " : "", partition->number,
			   *quote ? " " : "", quote, partition->name, quote,
			   partition_type_name(partition));
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

static int find_none(const struct partitions *partitions, const struct partition_wanted *wanted,
		     struct failure *why)
{
	char there[FAILURE_LINE_MAX / 2];

	list_partitions(partitions, there, sizeof(there));
	if (wanted->name)
		return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ESRCH,
				   "the disk has no partition %s; it has: %s", wanted->name, there);
	return failure_set(why, FAILURE_NO_ROOT_IMAGE, -ESRCH,
			   "no partition has the root type of " ROOT_NAME " (" ROOT_TYPE
			   "); the disk has: %s",
			   there);
}

int partition_find(const struct partitions *partitions, const struct partition_wanted *wanted,
		   const struct partition **ret, struct failure *why)
{
	const struct partition *found = NULL, *other = NULL;

	for (unsigned int i = 0; i < partitions->count; i++) {
		const struct partition *partition = &partitions->list[i];

		if (!is_wanted(partition, wanted))
			continue;
		if (is_half(partition->uuid, wanted->hash, false)) {
			*ret = partition;
			return 0;
		}
		other = found ? found : other;
		found = partition;
	}
	*ret = found;
	if (other)
		return failure_set(
			why, FAILURE_AMBIGUOUS, -ENOTUNIQ,
			"partitions %u (PARTUUID=%s) and %u (PARTUUID=%s) both match as %s",
			other->number, other->uuid, found->number, found->uuid,
			wanted->use == PARTITION_USR ? "/usr" : "the root");
	return found ? 0 : find_none(partitions, wanted, why);
}

const struct partition *partition_find_part(const struct partitions *partitions,
					    const struct partition_wanted *wanted,
					    enum partition_part part, uint64_t size)
{
	const struct partition *found = NULL;
	unsigned int n = 0;

	for (unsigned int i = 0; i < partitions->count; i++) {
		const struct partition *partition = &partitions->list[i];

		if (!has_type(partition, wanted->use, part) || partition->extent.offset > size ||
		    partition->extent.len > size - partition->extent.offset)
			continue;
		if (is_half(partition->uuid, wanted->hash, true))
			return partition;
		found = partition;
		n++;
	}
	return n == 1 ? found : NULL;
}
