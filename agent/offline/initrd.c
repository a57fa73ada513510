// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/initrd.h"

#include "base/slice.h"
#include "base/text.h"
#include "model/hints.h"
#include "parse/cpio.h"
#include "parse/drivers.h"
#include "sys/filter.h"
#include "sys/io.h"

#include <errno.h>
#include <string.h>

enum { CHUNK = 65536, TEXT_SIZE_MAX = 1 << 20, FILES_MAX = 1000000 };

/* The limit on unpacked bytes: some five times the largest initramfs of a live image. */
#define UNPACKED_MAX (UINT64_C(2) << 30)

static const struct format {
	const char *name;
	struct {
		size_t len;
		const char *bytes;
	} magic;
	char *arguments[4];
} formats[] = {
	{ "gzip", { 2, "\x1f\x8b" }, { (char *)"gzip", (char *)"-dc", NULL } },
	{ "xz",
	  { 6, "\xfd"
	       "7zXZ\0" },
	  { (char *)"xz", (char *)"-dc", NULL } },
	{ "zstd", { 4, "\x28\xb5\x2f\xfd" }, { (char *)"zstd", (char *)"-dqc", NULL } },
	{ "lz4", { 4, "\x02\x21\x4c\x18" }, { (char *)"lz4", (char *)"-dc", NULL } },
	{ "lz4", { 4, "\x04\x22\x4d\x18" }, { (char *)"lz4", (char *)"-dc", NULL } },
	{ "bzip2", { 3, "BZh" }, { (char *)"bzip2", (char *)"-dc", NULL } },
	{ "lzma",
	  { 3, "\x5d\0\0" },
	  { (char *)"xz", (char *)"-dc", (char *)"--format=lzma", NULL } },
	{ "lzop", { 4, "\x89LZO" }, { (char *)"lzop", (char *)"-dc", NULL } },
};

/* The machines of ELF whose programs may be in it (e_machine). */
enum machine { MACHINE_UNKNOWN = 0, MACHINE_X86_64 = 62, MACHINE_RISCV = 243 };

/* The drivers to look for. One driver of each group suffices. */
static const struct wanted {
	const char *name;
	unsigned int group;
	bool is_filesystem;	/* often built in: needs modules.builtin to be judged */
	enum machine no_use_on; /* there is no firmware for it */
} wanted[] = {
	{ "libnvdimm", 0, false, 0 },
	{ "nd_pmem", 1, false, 0 },
	{ "nfit", 2, false, MACHINE_RISCV },
	{ "of_pmem", 2, false, MACHINE_X86_64 },
	{ "isofs", 3, true, 0 },
	{ "squashfs", 4, true, 0 },
	{ "erofs", 5, true, 0 },
	{ "overlay", 6, true, 0 },
};

/* The list of drivers that pmemboot-mkinitramfs makes, below /etc or not. */
#define DRIVERS "pmemboot/drivers"

struct scan {
	struct boot_files *files;
	struct boot_file *file;
	uint64_t offset; /* of the compressed bytes in the file */
	struct filter filter;
	bool piped;
	bool found[array_size(wanted)];
	bool has_builtin;
	enum initrd_way way;
	enum machine machine; /* of the first program */
	const char *live_module;
	unsigned int n_files;
	uint64_t unpacked; /* bytes */
};

/* Is it the path of a module, compressed or not? '-' and '_' are the same in its name. */
static bool is_module(const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');
	size_t len = strlen(name);

	path = slash ? slash + 1 : path;
	if (strlen(path) < len + 3 || memcmp(path + len, ".ko", 3) != 0)
		return false;
	for (size_t i = 0; i < len; i++)
		if (path[i] != name[i] && !(path[i] == '-' && name[i] == '_'))
			return false;
	return true;
}

/* Which of dracut's modules for live roots has this script? */
static void take_live_module(struct scan *scan, const char *path)
{
	if (text_ends(path, "bin/" HINTS_MODULE_KIWI "-root"))
		scan->live_module = HINTS_MODULE_KIWI;
	else if (text_ends(path, "bin/" HINTS_MODULE_DMSQUASH "-root"))
		scan->live_module = HINTS_MODULE_DMSQUASH;
}

static void take_way(struct scan *scan, const char *path)
{
	static const char *const agents[] = {
		[INITRD_MODULE] = "usr/bin/pmemboot",
		[INITRD_STANDALONE] = "bin/pmemboot",
		[INITRD_APPEND] = "pmemboot/init",
	};

	path += strspn(path, "./");
	for (size_t i = INITRD_MODULE; i < array_size(agents); i++)
		if (strcmp(path, agents[i]) == 0)
			scan->way = (enum initrd_way)i;
}

static void take_name(struct scan *scan, const char *path)
{
	take_way(scan, path);
	take_live_module(scan, path);
	for (size_t i = 0; i < array_size(wanted); i++)
		if (is_module(path, wanted[i].name))
			scan->found[i] = true;
}

