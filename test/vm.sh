# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # $top and $cache are the caller's
# Sourced by the tests, the benches and the demo, which set $top and $cache: run virtual machines.

# vm_accel: print the accelerator that works here, kvm or tcg. If /dev/kvm can be opened, it need not be
# able to run a guest. So try a small boot, once, and keep the answer.
vm_accel() {
	if [ ! -s "$cache/accel" ]; then
		accel=tcg
		kernel=$(vm_kernel x86_64)/vmlinuz
		mkdir -p "$cache"
		if [ -w /dev/kvm ] && vm_kvm_works "$kernel" 2>/dev/null; then
			accel=kvm
		fi
		echo $accel >"$cache/accel"
	fi
	cat "$cache/accel"
}

# A kernel without a root panics, and QEMU exits, within seconds if KVM works. If it does not, QEMU may
# abort, which the shell reports.
vm_kvm_works() { # KERNEL
	timeout 10 qemu-system-x86_64 -M q35,accel=kvm -cpu host -m 256M -nodefaults -display none \
		-no-reboot -serial stdio -kernel "$1" \
		-append 'console=ttyS0 panic=-1' </dev/null | grep -q 'Kernel panic'
}

# vm_kernel ARCH [SUITE]: print the folder of the kernel of a Debian suite: SUITE, or that in the
# environment, or bookworm. The kernel of the suite nfit-test emulates NVDIMMs itself.
vm_kernel() {
	case $1.${2:-} in
	*.nfit-test) "$top/scripts/fetch-nfit-test" bookworm amd64 linux-image-cloud-amd64 ;;
	x86_64.*) "$top/scripts/fetch-kernel" "${2:-${SUITE:-bookworm}}" amd64 linux-image-cloud-amd64 ;;
	aarch64.*) "$top/scripts/fetch-kernel" "${2:-${SUITE:-bookworm}}" arm64 linux-image-cloud-arm64 ;;
	esac
}

# vm_nvdimm FILE...: print QEMU's arguments for one NVDIMM for each file. The size of a file is a multiple
# of 2 MiB. The guest can write to it.
vm_nvdimm() {
	n=0
	for file; do
		printf '%s\n' -object \
			"memory-backend-file,id=mem$n,share=on,mem-path=$file,size=$(stat -c %s "$file")" \
			-device "nvdimm,id=nvdimm$n,memdev=mem$n"
		n=$((n + 1))
	done
}

# vm_pad FILE: increase its size to a multiple of 2 MiB, which QEMU needs.
vm_pad() {
	truncate -s %2M "$1"
}

# vm_pc [QEMU-ARGUMENT...]: run an x86-64 machine, with its console on standard input and output.
vm_pc() {
	accel=$(vm_accel)
	# Three limits of software emulation in QEMU 7.2. cmpxchg16b is wrong with two CPUs (cx16). A page
	# that has held code takes only some hundred stores a second, so clear it by stores of eight bytes,
	# not of one (erms, fsrm). With a thread for each CPU, a CPU that is delayed while another one
	# patches the kernel's code can execute an int3 that is already handled: "Oops: int3", in one of
	# eight boots on a busy machine. So there is one thread, unless VM_THREAD=multi.
	cpu=max,-cx16,-erms,-fsrm
	if [ "$accel" = tcg ]; then
		accel=tcg,thread=${VM_THREAD:-single}
	else
		cpu=host
	fi
	exec qemu-system-x86_64 -M q35,nvdimm=on -accel "$accel" -cpu $cpu -smp "${VM_CPUS:-2}" \
		-nodefaults -display none -no-reboot -serial "${VM_SERIAL:-stdio}" "$@"
}

# vm_run_bios IGNORED IGNORED IGNORED QEMU-ARGUMENT...: let a PC's BIOS boot a disk or CD of the
# arguments. The others are for vm_run_ovmf.
vm_run_bios() {
	shift 3
	vm_pc -m 1G,slots=8,maxmem=16G "$@"
}

