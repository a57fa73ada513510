# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2034,SC2016 # variables of pmemboot-remaster; other shells and awk expand theirs
# Sealed copies, a part of pmemboot-remaster. Each link of the chain covers the next one:
#   the certificate in firmware   the unified kernel image in the EFI system partition, $esp
#   that                          the policy and the key in its initramfs
#   the key                       $sealed_list: the sum of the root hash of each root image, lowest first
#   a root hash                   the hash tree, and by it each block of the root image
# What else the image can boot goes. What else it has is not covered, and a boot does not mount it.

esp=/efi.img filler=/pmemboot.pad sealed_list=/SHA256SUMS
probe_size=67108864 # bytes, in which the directories of the copy must be
copy_max=9223372036854775807

check_seal() {
	[ -z "$drivers_only$dry_run" ] || fail_usage "--seal takes neither --drivers-only nor --dry-run"
	case $align in 4K) alignment=4096 ;; 2M) alignment=2097152 ;; *) fail_usage "--align takes 4K or 2M, not $align" ;; esac
	case $image_version in *[!0-9]* | ????????????????*) fail_usage "--image-version takes a number of at most 15 digits, not $image_version" ;; esac
	check_keys
	[ -z "$kernel" ] || check_file kernel "$kernel"
	need_programs cryptsetup-bin veritysetup
	need_programs minisign minisign
	need_programs mtools mformat mmd mcopy
	need_programs sbsigntool sbsign
	need_programs 'systemd-ukify (Debian 13 and later; elsewhere it may be a part of systemd)' ukify
	[ -z "$dax" ] || need_programs erofs-utils mkfs.erofs
	[ -z "$dax" ] || [ "$(id -u)" = 0 ] || need_programs 'fakeroot, or run this as root,' fakeroot
}

# The folder becomes an ISO, which is sealed like others. Its date is that of the newest file.
pack_folder() {
	stage "packing $in"
	newest=$(find "$in/" -printf '%T@\n' | sort -n | tail -n 1)
	newest=$(TZ=UTC date -d "@${SOURCE_DATE_EPOCH:-${newest%.*}}" +%Y%m%d%H%M%S00)
	packed=$work/$(basename -- "$(readlink -f -- "$in")").iso
	try "xorriso cannot pack $in" edit_iso -as mkisofs -quiet -R -V "${volid:-SEALED}" --modification-date="$newest" -o "$packed" "$in"
	in=$packed
}

# ---- What the image is ----

plan_value() { # NAME INDENT: print a string of the plan's JSON
	sed -n "s/^ \\{$2\\}\"$1\": \"\\(.*\\)\",\\{0,1\\}\$/\\1/p" "$work/plan" | head -n 1 | sed 's/\\\(["\\/]\)/\1/g'
}

check_plan() { # and set $root_word, which pins the root images
	grep -q '^    "takeover": true' "$work/plan" || fail "$in cannot be sealed: pmemboot cannot mount its root: $(plan_value takeover_why_not 4)"
	list_layers >"$work/layers"
	root_word=''
	while IFS=$tab read -r path _; do
		case $path in
		*[!A-Za-z0-9._+@/=-]*) fail "$in cannot be sealed: a policy cannot have the name of its root image \"$path\"" ;;
		esac
		root_word=$root_word,/$path
	done <"$work/layers"
	[ -n "$root_word" ] || fail "$in cannot be sealed: it has no root image"
	root_word=pmemboot.root=auto,required:${root_word#,}
}

# Those of the entry of the boot menus that tells the layout, or of the first one, or what programs of the live system look for.
find_words() { # set $words
	own=$(plan_value text 4)
	[ -n "$own" ] || own=$(plan_value parameters 6)
	[ -n "$own" ] || own=$(plan_value words 4)
	kept='' left=''
	for word in $own; do
		name=${word%%=*}
		if is_left_out "$word"; then left="$left $word"; else kept="$kept $word"; fi
	done
	[ -z "$left" ] || say "parameters of the boot menu that the policy does not allow, or that have no effect, are left out:$left"
	words="$root_word$kept${words:+ $words}"
}

