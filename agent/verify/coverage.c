// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/coverage.h"

#include "base/line.h"
#include "base/text.h"
#include "config/config.h"

#include <stdarg.h>
#include <string.h>

/* ---- Results ---- */

unsigned int coverage_start(struct coverage *coverage, const char *what)
{
	unsigned int i = coverage->n_results < COVERAGE_RESULTS_MAX ? coverage->n_results++
								    : COVERAGE_RESULTS_MAX - 1;

	coverage->results[i] = (struct coverage_result){ .outcome = COVERAGE_FAILED };
	text_copy_cut(coverage->results[i].what, sizeof(coverage->results[i].what), what);
	return i;
}

void coverage_conclude(struct coverage *coverage, unsigned int result,
		       enum coverage_outcome outcome)
{
	coverage->results[result].outcome = outcome;
}

void coverage_set_key(struct coverage *coverage, unsigned int result, const char *name)
{
	text_copy_cut(coverage->results[result].by, sizeof(coverage->results[result].by), name);
}

void coverage_set_comment(struct coverage *coverage, unsigned int result, const char *comment)
{
	text_copy_cut(coverage->results[result].comment, COVERAGE_COMMENT_MAX, comment);
}

void coverage_set_cost(struct coverage *coverage, unsigned int result, uint64_t bytes,
		       uint64_t microseconds)
{
	coverage->results[result].bytes = bytes;
	coverage->results[result].microseconds = microseconds;
}

static void keep_first(char *reason, size_t size, const char *format, va_list arguments)
{
	if (!reason[0])
		line_vprint(reason, size, format, arguments);
}

void coverage_missing(struct coverage *coverage, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	keep_first(coverage->missing, sizeof(coverage->missing), format, arguments);
	va_end(arguments);
}

void coverage_media_missing(struct coverage *coverage, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	keep_first(coverage->media_missing, sizeof(coverage->media_missing), format, arguments);
	va_end(arguments);
}

/* ---- What a check that passed covers ---- */

void coverage_add_media(struct coverage *coverage, enum coverage_media media)
{
	coverage->media = media;
}

void coverage_add_volume_signature(struct coverage *coverage, const uint8_t *signature,
				   uint64_t version)
{
	coverage->volume_signed = true;
	coverage->volume_version = version;
	memcpy(coverage->volume_signature, signature, sizeof(coverage->volume_signature));
}

static void raise_version(struct coverage_layer *layer, uint64_t version)
{
	if (version > layer->version)
		layer->version = version;
}

void coverage_add_signature(struct coverage *coverage, unsigned int layer, uint64_t version)
{
	coverage->layers[layer].is_signed = true;
	raise_version(&coverage->layers[layer], version);
}

void coverage_add_listed(struct coverage *coverage, unsigned int layer)
{
	coverage->layers[layer].is_listed = true;
}

void coverage_add_verity(struct coverage *coverage, unsigned int layer, bool trusted,
			 uint64_t version)
{
	coverage->layers[layer].verity = trusted ? COVERAGE_VERITY_TRUSTED : COVERAGE_VERITY_PLAIN;
	if (trusted)
		raise_version(&coverage->layers[layer], version);
}

void coverage_add_order(struct coverage *coverage)
{
	coverage->order_signed = true;
}

void coverage_need_order(struct coverage *coverage)
{
	coverage->order_needed = true;
}

void coverage_end_volume(struct coverage *coverage)
{
	coverage->n_volume = coverage->n_results;
}

void coverage_forget_layers(struct coverage *coverage)
{
	coverage->n_results = coverage->n_volume;
	coverage->order_signed = coverage->volume_signed;
	coverage->order_needed = false;
	for (unsigned int i = 0; i < LAYOUT_LAYERS_MAX; i++)
		coverage->layers[i] =
			(struct coverage_layer){ .is_signed = coverage->volume_signed };
}

/* ---- Questions ---- */

bool coverage_has_layer(const struct coverage *coverage, unsigned int layer, unsigned int ways)
{
	const struct coverage_layer *it = &coverage->layers[layer];

	return (ways & CONFIG_VERIFY_SIGNATURE && it->is_signed) ||
	       (ways & CONFIG_VERIFY_VERITY && it->verity == COVERAGE_VERITY_TRUSTED);
}

bool coverage_has_root(const struct coverage *coverage, unsigned int n_layers)
{
	for (unsigned int i = 0; i < n_layers; i++)
		if (!coverage_has_layer(coverage, i,
					CONFIG_VERIFY_SIGNATURE | CONFIG_VERIFY_VERITY))
			return false;
	return n_layers > 0;
}

/*
 * A single layer that has its own signature is the whole root. If a signed list covers it instead,
 * the list may have other images, which would be missing here.
 */
bool coverage_knows_layers(const struct coverage *coverage, unsigned int n_layers)
{
	return coverage->order_signed ||
	       (n_layers <= 1 && !coverage->order_needed && !coverage->layers[0].is_listed);
}

uint64_t coverage_version(const struct coverage *coverage, unsigned int n_layers)
{
	uint64_t volume = coverage->volume_signed ? coverage->volume_version : 0;
	uint64_t oldest = COVERAGE_VERSION_ANY;

	for (unsigned int i = 0; i < n_layers; i++)
		if (coverage->layers[i].version < oldest)
			oldest = coverage->layers[i].version;
	return n_layers > 0 && oldest > volume ? oldest : volume;
}
