#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# An initramfs without systemd: mount the root. The agent says why it can't.

# shellcheck disable=SC2154 # root is dracut's
if [ "$root" = pmemboot ] && ! ismounted "$NEWROOT"; then
	/usr/bin/pmemboot root "$NEWROOT" || emergency_shell "pmemboot could not mount the root; it says why above"
fi
