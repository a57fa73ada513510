# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # $top and $work are the caller's
# Sourced by make-image and make-layout, which set $top and $work: root images, and ISOs of the folder
# $work/iso, which are written to $work/out.

as_root() { # COMMAND...: files keep their owners
	if [ "$(id -u)" = 0 ]; then "$@"; else fakeroot "$@"; fi
}

# ---- Roots ----

tiny_tree() { # make $work/tiny, a root of a few bytes without a program that could be its init
	mkdir -p "$work/tiny/etc" "$work/tiny/dev" "$work/tiny/proc"
	echo tiny >"$work/tiny/etc/hostname"
}

small_tree() { # ARCH: make $work/tiny, a root of busybox with the judge as its init
	tiny_tree
	mkdir "$work/tiny/bin" "$work/tiny/sbin" "$work/tiny/usr" "$work/tiny/root" \
		"$work/tiny/sys" "$work/tiny/run" "$work/tiny/mnt"
	busybox=$("$top/scripts/fetch-busybox" "$1")
	cp "$busybox" "$work/tiny/bin/busybox"
	for applet in sh awk blkid blockdev cat cmp dd dmesg grep head ls mount poweroff readlink sed \
		sha256sum sleep sort stat sync touch tr umount uname; do
		ln -s busybox "$work/tiny/bin/$applet"
	done
	printf '#!/bin/sh\nexec poweroff -f\n' >"$work/tiny/bin/systemctl" # which the judge runs last
	cp "$top/test/boot/judge" "$work/tiny/sbin/init"
	chmod 0755 "$work/tiny/bin/systemctl" "$work/tiny/sbin/init"
}

squash() { # FOLDER OUT
	mkdir -p "$(dirname "$2")"
	mksquashfs "$1" "$2" -quiet -no-progress -all-root
}

squash_small() { # OUT: $work/tiny as a squashfs
	squash "$work/tiny" "$1"
}

squash_layer() { # NUMBER OUT: a layer for above the small root, with files that tell its number
	mkdir -p "$work/layer/etc"
	echo "$1" >"$work/layer/etc/layer"
	echo "$1" >"$work/layer/etc/layer.$1"
	squash "$work/layer" "$2"
	rm -r "$work/layer"
}

nest() { # ROOT OUT [SIZE]: a squashfs that holds nothing but LiveOS/rootfs.img, an ext4 of ROOT
	mkdir -p "$work/outer/LiveOS"
	truncate -s "${3:-16M}" "$work/outer/LiveOS/rootfs.img"
	as_root mke2fs -q -t ext4 -d "$1" "$work/outer/LiveOS/rootfs.img"
	squash "$work/outer" "$2"
	rm -r "$work/outer"
}

erofs() { # FOLDER OUT MKFS-OPTION...
	folder=$1 to=$2
	shift 2
	mkdir -p "$(dirname "$to")"
	mkfs.erofs --quiet --all-root "$@" "$to" "$folder" >"$work/log"
}

# ---- ISOs ----

iso() { # LABEL XORRISO-OPTION...: a hybrid ISO with Rock Ridge and Joliet
	label=$1
	shift
	xorriso -as mkisofs -quiet -R -J -V "$label" -partition_offset 16 "$@" -o "$work/out" "$work/iso" 2>"$work/log" ||
		{ cat "$work/log" >&2 && return 1; }
}

seed() { # FSTYPE: cloud-init's configuration of a machine, in a file system of that type: $work/seed
	mkdir "$work/cidata"
	printf '%s\n' 'instance-id: pmemboot' 'local-hostname: from-cidata' >"$work/cidata/meta-data"
	printf '%s\n' '#cloud-config' >"$work/cidata/user-data"
	case $1 in
	vfat) truncate -s 1M "$work/seed" && mformat -i "$work/seed" -v CIDATA :: && mcopy -i "$work/seed" "$work"/cidata/* :: ;;
	iso9660) xorriso -as mkisofs -quiet --modification-date=2020010100000000 -R -J -V CIDATA -o "$work/seed" "$work/cidata" 2>"$work/log" ;;
	esac
}

aligned_iso() { # LABEL PATH: the same, in which the file PATH begins at a multiple of 4 KiB
	iso "$1"
	lba=$(xorriso -indev "$work/out" -find "$2" -exec report_lba 2>/dev/null |
		awk -F, '/^File data lba/ { print $2 + 0 }')
	if [ $((lba % 2)) = 1 ]; then
		head -c 2048 /dev/zero >"$work/iso/.0" # comes first
		rm "$work/out"
		iso "$1"
	fi
}

boot_files() { # KERNEL-FOLDER WORDS: the kernel and GRUB's menu, into $work/iso
	cp "$1/vmlinuz" "$work/iso/live/vmlinuz"
	mkdir -p "$work/iso/boot/grub"
	cat >"$work/iso/boot/grub/grub.cfg" <<-EOF
		serial
		terminal_input serial console
		terminal_output serial console
		set timeout=1
		menuentry "Live system from persistent memory" {
			linux /live/vmlinuz $2
			initrd /live/initrd.img
		}
	EOF
}

rescue_iso() { # LABEL GRUB-OPTION...: by GRUB, for BIOS and EFI
	label=$1
	shift
	grub-mkrescue "$@" -o "$work/out" "$work/iso" -- -volid "$label" >"$work/log" 2>&1 ||
		{ cat "$work/log" >&2 && return 1; }
}

isolinux_iso() { # LABEL WORDS: by isolinux, for a PC's BIOS, as a CD or as a disk
	mkdir "$work/iso/isolinux"
	cp /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/ldlinux.c32 "$work/iso/isolinux/"
	printf '%s\n' 'serial 0' 'default live' 'label live' ' kernel /live/vmlinuz' " append initrd=/live/initrd.img $2" \
		>"$work/iso/isolinux/isolinux.cfg"
	rm -r "$work/iso/boot"
	xorriso -as mkisofs -quiet -R -V "$1" -isohybrid-mbr /usr/lib/ISOLINUX/isohdpfx.bin -c isolinux/boot.cat \
		-b isolinux/isolinux.bin -no-emul-boot -boot-load-size 4 -boot-info-table -o "$work/out" "$work/iso" 2>"$work/log"
}