is_left_out() { # WORD
	case $1 in
	BOOT_IMAGE=* | initrd=* | init=* | rdinit=* | root=* | rootflags=* | roothash=* | layerfs-path=* | findiso=* | iso-scan/filename=* | -- | ---) return 0 ;;
	pmemboot.root=* | pmemboot.verify=* | pmemboot.roothash=* | pmemboot.layout=* | pmemboot.shell=* | pmemboot.overlay=* | pmemboot.firmware=*) return 0 ;;
	esac
	for gone in $remove_words; do
		case $gone in *=) [ "${1%%=*}=" != "$gone" ] || return 0 ;; *) [ "$1" != "$gone" ] || return 0 ;; esac
	done
	return 1
}

# ---- The kernel ----

is_kernel() { # FILE: and set $version to one whose modules are there
	version=$(kernel_version "$1")
	[ -n "$version" ] || only_version || return 1
	has_version "$version"
}

find_kernel() { # set $version and $kernel
	if [ -n "$kernel" ]; then
		is_kernel "$kernel" || fail "there are no modules for $kernel${version:+, which is Linux $version}; name some with --modules"
	else
		kernel_of_menus || kernel_of_ukis || kernel_of_modules || kernel_of_names || kernel_of_root ||
			fail "$in: none of its kernels is one that its modules are for; name one with --kernel, or modules with --modules"
	fi
	folder=$(VERSION=$version awk -F '\t' '$1 == ENVIRON["VERSION"] "" { print $2; exit }' "$work/versions")
	# Without these, each boot would be refused.
	"$here/pmemboot-mkinitramfs" --list-drivers -r "$folder" "$version" >"$work/drivers" 2>"$work/log" ||
		fail "Linux $version cannot boot a sealed image: $(tail -n 1 "$work/log" | sed 's/^[^:]*: //')"
	for driver in dm_mod dm_verity; do
		grep -q "^$driver:" "$work/drivers" || fail "Linux $version cannot boot a sealed image: it has no $driver"
	done
}

kernel_of_menus() {
	while IFS=$tab read -r number group _ _ path _ <&3; do
		file=$(KERNEL=$path awk -F '\t' '$3 == ENVIRON["KERNEL"] "" { print $1; exit }' "$work/kernels")
		if [ -z "$file" ] || [ ! -e "$work/$file" ]; then continue; fi
		find_version "$number" "$group" "$path"
		if [ -z "$version" ] || ! has_version "$version"; then continue; fi
		kernel=$work/$file
		return
	done 3<"$work/groups"
	return 1
}

kernel_of_ukis() {
	while IFS=$tab read -r where path <&3; do
		case $where in fat.*) from_fat "${where#fat.}" "$path" "$work/uki" || continue ;; *) continue ;; esac
		find_uki_version
		if [ -z "$version" ] || ! has_version "$version" || ! section "$work/uki" .linux >"$work/kernel.uki"; then continue; fi
		kernel=$work/kernel.uki
		return
	done 3<"$work/ukis"
	return 1
}

kernel_of_modules() {
	only_version || return 1
	source=$(cut -f 2 "$work/versions")
	for kernel in "$source/usr/lib/modules/$version/vmlinuz" "$source/lib/modules/$version/vmlinuz"; do
		! is_own "$kernel" -type f || return 0
	done
	kernel=''
	return 1
}

kernel_of_names() {
	awk -F '\t' -v max="$package_max" '$1 == "f" && $2 <= max && $3 ~ /\/(vmlinuz|vmlinux|bzImage|linux|kernel|Image)[^\/]*$/ { print "named." ++n "\t" $3 }' \
		"$work/list" | head -n "$initrds_max" >"$work/named"
	extract_all "$package_max" <"$work/named"
	while IFS=$tab read -r file path <&3; do
		kernel=$work/$file
		if [ "$(head -c 2 "$kernel")" != MZ ] || ! is_kernel "$kernel"; then continue; fi
		printf '%s\tiso\t%s\n' "$file" "$path" >>"$work/kernels"
		return
	done 3<"$work/named"
	kernel=''
	return 1
}

kernel_of_root() {
	only_version || return 1
	while IFS=$tab read -r _ offset _ extents _ <&3; do
		if [ "$extents" != 1 ] || [ "$(magic "$in" "$offset" 4)" != 68737173 ]; then continue; fi
		bounded unsquashfs -cat -o "$offset" "$in" "boot/vmlinuz-$version" >"$work/kernel.root" 2>"$work/log" </dev/null || continue
		kernel=$work/kernel.root
		return
	done 3<"$work/layers"
	return 1
}

# ---- Root images ----

copy_extent() { # OFFSET LENGTH FILE: of the image, to the end of FILE
	tail -c "+$(($1 + 1))" -- "$in" | head -c "$2" >>"$3"
}

