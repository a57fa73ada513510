/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keys of the kernel's key retention service (keyrings(7)): bytes that the kernel takes by a
 * description.
 */
#pragma once

#include "base/attributes.h"
#include "base/slice.h"

/*
 * Add a key of the type "user" to the keyring of this thread, where no other process sees it, and
 * which ends with an execve(). Returns its serial number; -ENOSYS if the kernel has no keys; or
 * -E...
 */
must_check int key_add(const char *description, struct slice bytes);

/* Remove it from there. */
void key_remove(int serial);
