// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit/test.h"

#include <sys/wait.h>
#include <unistd.h>

/* A test that hangs ends. Those that unpack trees take a minute on a machine that is busy. */
enum { SECONDS_MAX = 600, STATUS_SKIP = 77 };

static struct test *tests;

void test_register(struct test *test)
{
	test->next = tests;
	tests = test;
}

/* 0 passed, STATUS_SKIP skipped, anything else failed. */
static int run(const struct test *test)
{
	int status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		alarm(SECONDS_MAX);
		test->run();
		exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return 1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Arguments are the names of the tests to run; all without one. */
int main(int argc, char **argv)
{
	unsigned int failed = 0;

	for (const struct test *test = tests; test; test = test->next) {
		bool wanted = argc < 2;
		int status;

		for (int i = 1; i < argc; i++)
			wanted = wanted || strcmp(argv[i], test->name) == 0;
		if (!wanted)
			continue;
		status = run(test);
		if (status == STATUS_SKIP)
			printf("SKIP %s\n", test->name);
		else
			printf("%s %s\n", status == 0 ? "ok" : "FAIL", test->name);
		failed += status != 0 && status != STATUS_SKIP;
	}
	return failed > 0;
}
