#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck disable=SC2034,SC2154 # root, rootok and hookdir are dracut's
# Before udev starts: if it is ours to boot, tell dracut that the root is ours, and hold the first
# probe of nvdimm devices back until the agent has made the region read-only and has healed what the
# kernel would refuse. Or, to assist, find the medium at once, and tell the modules that mount it.

pmemboot_name_medium() {
	PMEMBOOT_DEVICE=''
	eval "$(/usr/bin/pmemboot wait)"
	if [ -z "$PMEMBOOT_DEVICE" ]; then
		emergency_shell "pmemboot found no medium; it says why above"
		return
	fi
	mkdir -p /etc/cmdline.d
	if [ -e /lib/anaconda-lib.sh ]; then
		getarg inst.stage2= > /dev/null || echo "inst.stage2=hd:$PMEMBOOT_DEVICE" >> /etc/cmdline.d/50-pmemboot.conf
	elif [ -z "$root" ] || [ "$root" = pmemboot ]; then
		root=live:$PMEMBOOT_DEVICE
		echo "root=$root" >> /etc/cmdline.d/50-pmemboot.conf
	fi
}

pmemboot_take_root() {
	root=pmemboot
	rootok=1
	# What other modules wait for, who read rd.live.image and the like; root= has a device's name.
	[ -e /dev/root ] || ln -s null /dev/root
	rm -f "$hookdir"/initqueue/finished/devexists-*
}

# Anaconda's module, where it is, does more than to mount a root.
pmemboot_assists() {
	case $(getarg pmemboot.mode=) in
	assist) true ;;
	takeover) false ;;
	*) [ -e /lib/anaconda-lib.sh ] ;;
	esac
}

pmemboot_begin() {
	modprobe -q libnvdimm
	if [ -w /sys/bus/nd/drivers_autoprobe ]; then
		echo 0 > /sys/bus/nd/drivers_autoprobe
	fi
	if pmemboot_assists; then
		[ -e /etc/pmemboot/drivers ] || modprobe -q -a nfit nd_e820 of_pmem virtio_pci virtio_pmem nd_pmem isofs
		pmemboot_name_medium
	else
		pmemboot_take_root
	fi
}

if getarg pmemboot.root > /dev/null && /usr/bin/pmemboot claimed; then
	pmemboot_begin
fi
