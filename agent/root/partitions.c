// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/partitions.h"

#include "base/text.h"
#include "log/log.h"
#include "medium/probe.h"
#include "model/partition_udev.h"
#include "model/seed.h"
#include "sys/block.h"
#include "sys/file.h"
#include "sys/kernel_partition.h"
#include "sys/partition.h"

#include <errno.h>
#include <string.h>

#define LINKS "/dev/disk"
#define RULES "/run/udev/rules.d"
#define RULE  RULES "/61-pmemboot.rules"

/* ---- udev's rule ---- */

/* Written before there are devices, so that udev knows the rule when it learns of them. */
static int write_rule(const struct partition_plan *plan, const char *disk)
{
	cleanup_free char *rule = malloc(PARTITION_RULE_MAX);
	int r = rule ? partition_udev_rule(plan, disk, rule, PARTITION_RULE_MAX) : -ENOMEM;

	if (r == 0)
		r = file_make_directories(RULES);
	return r < 0 ? r : file_replace(RULE, rule);
}

/* ---- Links ---- */

/* Make a link unless the name is taken: by an earlier partition, or by udev. */
static void make_link(const struct partition *partition, enum partition_link link,
		      const char *device)
{
	char path[PARTITION_LINK_MAX], target[LOOP_NAME_MAX + 8], folder[64];
	int r;

	if (partition_udev_link(partition, link, path, sizeof(path)) < 0)
		return;
	text_print_cut(target, sizeof(target), "../..%s", device + strlen("/dev"));
	text_print_cut(folder, sizeof(folder), LINKS "/%s", partition_udev_folder(link));
	r = file_make_directories(folder);
	if (r == 0)
		r = file_make_link_below(LINKS, target, path);
	if (r < 0 && r != -EEXIST)
		log_debug("cannot make the link " LINKS "/%s: %s", path, strerror(-r));
}

/* Remove a link of make_link(), which leads to the device. */
static void remove_link(const struct partition *partition, enum partition_link link,
			const char *device)
{
	char path[PARTITION_LINK_MAX], full[sizeof(LINKS) + PARTITION_LINK_MAX];

	if (partition_udev_link(partition, link, path, sizeof(path)) == 0 &&
	    text_print(full, sizeof(full), LINKS "/%s", path) == 0 && file_leads_to(full, device))
		file_remove(full);
}

/* ---- Devices ---- */

static int map_partition(struct partition_devices *devices, unsigned int index,
			 const struct medium *medium)
{
	const struct partition_plan_entry *entry = &devices->plan.list[index];
	char *path = devices->paths[index];
	int r = loop_attach_lasting(medium->fd, &entry->extent, path);

	if (r < 0) {
		path[0] = '\0';
		log_warning("partition %u of %s, and those after it, get no device: %s",
			    entry->partition->number, medium->path, strerror(-r));
		return r;
	}
	for (enum partition_link link = 0; link < PARTITION_LINKS; link++)
		make_link(entry->partition, link, path);
	return 0;
}

static void forget_partition(struct partition_devices *devices, unsigned int index,
			     const struct medium *medium)
{
	const struct partition *partition = devices->plan.list[index].partition;

	if (kernel_partition_forget(medium->fd, medium->disk, partition) == 0)
		devices->forgotten[index] = true;
	else
		log_debug("the kernel keeps its partition %u of %s", partition->number,
			  medium->path);
}

/* Configuration that must not be used: nobody shall find it, on the kernel's partition either. */
static void hide_partition(struct partition_devices *devices, unsigned int index,
			   const struct medium *medium)
{
	const struct partition_plan_entry *entry = &devices->plan.list[index];

	log_warning("partition %u of %s, the configuration %s, is not used: %s",
		    entry->partition->number, medium->path, entry->partition->label,
		    entry->why_not);
	forget_partition(devices, index, medium);
}

/* Once the kernel has refused a loop device, it is not asked again. */
static void map_all(struct partition_devices *devices, const struct partitions_request *request)
{
	const struct medium *medium = request->medium;
	int r = 0;

	for (unsigned int i = 0; i < devices->plan.count; i++) {
		struct partition_plan_entry *entry = &devices->plan.list[i];

		if (entry->use == PARTITION_IS_DISK)
			text_copy_cut(devices->paths[i], LOOP_NAME_MAX, medium->path);
		else if (entry->use == PARTITION_MAPPED && r == 0)
			r = map_partition(devices, i, medium);
		if (entry->use == PARTITION_MAPPED && r < 0)
			entry->why_not = "the kernel makes no loop device";
		if (entry->refused)
			hide_partition(devices, i, medium);
		else if (devices->paths[i][0] && request->no_udev_yet)
			forget_partition(devices, i, medium);
	}
}