# The root images become $work/layer.N, as the plan has them. $work/layers gets a line "PATH<TAB>N" for each.
copy_layers() {
	awk '/^        "path": / { n++ }
		n && /^            "offset": / { gsub(/[^0-9]/, ""); offset = $0 }
		n && /^            "length": / { gsub(/[^0-9]/, ""); print n "\t" offset "\t" $0 }
		/^    "mounts": / { exit }' "$work/plan" >"$work/extents"
	while IFS=$tab read -r number offset length; do
		try "cannot copy the root image of $in to ${work%/*}" copy_extent "$offset" "$length" "$work/layer.$number"
	done <"$work/extents"
	cut -f 1 "$work/layers" | awk '{ print $0 "\t" NR }' >"$work/numbered"
	mv "$work/numbered" "$work/layers"
}

as_owner() { # COMMAND...: files keep their owners
	if [ "$(id -u)" = 0 ]; then "$@"; else fakeroot -- "$@"; fi
}

# With DAX, programs use the files of an EROFS where they lie: they are not compressed, and each begins a block of 4 KiB.
make_dax() { # FILE PATH
	[ "$(magic "$1" 0 4)" = 68737173 ] || fail "$in: --dax makes EROFS of squashfs images, and $2 is none"
	try "cannot make an EROFS of $2" as_owner sh -ec 'unsquashfs -q -n -d "$1.tree" "$1" >/dev/null
		[ ! -d "$1.tree/LiveOS" ] || { echo "the root is an image inside of it" >&2 && exit 1; }
		mkfs.erofs --quiet -E noinline_data -T "$2" -U "$3" "$1.erofs" "$1.tree"' sh "$1" "$epoch" "$(uuid_of "$1")"
	chmod -R u+rwX "$1.tree"
	rm -rf "$1.tree"
	mv "$1.erofs" "$1"
}

sum_of() { # FILE
	sum=$(sha256sum <"$1")
	echo "${sum%% *}"
}

uuid_of() { # FILE: print one that its bytes decide
	sum_of "$1" | sed 's/^\(.\{8\}\)\(.\{4\}\).\(.\{3\}\).\(.\{3\}\)\(.\{12\}\).*/\1-\2-4\3-8\4-\5/'
}

# The same image has the same tree.
make_tree() { # FILE
	try "cannot align $1" truncate -s "%$alignment" "$1"
	try "veritysetup cannot make the hash tree" veritysetup format --salt="$(sum_of "$1")" --uuid="$(uuid_of "$1")" --root-hash-file="$1.roothash" "$1" "$1.verity"
	try "cannot align $1.verity" truncate -s "%$alignment" "$1.verity"
}

# What the signatures say of themselves; pmemboot.minimum= compares the version.
seal_comment() {
	echo "sealed by $program${image_version:+ version:$image_version}$(tell_excluded)"
}

make_trees() { # and the signed list
	: >"$work/sums"
	while IFS=$tab read -r path number <&3; do
		stage "making the hash tree of $path"
		[ -z "$dax" ] || make_dax "$work/layer.$number" "$path"
		make_tree "$work/layer.$number"
		printf '%s  %s\n' "$(sum_of "$work/layer.$number.roothash")" "$path.roothash" >>"$work/sums"
	done 3<"$work/layers"
	printf '%s  %s\n' "$(sum_of "$work/efi.img")" "${esp#/}" >>"$work/sums"
	try "minisign cannot sign with $keys/image.key" minisign -S -s "$keys/image.key" -m "$work/sums" -x "$work/sums.minisig" -t "$(seal_comment)"
}

# ---- What firmware starts ----

make_policy() {
	seed_key=$keys/seed.pub # keys of before had none
	[ -f "$seed_key" ] || seed_key=''
	layout=$(plan_value layout 4)
	case $layout in guess | named | unknown | '') layout='' ;; esac
	printf '%s\n' '# a sealed image' "$root_word" ${layout:+"pmemboot.layout=$layout"} pmemboot.verify=require \
		${image_version:+"pmemboot.minimum=$image_version"} ${seed_key:+pmemboot.seed=signed} >"$work/policy"
}

