// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/doctor.h"

#include "doctor/doctor_json.h"
#include "doctor/doctor_print.h"
#include "sys/record.h"
#include "sys/tree.h"
#include "unit/expected.h"
#include "unit/test.h"
#include "unit/tree.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the doctor says of each recorded tree is in test/data/doctor/. */
static const char *const trees[] = {
	"usable-nfit", "usable-e820",	  "usable-virtio",   "usable-devicetree", "usable-ovmf",
	"two-ranges",  "no-region",	  "nd-pmem-missing", "not-bound",	  "driver-missing",
	"eaten",       "refused",	  "misaligned",	     "info-block",	  "dax",
	"kmem",	       "unprivileged",	  "truncated",	     "garbage",		  "ambiguous",
	"reserved",    "not-handed-over", "nothing-claimed",
};

static char *say(const struct doctor *doctor,
		 void (*print)(const struct doctor *doctor, FILE *stream))
{
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	CHECK(stream);
	print(doctor, stream);
	fclose(stream);
	return text;
}

static struct doctor *examine(const struct tree *tree)
{
	struct doctor *doctor = calloc(1, sizeof(*doctor));

	CHECK(doctor && doctor_examine(doctor, tree, false) == 0);
	return doctor;
}

static void end(struct doctor *doctor)
{
	doctor_free(doctor);
	free(doctor);
}

TEST(doctor_of_recorded_trees)
{
	for (size_t i = 0; i < array_size(trees); i++) {
		struct tree *tree = tree_unpack(trees[i]);
		struct doctor *doctor = examine(tree);
		char *text = say(doctor, doctor_print), *json = say(doctor, doctor_json_write);

		expected_compare("doctor", trees[i], "text", text);
		expected_compare("doctor", trees[i], "json", json);
		free(text);
		free(json);
		end(doctor);
		tree_discard(tree);
	}
}

/* What is recorded of a tree is a tree that says the same. */
TEST(doctor_records_what_it_reads)
{
	for (size_t i = 0; i < array_size(trees); i++) {
		char place[] = "/tmp/pmemboot-record.XXXXXX", copy[64], command[96];
		struct tree *tree = tree_unpack(trees[i]);
		static struct tree again;
		static struct record record;
		struct doctor *first, *second;
		char *one, *two;

		CHECK(mkdtemp(place));
		snprintf(copy, sizeof(copy), "%s/tree", place);
		CHECK(record_begin(&record, tree, copy) == 0);
		first = examine(tree);
		CHECK(record_end(&record, tree) > 0);
		CHECK(tree_open(&again, copy) == 0);
		second = examine(&again);
		one = say(first, doctor_json_write);
		two = say(second, doctor_json_write);
		if (strcmp(one, two) != 0)
			fprintf(stderr, "%s: %s", trees[i], two);
		CHECK(strcmp(one, two) == 0);
		free(one);
		free(two);
		end(first);
		end(second);
		tree_close(&again);
		tree_discard(tree);
		snprintf(command, sizeof(command), "rm -r %s", place);
		CHECK(system(command) == 0);
	}
}

TEST(doctor_of_an_empty_tree)
{
	char place[] = "/tmp/pmemboot-empty.XXXXXX";
	struct doctor *doctor;
	struct tree tree;

	CHECK(mkdtemp(place));
	CHECK(tree_open(&tree, place) == 0);
	doctor = examine(&tree);
	CHECK(doctor->answer == DOCTOR_NO);
	CHECK_STRING(doctor->reason, "nothing-claimed");
	end(doctor);
	tree_close(&tree);
	CHECK(rmdir(place) == 0);
}

/* ---- What is asked for ---- */