/* modules.builtin has the path of a module on each line. */
static void take_builtin(struct scan *scan, char *text)
{
	for (char *line = text; line;) {
		char *end = strchr(line, '\n');

		if (end)
			*end++ = '\0';
		take_name(scan, line);
		line = end;
	}
}

/* The list of pmemboot's drivers has those that are built in, too. */
static void take_drivers(struct scan *scan, struct slice list)
{
	struct drivers_files files;

	for (size_t i = 0; i < array_size(wanted); i++)
		if (drivers_find(list, wanted[i].name, &files) == 0)
			scan->found[i] = true;
}

static bool is_too_far(const struct scan *scan, uint64_t len)
{
	return scan->piped && len > UNPACKED_MAX - scan->unpacked;
}

/* Count bytes before they are unpacked: an archive may claim any size. */
static int count_unpacked(struct scan *scan, uint64_t len)
{
	if (is_too_far(scan, len))
		return -EFBIG;
	scan->unpacked += len;
	return 0;
}

static int read_next(struct scan *scan, void *buf, size_t len)
{
	int r;

	if (scan->piped) {
		r = count_unpacked(scan, len);
		return r < 0 ? r : io_read_exactly(scan->filter.fd, buf, len);
	}
	r = boot_files_read(scan->files, scan->file, scan->offset, buf, len);
	if (r == 0)
		scan->offset += len;
	return r == -ERANGE ? -ENODATA : r;
}

static int skip_bytes(struct scan *scan, uint64_t len)
{
	char buf[CHUNK];
	int r;

	if (!scan->piped) {
		scan->offset += len;
		return 0;
	}
	r = count_unpacked(scan, len);
	while (r == 0 && len > 0) {
		size_t part = len < sizeof(buf) ? (size_t)len : sizeof(buf);

		r = io_read_exactly(scan->filter.fd, buf, part);
		len -= part;
	}
	return r;
}

/* Read the text of modules.builtin, or of the list of pmemboot's drivers. */
static int read_text(struct scan *scan, const struct cpio_file *file, const char *name)
{
	bool is_drivers = text_ends(name, DRIVERS);
	size_t rest = (size_t)(file->next - file->data_offset);
	cleanup_free char *text = malloc(rest + 1);
	int r = text ? read_next(scan, text, rest) : -ENOMEM;

	if (r < 0)
		return r;
	text[file->size] = '\0';
	/* That of an archive is not complete: the distribution's initramfs has the rest. */
	scan->has_builtin = scan->has_builtin || !is_drivers || text_ends(name, "etc/" DRIVERS);
	if (is_drivers)
		take_drivers(scan, (struct slice){ (uint8_t *)text, file->size });
	else
		take_builtin(scan, text);
	return 0;
}

/* Find out for which machine it is, by the first program (ELF, e_machine). */
static int read_program(struct scan *scan, const struct cpio_file *file)
{
	uint64_t rest = file->next - file->data_offset;
	uint8_t header[20];
	int r;

	if (is_too_far(scan, rest))
		return -EFBIG;
	if (scan->machine != MACHINE_UNKNOWN || file->size < sizeof(header))
		return skip_bytes(scan, rest);
	r = read_next(scan, header, sizeof(header));
	if (r < 0)
		return r;
	if (memcmp(header,
		   "\x7f"
		   "ELF",
		   4) == 0)
		scan->machine = (enum machine)(header[18] | header[19] << 8);
	return skip_bytes(scan, rest - sizeof(header));
}

/* Read what follows a header: the name, and what is of interest. Returns 1 at a trailer. */
static int read_file(struct scan *scan, const struct cpio_file *file)
{
	char name[CPIO_NAME_MAX + 4];
	int r = read_next(scan, name, file->data_offset - CPIO_HEADER_SIZE);

	if (r < 0)
		return r;
	name[file->name_len] = '\0';
	if (strcmp(name, "TRAILER!!!") == 0)
		return 1;
	take_name(scan, name);
	if (file->size <= TEXT_SIZE_MAX &&
	    (text_ends(name, DRIVERS) || text_ends(name, "/modules.builtin")))
		return read_text(scan, file, name);
	return read_program(scan, file);
}

/*
 * Read one archive after another, with zeros between them. Returns 0 at the end of the bytes;
 * -ENOENT if what follows is not an archive, after reading four bytes of it.
 */
static int read_archives(struct scan *scan)
{
	uint8_t header[CPIO_HEADER_SIZE];
	struct cpio_file file;
	int r;

	while (scan->n_files++ < FILES_MAX) {
		r = read_next(scan, header, 4);
		if (r < 0)
			return r == -ENODATA ? 0 : r;
		if (memcmp(header, "\0\0\0\0", 4) == 0)
			continue;
		if (memcmp(header, "0707", 4) != 0)
			return -ENOENT;
		r = read_next(scan, header + 4, sizeof(header) - 4);
		if (r == 0)
			r = cpio_parse((struct slice){ header, sizeof(header) }, &file);
		if (r == 0)
			r = read_file(scan, &file);
		if (r < 0)
			return r == -ENOENT ? -EBADMSG : r;
	}
	return -EFBIG;
}

