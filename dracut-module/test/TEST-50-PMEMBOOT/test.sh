#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck disable=SC2154 # testdir is the suite's
set -eu
# shellcheck disable=SC2034
TEST_DESCRIPTION="root filesystem of an ISO in persistent memory"

test_check() {
    if ! command -v mksquashfs &> /dev/null || ! command -v xorriso &> /dev/null; then
        echo "Test needs mksquashfs and xorriso... Skipping"
        return 1
    fi
}

# client_run NAME IMAGE [KERNEL-PARAMETER...]: boot with IMAGE as an NVDIMM, which must not change
client_run() {
    local name="$1" image="$TESTDIR/$2"
    shift 2
    local -a disk_args=()
    # shellcheck disable=SC2034  # disk_index used in qemu_add_drive
    local -i disk_index=0
    local sum

    echo "CLIENT TEST START: $name"
    sum=$(sha256sum < "$image")
    test_marker_reset
    qemu_add_drive disk_index disk_args "$TESTDIR"/marker.img marker
    "$testdir"/run-qemu -nic none \
        "${disk_args[@]}" \
        -machine nvdimm=on -m 1G,slots=1,maxmem=4G \
        -object "memory-backend-file,id=pmem0,share=on,mem-path=$image,size=$(stat -c %s "$image")" \
        -device nvdimm,id=nvdimm0,memdev=pmem0 \
        -append "$TEST_KERNEL_CMDLINE pmemboot.root=auto $*" \
        -initrd "$TESTDIR"/initramfs.testing || return 1
    if [ "$sum" != "$(sha256sum < "$image")" ]; then
        echo "CLIENT TEST END: $name [FAILED: the image was changed]"
        return 1
    fi
}

test_run() {
    client_run "the root of the image" image.iso
    test_marker_check || return 1

    # Not an image: the boot ends in the emergency shell, which rd.shell=0 makes a reboot.
    client_run "no image" garbage.img rd.emergency=reboot
    ! test_marker_check
}

test_setup() {
    # create root filesystem
    "$DRACUT" -N --keep --tmpdir "$TESTDIR" \
        --add-confdir test-root \
        -f "$TESTDIR"/initramfs.root "$KVERSION"

    mkdir -p "$TESTDIR"/iso/LiveOS
    mksquashfs "$TESTDIR"/dracut.*/initramfs/ "$TESTDIR"/iso/LiveOS/squashfs.img -quiet -no-progress
    xorriso -as mkisofs -quiet -R -V PMEMBOOT -o "$TESTDIR"/image.iso "$TESTDIR"/iso
    # a multiple of 2 MiB, as the kernel and QEMU want it
    truncate -s %2M "$TESTDIR"/image.iso
    head -c 8M /dev/urandom > "$TESTDIR"/garbage.img

    # The root needs no disk, and is there before the disk that it says so on.
    echo 'udevadm wait --timeout=60 /dev/disk/by-id/scsi-0QEMU_QEMU_HARDDISK_marker' > "$TESTDIR"/marker.sh
    test_dracut --add pmemboot --include "$TESTDIR"/marker.sh /lib/dracut/hooks/pre-pivot/90-marker.sh
}

# shellcheck disable=SC1090,SC1091
. "$testdir"/test-functions
