// SPDX-License-Identifier: GPL-2.0-or-later
#include "verify/root_signature.h"

#include "base/base64.h"
#include "base/text.h"
#include "model/checks.h"
#include "parse/verity_signature.h"
#include "sys/block.h"
#include "verify/iso_file.h"

#include <errno.h>
#include <string.h>

#define ONLY_KERNEL "only the kernel that boots the image can check it, by its keyrings"

static int refuse_damaged(const char *path, int error, struct failure *why)
{
	return failure_set(why, FAILURE_BAD_SIGNATURE, error, "%s is damaged: it is no signature",
			   path);
}

void root_signature_free(struct root_signature *signature)
{
	free(signature->bytes);
	*signature = (struct root_signature){ .path = NULL };
}

/* ---- A file ---- */

static int read_signature_file(const struct check *check, const char *path,
			       struct root_signature *ret, struct failure *why)
{
	int r = iso_file_read(check->image.path, path, ISO_FILE_SMALL_MAX, &ret->bytes);

	if (r < 0)
		return iso_file_refuse(path, r, why);
	if (r == 0)
		return refuse_damaged(path, -EBADMSG, why);
	ret->len = (size_t)r;
	ret->path = path;
	return 0;
}

/* ---- A partition ---- */

static int take_partition(struct slice bytes, const char *path, struct root_signature *ret,
			  struct failure *why)
{
	struct verity_signature found;
	int r = verity_signature_parse(bytes, &found);

	if (r == -ENOENT)
		return 0;
	if (r < 0)
		return refuse_damaged(path, r, why);
	ret->bytes = malloc(found.signature.len);
	if (!ret->bytes)
		return failure_set(why, FAILURE_SYSTEM, -ENOMEM, "out of memory");
	r = base64_decode(found.signature, ret->bytes, found.signature.len);
	if (r <= 0)
		return refuse_damaged(path, -EBADMSG, why);
	ret->len = (size_t)r;
	ret->root_size = found.root_size;
	memcpy(ret->root, found.root, sizeof(ret->root));
	if (found.certificate.len > 0)
		text_print_cut(ret->by, sizeof(ret->by), "%.*s", 16, found.certificate.data);
	ret->path = path;
	return 0;
}

static int read_partition(const struct check *check, unsigned int layer, const char *path,
			  struct root_signature *ret, struct failure *why)
{
	const struct extent *extent = &check->image.plan->layers[layer].root_signature;
	size_t len = extent->len < VERITY_SIGNATURE_TEXT_MAX ? (size_t)extent->len
							     : VERITY_SIGNATURE_TEXT_MAX;
	cleanup_free uint8_t *bytes = malloc(VERITY_SIGNATURE_TEXT_MAX);
	cleanup_close int fd = -1;
	struct reader reader;
	int r = bytes ? block_open(check->image.path, &fd, &reader) : -ENOMEM;

	if (r == 0)
		r = reader_read(&reader, extent->offset, bytes, len);
	if (r < 0)
		return iso_file_refuse(path, r, why);
	return take_partition((struct slice){ bytes, len }, path, ret, why);
}

int root_signature_read(const struct check *check, unsigned int layer, struct root_signature *ret,
			struct failure *why)
{
	const struct plan *plan = check->image.plan;
	const struct plan_check *offered = checks_get(plan, PLAN_CHECK_ROOT_SIGNATURE, layer);

	*ret = (struct root_signature){ .path = NULL };
	if (!offered)
		return 0;
	if (plan->layers[layer].root_signature.len > 0)
		return read_partition(check, layer, offered->path, ret, why);
	return read_signature_file(check, offered->path, ret, why);
}

/* ---- What is not checked ---- */

static void report_unchecked(struct coverage *coverage, const char *path, const char *comment)
{
	unsigned int result = coverage_start(coverage, path);

	coverage_set_comment(coverage, result, comment);
	coverage_conclude(coverage, result, COVERAGE_UNCHECKED);
}

void root_signature_report(const struct check *check)
{
	const struct plan_checks *offered = &check->image.plan->checks;

	for (unsigned int i = 0; i < offered->count; i++)
		if (offered->list[i].kind == PLAN_CHECK_ROOT_SIGNATURE) {
			report_unchecked(check->coverage, offered->list[i].path, ONLY_KERNEL);
			coverage_missing(check->coverage, "%s: " ONLY_KERNEL,
					 offered->list[i].path);
		} else if (offered->list[i].kind == PLAN_CHECK_FOREIGN) {
			report_unchecked(check->coverage, offered->list[i].path,
					 "pmemboot cannot check signatures of this kind");
		}
}
