#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck disable=SC2154 # dracut's variables
# dracut module: the root is the image that firmware left in persistent memory. The agent does the work.
# Without pmemboot.root= on the kernel command line, the module does nothing.

pmemboot_agent=/usr/lib/pmemboot/pmemboot
pmemboot_tool=/usr/sbin/pmemboot-mkinitramfs

# Include the module only on request (--add pmemboot, add_dracutmodules).
check() {
	require_binaries "$pmemboot_agent" || return 1
	return 255
}

depends() {
	echo base
}

# Include all drivers by name, in hostonly mode too: another machine may boot this initramfs. The tool
# prints the missing drivers, and fails if no boot is possible without them.
installkernel() {
	local line list
	list=$("${dracutsysrootdir-}$pmemboot_tool" --list-drivers -r "${dracutsysrootdir:-/}" "$kernel") || {
		derror "pmemboot: Linux $kernel cannot boot from persistent memory (see above)"
		return 1
	}
	while read -r line; do
		case $line in
		'#'*) continue ;;
		esac
		hostonly='' instmods "${line%%:*}"
	done <<< "$list"
	mkdir -p "$initdir/etc/pmemboot"
	# The agent loads the modules on this list. It can load compressed ones only if the kernel decompresses
	# them. If not, leave the list out: kmod loads them then.
	if ! grep -q '\.ko\.' <<< "$list" ||
		grep -qs '^CONFIG_MODULE_DECOMPRESS=y' "${dracutsysrootdir-}"/boot/config-"$kernel" \
			"${dracutsysrootdir-}"/lib/modules/"$kernel"/config; then
		echo "$list" > "$initdir/etc/pmemboot/drivers"
	fi
}

install() {
	local file
	inst "$pmemboot_agent" /usr/bin/pmemboot
	inst_hook cmdline 20 "$moddir/pmemboot-cmdline.sh"
	if dracut_module_included systemd; then
		inst_simple "$moddir/pmemboot-root.service" "$systemdsystemunitdir/pmemboot-root.service"
		inst_script "$moddir/pmemboot-generator.sh" "$systemdutildir/system-generators/dracut-pmemboot-generator"
		inst_multiple cp mv ln mkdir
	else
		inst_hook mount 20 "$moddir/pmemboot-mount.sh"
	fi
	for file in "${dracutsysrootdir-}"/etc/pmemboot/policy "${dracutsysrootdir-}"/etc/pmemboot/keys.d/*.pub; do
		[ ! -f "$file" ] || inst_simple "${file#"${dracutsysrootdir-}"}"
	done
	if dracut_module_included plymouth; then
		inst_hook emergency 60 "$moddir/pmemboot-emergency.sh"
		inst_hook shutdown-emergency 60 "$moddir/pmemboot-emergency.sh"
	fi
	if [ -d "${dracutsysrootdir-}/usr/lib/pmemboot/hooks" ]; then
		inst_dir /etc/pmemboot/hooks
		cp -R "${dracutsysrootdir-}"/usr/lib/pmemboot/hooks/*.d "$initdir/etc/pmemboot/hooks/" 2> /dev/null || :
	fi
}
