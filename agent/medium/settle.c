// SPDX-License-Identifier: GPL-2.0-or-later
#include "medium/settle.h"

#include "base/text.h"
#include "log/log.h"
#include "sys/clock.h"
#include "sys/nd_control.h"
#include "sys/uevent_socket.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

/* microseconds */
enum { NOTICE_FIRST = 2000000, NOTICE_EVERY = 5000000, SETTLE_LIMIT = 60000000 };

int settle_open(struct settle *settle, struct drivers *drivers)
{
	*settle = (struct settle){ .drivers = drivers, .child = CHILD_NONE };
	settle->socket_fd = uevent_socket_open();
	return settle->socket_fd < 0 ? settle->socket_fd : 0;
}

void settle_close(struct settle *settle)
{
	child_end(&settle->child, false);
	cleanup_close_fd(&settle->socket_fd);
}

void settle_start(struct settle *settle, unsigned int seconds)
{
	uint64_t now = clock_now();

	settle->deadline = now + (uint64_t)seconds * 1000000;
	settle->limit = now + SETTLE_LIMIT;
	settle->next_notice = now + NOTICE_FIRST;
	settle->changed = true;
}

void settle_extend(struct settle *settle, uint64_t microseconds)
{
	settle->deadline += microseconds;
	settle->limit += microseconds;
	settle->next_notice += microseconds;
}

uint64_t settle_seconds_left(const struct settle *settle)
{
	uint64_t now = clock_now();

	return now < settle->deadline ? (settle->deadline - now) / 1000000 : 0;
}

static bool is_added(const struct uevent *event, const char *subsystem)
{
	return strcmp(event->subsystem, subsystem) == 0 && strcmp(event->action, "add") == 0;
}

/* The child already waits for the changes of a settling bus, but not for a bus that is new. */
static bool changes_bus(const struct uevent *event, bool settling)
{
	const char *slash = strrchr(event->devpath, '/');

	if (is_added(event, "nd") && text_begins(slash + 1, "ndbus"))
		return true;
	if (settling)
		return false;
	return strcmp(event->subsystem, "nd") == 0 ||
	       (is_added(event, "block") && text_begins(event->devname, "pmem"));
}

static bool is_new_device(const struct uevent *event)
{
	return is_added(event, "acpi") || is_added(event, "platform") || is_added(event, "pci") ||
	       is_added(event, "virtio");
}

static void take_event(struct settle *settle, const struct uevent *event)
{
	if (changes_bus(event, settle->child.fd >= 0))
		settle->changed = true;
	else if (is_new_device(event))
		settle->new_devices = true;
	else
		return;
	log_debug("uevent: %s %s", event->action, event->devpath);
}

static void drain_socket(struct settle *settle)
{
	char buf[UEVENT_SIZE_MAX];
	struct uevent event;
	int r;

	while ((r = uevent_socket_receive(settle->socket_fd, buf, &event)) > 0)
		take_event(settle, &event);
	if (r == -ENOBUFS) {
		log_debug("uevents were lost: reading all devices again");
		settle->changed = true;
		settle->new_devices = true;
	} else if (r < 0) {
		log_error("the uevent socket failed: %s", strerror(-r));
		cleanup_close_fd(&settle->socket_fd);
		settle->socket_fd = -1;
	}
}

/* Start to wait for the bus. This covers all events until now. Returns 0 or -E... */
static int begin_to_settle(struct settle *settle)
{
	int r;

	if (settle->socket_fd >= 0)
		drain_socket(settle);
	if (settle->new_devices)
		drivers_load_providers(settle->drivers);
	settle->new_devices = false;
	settle->changed = false;
	r = nd_settle_begin(&settle->child);
	if (r < 0)
		log_error("cannot wait for the nvdimm bus: %s", strerror(-r));
	return r;
}

static uint64_t current_deadline(const struct settle *settle)
{
	if (settle->child.fd >= 0 && settle->deadline < settle->limit)
		return settle->limit;
	return settle->deadline;
}

/* There was no event: is it time for a notice, or for the end? */
static enum settle_event look_at_clock(struct settle *settle, uint64_t end)
{
	uint64_t now = clock_now();

	if (now >= end)
		return SETTLE_END;
	if (now < settle->next_notice)
		return SETTLE_NOTHING;
	settle->next_notice = now + NOTICE_EVERY;
	return SETTLE_NOTICE;
}

enum settle_event settle_wait(struct settle *settle)
{
	uint64_t now, end, until;
	struct pollfd fds[2];

	if ((settle->changed || settle->new_devices) && settle->child.fd < 0 &&
	    begin_to_settle(settle) < 0)
		return SETTLE_DONE;
	end = current_deadline(settle);
	until = settle->next_notice < end ? settle->next_notice : end;
	fds[0] = (struct pollfd){ .fd = settle->socket_fd, .events = POLLIN };
	fds[1] = (struct pollfd){ .fd = settle->child.fd, .events = POLLIN };
	now = clock_now();
	/* Interrupted, or out of memory: neither may outlast the end. */
	if (poll(fds, 2, now < until ? (int)((until - now) / 1000) + 1 : 0) < 0)
		return look_at_clock(settle, end);
	if (fds[0].revents)
		drain_socket(settle);
	if (fds[1].revents) {
		child_end(&settle->child, true);
		return SETTLE_DONE;
	}
	return look_at_clock(settle, end);
}
