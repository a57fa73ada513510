// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * scatter ISO: make one file of two extents of the two files live/filesystem.squashfs.a and .b, as
 * an ISO has it for a file over 4 GiB, but lying apart: their directory records get one name, and
 * the first says that another one follows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORD_FLAGS = 25, RECORD_NAME = 33, MORE_EXTENTS = 0x80 };

static unsigned char *find(unsigned char *image, long size, const char *word)
{
	size_t len = strlen(word);

	for (long at = 0; at + (long)len < size; at++)
		if (memcmp(image + at, word, len) == 0)
			return image + at;
	fprintf(stderr, "scatter: no %s\n", word);
	exit(1);
}

int main(int argc, char **argv)
{
	FILE *file = argc == 2 ? fopen(argv[1], "r+b") : NULL;
	unsigned char *image, *first, *second;
	long size;

	if (!file || fseek(file, 0, SEEK_END) != 0)
		return 2;
	size = ftell(file);
	image = malloc((size_t)size);
	if (!image || fseek(file, 0, SEEK_SET) != 0 ||
	    fread(image, 1, (size_t)size, file) != (size_t)size)
		return 2;
	/* ISO names as genisoimage makes them, in their order; and Rock Ridge's. */
	first = find(image, size, "FILESYST.A;1") - RECORD_NAME;
	second = find(image, size, "FILESYST.B;1") - RECORD_NAME;
	first[RECORD_FLAGS] |= MORE_EXTENTS;
	second[RECORD_NAME + 9] = 'A';
	find(second, size - (second - image), "filesystem.squashfs.b")[20] = 'a';
	return fseek(file, 0, SEEK_SET) != 0 ||
	       fwrite(image, 1, (size_t)size, file) != (size_t)size || fclose(file) != 0;
}
