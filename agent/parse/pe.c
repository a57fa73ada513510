// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/pe.h"

#include <errno.h>

/* Offsets in the MS-DOS header, in the PE signature with the COFF header, and in a section header.
 */
enum {
	DOS_PE_OFFSET = 0x3c,
	PE_N_SECTIONS = 6,
	PE_OPTIONAL_SIZE = 20,
	PE_OPTIONAL = 24,
	PE32_PLUS = 0x20b,
	PE32_CERTIFICATES = 128, /* data directory 4 in the optional header: its place and size */
	PE32_PLUS_CERTIFICATES = 144,
	SECTION_NAME_SIZE = 8,
	SECTION_RAW_SIZE = 16,
	SECTION_RAW_OFFSET = 20,
	SECTION_SIZE = 40,
};

bool pe_is_image(struct slice head)
{
	return slice_matches(head, 0, "MZ", 2) &&
	       slice_matches(head, slice_le32(head, DOS_PE_OFFSET), "PE\0", 4);
}

bool pe_is_signed(struct slice head)
{
	size_t pe = slice_le32(head, DOS_PE_OFFSET), at = pe + PE_OPTIONAL;
	unsigned int directory = slice_le16(head, at) == PE32_PLUS ? PE32_PLUS_CERTIFICATES
								   : PE32_CERTIFICATES;

	if (!pe_is_image(head) || slice_le16(head, pe + PE_OPTIONAL_SIZE) < directory + 8)
		return false;
	return slice_le32(head, at + directory) != 0 && slice_le32(head, at + directory + 4) != 0;
}

static bool has_name(struct slice section, const char *name)
{
	size_t len = strlen(name);

	return slice_matches(section, 0, name, len) &&
	       (len == SECTION_NAME_SIZE || section.data[len] == '\0');
}

int pe_find_section(struct slice head, const char *name, struct pe_section *ret)
{
	size_t pe = slice_le32(head, DOS_PE_OFFSET);
	unsigned int count = slice_le16(head, pe + PE_N_SECTIONS);
	size_t at = pe + PE_OPTIONAL + slice_le16(head, pe + PE_OPTIONAL_SIZE);

	if (!pe_is_image(head))
		return -ENOENT;
	if (!slice_has(head, pe, PE_OPTIONAL))
		return -EBADMSG;
	if (count > PE_SECTIONS_MAX)
		return -E2BIG;
	for (; count > 0; count--, at += SECTION_SIZE) {
		struct slice section = slice_sub(head, at, SECTION_SIZE);

		if (!section.data)
			return -EBADMSG;
		if (has_name(section, name)) {
			ret->size = slice_le32(section, SECTION_RAW_SIZE);
			ret->offset = slice_le32(section, SECTION_RAW_OFFSET);
			return 0;
		}
	}
	return -ENOENT;
}
