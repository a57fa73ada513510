# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # $top and $cache are the caller's
# Sourced: how the tests, the bench and the demo run a virtual machine. Wants $top and $cache.

# vm_accel: print the accelerator that truly works here. /dev/kvm can open and still not run a
# guest, so one tiny boot decides, once; the answer is remembered.
vm_accel() {
	if [ ! -s "$cache/accel" ]; then
		accel=tcg
		mkdir -p "$cache"
		if [ -w /dev/kvm ] && vm_kvm_works; then
			accel=kvm
		fi
		echo $accel >"$cache/accel"
	fi
	cat "$cache/accel"
}

# The kernel has no root here: it panics, and leaves QEMU, within seconds if KVM works at all.
vm_kvm_works() {
	timeout 10 qemu-system-x86_64 -M q35,accel=kvm -cpu host -m 256M -nodefaults -display none \
		-no-reboot -serial stdio -kernel "$(vm_kernel)/vmlinuz" \
		-append 'console=ttyS0 panic=-1' </dev/null 2>/dev/null | grep -q 'Kernel panic'
}

vm_kernel() { # the folder of the kernel that the tests boot
	"$top/scripts/fetch-kernel" bookworm amd64 linux-image-cloud-amd64
}

vm_kernel_aarch64() { # of the Debian suite $suite
	"$top/scripts/fetch-kernel" "${suite:-bookworm}" arm64 linux-image-cloud-arm64
}

# vm_nvdimm FILE...: print QEMU's arguments for one NVDIMM for each file. The file's size is a
# multiple of 2 MiB; the guest can write into it.
vm_nvdimm() {
	n=0
	for file; do
		printf '%s\n' -object \
			"memory-backend-file,id=mem$n,share=on,mem-path=$file,size=$(stat -c %s "$file")" \
			-device "nvdimm,id=nvdimm$n,memdev=mem$n"
		n=$((n + 1))
	done
}

# vm_pad FILE: make its size a multiple of 2 MiB, as QEMU wants it.
vm_pad() {
	truncate -s %2M "$1"
}

# vm_run KERNEL INITRAMFS CMDLINE [QEMU-ARGUMENT...]: boot, console on standard input and output.
vm_run() {
	kernel=$1 initramfs=$2 cmdline=$3
	shift 3
	accel=$(vm_accel)
	cpu=max,-cx16 # cmpxchg16b of QEMU 7.2's software emulation is broken with two CPUs
	[ "$accel" = tcg ] || cpu=host
	exec qemu-system-x86_64 -M "q35,nvdimm=on,accel=$accel" -cpu $cpu -smp 2 \
		-m 1G,slots=8,maxmem=16G -nodefaults -display none -no-reboot -serial "${VM_SERIAL:-stdio}" \
		-kernel "$kernel" -initrd "$initramfs" -append "console=ttyS0 $cmdline" "$@"
}

# The machine that vm_run_aarch64 boots and vm_pmem_region describes.
vm_machine_aarch64='-cpu cortex-a57 -smp 2 -m 1G'

# vm_run_aarch64: the same as vm_run on an arm64 machine, always by software emulation.
vm_run_aarch64() {
	kernel=$1 initramfs=$2 cmdline=$3
	shift 3
	# shellcheck disable=SC2086 # arguments
	exec qemu-system-aarch64 -M virt $vm_machine_aarch64 \
		-nodefaults -display none -no-reboot -serial stdio \
		-kernel "$kernel" -initrd "$initramfs" -append "console=ttyAMA0 $cmdline" "$@"
}

# vm_pmem_region FILE ADDRESS [MEMORY-END|no-map]: be the firmware that leaves FILE at ADDRESS of an
# arm64 machine: print QEMU's arguments for the file and for a Device Tree, made beside it, that has
# the node. Memory from MEMORY-END on isn't the system's; with no-map, all is, but the file's range
# is reserved. QEMU writes /memory anew from -m, whatever the tree says, so the limit is where kexec
# puts it: in /chosen, with the same effect on the kernel's map of memory.
vm_pmem_region() {
	tree=$1.dtb
	node=/pmem@${2#0x}
	# shellcheck disable=SC2086 # arguments
	qemu-system-aarch64 -M "virt,dumpdtb=$tree" $vm_machine_aarch64 -nodefaults -display none >&2
	fdtput -c "$tree" "$node"
	fdtput -t s "$tree" "$node" compatible pmem-region
	fdtput "$tree" "$node" volatile
	fdtput -t x "$tree" "$node" reg 0 "${2#0x}" 0 "$(printf %x "$(stat -c %s "$1")")"
	case ${3:-} in
	'') ;;
	no-map)
		fdtput -c "$tree" /reserved-memory
		fdtput -t x "$tree" /reserved-memory '#address-cells' 2
		fdtput -t x "$tree" /reserved-memory '#size-cells' 2
		fdtput "$tree" /reserved-memory ranges
		fdtput -c "$tree" "/reserved-memory/iso@${2#0x}"
		fdtput "$tree" "/reserved-memory/iso@${2#0x}" no-map
		fdtput -t x "$tree" "/reserved-memory/iso@${2#0x}" reg \
			0 "${2#0x}" 0 "$(printf %x "$(stat -c %s "$1")")"
		;;
	*)
		fdtput -t x "$tree" /chosen linux,usable-memory-range \
			0 40000000 0 "$(printf %x $(($3 - 0x40000000)))"
		;;
	esac
	printf '%s\n' -dtb "$tree" -device "loader,file=$1,addr=$2,force-raw=on"
}
