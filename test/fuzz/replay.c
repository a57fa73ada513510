// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Run a harness on each file that is named, without libFuzzer, and print "ok fuzz/NAME/FILE".
 * Each runs in a process of its own, so that one that crashes doesn't hide the others.
 */
#include "fuzz/fuzz.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Exactly as many bytes as the file has: a byte more, and the sanitizers would miss an overrun. */
static int run(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct stat st;
	uint8_t *data;
	size_t size;
	int r;

	if (!file || fstat(fileno(file), &st) < 0) {
		perror(path);
		return 1;
	}
	size = (size_t)st.st_size;
	data = malloc(size);
	if ((!data && size > 0) || fread(data, 1, size, file) != size) {
		fprintf(stderr, "%s: cannot read\n", path);
		return 1;
	}
	fclose(file);
	r = LLVMFuzzerTestOneInput(data, size);
	free(data);
	return r;
}

static int run_in_child(const char *path)
{
	int status = -1;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0)
		exit(run(path));
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		perror("fork");
	return status;
}

int main(int argc, char **argv)
{
	int bad = 0;

	for (int i = 1; i < argc; i++) {
		const char *corpus = strstr(argv[i], "corpus/");
		int status = run_in_child(argv[i]);

		printf("%s fuzz/%s\n", status == 0 ? "ok" : "FAIL",
		       corpus ? corpus + strlen("corpus/") : argv[i]);
		bad |= status != 0;
	}
	return bad || argc == 1;
}
