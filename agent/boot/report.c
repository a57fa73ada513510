// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/json.h"
#include "base/text.h"
#include "boot/boot.h"
#include "boot/keep.h"
#include "boot/machine.h"
#include "boot/plan_json.h"
#include "log/log.h"
#include "log/version.h"
#include "model/partition_json.h"
#include "nvdimm/activation.h"
#include "sys/block.h"
#include "sys/file.h"
#include "sys/nd_firmware.h"

#include <errno.h>
#include <string.h>

#define REPORT "/run/pmemboot/report.json"

enum { PART_MAX = 480 }; /* bytes of a line of the kernel log */

static void write_medium(struct json *j, const struct medium *medium)
{
	json_begin(j, "medium", '{');
	json_string(j, "device", medium->path);
	json_string(j, "region", medium->region);
	json_string(j, "provider", claim_provider_name(&medium->claim));
	json_string(j, "kind", claim_kind_name(&medium->claim));
	json_u64(j, "address", medium->claim.extent.offset);
	json_u64(j, "size", medium->size);
	json_string(j, "type", medium->superblock.type);
	json_string(j, "label", medium->superblock.label);
	json_string(j, "uuid", medium->superblock.uuid);
	json_string(j, "sandbox", sandbox_name(medium->sandbox));
	json_string(j, "healed", medium->healed.line);
	json_bool(j, "read_only", block_is_read_only(medium->fd) > 0);
	json_end(j, '}');
}

