// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/measure.h"

#include "base/text.h"
#include "boot/cel.h"
#include "log/log.h"
#include "sys/block.h"
#include "sys/clock.h"
#include "sys/file.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#define LOG_FOLDER "/run/pmemboot"

enum { TPM_SECONDS = 10, LOG_SIZE_MAX = 1 << 20, PART_MAX = 256 };

/* ---- The drivers ---- */

/* Most kernels have them built in, and then the device is there already. */
static void load_drivers(void *context, int say_fd unused)
{
	static const char *const names[] = { "tpm_crb", "tpm_tis" };

	for (size_t i = 0; i < array_size(names); i++)
		drivers_try(context, names[i]);
}

void measure_begin(struct measure *measure, const struct config *config, struct drivers *drivers,
		   const char *policy)
{
	if (!config->measure)
		return;
	*measure = (struct measure){ .config = config, .drivers = drivers, .loading = CHILD_NONE };
	measurement_print_policy(policy, measure->policy);
	if (tpm_wait(drivers->tree, 0) == 0)
		return;
	if (child_begin(&measure->loading, load_drivers, drivers) < 0)
		load_drivers(drivers, -1);
}

void measure_end(struct measure *measure)
{
	if (measure->config)
		child_end(&measure->loading, true);
}

/* ---- The TPM ---- */

static const char *tpm_why(int error)
{
	switch (error) {
	case -ENODEV:
		return "this machine has no TPM 2.0";
	case -ETIMEDOUT:
		return "the kernel has made no /dev/tpmrm0 of the TPM";
	case -ENOENT:
		return "the kernel shows no bank of PCRs to extend (it has to be Linux 5.12 or "
		       "later)";
	default:
		return strerror(-error);
	}
}

static int find_tpm(struct measure *measure, struct failure *why)
{
	int r;

	if (measure->found)
		return 0;
	measure_end(measure);
	/* Once it was not there in time, it is not worth a second wait. */
	r = tpm_wait(measure->drivers->tree, measure->why.code == FAILURE_NONE ? TPM_SECONDS : 0);
	if (r == 0)
		r = tpm_find_banks(measure->drivers->tree, &measure->banks);
	if (r < 0)
		return failure_set(why, FAILURE_NOT_MEASURED, r, "%s", tpm_why(r));
	if (measure->banks.others)
		log_notice("the TPM has banks other than of SHA-1 and SHA-2, which are not "
			   "extended");
	measure->found = true;
	return 0;
}

/* Extend the PCR in all banks by an event's text. */
static int extend_pcr(const struct measure *measure, const char *text, struct failure *why)
{
	struct pcr_extend_digest digests[PCR_EXTEND_BANKS_MAX];
	uint8_t command[PCR_EXTEND_COMMAND_MAX], response[PCR_EXTEND_RESPONSE_MAX];
	uint32_t code = 0;
	size_t len;
	int r;

	for (unsigned int i = 0; i < measure->banks.count; i++) {
		digests[i].kind = measure->banks.list[i];
		measurement_digest(digests[i].kind, text, digests[i].bytes);
	}
	len = pcr_extend_write(command, measure->config->measure_pcr, digests,
			       measure->banks.count);
	r = tpm_transmit(command, len, response);
	if (r >= 0)
		r = pcr_extend_parse((struct slice){ response, (size_t)r }, &code);
	if (r == -EREMOTEIO)
		return failure_set(why, FAILURE_NOT_MEASURED, r,
				   "the TPM refuses to extend PCR %u: 0x%03x",
				   measure->config->measure_pcr, code);
	if (r < 0)
		return failure_set(why, FAILURE_NOT_MEASURED, r, "the TPM cannot be used: %s",
				   r == -EBADMSG ? "its response is malformed" : strerror(-r));
	return 0;
}

/* ---- The log ---- */

/* How many records the log has: of this boot's earlier tries, too. */
static uint64_t count_records(void)
{
	cleanup_free uint8_t *bytes = NULL;
	int len = file_read_all(MEASURE_LOG, LOG_SIZE_MAX, &bytes);
	uint64_t count = 0;

	for (int i = 0; i < len; i++)
		count += bytes[i] == JSON_SEPARATOR;
	return count;
}

