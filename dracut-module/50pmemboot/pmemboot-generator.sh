#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A systemd generator for the initramfs. If pmemboot boots this machine, pmemboot-root.service mounts
# /sysroot, whatever units other generators write for root=. A mount unit in the early directory takes
# precedence over theirs (systemd-fstab-generator, dracut's rootfs-generator), and a drop-in changes one
# that is in the early directory itself (dracut's dmsquash-generator).

live_generator=/usr/lib/systemd/system-generators/dracut-dmsquash-generator

pull_in_sysroot() { # requires|wants
	mkdir -p "$early/initrd-root-fs.target.$1"
	ln -sf ../sysroot.mount "$early/initrd-root-fs.target.$1/sysroot.mount"
}

# As in pmemboot-cmdline.sh.
is_assisting() {
	case " $cmdline " in
	*' pmemboot.mode=takeover '*) false ;;
	*' pmemboot.mode=assist '*) true ;;
	*) [ -e /lib/anaconda-lib.sh ] ;;
	esac
}

# dracut's live module mounts the root by the unit that its generator writes or, if that fails, by a
# hook. Without root= it writes none. Anaconda's module needs no unit.
assist() { # NORMAL EARLY LATE
	case " $cmdline " in
	*' root=pmemboot '*) ;;
	*' root='*) return ;;
	esac
	if [ -x $live_generator ] && [ ! -e /lib/anaconda-lib.sh ]; then
		root=live:/dev/pmem $live_generator "$@"
		pull_in_sysroot wants
	fi
}

write_sysroot() {
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
	# Another generator may write this file at the same time: replace it as a whole.
	cp "$early/sysroot.mount.d/pmemboot.conf" "$early/.pmemboot"
	mv "$early/.pmemboot" "$early/sysroot.mount"
	pull_in_sysroot requires
}

# Let no unit wait for the device that root= names.
mask_root_device() {
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
}

main() { # NORMAL EARLY LATE
	early=$2
	read -r cmdline < /proc/cmdline
	case " $cmdline " in
	*' pmemboot.root='*) ;;
	*) exit 0 ;;
	esac
	/usr/bin/pmemboot claimed 2> /dev/null || exit 0
	if is_assisting; then
		assist "$@"
	else
		write_sysroot
		mask_root_device
	fi
}

main "$@"
