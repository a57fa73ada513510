# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2034 # variables of pmemboot-remaster
# Unified kernel images, a part of pmemboot-remaster. Their parameters and their initramfs are inside them. For those that
# firmware loads from a FAT, systemd-stub takes more of both from an addon, NAME.efi.extra.d/*.addon.efi: an EFI program
# with the sections .cmdline and, since systemd 257, .initrd.
ukis_max=16 stub_least=257

# The headers are in the first 4 KiB. pe_section FILE NAME: print "OFFSET SIZE" of a section
pe_section() {
	boot_sector=$1
	pe=$(number_at 60 4)
	[ "${pe:-4096}" -lt 4096 ] && [ "$(magic "$1" "$pe" 4)" = 50450000 ] || return 1
	sections=$(number_at $((pe + 6)) 2) at=$((pe + 24 + $(number_at $((pe + 20)) 2)))
	wanted=$(printf %-8s "$2" | tr ' ' '\0' | od -An -tx1 | tr -d ' \n')
	while [ "$sections" -gt 0 ] && [ "$at" -lt 4096 ]; do
		if [ "$(magic "$1" "$at" 8)" = "$wanted" ]; then
			echo "$(number_at $((at + 20)) 4) $(number_at $((at + 16)) 4)"
			return
		fi
		sections=$((sections - 1)) at=$((at + 40))
	done
	return 1
}

section() { # FILE NAME: print its bytes
	place=$(pe_section "$1" "$2") || return 1
	tail -c "+$((${place% *} + 1))" -- "$1" | head -c "${place#* }"
}

# $work/ukis has a line "WHERE<TAB>PATH" for each.
find_ukis() {
	sed -n '/^ *"ukis": \[$/,/\]/s/^ *"\(.*\)",\{0,1\}$/iso	\1/p' "$work/plan" >"$work/ukis"
	while read -r number _; do
		awk -F '\t' 'tolower($3) ~ /\.efi$/ && tolower($3) !~ /\.addon\.efi$/ { print $3 }' "$work/list.fat.$number" | head -n $ukis_max >"$work/programs"
		while read -r path; do
			from_fat "$number" "$path" "$work/uki" || continue
			! pe_section "$work/uki" .linux >/dev/null || printf 'fat.%s\t%s\n' "$number" "$path" >>"$work/ukis"
		done <"$work/programs"
	done <"$work/fats"
}

has_ukis() { # that an addon may change
	[ -z "$drivers_only" ] && grep -q '^fat' "$work/ukis"
}

pass_over_uki() { # WHY
	warn "warning: $in: $path, a unified kernel image, does not change: $1"
}

# set $version to its kernel, as the image or the kernel in it says
find_uki_version() {
	version=$(section "$work/uki" .uname | head -c 128 | tr -d '\0\n')
	has_version "$version" && return
	section "$work/uki" .linux | head -c 65536 >"$work/uki.linux"
	version=$(kernel_version "$work/uki.linux")
	[ -n "$version" ] || only_version || version=''
}

find_addon_stub() { # set $stub
	stub=''
	case $(magic "$work/uki" $((pe + 4)) 2) in 6486) stub=x64 ;; 64aa) stub=aa64 ;; esac
	stub=/usr/lib/systemd/boot/efi/addon$stub.efi.stub
	[ -f "$stub" ]
}

# The sections are placed after those of the stub, at multiples of its alignment.
make_addon() { # FILE
	printf '%s' "$add_words" >"$work/addon.cmdline"
	base=$(objdump -h "$stub" | awk '$2 ~ /^\./ { print $3, $4 }' | while read -r size start; do
		echo $(((0x$start + 0x$size + 4095) / 4096 * 4096))
	done | sort -n | tail -n 1)
	next=$((base + ($(stat -c %s "$work/addon.cmdline") + 4095) / 4096 * 4096))
	objcopy --add-section ".cmdline=$work/addon.cmdline" --set-section-flags .cmdline=data,readonly --change-section-vma ".cmdline=$base" \
		--add-section ".initrd=$work/archive.$version" --set-section-flags .initrd=data,readonly --change-section-vma ".initrd=$next" \
		"$stub" "$1" 2>"$work/log"
}

plan_uki() { # of $work/uki, in the FAT $number, at $path
	stub_version=$(section "$work/uki" .sdmagic | tr -d '\0' | sed -n 's/.*systemd-stub \([0-9]*\).*/\1/p')
	find_uki_version
	if ! [ "${stub_version:-0}" -ge $stub_least ]; then
		pass_over_uki "only systemd-stub $stub_least and later takes an initramfs from an addon, and it has ${stub_version:-another one}"
	elif ! command -v objcopy >/dev/null || ! command -v objdump >/dev/null; then
		pass_over_uki "objcopy, which makes an addon, not found; install binutils"
	elif ! find_addon_stub; then
		pass_over_uki "$stub not found; install systemd-boot-efi"
	elif [ -z "$version" ] || ! has_version "$version"; then
		pass_over_uki "there are no modules for its kernel${version:+, Linux $version}"
	elif ! make_archive "$version" || ! make_addon "$work/addon"; then
		pass_over_uki "no addon could be made for Linux $version"
	elif ! to_fat "$number" "$work/addon" "$path.extra.d/pmemboot.addon.efi"; then
		pass_over_uki "there is no room for an addon in its EFI system partition"
	else
		printf '%s\t%s\n' "$number" "$path.extra.d/pmemboot.addon.efi" >>"$work/addons"
		warn "warning: $in: the addon of $path is not signed: with Secure Boot, systemd-stub ignores it"
	fi
}

plan_ukis() { # $work/addons has a line "N<TAB>PATH" for each that was added
	: >"$work/addons"
	while IFS=$tab read -r where path; do
		number=${where#fat.}
		if [ "$where" = iso ]; then
			pass_over_uki "firmware does not load it from here; pmemboot must be put into the initramfs that it is built of"
		elif [ -n "$drivers_only" ]; then
			pass_over_uki "--drivers-only cannot tell what its initramfs has"
		else
			from_fat "$number" "$path" "$work/uki" && plan_uki </dev/null
		fi
	done <"$work/ukis"
}