static int read_table(struct partition_devices *devices, const struct medium *medium)
{
	int r;

	devices->table = calloc(1, sizeof(*devices->table));
	r = devices->table ? probe_partitions(medium->fd, medium->size, devices->table) : -ENOMEM;
	if (r < 0)
		log_warning("the partitions of %s get no devices: %s", medium->path,
			    devices->table && devices->table->refused ? devices->table->refused
								      : strerror(-r));
	if (r == 0 && devices->table->count > 0)
		return 0;
	free(devices->table);
	devices->table = NULL;
	return -ENOENT;
}

static void judge_seed(struct partition_devices *devices, const struct partitions_request *request)
{
	const struct medium *medium = request->medium;
	struct extent after = { request->iso_end, 0 };
	struct seed_trust *trust = &devices->trust;

	trust->rule = request->rule;
	devices->has_rule = true;
	trust->signed_bytes = request->signed_volume;
	if (after.offset < medium->size)
		after.len = medium->size - after.offset;
	trust->seed = seed_find(devices->table, after);
	if (!trust->seed)
		return;
	devices->seed.number = trust->seed->number;
	if (trust->rule == SEED_RULE_NONE)
		return;
	seed_verify(&devices->seed, trust->seed, medium->path, request->tree, request->base,
		    request->identity);
	trust->state = devices->seed.state;
	if (!seed_trust_refuse(trust->rule, trust->state))
		log_info("partition %u of %s is the seed, %s%s%s", trust->seed->number,
			 medium->path, seed_trust_state_name(trust->state),
			 devices->seed.key[0] ? ", key " : "", devices->seed.key);
}

static bool is_anything_used(const struct partition_plan *plan)
{
	for (unsigned int i = 0; i < plan->count; i++)
		if (plan->list[i].use != PARTITION_UNUSED)
			return true;
	return false;
}

void partitions_map(struct partition_devices *ret, const struct partitions_request *request)
{
	const struct medium *medium = request->medium;
	const struct partition_request partition_request = { .disk_size = medium->size,
							     .covered = request->covered,
							     .trust = &ret->trust,
							     .disk_is_free = request->disk_is_free,
							     .fstype = medium->superblock.type,
							     .label = medium->superblock.label,
							     .uuid = medium->superblock.uuid };
	int r = 0;

	if (read_table(ret, medium) < 0)
		return;
	judge_seed(ret, request);
	text_copy_cut(ret->disk, sizeof(ret->disk), medium->path);
	partition_plan_make(&ret->plan, ret->table, &partition_request);
	if (is_anything_used(&ret->plan))
		r = write_rule(&ret->plan, medium->disk);
	if (r < 0)
		log_warning("cannot write " RULE ": %s", strerror(-r));
	if (ret->plan.n_mapped > 0)
		drivers_try(request->drivers, "loop");
	map_all(ret, request);
}

static void restore_partition(const struct partition_devices *devices,
			      const struct partition_plan_entry *entry)
{
	unsigned int number = entry->partition->number;
	cleanup_close int fd = -1;
	struct reader reader;
	int r = block_open(devices->disk, &fd, &reader);

	if (r == 0)
		r = kernel_partition_restore(fd, number, &entry->extent);
	if (r < 0)
		log_debug("the kernel does not take its partition %u back", number);
}

static void undo_partition(struct partition_devices *devices, unsigned int index)
{
	const struct partition_plan_entry *entry = &devices->plan.list[index];
	const char *path = devices->paths[index];

	if (entry->use == PARTITION_MAPPED && path[0]) {
		for (enum partition_link link = 0; link < PARTITION_LINKS; link++)
			remove_link(entry->partition, link, path);
		if (loop_detach(path) < 0)
			log_debug("%s stays", path);
	}
	if (devices->forgotten[index])
		restore_partition(devices, entry);
}

void partitions_undo(struct partition_devices *devices)
{
	if (!devices->table)
		return;
	for (unsigned int i = 0; i < devices->plan.count; i++)
		undo_partition(devices, i);
	file_remove(RULE);
	free(devices->table);
	*devices = (struct partition_devices){ .trust.rule = devices->trust.rule,
					       .seed = devices->seed,
					       .has_rule = devices->has_rule };
}
