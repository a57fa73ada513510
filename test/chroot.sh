# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2016 # $work is the caller's; the inner shell expands its own
# Sourced by the scripts that build images by other tools (make-kiwi, make-fai, make-mkosi), which set
# $work: run commands in a chroot of scripts/fetch-chroot without changing it.

# in_copy CHROOT COMMAND...: run COMMAND in CHROOT, with $work as /work there. What it changes goes to a
# tmpfs, which ends with it as its mounts do. Its network and loop devices are this machine's.
in_copy() {
	mkdir -p "$work/upper"
	work=$work unshare -m sh -ec 'lower=$1
		shift
		mkdir -p "$work/upper"
		mount -t tmpfs -o size=90% tmpfs "$work/upper"
		mkdir "$work/upper/rw" "$work/upper/work" "$work/upper/root"
		mount -t overlay -o "lowerdir=$lower,upperdir=$work/upper/rw,workdir=$work/upper/work" overlay "$work/upper/root"
		root=$work/upper/root
		for fs in proc sys dev; do mount --rbind "/$fs" "$root/$fs"; done
		mount -t tmpfs tmpfs "$root/run"
		mount -t tmpfs tmpfs "$root/tmp"
		mkdir -p "$root/work"
		mount --bind "$work" "$root/work"
		cp -L /etc/resolv.conf "$root/etc/resolv.conf"
		exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 chroot "$root" "$@"' sh "$@"
}