static void write_root(struct json *j, const struct root *root)
{
	json_string(j, "init", root->init ? root->init : "");
	json_string(j, "map", plan_map_name(root->map));
	json_bool(j, "dax", root->dax);
	json_string(j, "upper", root->overlay.upper);
	json_begin(j, "mounts", '[');
	for (unsigned int i = 0; i < root->mounts.count; i++) {
		const struct mounts_entry *mount = &root->mounts.list[i];

		json_begin(j, NULL, '{');
		json_string(j, "source", mount->source);
		json_string(j, "target", mount->target);
		json_string(j, "fstype", mount->fstype);
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_partition(struct json *j, const struct partition_plan_entry *entry,
			    const char *device)
{
	json_begin(j, NULL, '{');
	partition_write_members(j, entry->partition);
	json_string(j, "device", device);
	json_string(j, "why_not", entry->why_not ? entry->why_not : "");
	json_end(j, '}');
}

/* Left out if the medium has no partitions. */
static void write_partitions(struct json *j, const struct partition_devices *devices)
{
	if (!devices->table)
		return;
	json_begin(j, "partitions", '[');
	for (unsigned int i = 0; i < devices->plan.count; i++)
		write_partition(j, &devices->plan.list[i], devices->paths[i]);
	json_end(j, ']');
}

/* The seed, and by which rule it was accepted or refused. */
static void write_seed(struct json *j, const struct partition_devices *devices)
{
	const struct seed_result *seed = &devices->seed;
	enum seed_rule rule = devices->trust.rule;
	const char *refused = seed_trust_refuse(rule, seed->state);

	if (!devices->has_rule)
		return;
	json_begin(j, "seed", '{');
	json_string(j, "rule", seed_trust_rule_name(rule));
	if (seed->number > 0) {
		json_u64(j, "partition", seed->number);
		json_bool(j, "accepted", !refused);
		json_string(j, "state", seed_trust_state_name(seed->state));
		json_string(j, "key", seed->key);
		json_string(j, "comment", seed->comment);
		json_string(j, "why_not", refused ? refused : "");
	}
	json_end(j, '}');
}

static void write_verify(struct json *j, const struct verify *verify, unsigned int n_layers,
			 const struct root *root)
{
	static const char *const outcomes[] = { "passed", "failed", "skipped", "untrusted",
						"unchecked" };
	static const char *const verity[] = { "none", "untrusted", "trusted" };
	const struct coverage *coverage = &verify->coverage;
	uint64_t version = coverage_version(coverage, n_layers);

	json_begin(j, "verify", '{');
	json_bool(j, "required", config_requires(verify->check.config));
	json_bool(j, "policy", verify->check.config->policy.ways != 0);
	json_u64(j, "keys", verify->keys.count);
	json_bool(j, "volume_signed", coverage->volume_signed);
	json_u64(j, "minimum", verify->check.config->minimum);
	if (version != COVERAGE_VERSION_ANY)
		json_u64(j, "version", version);
	json_string(j, "lacks", coverage->missing[0] ? coverage->missing : coverage->media_missing);
	json_begin(j, "checks", '[');
	for (unsigned int i = 0; i < coverage->n_results; i++) {
		const struct coverage_result *result = &coverage->results[i];

		json_begin(j, NULL, '{');
		json_string(j, "what", result->what);
		json_string(j, "outcome", outcomes[result->outcome]);
		json_string(j, "key", result->by);
		json_string(j, "comment", result->comment);
		json_u64(j, "bytes", result->bytes);
		json_u64(j, "us", result->microseconds);
		json_end(j, '}');
	}
	json_end(j, ']');
	json_begin(j, "layers", '[');
	for (unsigned int i = 0; i < LAYOUT_LAYERS_MAX && root->layers[i]; i++) {
		json_begin(j, NULL, '{');
		json_string(j, "device", root->layers[i]->path);
		json_bool(j, "signed", coverage->layers[i].is_signed);
		json_string(j, "verity", verity[coverage->layers[i].verity]);
		json_end(j, '}');
	}
	json_end(j, ']');
	json_end(j, '}');
}

static void write_timeline(struct json *j, const struct timeline *timeline)
{
	json_begin(j, "monotonic_us", '{');
	for (enum phase p = PHASE_START; p < PHASES; p++)
		if (timeline->at[p] > 0)
			json_u64(j, timeline_name(p), timeline->at[p]);
	json_end(j, '}');
}

static void write_claims(struct json *j, const struct claims *claims)
{
	json_begin(j, "claims", '[');
	for (unsigned int i = 0; i < claims->count; i++) {
		const struct claim *claim = &claims->list[i];

		json_begin(j, NULL, '{');
		json_string(j, "provider", claim_provider_name(claim));
		json_string(j, "kind", claim_kind_name(claim));
		json_u64(j, "address", claim->extent.offset);
		json_u64(j, "size", claim->extent.len);
		json_u64(j, "alignment", claim_alignment(claim));
		json_end(j, '}');
	}
	json_end(j, ']');
}

static void write_verdicts(struct json *j, const struct verdicts *verdicts)
{
	json_begin(j, "verdicts", '[');
	for (unsigned int i = 0; i < verdicts->count; i++) {
		const struct verdict *verdict = &verdicts->list[i];
		const struct failure *why = &verdict->why;

		json_begin(j, NULL, '{');
		json_string(j, "provider", claim_provider_name(&verdict->claim));
		json_u64(j, "address", verdict->claim.extent.offset);
		json_u64(j, "size", verdict->claim.extent.len);
		json_string(j, "region", verdict->region);
		json_string(j, "namespace", verdict->namespace);
		json_string(j, "disk", verdict->disk);
		json_string(j, "verdict",
			    why->code == FAILURE_NONE ? "usable" : failure_name(why->code));
		if (why->code != FAILURE_NONE)
			json_string(j, "line", why->line);
		json_end(j, '}');
	}
	json_end(j, ']');
}

/* The state at the end, which shows the result of an activation. Left out if no bus can do that. */
static void write_firmware(struct json *j, const struct boot *boot)
{
	static const char *const methods[] = { [CONFIG_FIRMWARE_REPORT] = "report",
					       [CONFIG_FIRMWARE_OFF] = "off",
					       [CONFIG_FIRMWARE_LIVE] = "live",
					       [CONFIG_FIRMWARE_QUIESCE] = "quiesce" };
	static struct nd_firmware state;
	bool can = false;

	if (boot->config.firmware == CONFIG_FIRMWARE_OFF)
		return;
	nd_firmware_read(&boot->tree, &state);
	for (unsigned int i = 0; i < state.n_buses; i++)
		can = can || firmware_bus_can(&state.buses[i]);
	if (!can)
		return;
	json_begin(j, "firmware", '{');
	json_string(j, "asked", methods[boot->config.firmware]);
	activation_write_json(j, &state);
	json_end(j, '}');
}

static void write_report(struct json *j, const struct boot *boot)
{
	const struct failure *why = &boot->why;

	json_begin(j, NULL, '{');
	json_u64(j, "schema", 1);
	json_string(j, "pmemboot", PMEMBOOT_VERSION);
	json_bool(j, "ok", why->code == FAILURE_NONE);
	if (why->code != FAILURE_NONE) {
		json_begin(j, "failure", '{');
		json_string(j, "reason", failure_name(why->code));
		json_string(j, "line", why->line);
		json_string(j, "remedy", failure_remedy(why->code));
		json_end(j, '}');
	}
	write_claims(j, &boot->claims);
	if (boot->identified)
		machine_write_json(j, &boot->identity);
	write_verdicts(j, &boot->verdicts);
	json_bool(j, "verdicts_cut", boot->verdicts.cut);
	if (boot->medium.path[0]) {
		write_medium(j, &boot->medium);
		plan_write_json(j, &boot->plan, boot->medium.path, false);
		write_verify(j, &boot->verify, boot->plan.n_layers, &boot->root);
	}
	write_partitions(j, &boot->root.partitions);
	write_seed(j, &boot->root.partitions);
	if (boot->root.mounts.count > 0)
		write_root(j, &boot->root);
	measure_write_json(j, &boot->measure);
	write_firmware(j, boot);
	write_timeline(j, &boot->timeline);
	json_end(j, '}');
}

static void write_to_log(void)
{
	FILE *file = fopen(REPORT, "re");
	/* A line always fits into an empty part. */
	char part[PART_MAX] = "report: ", line[PART_MAX - sizeof("report: ")];

	while (file && fgets(line, sizeof(line), file)) {
		const char *text = line + strspn(line, " ");

		line[strcspn(line, "\n")] = '\0';
		if (strlen(part) + strlen(text) >= sizeof(part)) {
			log_record(part);
			text_copy_cut(part, sizeof(part), "report: ");
		}
		text_append_cut(part, sizeof(part), "%s", text);
	}
	if (file) {
		log_record(part);
		fclose(file);
	}
}

void boot_report(struct boot *boot)
{
	int r = file_make_directories("/run/pmemboot"), bad;
	struct json j = { .first = true };

	if (r == 0) {
		j.stream = fopen(REPORT ".new", "we");
		r = j.stream ? 0 : -EIO;
	}
	if (r == 0) {
		write_report(&j, boot);
		bad = ferror(j.stream);
		if (fclose(j.stream) != 0 || bad || rename(REPORT ".new", REPORT) != 0)
			r = -EIO;
	}
	if (boot->identified)
		machine_write_files(&boot->identity);
	if (r == 0 && boot->config.report & CONFIG_REPORT_KMSG)
		write_to_log();
	if (boot->config.report & CONFIG_REPORT_PSTORE && boot->why.code != FAILURE_NONE)
		keep_failure(&boot->why, &boot->identity, boot->medium.path, &boot->drivers);
	/* A boot does not fail because its report cannot be written. */
	if (r < 0)
		log_warning("cannot write " REPORT ": %s", strerror(-r));
}

void boot_report_to_log(const struct boot *boot)
{
	if (!(boot->config.report & CONFIG_REPORT_KMSG))
		write_to_log();
}
