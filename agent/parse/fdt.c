// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/fdt.h"

#include "parse/devicetree.h"

#include <errno.h>

enum {
	MAGIC = 0xd00dfeed,
	VERSION = 16, /* the oldest version with this layout */
	HEADER_SIZE = 36,
	RESERVATION_SIZE = 16,
	TOKEN_BEGIN_NODE = 1,
	TOKEN_END_NODE = 2,
	TOKEN_PROPERTY = 3,
	TOKEN_NOP = 4,
	TOKEN_END = 9,
	PROPERTY_NAME_MAX = 31, /* 2.2.4.1 */
};

static uint32_t be32(struct slice s, size_t offset)
{
	return (uint32_t)slice_be(s, offset, 4);
}

/* The blob from the offset in a field of the header to the end. */
static struct slice header_part(struct slice blob, size_t field)
{
	uint32_t offset = be32(blob, field);

	return offset <= blob.len ? slice_sub(blob, offset, blob.len - offset)
				  : (struct slice){ NULL, 0 };
}

int fdt_begin(struct slice blob, struct fdt *ret)
{
	uint32_t size = be32(blob, 4);

	*ret = (struct fdt){ .position = 0 };
	if (blob.len < HEADER_SIZE || be32(blob, 0) != MAGIC || size < HEADER_SIZE)
		return -EBADMSG;
	if (size > FDT_SIZE_MAX)
		return -E2BIG;
	/* The version, and the oldest version that the blob is compatible with. */
	if (size > blob.len || be32(blob, 20) < VERSION || be32(blob, 24) > VERSION + 1)
		return -EBADMSG;
	blob = slice_sub(blob, 0, size);
	ret->structure = header_part(blob, 8);
	ret->strings = header_part(blob, 12);
	ret->reservations = header_part(blob, 16);
	if (ret->structure.len == 0 || be32(blob, 8) % 4 != 0)
		return -EBADMSG;
	return 0;
}

/* ---- The reservation block ---- */

/* Returns 1 with an entry, 0 after the last one, or -EBADMSG. */
static int next_reservation(struct fdt *fdt, struct fdt_range *ret)
{
	size_t at = fdt->reservation;
	struct extent extent = { slice_be(fdt->reservations, at, 8),
				 slice_be(fdt->reservations, at + 8, 8) };

	if (!slice_has(fdt->reservations, at, RESERVATION_SIZE))
		return -EBADMSG;
	if (extent.offset == 0 && extent.len == 0)
		return 0;
	if (extent.len > UINT64_MAX - extent.offset)
		return -EBADMSG;
	fdt->reservation += RESERVATION_SIZE;
	*ret = (struct fdt_range){ .kind = FDT_MEMRESERVE, .extent = extent };
	return 1;
}

/* ---- Properties ---- */

/* The bytes of a string up to its NUL, but at most max. */
static struct slice string_at(struct slice s, size_t offset, size_t max)
{
	size_t len = offset <= s.len ? s.len - offset : 0;
	struct slice rest = slice_sub(s, offset, len < max ? len : max);

	return slice_take_until(&rest, '\0');
}

static bool name_is(struct slice s, const char *string)
{
	return slice_equals(s, string, strlen(string));
}

/* Is the value of the property this string, with its NUL? */
static bool value_is(struct slice value, const char *string)
{
	return slice_equals(value, string, strlen(string) + 1);
}

static void take_property(struct fdt_node *node, struct slice name, struct slice value)
{
	if (name_is(name, "reg"))
		node->reg = value;
	else if (name_is(name, "size"))
		node->size = value;
	else if (name_is(name, "compatible"))
		node->compatible = value;
	else if (name_is(name, "device_type"))
		node->device_type = value;
	else if (name_is(name, "status"))
		node->disabled = !value_is(value, "okay") && !value_is(value, "ok");
	else if (name_is(name, "no-map"))
		node->no_map = true;
	else if (name_is(name, "reusable"))
		node->reusable = true;
	else if (name_is(name, "volatile"))
		node->is_volatile = true;
	else if (name_is(name, "#address-cells"))
		node->address_cells = devicetree_cells(value, DEVICETREE_ADDRESS_CELLS);
	else if (name_is(name, "#size-cells"))
		node->size_cells = devicetree_cells(value, DEVICETREE_SIZE_CELLS);
	if (name_is(name, "ranges")) {
		node->has_ranges = true;
		node->ranges = value;
	}
}

/* ---- Nodes ---- */

/* The kind of the node's ranges, or -ENOENT if it does not describe memory. */
static int kind_of(const struct fdt *fdt)
{
	const struct fdt_node *node = &fdt->node;
	const struct fdt_level *parent = &fdt->levels[fdt->depth - 1];

	if (node->disabled || fdt->depth < 2)
		return -ENOENT;
	if (parent->reserved)
		return node->reg.len > 0 ? FDT_RESERVED_MEMORY : FDT_RESERVED_DYNAMIC;
	if (fdt->depth == 2 && value_is(node->device_type, "memory"))
		return FDT_MEMORY;
	if (parent->identity && (devicetree_has_string(node->compatible, "pmem-region") ||
				 devicetree_has_string(node->compatible, "pmem-region-v2")))
		return FDT_PMEM_REGION;
	return -ENOENT;
}

