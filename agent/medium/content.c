// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/content.h"

#include "base/line.h"
#include "base/text.h"
#include "medium/candidate.h"
#include "sys/record.h"
#include "sys/tree.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

/* In the recorded tree, next to the kernel's files: a text of four lines. */
#define NOTE "pmemboot/%s"

enum { NOTE_MAX = FAILURE_LINE_MAX + 3 * CONTENT_TEXT_MAX };

static void add_word(char *list, size_t size, const char *word)
{
	if (word && *word && !text_has_word(list, ' ', word))
		text_append_cut(list, size, "%s%s", *list ? " " : "", word);
}

static void add_words(char *list, size_t size, const char *words)
{
	char copy[IMAGE_WORDS_MAX], *rest = copy;

	text_copy_cut(copy, sizeof(copy), words);
	for (char *word; (word = strsep(&rest, " "));)
		add_word(list, size, word);
}

static void describe_image(const struct plan *plan, struct content *ret)
{
	line_print(ret->title, sizeof(ret->title), "%s \"%s\", %s", plan->medium, plan->label,
		   plan->title);
	for (unsigned int i = 0; i < plan->n_layers; i++) {
		add_word(ret->fstype, sizeof(ret->fstype), plan->layers[i].fstype);
		add_words(ret->compressor, sizeof(ret->compressor), plan->layers[i].compressor);
		add_words(ret->compressor, sizeof(ret->compressor), plan->layers[i].features);
	}
}

static void look_at_disk(const struct medium_request *request, const struct claims *claims,
			 const struct nd *nd, const struct nd_disk *disk, struct content *ret)
{
	cleanup_free struct candidate *c = calloc(1, sizeof(*c));
	int r = c ? candidate_peek(c, claims, nd, disk, request) : -ENOMEM;

	ret->denied = r == -EACCES || r == -EPERM;
	ret->seen = r == 0;
	if (r < 0)
		return;
	ret->unwanted = !c->wanted;
	ret->why = c->why;
	if (c->wanted && c->why.code == FAILURE_NONE)
		describe_image(c->plan, ret);
	free(c->plan);
}

/* ---- The note ---- */

static void take_line(char **rest, char *buf, size_t size)
{
	char *line = strsep(rest, "\n");

	text_copy_cut(buf, size, line ? line : "");
}

static void leave_note(const struct tree *tree, const char *path, const struct content *content)
{
	char text[NOTE_MAX];

	if (text_print(text, sizeof(text), "%s\n%s\n%s\n%s\n",
		       content->denied	   ? "denied"
		       : content->unwanted ? "unwanted"
					   : failure_name(content->why.code),
		       content->why.code != FAILURE_NONE ? content->why.line : content->title,
		       content->fstype, content->compressor) == 0)
		tree_note(tree, path, text, strlen(text));
}

static void read_note(const struct tree *tree, const char *path, struct content *ret)
{
	char text[NOTE_MAX], name[64], *rest = text;

	if (tree_read(tree, path, text, sizeof(text)) < 0)
		return;
	take_line(&rest, name, sizeof(name));
	ret->denied = strcmp(name, "denied") == 0;
	ret->unwanted = strcmp(name, "unwanted") == 0;
	ret->seen = !ret->denied;
	if (ret->denied || ret->unwanted)
		return;
	ret->why.code = failure_find(name);
	if (ret->why.code != FAILURE_NONE)
		take_line(&rest, ret->why.line, sizeof(ret->why.line));
	else
		take_line(&rest, ret->title, sizeof(ret->title));
	take_line(&rest, ret->fstype, sizeof(ret->fstype));
	take_line(&rest, ret->compressor, sizeof(ret->compressor));
}

void content_read(const struct tree *tree, const struct medium_request *request,
		  const struct claims *claims, const struct nd *nd, const struct nd_disk *disk,
		  struct content *ret)
{
	char path[PATH_MAX];

	*ret = (struct content){ 0 };
	if (text_print(path, sizeof(path), NOTE, disk->name) < 0)
		return;
	if (!request) {
		read_note(tree, path, ret);
		return;
	}
	look_at_disk(request, claims, nd, disk, ret);
	if (ret->seen || ret->denied)
		leave_note(tree, path, ret);
}
