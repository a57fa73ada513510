// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * stage DIMM...: stage a new firmware in each, of which only the kernel's emulation would believe
 * that it is one (tools/testing/nvdimm; commands of drivers/acpi/nfit/intel.h, Linux 6.12).
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/ndctl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { FAMILY_INTEL = 0, START = 13, SEND = 14, FINISH = 15, QUERY = 16, CHUNK = 64 };

struct package {
	struct nd_cmd_pkg head;
	uint8_t payload[128];
} __attribute__((packed));

/* The first bytes of payload go in, those behind them come out; the status's offset is given. */
static int call(int fd, struct package *package, unsigned int command, unsigned int in,
		unsigned int out, unsigned int status_at)
{
	uint32_t status;

	memset(&package->head, 0, sizeof(package->head));
	package->head.nd_family = FAMILY_INTEL;
	package->head.nd_command = command;
	package->head.nd_size_in = in;
	package->head.nd_size_out = out;
	if (ioctl(fd, ND_IOCTL_CALL, package) < 0) {
		fprintf(stderr, "stage: command %u: %s\n", command, strerror(errno));
		return -1;
	}
	memcpy(&status, package->payload + status_at, sizeof(status));
	return (int)status;
}

static void put(struct package *package, unsigned int at, uint32_t value)
{
	memcpy(package->payload + at, &value, sizeof(value));
}

static int stage(const char *dimm)
{
	const struct timespec moment = { 0, 20000000 };
	struct package package = { 0 };
	uint32_t context;
	char path[32];
	int fd, status;

	snprintf(path, sizeof(path), "/dev/%s", dimm);
	fd = open(path, O_RDWR);
	if (fd < 0 || call(fd, &package, START, 0, 8, 0) != 0)
		return 1;
	memcpy(&context, package.payload + 4, sizeof(context));
	memset(package.payload, 0, sizeof(package.payload));
	put(&package, 0, context);
	put(&package, 8, CHUNK);
	if (call(fd, &package, SEND, 12 + CHUNK, 4, 12 + CHUNK) != 0)
		return 1;
	memset(package.payload, 0, sizeof(package.payload));
	put(&package, 4, context);
	if (call(fd, &package, FINISH, 8, 4, 8) != 0)
		return 1;
	for (int i = 0; i < 100; i++) {
		memset(package.payload, 0, sizeof(package.payload));
		put(&package, 0, context);
		status = call(fd, &package, QUERY, 4, 12, 4);
		if (status <= 0)
			break;
		nanosleep(&moment, NULL);
	}
	close(fd);
	return status != 0;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (stage(argv[i]) != 0) {
			fprintf(stderr, "stage: %s has not taken it\n", argv[i]);
			return 1;
		}
	return 0;
}