/*
 * The next range of a node whose properties have all been read. Returns 1, 0 after the last one, or
 * -E...
 */
static int next_range(struct fdt *fdt, struct fdt_range *ret)
{
	const struct fdt_node *node = &fdt->node;
	const struct fdt_level *parent = &fdt->levels[fdt->depth - 1];
	size_t len;
	int r = 0;

	if (fdt->kind < 0)
		return 0;
	*ret = (struct fdt_range){ .kind = (enum fdt_kind)fdt->kind,
				   .no_map = node->no_map,
				   .reusable = node->reusable,
				   .is_volatile = node->is_volatile };
	len = node->name.len < sizeof(ret->name) ? node->name.len : sizeof(ret->name) - 1;
	memcpy(ret->name, node->name.data, len);
	if (parent->address_cells < 1 || parent->size_cells < 1)
		return -EBADMSG;
	if (fdt->kind != FDT_RESERVED_DYNAMIC)
		r = devicetree_reg(node->reg, (unsigned int)parent->address_cells,
				   (unsigned int)parent->size_cells, fdt->index, &ret->extent);
	else if (fdt->index == 0 && node->size.len == (size_t)parent->size_cells * 4)
		r = (ret->extent.len = slice_be(node->size, 0, (unsigned int)node->size.len)) > 0;
	fdt->index++;
	return r;
}

/* Call this when all properties of the node have been read. Its children depend on them. */
static void end_properties(struct fdt *fdt)
{
	const struct fdt_node *node = &fdt->node;
	struct fdt_level *level = &fdt->levels[fdt->depth];

	if (!fdt->in_properties)
		return;
	fdt->in_properties = false;
	fdt->emitting = true;
	fdt->index = 0;
	fdt->kind = kind_of(fdt);
	fdt->looked += node->compatible.len;
	level->address_cells = node->address_cells;
	level->size_cells = node->size_cells;
	level->reserved = fdt->depth == 2 && name_is(node->name, "reserved-memory") &&
			  !node->disabled;
	level->identity = fdt->depth == 1 || (fdt->levels[fdt->depth - 1].identity &&
					      node->has_ranges && node->ranges.len == 0);
}

/* The length with padding: each token starts at a multiple of 4. */
static size_t padded_len(size_t len)
{
	return (len + 3) & ~(size_t)3;
}

static int begin_node(struct fdt *fdt)
{
	struct slice name = string_at(fdt->structure, fdt->position, fdt->structure.len);

	if (!slice_has(fdt->structure, fdt->position, (uint64_t)name.len + 1))
		return -EBADMSG;
	if (fdt->depth == FDT_DEPTH_MAX)
		return -E2BIG;
	fdt->position += padded_len(name.len + 1);
	fdt->depth++;
	fdt->in_properties = true;
	fdt->node = (struct fdt_node){ .name = name,
				       .address_cells = DEVICETREE_ADDRESS_CELLS,
				       .size_cells = DEVICETREE_SIZE_CELLS };
	return 0;
}

static int read_property(struct fdt *fdt)
{
	uint32_t len = be32(fdt->structure, fdt->position);
	uint32_t offset = be32(fdt->structure, fdt->position + 4);
	struct slice name;

	if (!fdt->in_properties || !slice_has(fdt->structure, fdt->position, 8 + (uint64_t)len) ||
	    offset >= fdt->strings.len)
		return -EBADMSG;
	/*
	 * All properties may share one name. Its length is limited, or reading it each time would
	 * take too long.
	 */
	name = string_at(fdt->strings, offset, PROPERTY_NAME_MAX + 1);
	fdt->looked += name.len;
	take_property(&fdt->node, name, slice_sub(fdt->structure, fdt->position + 8, len));
	fdt->position += 8 + padded_len(len);
	return 0;
}

/* Returns 1 at the end of the tree, 0 if there is more, or -E... */
static int take_token(struct fdt *fdt)
{
	uint32_t token = be32(fdt->structure, fdt->position);

	if (!slice_has(fdt->structure, fdt->position, 4))
		return -EBADMSG;
	/* A node's ranges are returned before the token that follows its properties is taken. */
	if ((token == TOKEN_BEGIN_NODE || token == TOKEN_END_NODE) && fdt->in_properties) {
		end_properties(fdt);
		return 0;
	}
	fdt->position += 4;
	switch (token) {
	case TOKEN_BEGIN_NODE:
		return begin_node(fdt);
	case TOKEN_END_NODE:
		if (fdt->depth == 0)
			return -EBADMSG;
		fdt->depth--;
		return 0;
	case TOKEN_PROPERTY:
		return read_property(fdt);
	case TOKEN_NOP:
		return 0;
	case TOKEN_END:
		fdt->position -= 4; /* so that further calls end here too */
		return fdt->depth == 0 ? 1 : -EBADMSG;
	default:
		return -EBADMSG;
	}
}

int fdt_next(struct fdt *fdt, struct fdt_range *ret)
{
	int r = next_reservation(fdt, ret);

	while (r == 0) {
		if (fdt->emitting)
			r = next_range(fdt, ret);
		if (r != 0)
			return r;
		fdt->emitting = false;
		r = take_token(fdt);
		if (r > 0)
			return 0;
	}
	return r;
}