# vm_run_x86_64 KERNEL INITRAMFS CMDLINE [QEMU-ARGUMENT...]: boot them.
vm_run_x86_64() {
	kernel=$1 initramfs=$2 cmdline=$3
	shift 3
	# On a busy machine the emulated timer is too late for the kernel's check of it, which would panic.
	vm_pc -m 1G,slots=8,maxmem=16G \
		-kernel "$kernel" -initrd "$initramfs" -append "console=ttyS0 no_timer_check $cmdline" "$@"
}

# vm_run_ovmf FOLDER PORT FILE [QEMU-ARGUMENT...]: let EDK2 boot FILE by HTTP from this machine. EDK2's
# variables are in FOLDER. VM_MEMORY is the size of its RAM (1G).
vm_run_ovmf() {
	vm_ovmf ovmf "$@"
}

# vm_run_ovmf_secure: the same with Secure Boot. Firmware trusts the certificate FOLDER/secure-boot.crt alone.
vm_run_ovmf_secure() {
	VM_ENROL="--enroll-cert $1/secure-boot.crt --add-db 11111111-2222-3333-4444-123456789abc $1/secure-boot.crt --no-microsoft --secure-boot"
	vm_ovmf ovmf-secure "$@" -M smm=on -global driver=cfi.pflash01,property=secure,value=on
}

# vm_run_aavmf_secure: the same on an arm64 machine.
vm_run_aavmf_secure() {
	VM_ENROL="--delete PK --delete KEK --delete db --delete dbx --enroll-cert $1/secure-boot.crt --add-db 11111111-2222-3333-4444-123456789abc $1/secure-boot.crt --no-microsoft --secure-boot"
	vm_firmware aavmf "$1" "http://10.0.2.2:$2/$3"
	shift 3
	# shellcheck disable=SC2086 # arguments
	exec qemu-system-aarch64 -M virt $vm_machine_aarch64 -nodefaults -display none -no-reboot -serial stdio \
		-drive "if=pflash,unit=0,format=raw,readonly=on,file=$code" -drive "if=pflash,unit=1,format=raw,file=$vars" \
		-netdev user,id=net0 -device virtio-net-pci,netdev=net0 -device virtio-rng-pci "$@"
}

vm_firmware() { # FIRMWARE FOLDER URI: set $code, and $vars to a file in FOLDER
	code=$("$top/scripts/fetch-firmware" "$1")/code.fd vars=$2/vars.fd
	cp "${code%/*}/vars.fd" "$vars"
	# shellcheck disable=SC2086 # options
	vm_fw_vars --inplace "$vars" ${VM_ENROL:-} --set-boot-uri "$3" >&2
}

vm_ovmf() { # FIRMWARE FOLDER PORT FILE [QEMU-ARGUMENT...]
	vm_firmware "$1" "$2" "http://10.0.2.2:$3/$4"
	shift 4
	# Without nvdimm=off, QEMU's description of NVDIMMs would come before that of the firmware.
	vm_pc -M nvdimm=off -m "${VM_MEMORY:-1G}" \
		-drive "if=pflash,unit=0,format=raw,readonly=on,file=$code" \
		-drive "if=pflash,unit=1,format=raw,file=$vars" \
		-netdev user,id=net0 -device virtio-net-pci,netdev=net0 -device virtio-rng-pci "$@"
}

# vm_pflash FOLDER: print the arguments that start EDK2 with the variables of vm_firmware, in a machine with a -kernel.
vm_pflash() {
	echo "-drive if=pflash,unit=0,format=raw,readonly=on,file=$("$top/scripts/fetch-firmware" ovmf)/code.fd" \
		"-drive if=pflash,unit=1,format=raw,file=$1/vars.fd"
}

vm_fw_vars() { # ARGUMENT...: run this system's virt-fw-vars or, on bookworm, which has none, that of trixie
	if command -v virt-fw-vars >/dev/null; then
		virt-fw-vars "$@"
	else
		PYTHONPATH=$("$top/scripts/fetch-firmware" virt-firmware)/python /usr/bin/python3 -m virt.firmware.vars "$@"
	fi
}

