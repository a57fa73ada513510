// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/hex.h"
#include "base/text.h"
#include "boot/cel.h"
#include "command/inspect.h"

#include <string.h>

static const enum digest_kind banks[] = { DIGEST_SHA1, DIGEST_SHA256, DIGEST_SHA384,
					  DIGEST_SHA512 };

/* The value of the PCR, if it was zero before, in hexadecimal digits. */
static void predict_pcr(const struct prediction *prediction, enum digest_kind bank,
			char ret[2 * DIGEST_SIZE_MAX + 1])
{
	uint8_t pcr[DIGEST_SIZE_MAX] = { 0 };

	for (unsigned int i = 0; i < prediction->n_events; i++)
		measurement_extend(bank, prediction->events[i], pcr);
	hex_encode(pcr, digest_size(bank), ret);
}

void inspect_print_pcr(const struct inspection *in,
		       void (*print_line)(const char *name, const char *line))
{
	const struct prediction *prediction = &in->prediction;
	char digits[2 * DIGEST_SIZE_MAX + 1], line[2 * DIGEST_SIZE_MAX + 16];

	for (unsigned int i = 0; i < prediction->n_events; i++)
		print_line(i ? "" : "measured", prediction->events[i]);
	text_print_cut(line, sizeof(line), "%u", prediction->config.measure_pcr);
	print_line("PCR", prediction->config.measure
				  ? line
				  : "of any number: pmemboot.measure= is not given");
	for (size_t i = 0; i < array_size(banks); i++) {
		predict_pcr(prediction, banks[i], digits);
		text_print_cut(line, sizeof(line), "%-6s %s", digest_kernel_name(banks[i]), digits);
		print_line("", line);
	}
}

void inspect_write_pcr(struct json *j, const struct inspection *in)
{
	const struct prediction *prediction = &in->prediction;
	int pcr = prediction->config.measure ? (int)prediction->config.measure_pcr : -1;
	char digits[2 * DIGEST_SIZE_MAX + 1];

	json_begin(j, "measurement", '{');
	if (pcr >= 0)
		json_u64(j, "pcr", (uint64_t)pcr);
	json_begin(j, "values", '{');
	for (size_t i = 0; i < array_size(banks); i++) {
		predict_pcr(prediction, banks[i], digits);
		json_string(j, digest_kernel_name(banks[i]), digits);
	}
	json_end(j, '}');
	json_begin(j, "records", '[');
	for (unsigned int i = 0; i < prediction->n_events; i++)
		cel_write_record(j, i, pcr, banks, array_size(banks), prediction->events[i]);
	json_end(j, ']');
	json_end(j, '}');
}
