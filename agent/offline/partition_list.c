// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/partition_list.h"

#include "base/text.h"
#include "model/partition_json.h"
#include "offline/seed_image.h"
#include "parse/signify.h"

#include <inttypes.h>
#include <string.h>

/* Who signed a seed. That is not verified here: a boot does so, with its keys. */
struct signer {
	bool is_signed;
	char key[2 * 8 + 1]; /* its id, as minisign shows it; or "" */
	char comment[1024];
};

static void read_signer(struct signer *ret, const struct reader *reader,
			const struct partition *seed)
{
	struct extent trailer = seed_trailer(&seed->extent);
	uint8_t bytes[SEED_TRAILER_SIZE];
	struct signify_signature signature;

	*ret = (struct signer){ .is_signed = false };
	if (reader_read(reader, trailer.offset, bytes, sizeof(bytes)) < 0 || bytes[0] == 0)
		return;
	ret->is_signed = true;
	if (signify_parse_signature((struct slice){ bytes, strnlen((char *)bytes, sizeof(bytes)) },
				    &signature) < 0)
		return;
	text_print_cut(ret->key, sizeof(ret->key), "%016" PRIX64,
		       slice_le64((struct slice){ signature.id, sizeof(signature.id) }, 0));
	text_print_cut(
		ret->comment, sizeof(ret->comment), "%.*s", (int)signature.trusted_comment.len,
		signature.trusted_comment.data ? (const char *)signature.trusted_comment.data : "");
}

/* ---- For programs ---- */

static void write_seed(struct json *j, const struct reader *reader, const struct partition *seed)
{
	struct signer signer;

	read_signer(&signer, reader, seed);
	json_begin(j, "seed", '{');
	json_u64(j, "number", seed->number);
	json_u64(j, "offset", seed->extent.offset);
	json_u64(j, "length", seed->extent.len);
	json_string(j, "fstype", seed->fstype);
	json_string(j, "label", seed->label);
	json_bool(j, "signed", signer.is_signed);
	json_string(j, "key", signer.key);
	json_string(j, "comment", signer.comment);
	json_end(j, '}');
}

void partition_list_write(struct json *j, const struct reader *reader,
			  const struct partitions *partitions)
{
	const struct partition *seed = seed_image_find(reader, partitions);

	json_begin(j, "partitions", '[');
	for (unsigned int i = 0; i < partitions->count; i++)
		partition_write_json(j, &partitions->list[i]);
	json_end(j, ']');
	if (seed)
		write_seed(j, reader, seed);
}

/* ---- For people ---- */

static void print_partition(const struct partition *partition,
			    void (*print_line)(const char *name, const char *line))
{
	char line[512], bytes[32];

	text_print_cut(line, sizeof(line), "%u: offset %" PRIu64 ", length %" PRIu64 " (%s)%s%s",
		       partition->number, partition->extent.offset, partition->extent.len,
		       text_size(bytes, sizeof(bytes), partition->extent.len),
		       partition->fstype[0] ? ", " : "", partition->fstype);
	if (partition->label[0])
		text_append_cut(line, sizeof(line), " \"%s\"", partition->label);
	print_line("partition", line);
}

void partition_list_print_seed(const struct reader *reader, const struct partitions *partitions,
			       void (*print_line)(const char *name, const char *line))
{
	const struct partition *seed = seed_image_find(reader, partitions);
	struct signer signer;
	char line[2048];

	if (!seed)
		return;
	read_signer(&signer, reader, seed);
	text_print_cut(line, sizeof(line),
		       "partition %u, bytes %" PRIu64 " to %" PRIu64 ", excluded from the "
		       "signatures and sums of the image; ",
		       seed->number, seed->extent.offset,
		       seed->extent.offset + seed->extent.len - 1);
	if (!signer.is_signed)
		text_append_cut(line, sizeof(line), "not signed itself");
	else if (signer.key[0])
		text_append_cut(line, sizeof(line), "signed itself by the key %s (%s)", signer.key,
				signer.comment);
	else
		text_append_cut(line, sizeof(line), "its own signature is damaged");
	print_line("seed", line);
}

void partition_list_print(const struct reader *reader, const struct partitions *partitions,
			  void (*print_line)(const char *name, const char *line))
{
	for (unsigned int i = 0; i < partitions->count; i++)
		print_partition(&partitions->list[i], print_line);
	partition_list_print_seed(reader, partitions, print_line);
}