make_seal_uki() {
	stage "making the unified kernel image"
	detail=-q
	[ -z "$verbose" ] || detail=-v
	"$here/pmemboot-mkinitramfs" "$detail" --agent "$agent" -r "$folder" --kernel "$kernel" ${stub:+--stub "$stub"} --key "$keys/image.pub" \
		${seed_key:+--seed-key "$seed_key"} --policy "$work/policy" --cmdline "$words" --sign "$keys/secure-boot.key" --cert "$keys/secure-boot.crt" --uki "$work/sealed.efi" "$version" >&"$say_to" ||
		fail "no unified kernel image could be made for Linux $version (see above)"
}

efi_name() { # FILE: print the name that firmware looks for
	boot_sector=$1
	case $(magic "$1" $(($(number_at 60 4) + 4)) 2) in 6486) echo BOOTX64.EFI ;; 64aa) echo BOOTAA64.EFI ;; *) return 1 ;; esac
}

make_esp() {
	name=$(efi_name "$work/sealed.efi") || fail "firmware of ${kernel##*/}'s architecture is not known"
	touch -d "@$epoch" "$work/sealed.efi"
	try "cannot write the EFI system partition" truncate -s "$(($(stat -c %s "$work/sealed.efi") / 1048576 + 2))M" "$work/efi.img"
	try "mtools cannot make the EFI system partition" fill_esp "EFI/BOOT/$name"
}

fill_esp() { # PATH: its serial number is not the time
	mtool mformat -i "$work/efi.img" -N "$(sum_of "$work/sealed.efi" | head -c 8)" -v SEALED :: && mtool mmd -i "$work/efi.img" ::EFI ::EFI/BOOT &&
		mtool mcopy -m -i "$work/efi.img" "$work/sealed.efi" "::$1"
}

# ---- The copy ----

# Boot loaders, their menus, kernels and initramfs images, which boot without the policy; and sums and signatures, which would no
# longer be right. One path a line.
list_obsolete() {
	{
		iso -indev "stdio:$in" -report_el_torito plain 2>/dev/null | sed -n 's/^El Torito \(img\|cat\) path : *[0-9]*  //p; s/^El Torito cat path : //p'
		while IFS=$tab read -r number where path; do
			[ "$where" != iso ] || [ ! -s "$work/parts.$number" ] || printf '%s\n' "$path"
		done <"$work/menus"
		awk -F '\t' '$2 == "iso" { print $3 }' "$work/kernels" "$work/initrds"
		awk -F '\t' '$1 == "f" && tolower($3) ~ /\.efi$/ { print $3 }' "$work/list"
		sed -n '/^    "checks": \[/,/\]/s/^ *"\(.*\)",\{0,1\}$/\/\1/p' "$work/plan" | sed 'p; s/\.verity$/.roothash/p; s/\.roothash$/.roothash.minisig/'
		cut -f 2 "$work/placed"
	} | awk -F '\t' 'FILENAME == ARGV[1] { listed[$3] = 1; next } $1 in listed && !seen[$1]++' "$work/list" -
}

# A line "FILE<TAB>PATH<TAB>WEIGHT" for each file that the copy gets. Those of a weight come first, the heaviest before the others;
# what xorriso has itself is above and below these. All sizes from the first root image to the last tree are multiples of $alignment.
list_placed() {
	weight=400000000
	printf '%s\t%s\t%s\n' "$work/filler" $filler $weight
	while IFS=$tab read -r path number; do
		for suffix in '' .verity; do
			weight=$((weight - 1))
			printf '%s\t%s\t%s\n' "$work/layer.$number$suffix" "/$path$suffix" $weight
		done
	done <"$work/layers"
	awk -F '\t' -v work="$work" '{ print work "/layer." $2 ".roothash\t/" $1 ".roothash\t" }' "$work/layers"
	printf '%s\t%s\t\n' "$work/efi.img" $esp "$work/sums" $sealed_list "$work/sums.minisig" $sealed_list.minisig
	awk -F '\t' '{ print $0 "\t" }' "$work/additions"
}

# seal_iso FILE BYTES XORRISO-COMMAND...: write the copy, or its first bytes, to FILE. In a pipe xorriso begins at the start; in a
# file it would leave room for another session.
seal_iso() {
	file=$1 most=$2
	shift 2
	head -c "$most" <"$work/drive" >"$file" 2>>"$work/log" &
	reader=$!
	status=0
	now=$epoch
	edit_iso -indev "stdio:$in" -outdev "stdio:$work/drive" "$@" || status=$?
	dd if=/dev/null of="$work/drive" oflag=nonblock conv=notrunc status=none 2>/dev/null || : # ends a reader that waits still
	wait $reader || status=$?
	return $status
}