static void put_at(const struct tree *tree, const char *path, const char *text)
{
	int fd = openat(tree->fd, path, O_WRONLY | O_TRUNC);

	CHECK(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
}

/* A good NVDIMM, but with another command line, and another note of what is on it. */
static bool answers(const char *cmdline, const char *note, enum doctor_answer answer,
		    const char *reason, const char *says)
{
	struct tree *tree = tree_unpack("usable-nfit");
	struct doctor *doctor;
	bool good;

	put_at(tree, "proc/cmdline", cmdline);
	if (note)
		put_at(tree, "pmemboot/pmem0", note);
	doctor = examine(tree);
	good = doctor->answer == answer && strcmp(doctor->reason, reason) == 0 &&
	       strstr(doctor->line, says);
	if (!good)
		fprintf(stderr, "%d [%s] %s\n", doctor->answer, doctor->reason, doctor->line);
	end(doctor);
	tree_discard(tree);
	return good;
}

TEST(doctor_of_the_command_line)
{
	CHECK(answers("quiet", NULL, DOCTOR_YES, "", "/dev/pmem0 has iso9660 \"PMEMBOOT_LIVE\""));
	CHECK(answers("pmemboot.root=LABEL=X", "unwanted\n\n\n\n", DOCTOR_NO, "not-found",
		      "matches pmemboot.root="));
	CHECK(answers("pmemboot.mode=assistant", NULL, DOCTOR_NO, "command-line", "mode"));
	CHECK(answers("pmemboot.verify=require", NULL, DOCTOR_UNKNOWN, "",
		      "but it must be verified"));
	CHECK(answers("pmemboot.verify=media", NULL, DOCTOR_UNKNOWN, "",
		      "but it must be verified"));
	CHECK(answers("pmemboot.verify=auto", NULL, DOCTOR_YES, "", "Debian live"));
	CHECK(answers("", "damaged\na directory\n\n\n", DOCTOR_NO, "damaged", "a directory"));
	CHECK(answers("", "denied\n\n\n\n", DOCTOR_UNKNOWN, "", "its contents are unknown"));
	CHECK(answers("", "", DOCTOR_NO, "system", "")); /* a note of nobody's */
}

TEST(doctor_of_another_kernel)
{
	static const char config[] = "CONFIG_SQUASHFS=y\n";
	struct tree *tree = tree_unpack("usable-nfit");
	struct doctor *doctor = examine(tree);
	struct kernel kernel = { 0 };

	CHECK(doctor->answer == DOCTOR_YES);
	kernel_take_config(&kernel, (struct slice){ (const uint8_t *)config, sizeof(config) - 1 });
	kernel_decide(&kernel);
	doctor_exchange_kernel(doctor, &kernel);
	CHECK(doctor->answer == DOCTOR_NO && strstr(doctor->line, "CONFIG_SQUASHFS_ZSTD"));
	CHECK_STRING(doctor->reason, "driver-missing");
	end(doctor);
	tree_discard(tree);
}

/* ---- Recording ---- */

static char folder[] = "/tmp/pmemboot-links.XXXXXX";

static const char *in_folder(const char *path)
{
	static char full[PATH_MAX];

	snprintf(full, sizeof(full), "%s/%s", folder, path);
	return full;
}

static void put(const char *path, const char *text)
{
	FILE *file = fopen(in_folder(path), "we");

	CHECK(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

TEST(record_of_links)
{
	char buf[64];
	struct tree tree, copy;
	static struct record record;

	CHECK(mkdtemp(folder) && mkdir(in_folder("a"), 0755) == 0);
	CHECK(mkdir(in_folder("a/b"), 0755) == 0 && mkdir(in_folder("c"), 0755) == 0);
	put("a/b/file", "text\n");
	put("a/up", "above\n");
	put("secret", "x");
	CHECK(chmod(in_folder("secret"), 0) == 0);
	CHECK(symlink("../a/b", in_folder("c/link")) == 0);
	CHECK(symlink("/c/link", in_folder("absolute")) == 0);
	CHECK(symlink("loop", in_folder("loop")) == 0);
	CHECK(symlink("../../../../../etc", in_folder("out")) == 0);
	CHECK(tree_open(&tree, folder) == 0);
	CHECK(record_begin(&record, &tree, in_folder("copy")) == 0);
	CHECK(tree_read(&tree, "absolute/file", buf, sizeof(buf)) == 4);
	CHECK(tree_read(&tree, "c/link/../up", buf, sizeof(buf)) == 5);
	CHECK(tree_read(&tree, "loop", buf, sizeof(buf)) < 0);
	CHECK(tree_read(&tree, "out/passwd", buf, sizeof(buf)) < 0);
	CHECK(tree_is_denied(&tree, "secret"));
	CHECK(!tree_has(&tree, "none"));
	CHECK(record_end(&record, &tree) == 3);
	CHECK(tree_open(&copy, in_folder("copy")) == 0);
	CHECK(tree_read(&copy, "absolute/file", buf, sizeof(buf)) == 4);
	CHECK_STRING(buf, "text");
	CHECK(tree_read(&copy, "c/link/../up", buf, sizeof(buf)) == 5);
	CHECK_STRING(buf, "above");
	CHECK(tree_read(&copy, "secret", buf, sizeof(buf)) < 0 && tree_is_denied(&copy, "secret"));
	CHECK(!tree_has(&copy, "none"));
	CHECK(record_begin(&record, &tree, in_folder("copy")) < 0); /* there it is */
	tree_close(&copy);
	tree_close(&tree);
	snprintf(buf, sizeof(buf), "rm -r %s", folder);
	CHECK(system(buf) == 0);
}
