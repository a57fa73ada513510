#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A generator of systemd in the initramfs. If it is ours to boot, /sysroot is what
# pmemboot-root.service mounts there, whatever root= makes other generators write: a mount unit among
# the early ones counts before theirs (fstab-generator, dracut's rootfs-generator), a drop-in also for
# one that is early itself (dracut's dmsquash-generator).

read -r cmdline < /proc/cmdline
case " $cmdline " in
*' pmemboot.root='*) ;;
*) exit 0 ;;
esac
early=$2 assists=''
/usr/bin/pmemboot claimed 2> /dev/null || exit 0

pull_sysroot() { # requires|wants
	mkdir -p "$early/initrd-root-fs.target.$1"
	ln -sf ../sysroot.mount "$early/initrd-root-fs.target.$1/sysroot.mount"
}

# Assist, as pmemboot-cmdline.sh decides: dracut's live module mounts it, by this unit or, where that
# fails, by a hook; without root= it would not know that it shall. Anaconda's module needs no unit.
assist() {
	live=/usr/lib/systemd/system-generators/dracut-dmsquash-generator
	case " $cmdline " in
	*' root=pmemboot '*) ;;
	*' root='*) return ;;
	esac
	if [ -x $live ] && [ ! -e /lib/anaconda-lib.sh ]; then
		root=live:/dev/pmem $live "$@"
		pull_sysroot wants
	fi
}

case " $cmdline " in
*' pmemboot.mode=takeover '*) ;;
*' pmemboot.mode=assist '*) assists=1 ;;
*) [ ! -e /lib/anaconda-lib.sh ] || assists=1 ;;
esac
if [ -n "$assists" ]; then
	assist "$@"
	exit 0
fi

mkdir -p "$early/sysroot.mount.d"
cat > "$early/sysroot.mount.d/pmemboot.conf" << EOF
[Unit]
Requires=pmemboot-root.service
After=pmemboot-root.service
Before=initrd-root-fs.target
[Mount]
What=pmemboot
Where=/sysroot
Type=none
EOF
# Another generator may be writing this file just now: whole files only.
cp "$early/sysroot.mount.d/pmemboot.conf" "$early/.pmemboot"
mv "$early/.pmemboot" "$early/sysroot.mount"
pull_sysroot requires

# Nobody shall wait for the device that root= names.
mkdir -p "$early/initrd-root-device.target.d"
ln -sf /dev/null "$early/initrd-root-device.target.d/50-root-device.conf"
# shellcheck disable=SC1091 # in the initramfs
. /lib/dracut-lib.sh
case $(getarg root=) in
LABEL=* | UUID=* | PARTUUID=* | PARTLABEL=* | /dev/*)
	unit=$(dev_unit_name "$(label_uuid_to_dev "$(getarg root=)")").device
	mkdir -p "$early/initrd.target.wants"
	ln -sf /dev/null "$early/initrd.target.wants/$unit"
	;;
esac