# The directories, which come first, say where the first root image would lie. Fill up to the next multiple.
align_layers() { # XORRISO-COMMAND...
	head -c 2048 /dev/zero >"$work/filler"
	seal_iso "$work/probe" $probe_size "$@" >"$work/log" 2>&1 || : # its pipe may be closed early
	first=$(iso -indev "stdio:$work/probe" -find "/$(head -n 1 "$work/layers" | cut -f 1)" -exec report_lba 2>/dev/null |
		awk -F , '/^File data lba/ { printf "%.0f", $2 * 2048; exit }')
	[ -n "$first" ] || fail "xorriso cannot write $output: $(xorriso_reason)"
	head -c $((2048 + (alignment - first % alignment) % alignment)) /dev/zero >"$work/filler"
}

write_sealed() { # to $new
	list_placed >"$work/placed"
	list_obsolete >"$work/obsolete"
	set -- -boot_image any discard
	while IFS= read -r path; do set -- "$@" -rm "$path" --; done <"$work/obsolete"
	while IFS=$tab read -r file path weight; do
		set -- "$@" -map "$file" "$path" -chown 0 "$path" -- -chgrp 0 "$path" -- -chmod 0444 "$path" -- -alter_date m-c "=$epoch" "$path" --
		[ -z "$weight" ] || set -- "$@" -find "$path" -exec sort_weight "$weight" --
	done <"$work/placed"
	cut -f 2 "$work/placed" | sed 's,[^/]*$,,' | sort -u >"$work/paths"
	while IFS= read -r path; do set -- "$@" -chmod 0755 "$path" -- -alter_date m-c "=$epoch" "$path" --; done <"$work/paths"
	[ -z "$volid" ] || set -- "$@" -volid "$volid"
	[ -z "$date" ] || set -- "$@" -volume_date uuid "$date" -volume_date c "$date" -volume_date m "$date"
	set -- "$@" -boot_image any "efi_path=$esp" -boot_image any efi_boot_part=--efi-boot-image
	begin_output
	mkfifo -m 600 "$work/drive"
	stage "placing the root images"
	align_layers "$@"
	follow "writing $output" seal_iso "$new" $copy_max "$@" || fail "xorriso cannot write $output: $(xorriso_reason)"
	add_seed
	[ -z "$sign_volume" ] || sign_volume
}

sign_unseeded() {
	head -c "$unseeded" "$new" | minisign -S -s "$keys/image.key" -m /proc/self/fd/0 -x "$work/volume.minisig" -t "$(seal_comment)"
}

# The seed leaves room for it.
write_signature() {
	dd if="$work/volume.minisig" of="$new" bs=64K oflag=seek_bytes seek="$unseeded" conv=notrunc status=none && truncate -s %4096 "$new"
}

sign_volume() { # the signature comes after it, as agent/model/volume_signature.h says
	stage "signing the volume"
	try "minisign cannot sign with $keys/image.key" sign_unseeded
	try "cannot write $output" write_signature
}

# What goes out is what a boot accepts.
check_sealed() {
	stage "verifying $output"
	try "the copy is not what it should be" "$tool" verify --require --key "$keys/image.pub" "$new"
	"$tool" inspect --json "$new" >"$work/plan" 2>"$work/log" || fail "the copy is not what it should be: $(tail -n 1 "$work/log")"
	list_layers | awk -F '\t' -v alignment="$alignment" '$2 % alignment { exit 1 }' || fail "xorriso did not align the root images"
}

seal() {
	check_seal
	make_work
	check_seed
	printf '%s' "$added" >"$work/additions"
	[ ! -d "$in" ] || pack_folder
	stage "reading $in"
	"$tool" inspect --json "$in" >"$work/plan" 2>"$work/log" || fail "$(tail -n 1 "$work/log" | sed 's/^pmemboot: //')"
	grep -q '^ *"medium": "iso9660"' "$work/plan" || fail "$in is not an ISO 9660 image"
	check_plan
	tell_lost_seed
	list_image
	find_date
	find_fats
	find_menus
	find_ukis
	resolve_paths
	find_groups
	copy_boot_files
	find_words
	stage "reading the kernel modules"
	find_drivers
	find_kernel
	make_policy
	make_seal_uki
	make_esp
	copy_layers
	make_trees
	write_sealed
	check_sealed
	end_output
	say "$output: sealed by $keys/image.key, Linux $version, parameters \"$words\""
}
