// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/edit.h"

#include "offline/menu.h"

#include <string.h>

struct writer {
	struct slice text;
	const struct edit *edit;
	void (*write)(void *context, const void *bytes, size_t len);
	void *context;
	size_t copied;	      /* of the text */
	bool has_archive;     /* the command that is being read */
	unsigned int ordinal; /* of the part before */
};

static void put(struct writer *w, const void *bytes, size_t len)
{
	if (len > 0)
		w->write(w->context, bytes, len);
}

static void put_string(struct writer *w, const char *string)
{
	put(w, string, strlen(string));
}

static void copy_until(struct writer *w, size_t end)
{
	if (end > w->copied) {
		put(w, w->text.data + w->copied, end - w->copied);
		w->copied = end;
	}
}

static const struct edit_archive *archive_of(const struct writer *w, unsigned int group)
{
	for (size_t i = 0; group > 0 && i < w->edit->n_archives; i++)
		if (w->edit->archives[i].group == group)
			return &w->edit->archives[i];
	return NULL;
}

static bool comes_after(const struct writer *w, unsigned int ordinal)
{
	for (size_t i = 0; i < w->edit->n_firsts; i++)
		if (w->edit->firsts[i] == ordinal)
			return true;
	return false;
}

static void put_separator(struct writer *w, const struct part *part)
{
	put(w, part->separator.data, part->separator.len);
	put(w, part->line.data, part->line.len);
}

static void write_archive(struct writer *w, const struct part *part, const char *path)
{
	if (part->ordinal == w->ordinal) /* another alternative of the same word */
		return;
	w->ordinal = part->ordinal;
	if (!w->has_archive && comes_after(w, part->ordinal)) {
		copy_until(w, part->start);
		put_string(w, part->device);
		put_string(w, path);
		put_separator(w, part);
		w->has_archive = true;
	}
	copy_until(w, part->end);
	if (part->is_last && !w->has_archive) {
		put_separator(w, part);
		put_string(w, part->device);
		put_string(w, path);
	}
	if (part->is_last)
		w->has_archive = false;
}

/* Take the next parameter of a list. Blanks between double quotes do not separate. */
static struct slice take_parameter(struct slice *list)
{
	bool quoted = false;
	size_t len = 0;
	struct slice word;

	while (list->len > 0 && strchr(" \t\n", list->data[0]))
		list->data++, list->len--;
	while (len < list->len && (quoted || !strchr(" \t\n", list->data[len])))
		quoted ^= list->data[len++] == '"';
	word = (struct slice){ list->data, len };
	list->data += len;
	list->len -= len;
	return word;
}

/*
 * GRUB puts double quotes around an argument with blanks, so it gets one without them, in single
 * quotes where it has a character that GRUB's shell would not leave alone.
 */
static void put_for_grub(struct writer *w, struct slice word)
{
	bool quoted = false;

	for (size_t i = 0; i < word.len; i++)
		quoted = quoted || strchr(" \t\n;|&<>{}$'\"\\#", word.data[i]);
	if (quoted)
		put_string(w, "'");
	for (size_t i = 0; i < word.len; i++) {
		if (word.data[i] == '\'')
			put_string(w, "'\\''");
		else if (word.data[i] != '"')
			put(w, &word.data[i], 1);
	}
	if (quoted)
		put_string(w, "'");
}

static void put_words(struct writer *w, const struct part *part)
{
	struct slice list = { (const uint8_t *)w->edit->add, strlen(w->edit->add) };

	for (;;) {
		struct slice word = take_parameter(&list);

		if (word.len == 0)
			break;
		put_string(w, " ");
		if (part->in_grub)
			put_for_grub(w, word);
		else
			put(w, word.data, word.len);
	}
}

/* The end of the parameters; with a lead, the part of the text there is replaced. */
static void write_end(struct writer *w, const struct part *part)
{
	struct slice list = { (const uint8_t *)w->edit->add, strlen(w->edit->add) };

	if (take_parameter(&list).len == 0)
		return;
	copy_until(w, part->start);
	w->copied = part->end > w->copied ? part->end : w->copied;
	put(w, part->lead.data, part->lead.len);
	if (part->inherited.len > 0) {
		put_string(w, " ");
		put(w, part->inherited.data, part->inherited.len);
	}
	put_words(w, part);
}

static bool is_removed(const struct writer *w, const char *value)
{
	struct slice list = { (const uint8_t *)w->edit->remove, strlen(w->edit->remove) };

	for (;;) {
		struct slice word = take_parameter(&list);

		if (word.len == 0)
			return false;
		if (strncmp(value, (const char *)word.data, word.len) == 0 &&
		    (!value[word.len] || word.data[word.len - 1] == '='))
			return true;
	}
}

static void write_part(void *context, const struct part *part)
{
	struct writer *w = context;
	const struct edit_archive *archive = archive_of(w, part->group);

	if (!archive)
		return;
	if (part->kind == PART_INITRD && archive->path) {
		write_archive(w, part, archive->path);
	} else if (part->kind == PART_END) {
		write_end(w, part);
	} else if (part->kind == PART_WORD && is_removed(w, part->value)) {
		copy_until(w, part->before);
		w->copied = part->end > w->copied ? part->end : w->copied;
	}
}

void edit_write(struct slice text, const struct edit *edit,
		void (*write)(void *context, const void *bytes, size_t len), void *context)
{
	struct writer w = { .text = text, .edit = edit, .write = write, .context = context };
	const struct part_visitor visitor = { .visit = write_part, .context = &w };

	if (menu_kind_of(text) != MENU_REFIND) /* its parts are not in the order of the text */
		menu_visit(text, &visitor);
	copy_until(&w, text.len);
}
