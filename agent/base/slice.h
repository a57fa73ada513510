/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A slice: a pointer to bytes that somebody else owns, and their number. The functions that read an
 * integer return 0 if it is not completely inside, so a parser checks once that a structure fits
 * (slice_has()) and then reads its fields.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

struct slice {
	const uint8_t *data;
	size_t len;
};

/* Are the bytes [offset, offset + len) inside? Safe for all values of offset and len. */
static inline bool slice_has(struct slice s, uint64_t offset, uint64_t len)
{
	return offset <= s.len && len <= s.len - offset;
}

/* The part [offset, offset + len) of a slice, or an empty slice if it is not inside. */
static inline struct slice slice_sub(struct slice s, size_t offset, size_t len)
{
	if (!slice_has(s, offset, len))
		return (struct slice){ NULL, 0 };
	return (struct slice){ s.data + offset, len };
}

static inline bool slice_equals(struct slice s, const void *bytes, size_t len)
{
	return s.len == len && (len == 0 || memcmp(s.data, bytes, len) == 0);
}

/* Does it equal a string, if the case of ASCII letters is ignored? */
static inline bool slice_equals_caseless(struct slice s, const char *string)
{
	return s.len == strlen(string) &&
	       (s.len == 0 || strncasecmp((const char *)s.data, string, s.len) == 0);
}

/* Do the bytes at offset equal the given ones? */
static inline bool slice_matches(struct slice s, size_t offset, const void *bytes, size_t len)
{
	return slice_has(s, offset, len) && (len == 0 || memcmp(s.data + offset, bytes, len) == 0);
}

/*
 * Take the text up to a character off the front, or all of it if the character is missing. The
 * character itself is removed, but not returned.
 */
static inline struct slice slice_take_until(struct slice *text, char c)
{
	const uint8_t *end = text->len ? memchr(text->data, c, text->len) : NULL;
	struct slice part = { text->data, end ? (size_t)(end - text->data) : text->len };
	size_t used = part.len + (end != NULL);

	*text = slice_sub(*text, used, text->len - used);
	return part;
}

/* Take the next line off the front of a text. Its newline is not returned. */
static inline struct slice slice_take_line(struct slice *text)
{
	return slice_take_until(text, '\n');
}

/* The slice without the given characters at both ends. */
static inline struct slice slice_trim(struct slice s, const char *characters)
{
	size_t n = strlen(characters);

	while (s.len > 0 && memchr(characters, s.data[s.len - 1], n))
		s.len--;
	while (s.len > 0 && memchr(characters, s.data[0], n)) {
		s.data++;
		s.len--;
	}
	return s;
}

/*
 * Take the next word off the front of a text: what is between the given blanks. It is empty at the
 * end of the text, but still points into it.
 */
static inline struct slice slice_take_word(struct slice *text, const char *blanks)
{
	struct slice word;

	while (text->len > 0 && memchr(blanks, text->data[0], strlen(blanks))) {
		text->data++;
		text->len--;
	}
	word = (struct slice){ text->data, 0 };
	while (text->len > 0 && !memchr(blanks, text->data[0], strlen(blanks))) {
		text->data++;
		text->len--;
		word.len++;
	}
	return word;
}

static inline uint64_t slice_le(struct slice s, size_t offset, unsigned int width)
{
	uint64_t value = 0;

	if (!slice_has(s, offset, width))
		return 0;
	while (width-- > 0)
		value = value << 8 | s.data[offset + width];
	return value;
}

static inline uint64_t slice_be(struct slice s, size_t offset, unsigned int width)
{
	uint64_t value = 0;

	if (!slice_has(s, offset, width))
		return 0;
	for (unsigned int i = 0; i < width; i++)
		value = value << 8 | s.data[offset + i];
	return value;
}

static inline uint8_t slice_u8(struct slice s, size_t offset)
{
	return (uint8_t)slice_le(s, offset, 1);
}

static inline uint16_t slice_le16(struct slice s, size_t offset)
{
	return (uint16_t)slice_le(s, offset, 2);
}

static inline uint32_t slice_le32(struct slice s, size_t offset)
{
	return (uint32_t)slice_le(s, offset, 4);
}

static inline uint64_t slice_le64(struct slice s, size_t offset)
{
	return slice_le(s, offset, 8);
}
