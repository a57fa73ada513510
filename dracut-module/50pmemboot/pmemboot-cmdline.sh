#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck disable=SC2034 # root and rootok are dracut's
# Before udev starts: tell dracut that the root is ours, and hold the first probe of nvdimm devices
# back until the agent has made the region read-only and has healed what the kernel would refuse.

if getarg pmemboot.root > /dev/null; then
	root=pmemboot
	rootok=1
	modprobe -q libnvdimm
	if [ -w /sys/bus/nd/drivers_autoprobe ]; then
		echo 0 > /sys/bus/nd/drivers_autoprobe
	fi
fi