static void append_record(const struct measure *measure, const char *text)
{
	struct json j = { .first = true, .flat = true };
	uint64_t number = count_records();
	int r = file_make_directories(LOG_FOLDER), bad;

	if (r == 0) {
		j.stream = fopen(MEASURE_LOG, "ae");
		r = j.stream ? 0 : -EIO;
	}
	if (r == 0) {
		json_separate(&j);
		cel_write_record(&j, number, (int)measure->config->measure_pcr, measure->banks.list,
				 measure->banks.count, text);
		bad = ferror(j.stream);
		if (fclose(j.stream) != 0 || bad)
			r = -EIO;
	}
	if (r < 0)
		log_warning("cannot write " MEASURE_LOG ": %s", strerror(-r));
}

/* ---- The events ---- */

static int measure_event(struct measure *measure, const char *text, struct failure *why)
{
	int r = extend_pcr(measure, text, why);

	if (r < 0)
		return r;
	append_record(measure, text);
	if (measure->n_events < MEASURE_EVENTS_MAX)
		text_copy_cut(measure->events[measure->n_events++], MEASUREMENT_TEXT_MAX, text);
	return 0;
}

static int measure_events(struct measure *measure, const struct measurement_image *image)
{
	char text[MEASUREMENT_TEXT_MAX];
	int r = find_tpm(measure, &measure->why);

	if (r == 0)
		r = measure_event(measure, measure->policy, &measure->why);
	measurement_print_image(image, text);
	return r < 0 ? r : measure_event(measure, text, &measure->why);
}

/* What becomes of a boot whose measurement ended so. */
static int conclude(struct measure *measure, int r, struct failure *why)
{
	if (r == 0)
		log_info("measured into PCR %u in %" PRIu64 " ms", measure->config->measure_pcr,
			 measure->microseconds / 1000);
	else if (!measure->config->measure_required)
		log_warning("nothing is measured: %s", measure->why.line);
	else
		return failure_set(why, measure->why.code, r,
				   "%s, and pmemboot.measure= requires it", measure->why.line);
	return 0;
}

static int measure_content(struct measure *measure, const char *device,
			   const struct extent *content)
{
	char text[MEASUREMENT_TEXT_MAX];
	cleanup_close int fd = -1;
	struct reader reader;
	int r = block_open(device, &fd, &reader);

	if (r == 0)
		r = measurement_print_seed(&reader, content, text);
	if (r < 0)
		return failure_set(&measure->why, FAILURE_NOT_MEASURED, r,
				   "the seed cannot be read: %s", strerror(-r));
	return measure_event(measure, text, &measure->why);
}

int measure_seed(struct measure *measure, const char *device, const struct extent *content,
		 struct failure *why)
{
	uint64_t begun = clock_now();
	int r;

	if (!measure->config || measure->why.code != FAILURE_NONE)
		return 0; /* measure_image() has decided */
	r = measure_content(measure, device, content);
	measure->microseconds += clock_now() - begun;
	return conclude(measure, r, why);
}

int measure_image(struct measure *measure, struct verify *verify, bool assist, struct failure *why)
{
	uint64_t begun = clock_now();
	struct measurement_image image;
	int r;

	if (!measure->config)
		return 0;
	r = verify_commit(verify, assist, &image, why);
	if (r < 0)
		return r;
	r = measure_events(measure, &image);
	measure->microseconds += clock_now() - begun;
	return conclude(measure, r, why);
}

void measure_close(struct measure *measure, const char *text)
{
	struct failure why = { 0 };

	if (!measure->config || measure->closed)
		return;
	measure->closed = true;
	if (find_tpm(measure, &why) < 0 || measure_event(measure, text, &why) < 0)
		log_debug("%s is not measured: %s", text, why.line);
}

/* ---- The report ---- */

/* In parts, because the report may have to go to the kernel log, whose lines are short. */
static void write_event(struct json *j, const char *text)
{
	char part[PART_MAX];

	while (*text) {
		size_t len = strcspn(text + 1, ";") + 1;

		text_print_cut(part, sizeof(part), "%.*s", (int)len, text);
		json_string(j, NULL, part);
		text += len;
	}
}

void measure_write_json(struct json *j, const struct measure *measure)
{
	if (!measure->config)
		return;
	json_begin(j, "measurement", '{');
	json_u64(j, "pcr", measure->config->measure_pcr);
	json_bool(j, "required", measure->config->measure_required);
	json_string(j, "why_not", measure->why.line);
	json_begin(j, "banks", '[');
	for (unsigned int i = 0; i < measure->banks.count; i++)
		json_string(j, NULL, digest_kernel_name(measure->banks.list[i]));
	json_end(j, ']');
	json_begin(j, "events", '[');
	for (unsigned int i = 0; i < measure->n_events; i++)
		write_event(j, measure->events[i]);
	json_end(j, ']');
	json_u64(j, "us", measure->microseconds);
	json_end(j, '}');
}
