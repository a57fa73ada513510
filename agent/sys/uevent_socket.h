/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's uevent socket (NETLINK_KOBJECT_UEVENT, group 1).
 */
#pragma once

#include "base/attributes.h"
#include "parse/uevent.h"

/* Open it, non-blocking. Call this before sysfs is scanned. Returns the fd, or -E... */
must_check int uevent_socket_open(void);

/*
 * Receive the next message of the kernel. Messages of other senders, and those that cannot be
 * parsed, are dropped. buf has UEVENT_SIZE_MAX bytes; the strings of the event point into it.
 * Returns 1 with an event; 0 if there is none yet; -ENOBUFS if messages were lost, and then the
 * caller has to read sysfs again; or another -E... if the socket has failed.
 */
must_check int uevent_socket_receive(int socket_fd, void *buf, struct uevent *ret);

/* Receive all messages that are there and forget them. Returns 0; -E... if the socket is broken. */
must_check int uevent_socket_drain(int socket_fd);
