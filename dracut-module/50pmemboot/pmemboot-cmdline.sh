#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck disable=SC2034,SC2154 # root, rootok and hookdir are dracut's
# This hook runs before udev starts. If pmemboot boots this machine, it tells dracut that pmemboot
# mounts the root, and stops the kernel from probing nvdimm devices until the agent has made the region
# read-only and has repaired what the kernel would refuse. In assist mode it finds the medium at once,
# and passes its name to the module that mounts the root.

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
	# Other modules, which read rd.live.image and the like, wait for /dev/root or for the device of root=.
	[ -e /dev/root ] || ln -s null /dev/root
	rm -f "$hookdir"/initqueue/finished/devexists-*
}

# Anaconda's module does more than mount the root: assist it by default.
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
