// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/tpm.h"

#include "base/text.h"
#include "sys/bus.h"
#include "sys/clock.h"
#include "sys/tree.h"
#include "sys/uevent_socket.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>

#define DEVICE "dev/tpmrm0"
#define CLASS  "sys/class/tpm/tpm0"
#define BANK   "pcr-"

/*
 * How a Device Tree describes one. On the platform bus there are timers that are called "tpm", too.
 */
static const struct {
	const char *bus, *modalias;
} nodes[] = {
	{ "platform", "of:N*Ctcg,tpm*" },
	{ "platform", "of:N*Cmicrosoft,ftpm*" },
	{ "spi", "*tpm*" },
	{ "i2c", "*tpm*" },
};

/* Is a TPM 2.0 described, so that its driver will make the device? */
static bool is_described(const struct tree *tree)
{
	if (tree_has(tree, "sys/firmware/acpi/tables/TPM2") ||
	    bus_has_device(tree, "acpi", "MSFT0101:*", NULL))
		return true;
	if (!tree_has(tree, "sys/firmware/devicetree/base"))
		return false;
	for (size_t i = 0; i < array_size(nodes); i++)
		if (bus_has_device(tree, nodes[i].bus, NULL, nodes[i].modalias))
			return true;
	return false;
}

/* The kernel makes the node in devtmpfs before it sends the event. */
static int wait_for_device(const struct tree *tree, int socket_fd, uint64_t deadline)
{
	struct pollfd event = { .fd = socket_fd, .events = POLLIN };

	while (!tree_has(tree, DEVICE)) {
		uint64_t now = clock_now();
		int r = now < deadline ? poll(&event, 1, (int)((deadline - now) / 1000) + 1) : 0;

		if (r == 0)
			return -ETIMEDOUT;
		if (r < 0 && errno != EINTR)
			return -errno;
		r = uevent_socket_drain(socket_fd);
		if (r < 0)
			return r;
	}
	return 0;
}

int tpm_wait(const struct tree *tree, unsigned int seconds)
{
	uint64_t deadline = clock_now() + (uint64_t)seconds * 1000000;
	cleanup_close int socket_fd = -1;

	if (tree_has(tree, DEVICE))
		return 0;
	if (!is_described(tree))
		return -ENODEV;
	socket_fd = uevent_socket_open();
	return socket_fd < 0 ? socket_fd : wait_for_device(tree, socket_fd, deadline);
}

static int visit_attribute(void *context, const char *name)
{
	struct tpm_banks *banks = context;
	enum digest_kind kind;

	if (!text_begins(name, BANK))
		return 0;
	kind = digest_of_name(name + strlen(BANK));
	if (!pcr_extend_knows(kind))
		banks->others = true;
	else if (banks->count < array_size(banks->list))
		banks->list[banks->count++] = kind;
	return 0;
}

int tpm_find_banks(const struct tree *tree, struct tpm_banks *ret)
{
	*ret = (struct tpm_banks){ 0 };
	tree_visit(tree, CLASS, visit_attribute, ret);
	return ret->count > 0 ? 0 : -ENOENT;
}

int tpm_transmit(const uint8_t *command, size_t len, uint8_t *ret)
{
	cleanup_close int fd = open("/" DEVICE, O_RDWR | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return -errno;
	/* A write is a whole command, and a read is a whole response. */
	n = write(fd, command, len);
	if (n >= 0 && (size_t)n != len)
		return -EIO;
	if (n >= 0)
		n = read(fd, ret, PCR_EXTEND_RESPONSE_MAX);
	return n < 0 ? -errno : (int)n;
}
