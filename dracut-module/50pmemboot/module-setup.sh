#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck disable=SC2154 # dracut's variables
# dracut module: the root is the image that firmware left in persistent memory. The agent does the work.
# Without pmemboot.root= on the kernel command line, the module does nothing.

# `make install` puts its PREFIX in place of /usr in these.
pmemboot_agent=/usr/lib/pmemboot/pmemboot
pmemboot_tool=/usr/sbin/pmemboot-mkinitramfs
pmemboot_checker=/usr/sbin/pmemboot
pmemboot_hooks=/usr/lib/pmemboot/hooks

# Include the module only on request (--add pmemboot, add_dracutmodules).
check() {
	require_binaries "$pmemboot_agent" || return 1
	return 255
}

depends() {
	echo base
}

# Set pmemboot_list to the drivers. The tool prints which are missing, and fails if no boot is possible
# without them. dracut reads this file again for each function: the variables keep the answer.
pmemboot_list_drivers() {
	local tree=${dracutsysrootdir-}
	if [ "${pmemboot_kernel-}" != "$kernel" ]; then
		# --kmoddir names a folder lib/modules/VERSION of another tree.
		case ${drivers_dir-} in */lib/modules/*) tree=${drivers_dir%/lib/modules/*} ;; esac
		pmemboot_kernel=$kernel
		pmemboot_list=$("${dracutsysrootdir-}$pmemboot_tool" -q --list-drivers -r "${tree:-/}" "$kernel") || pmemboot_list=''
	fi
	[ -n "$pmemboot_list" ]
}

# Does the command line ask for the module (--add, --force-add, --modules)? dracut.conf asks on behalf of
# every kernel, and one that cannot boot from persistent memory needs its initramfs all the same.
pmemboot_is_requested() {
	case " ${add_dracutmodules_l[*]-} ${force_add_dracutmodules_l[*]-} ${dracutmodules_l[*]-} " in
	*[[:space:]]pmemboot[[:space:]]*) true ;;
	*) false ;;
	esac
}

# Are the policy and the keys, which go into the initramfs, valid? pmemboot says what is wrong.
pmemboot_check_trusted() {
	local file status=0
	for file in "${dracutsysrootdir-}"/etc/pmemboot/policy "${dracutsysrootdir-}"/etc/pmemboot/keys.d/*.pub \
		"${dracutsysrootdir-}"/etc/pmemboot/keys.d/seed/*.pub; do
		[ -f "$file" ] || continue
		case $file in
		*.pub) "$pmemboot_checker" policy-check --key="$file" || status=1 ;;
		*) "$pmemboot_checker" policy-check "$file" || status=1 ;;
		esac
	done
	return $status
}

# Include all drivers by name, in hostonly mode too: another machine may boot this initramfs.
installkernel() {
	local line
	if ! pmemboot_list_drivers; then
		if pmemboot_is_requested; then
			derror "pmemboot: Linux $kernel cannot boot from persistent memory (see above)"
			return 1
		fi
		dwarning "pmemboot: Linux $kernel cannot boot from persistent memory (see above); its initramfs is made without pmemboot"
		return 0
	fi
	# With an invalid policy the initramfs boots no image, but another root, which a kernel needs.
	if ! pmemboot_check_trusted; then
		if pmemboot_is_requested; then
			derror "pmemboot: the policy or a key in /etc/pmemboot is not valid (see above)"
			return 1
		fi
		dwarning "pmemboot: the policy or a key in /etc/pmemboot is not valid (see above); pmemboot will refuse to boot by it"
	fi
	while read -r line; do
		case $line in
		'#'*) continue ;;
		esac
		hostonly='' instmods "${line%%:*}"
	done <<< "$pmemboot_list"
	mkdir -p "$initdir/etc/pmemboot"
	# The agent loads the modules on this list. It can load compressed ones only if the kernel decompresses
	# them. If not, leave the list out: kmod loads them then.
	if ! grep -q '\.ko\.' <<< "$pmemboot_list" ||
		grep -qs '^CONFIG_MODULE_DECOMPRESS=y' "${dracutsysrootdir-}"/boot/config-"$kernel" \
			"${dracutsysrootdir-}"/lib/modules/"$kernel"/config; then
		echo "$pmemboot_list" > "$initdir/etc/pmemboot/drivers"
	fi
}

install() {
	local file
	# If drivers are missing, installkernel() says so.
	[ "${no_kernel-}" = yes ] || pmemboot_list_drivers || return 0
	inst "$pmemboot_agent" /usr/bin/pmemboot
	inst_hook cmdline 20 "$moddir/pmemboot-cmdline.sh"
	if dracut_module_included systemd; then
		inst_simple "$moddir/pmemboot-root.service" "$systemdsystemunitdir/pmemboot-root.service"
		# By the name of this link the agent is the generator of the units.
		mkdir -p "$initdir$systemdutildir/system-generators"
		ln_r /usr/bin/pmemboot "$systemdutildir/system-generators/dracut-pmemboot-generator"
		# Without this module, nobody runs the hooks.
		if ! dracut_module_included dracut-systemd; then
			inst_simple "$moddir/pmemboot-hold.service" "$systemdsystemunitdir/pmemboot-hold.service"
			inst_simple "$moddir/pmemboot-emergency.conf" "$systemdsystemunitdir/emergency.service.d/pmemboot.conf"
		fi
	else
		inst_hook mount 20 "$moddir/pmemboot-mount.sh"
	fi
	for file in "${dracutsysrootdir-}"/etc/pmemboot/policy "${dracutsysrootdir-}"/etc/pmemboot/keys.d/*.pub \
		"${dracutsysrootdir-}"/etc/pmemboot/keys.d/seed/*.pub; do
		[ ! -f "$file" ] || inst_simple "${file#"${dracutsysrootdir-}"}"
	done
	inst_hook emergency 60 "$moddir/pmemboot-emergency.sh"
	inst_hook shutdown-emergency 60 "$moddir/pmemboot-emergency.sh"
	if [ -d "${dracutsysrootdir-}$pmemboot_hooks" ]; then
		inst_dir /etc/pmemboot/hooks
		cp -R "${dracutsysrootdir-}$pmemboot_hooks"/*.d "$initdir/etc/pmemboot/hooks/" 2> /dev/null || :
	fi
}
