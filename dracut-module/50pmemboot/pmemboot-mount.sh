#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Mount the root, in an initramfs without systemd. If the agent fails, it prints the reason.

# shellcheck disable=SC2154 # root is dracut's
if [ "$root" = pmemboot ] && ! ismounted "$NEWROOT"; then
	/usr/bin/pmemboot root "$NEWROOT" || emergency_shell "pmemboot could not mount the root; it says why above"
fi
