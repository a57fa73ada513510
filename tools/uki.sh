# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2034 # variables of the tool
# Unified kernel images, a part of pmemboot-mkinitramfs: EFI programs of systemd-stub with the kernel, the initramfs and
# the parameters as sections, made and signed by ukify. With Secure Boot, the stub takes no other parameters. An addon has no
# kernel: the stub adds its initramfs, since systemd 257, and its parameters to those of the image beside it.

cmdline_max=2048 # bytes, the kernel's limit on x86 (COMMAND_LINE_SIZE)

check_uki() { # of $uki or $addon, with what belongs to them
	what=${uki:+--uki}${addon:+--addon}
	if [ -z "$what" ]; then
		[ -z "$cmdline$kernel$stub$sign$cert$pcr_key" ] || fail_usage "--cmdline, --kernel, --stub, --sign, --cert and --pcr-key are for --uki or --addon"
		return 0
	fi
	[ -z "$uki" ] || [ -z "$append" ] || fail_usage "--append builds no initramfs for a --uki; --addon takes it"
	[ -z "$addon" ] || [ -z "$kernel$pcr_key" ] || fail_usage "an addon has no kernel; --kernel and --pcr-key are for --uki"
	[ -n "$cmdline$append$uki" ] || fail_usage "--addon needs --append for an archive, --cmdline for parameters, or both"
	: "${cmdline:=pmemboot.root=auto,required${append:+ rdinit=/pmemboot/init}}"
	case $cmdline in *[![:print:]]*) fail_usage "the parameters of --cmdline are not one line of printable ASCII" ;; esac
	[ ${#cmdline} -lt $cmdline_max ] || fail_usage "the parameters of --cmdline are longer than the kernel's limit of $cmdline_max bytes"
	case " $cmdline" in *' pmemboot.root='*) ;; *) warn "warning: pmemboot does nothing without pmemboot.root=, which --cmdline does not have" ;; esac
	check_signing
	# What the stub loads from an addon comes after the initramfs of the image.
	[ -z "$addon" ] || [ -z "$stock" ] || ! is_lz4 || fail "the kernel would unpack no addon: $stock is in LZ4 format, after which it unpacks nothing"
	need_programs 'systemd-ukify (Debian 13 and later; elsewhere it may be a part of systemd)' ukify
}

check_signing() {
	[ -n "$sign" ] || [ -z "$cert" ] || fail_usage "--cert needs the private key, with --sign KEY"
	[ -z "$sign" ] || [ -n "$cert" ] || fail_usage "--sign needs the certificate of the key, with --cert FILE"
	if [ -n "$sign" ]; then
		check_file key "$sign"
		check_file certificate "$cert"
		need_programs sbsigntool sbsign
	else
		warn "warning: ${uki:-$addon} will not be signed: with Secure Boot, ${uki:+firmware refuses it}${addon:+systemd-stub ignores it}"
	fi
	[ -n "$pcr_key" ] || return 0
	check_file key "$pcr_key"
	need_programs openssl openssl
	[ -x /usr/lib/systemd/systemd-measure ] || fail "/usr/lib/systemd/systemd-measure not found; install systemd-boot-tools, or systemd where that has it"
	try "$pcr_key is no private key" openssl pkey -in "$pcr_key" -pubout -out "$work/pcr.pub"
}


efi_arch() { # print firmware's name of $arch
	case $arch in
	x86_64) echo x64 ;;
	aarch64) echo aa64 ;;
	*) echo "$arch" ;;
	esac
}

find_stub() { # linux|addon: set $stub
	: "${stub:=/usr/lib/systemd/boot/efi/$1$(efi_arch).efi.stub}"
	[ -f "$stub" ] || fail "$stub not found; install systemd-boot-efi for $arch, or name it with --stub FILE"
}

find_kernel() { # set $kernel
	: "${kernel:=$(first_file "$(inside "boot/vmlinuz-$version")" "$modules/vmlinuz" "$(inside "boot/vmlinux-$version")")}"
	[ -n "$kernel" ] || fail "the kernel of Linux $version is neither $below/boot/vmlinuz-$version nor $modules/vmlinuz; name it with --kernel FILE"
	check_file kernel "$kernel"
	[ "$(head -c 2 -- "$kernel")" = MZ ] || fail "$kernel cannot be in a unified kernel image: it is no EFI program"
}

# write_uki [INITRAMFS]: make the image or the addon, and replace the output by it
write_uki() {
	begin_output
	stage "making $output"
	: "${arch:=$(uname -m)}"
	printf '%s' "$cmdline" >"$work/cmdline"
	set -- ${1:+--initrd="$1"}
	[ -z "$sign" ] || set -- "$@" --secureboot-private-key="$sign" --secureboot-certificate="$cert"
	if [ -n "$uki" ]; then
		find_stub linux
		find_kernel
		printf 'ID=pmemboot\nPRETTY_NAME="pmemboot, Linux %s"\n' "$version" >"$work/os-release"
		set -- "$@" --linux="$kernel" --uname="$version" --os-release="@$work/os-release" \
			${pcr_key:+--pcr-private-key="$pcr_key" --pcr-public-key="$work/pcr.pub"}
	else
		find_stub addon
	fi
	try "ukify cannot make $output" ukify build --efi-arch="$(efi_arch)" --stub="$stub" --cmdline="@$work/cmdline" "$@" --output="$new"
	size=$(stat -c %s "$new")
	stage "writing $output"
	end_output
	say "$output: $size bytes, ${version:+Linux $version, }$arch, ${sign:+signed, }parameters \"$cmdline\""
}
