#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Mount the root, in an initramfs without systemd. If the agent fails, it prints the reason.

# shellcheck disable=SC2154 # root is dracut's
if [ "$root" = pmemboot ] && ! ismounted "$NEWROOT"; then
	/usr/bin/pmemboot root "$NEWROOT"
	case $? in
	0) ;;
	3) emergency_shell "the persistent memory holds no image: to boot another root, remove pmemboot.root= from the command line" ;;
	*) emergency_shell "pmemboot could not mount the root; it says why above" ;;
	esac
fi
