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
	SECTION_NAME_SIZE = 8,
	SECTION_RAW_SIZE = 16,
	SECTION_RAW_OFFSET = 20,
	SECTION_SIZE = 40,
};

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

	if (!slice_matches(head, 0, "MZ", 2) || !slice_matches(head, pe, "PE\0", 4))
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