# vm_run_u_boot FOLDER PORT FILE [QEMU-ARGUMENT...]: run U-Boot. The caller types the command to boot
# http://10.0.2.100/FILE, which leads to PORT of this machine: U-Boot fetches only from port 80.
vm_run_u_boot() {
	port=$2
	shift 3
	# shellcheck disable=SC2086 # arguments
	exec qemu-system-aarch64 -M virt $vm_machine_aarch64 -nodefaults -display none -no-reboot \
		-serial stdio -bios "$("$top/scripts/fetch-firmware" u-boot)/u-boot.bin" \
		-netdev "user,id=net0,guestfwd=tcp:10.0.2.100:80-cmd:busybox nc 127.0.0.1 $port" \
		-device virtio-net-pci,netdev=net0 -device virtio-rng-pci "$@"
}

# The machine that vm_run_aarch64 boots and vm_pmem_region describes.
vm_machine_aarch64='-cpu cortex-a57 -smp 2 -m 1G'

# vm_run_aarch64: as vm_run_x86_64, on an arm64 machine, always by software emulation.
vm_run_aarch64() {
	kernel=$1 initramfs=$2 cmdline=$3
	shift 3
	# shellcheck disable=SC2086 # arguments
	exec qemu-system-aarch64 -M virt $vm_machine_aarch64 \
		-nodefaults -display none -no-reboot -serial stdio \
		-kernel "$kernel" -initrd "$initramfs" -append "console=ttyAMA0 $cmdline" "$@"
}

# vm_pmem_region FILE ADDRESS [MEMORY-END|no-map]: play the firmware that has left FILE at ADDRESS in the
# memory of an arm64 machine. Print QEMU's arguments for the file, and for a Device Tree with the
# pmem-region node, which is written to FILE.dtb. The kernel's memory ends at MEMORY-END. With no-map it
# has all memory, and the range of the file is reserved. QEMU replaces /memory according to -m. So the
# limit is in /chosen, where kexec puts it, with the same effect on the kernel's memory map.
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

# vm_nfit FOLDER [cd|pm ADDRESS SIZE]...: play the ACPI firmware that describes ranges of memory, as a
# volatile virtual CD or as persistent memory. Write an NFIT with an SPA range structure for each range to
# FOLDER, and an SSDT with the device that the driver binds to, and print QEMU's arguments for them.
vm_nfit() {
	folder=$1 index=0
	shift
	# Scope (_SB) { Device (NVDR) { Name (_HID, "ACPI0012") } }
	printf '\020\034\\_SB_\133\202\024NVDR\010_HID\015ACPI0012\000' >"$folder/ssdt"
	{
		vm_hex 00000000
		while [ $# -gt 0 ]; do
			index=$((index + 1)) # for a RAM disk, the table has 0
			case $1 in
			cd) vm_hex 0000 3800 0000 0000 00000000 00000000 30bd5a3d7541ce876d64d2ade523c4bb ;;
			pm) vm_hex 0000 3800 "$(printf %02x00 $index)" 0000 00000000 00000000 79d3f066f3b47440ac430d3318b78cdb ;;
			esac
			vm_hex "$(vm_le64 "$2")" "$(vm_le64 "$3")" 0880000000000000
			shift 3
		done
	} >"$folder/nfit"
	printf '%s\n' -acpitable "sig=NFIT,rev=1,data=$folder/nfit" -acpitable "sig=SSDT,rev=2,data=$folder/ssdt"
}

# vm_tpm FOLDER [tpm-crb|tpm-tis-device]: start an emulated TPM 2.0, whose files are in FOLDER, and print QEMU's arguments
# for it. It ends with QEMU.
vm_tpm() {
	mkdir -p "$1/tpm"
	swtpm socket --tpm2 --tpmstate "dir=$1/tpm" --ctrl "type=unixio,path=$1/tpm/socket" --terminate --daemon >"$1/tpm/log" 2>&1 </dev/null
	printf '%s\n' -chardev "socket,id=tpm,path=$1/tpm/socket" -tpmdev emulator,id=tpm,chardev=tpm -device "${2:-tpm-tis},tpmdev=tpm"
}

vm_hex() { # DIGITS...: print these bytes
	echo "$*" | xxd -r -p
}

vm_le64() { # NUMBER: print its hexadecimal digits, the lowest byte first
	printf '%016x' $(($1)) | fold -w 2 | tac | tr -d '\n'
}