/* Runs in the child: write the compressed bytes, up to the end of the file. */
static void feed_compressed(void *context, int fd)
{
	struct scan *scan = context;
	char buf[CHUNK];

	for (uint64_t at = scan->offset; at < scan->file->size;) {
		uint64_t left = scan->file->size - at;
		size_t len = left < sizeof(buf) ? (size_t)left : sizeof(buf);

		if (boot_files_read(scan->files, scan->file, at, buf, len) < 0 ||
		    io_write(fd, buf, len) < 0)
			return;
		at += len;
	}
}

static const struct format *find_format(struct scan *scan)
{
	uint8_t magic[8];

	if (boot_files_read(scan->files, scan->file, scan->offset, magic, sizeof(magic)) < 0)
		return NULL;
	for (size_t i = 0; i < array_size(formats); i++)
		if (memcmp(magic, formats[i].magic.bytes, formats[i].magic.len) == 0)
			return &formats[i];
	return NULL;
}

static int read_compressed(struct scan *scan, struct initrd *ret)
{
	const struct format *format;
	int r;

	scan->offset -= 4;
	format = find_format(scan);
	if (!format)
		return -EBADMSG;
	text_copy_cut(ret->format, sizeof(ret->format), format->name);
	r = filter_begin(&scan->filter, format->arguments, feed_compressed, scan);
	if (r < 0)
		return r;
	scan->piped = true;
	r = read_archives(scan);
	filter_end(&scan->filter);
	return r == -ENOENT ? -EBADMSG : r;
}

/* Was a driver of the group found? */
static bool is_found(const struct scan *scan, unsigned int group)
{
	for (size_t i = 0; i < array_size(wanted); i++)
		if (wanted[i].group == group && scan->found[i])
			return true;
	return false;
}

static bool is_needed(const struct wanted *w, const struct scan *scan, const struct plan *plan)
{
	if (w->is_filesystem && !scan->has_builtin)
		return false;
	if (w->no_use_on != MACHINE_UNKNOWN && w->no_use_on == scan->machine)
		return false;
	if (strcmp(w->name, "squashfs") != 0 && strcmp(w->name, "erofs") != 0)
		return true;
	for (unsigned int i = 0; i < plan->n_layers; i++)
		if (strcmp(plan->layers[i].fstype, w->name) == 0)
			return true;
	return false;
}

static void tell_missing(const struct scan *scan, const struct plan *plan, struct initrd *ret)
{
	for (size_t i = 0; i < array_size(wanted); i++)
		if (!is_found(scan, wanted[i].group) && is_needed(&wanted[i], scan, plan))
			text_append_cut(ret->missing, sizeof(ret->missing), "%s%s",
					ret->missing[0] ? " " : "", wanted[i].name);
}

static void explain_failure(struct initrd *ret, int error)
{
	switch (error) {
	case -ENOENT:
		text_print_cut(ret->why_not, sizeof(ret->why_not),
			       "it is compressed by %s, and that program is not installed",
			       ret->format);
		break;
	case -EFBIG:
		text_print_cut(ret->why_not, sizeof(ret->why_not),
			       "it has more than %d files, or unpacks to more than 2 GiB",
			       FILES_MAX);
		break;
	case -EBADMSG:
		text_copy_cut(ret->why_not, sizeof(ret->why_not),
			      "it is not a known kind of archive");
		break;
	default:
		text_copy_cut(ret->why_not, sizeof(ret->why_not), strerror(-error));
	}
}

void initrd_read(struct initrd *ret, struct boot_files *files, struct boot_file *file,
		 const struct plan *plan)
{
	struct scan scan = { .files = files, .file = file };
	int r = read_archives(&scan);

	*ret = (struct initrd){ .format = "cpio" };
	if (r == -ENOENT)
		r = read_compressed(&scan, ret);
	ret->is_read = r == 0 && scan.n_files > 0;
	ret->way = scan.way;
	ret->live_module = scan.live_module;
	if (r < 0)
		explain_failure(ret, r);
	else
		tell_missing(&scan, plan, ret);
}

void initrd_join(struct initrd *initrd, const struct initrd *other)
{
	char first[INITRD_TEXT_MAX], *rest = first;

	if (!other->is_read)
		return;
	if (other->way == INITRD_STANDALONE || !initrd->is_read) {
		*initrd = *other;
		return;
	}
	if (other->way != INITRD_STOCK)
		initrd->way = other->way;
	text_copy_cut(first, sizeof(first), initrd->missing);
	initrd->missing[0] = '\0';
	for (char *word; (word = strsep(&rest, " "));)
		if (text_has_word(other->missing, ' ', word))
			text_append_cut(initrd->missing, sizeof(initrd->missing), "%s%s",
					initrd->missing[0] ? " " : "", word);
}

void initrd_print_note(const struct initrd *initrd,
		       void (*print_line)(const char *name, const char *line))
{
	if (initrd->way == INITRD_STANDALONE)
		print_line("", "it is pmemboot's own, which finds no CD and no USB stick: to boot "
			       "from these, add a menu entry with the distribution's initramfs");
}
