#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck disable=SC2034,SC2154 # root, rootok and hookdir are dracut's
# This hook runs before udev starts. If pmemboot boots this machine, it tells dracut that pmemboot
# mounts the root, and stops the kernel from probing nvdimm devices until the agent has made the region
# read-only and has repaired what the kernel would refuse. In assist mode it finds the medium at once,
# and passes its name to the module that mounts the root.

pmemboot_name_medium() {
	PMEMBOOT_DEVICE=''
	pmemboot_words=$(/usr/bin/pmemboot wait)
	case $? in
	0) eval "$pmemboot_words" ;;
	3) return ;; # for the root that the command line names
	*)
		emergency_shell "pmemboot found no medium; it says why above"
		return
		;;
	esac
	mkdir -p /etc/cmdline.d
	if [ -e /lib/anaconda-lib.sh ]; then
		case " $PMEMBOOT_OTHER_ROOTS " in
		*' inst.stage2 '*) ;;
		*) echo "inst.stage2=hd:$PMEMBOOT_DEVICE" >> /etc/cmdline.d/50-pmemboot.conf ;;
		esac
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

pmemboot_begin() {
	modprobe -q libnvdimm
	if [ -w /sys/bus/nd/drivers_autoprobe ]; then
		echo 0 > /sys/bus/nd/drivers_autoprobe
	fi
	if [ "$PMEMBOOT_MODE" = assist ]; then
		[ -e /etc/pmemboot/drivers ] || modprobe -q -a nfit nd_e820 of_pmem virtio_pci virtio_pmem nd_pmem isofs
		pmemboot_name_medium
	else
		pmemboot_take_root
	fi
}

pmemboot_words=$(/usr/bin/pmemboot claimed)
case $? in
0)
	eval "$pmemboot_words"
	pmemboot_begin
	;;
3) ;; # nothing to do here
*) emergency_shell "pmemboot could not decide whether to boot this machine; it says why above" ;;
esac
