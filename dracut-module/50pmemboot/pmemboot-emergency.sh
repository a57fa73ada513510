#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Before an emergency shell: let the kernel probe the nvdimm devices that are still held back, if the boot
# failed before the agent ran, or in something else. The splash screen is gone: repeat the message that it
# has hidden.

/usr/bin/pmemboot release
if [ -e /run/pmemboot/reason ]; then
	echo "Hidden by the splash screen until now:"
	cat /run/pmemboot/reason
fi
