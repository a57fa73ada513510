#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The splash screen is gone: repeat the message that it has hidden.

if [ -e /run/pmemboot/reason ]; then
	echo "Hidden by the splash screen until now:"
	cat /run/pmemboot/reason
fi
