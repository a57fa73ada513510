# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2016 # variables of pmemboot-remaster; GRUB expands its own
# The boot menus of an ISO, a part of pmemboot-remaster. `pmemboot menu` reads and changes their text; here it is
# decided which of their entries load which archive.
#
# Files in $work, whose lines have fields with a tab between; a field that is empty is "-":
#   menus     N WHERE PATH                       WHERE: "iso", or "fat.N"
#   embedded  N OFFSET LENGTH                    the menu is a part of that file, a GRUB EFI program
#   parts.N   what `pmemboot menu` prints of menu.N
#   groups    N GROUP STATE TITLE KERNEL MISSING   what boots together
#   refs      N GROUP ORDINAL WHERE PATH         the initramfs images that it loads
#   initrds, kernels   FILE WHERE PATH           copies of them

# Is a file a boot menu, or may it have one in it, by its name?
menu_names='
	function is_program(path) {
		return tolower(path) ~ /\.efi$/
	}
	function is_menu(path) {
		path = tolower(path)
		return path ~ /\.cfg$/ || path ~ /\/entries\/[^\/]*\.conf$/ || path ~ /\/(sys|ext|iso)linux\.conf$/ || is_program(path)
	}'

find_menus() {
	awk -F '\t' -v max="$menu_max" -v program_max="$program_max" "$menu_names"'
		$1 == "f" && is_menu($3) && $2 <= (is_program($3) ? program_max : max) { print "iso\t" $3 }' "$work/list" >"$work/candidates"
	while read -r number _; do
		awk -F '\t' -v fat="$number" "$menu_names"'is_menu($3) { print "fat." fat "\t" $3 }' "$work/list.fat.$number" >>"$work/candidates"
	done <"$work/fats"
	[ "$(wc -l <"$work/candidates")" -le "$menus_max" ] || fail "$in has more than $menus_max files that are named as boot menus are"
	awk '{ print NR "\t" $0 }' "$work/candidates" >"$work/menus"
	awk -F '\t' '$2 == "iso" { print "menu." $1 "\t" $3 }' "$work/menus" | extract_all "$program_max"
	: >"$work/embedded"
	while IFS=$tab read -r number where path; do
		[ "$where" = iso ] || from_fat "${where#fat.}" "$path" "$work/menu.$number" || continue
		take_embedded
		"$tool" menu "$work/menu.$number" >"$work/parts.$number" 2>>"$work/log" || :
	done <"$work/menus"
	tell_others
}

# Those of rEFInd are read by inspect alone, those of Limine by nothing here.
tell_others() {
	cut -f 3 "$work/list" >"$work/found"
	while read -r number _; do
		cut -f 3 "$work/list.fat.$number" >>"$work/found"
	done <"$work/fats"
	grep -i '/refind\.conf$\|/limine\.\(conf\|cfg\)$' "$work/found" | sort -u >"$work/files" || :
	while IFS= read -r path; do
		case ${path##*/} in [Rr]*) loader=rEFInd ;; *) loader=Limine ;; esac
		warn "warning: $in: $path does not change: it is a menu of $loader"
	done <"$work/files"
}

# What grub-mkstandalone makes has its menu inside. The program becomes program.N, and that menu menu.N.
take_embedded() { # of the variables of find_menus
	case $path in *.[Ee][Ff][Ii]) ;; *) return 0 ;; esac
	mv "$work/menu.$number" "$work/program.$number"
	: >"$work/menu.$number"
	if ! place=$("$tool" menu --embedded "$work/program.$number" 2>"$work/why"); then
		! grep -q 'it is signed' "$work/why" || warn "warning: $in: $path is signed, so the boot menu in it does not change"
		return 0
	fi
	printf '%s\t%s\n' "$number" "$place" >>"$work/embedded"
	tail -c "+$((${place%"$tab"*} + 1))" "$work/program.$number" | head -c "${place#*"$tab"}" >"$work/menu.$number"
}

# For each kernel and initramfs a request for what it may be, "N.ROW<TAB>PATH".
request_paths() { # N PATH-OF-THE-MENU
	MENU=$2 NUMBER=$1 awk -F '\t' '
		function folder_of(path) {
			sub(/[^\/]*$/, "", path)
			return path
		}
		BEGIN { folder = folder_of(ENVIRON["MENU"]) }
		FILENAME == ARGV[1] {
			if ($2 == ENVIRON["MENU"])
				bases[++n] = $1
			next
		}
		{ row++ }
		$3 !~ /^(kernel|initrd)/ { next }
		$4 ~ /^\// { print ENVIRON["NUMBER"] "." row "\t" $4; next }
		$4 ~ /^\$prefix\// { print ENVIRON["NUMBER"] "." row "\t" folder substr($4, 9); next }
		{
			for (base = folder; ; base = folder_of(substr(base, 1, length(base) - 1))) {
				print ENVIRON["NUMBER"] "." row "\t" base $4
				if (base == "/" || base == "")
					break
			}
			for (i = 1; i <= n; i++)
				print ENVIRON["NUMBER"] "." row "\t" bases[i] $4
		}' "$work/bases" "$work/parts.$1"
}

# isolinux goes by the folder of its configuration, also in the files that this includes.
find_includes() { # $work/bases: a line "FOLDER<TAB>MENU" for each menu that one in this folder includes
	while IFS=$tab read -r number where path; do
		[ "$where" = iso ] || continue
		[ -e "$work/parts.$number" ] || continue
		MENU=$path awk -F '\t' '
			BEGIN { folder = ENVIRON["MENU"]; sub(/[^\/]*$/, "", folder) }
			$3 == "include" { print folder "\t" ($4 ~ /^\// ? "" : folder) $4 }' "$work/parts.$number"
	done <"$work/menus" | resolve_all "$work/list" exact | cut -f 1,3 >"$work/bases"
}

resolve_paths() { # $work/resolved: a line "N.ROW<TAB>WHERE<TAB>PATH" for each file that is there
	find_includes
	while IFS=$tab read -r number where path; do
		[ -e "$work/parts.$number" ] || continue
		request_paths "$number" "$path" >"$work/requests"
		case $where:$path in # systemd-boot reads nothing but its own partition, GRUB may search the ISO
		fat.*/entries/*) ;;
		*) resolve_all "$work/list" exact <"$work/requests" | awk -F '\t' '{ print $1 "\tiso\t" $3 }' ;;
		esac
		[ "$where" = iso ] || resolve_all "$work/list.$where" any <"$work/requests" |
			WHERE=$where awk -F '\t' '{ print $1 "\t" ENVIRON["WHERE"] "\t" $3 }'
	done <"$work/menus" | awk -F '\t' '!($1 in seen) { seen[$1] = 1; print }' >"$work/resolved"
}

# What boots together, with what is known of its files. An image that is in the menu and not in the ISO is
# "missing", unless its name depends on a variable that is set elsewhere: "unclear".
find_groups() {
	: >"$work/groups"
	: >"$work/refs"
	while IFS=$tab read -r number _ _; do
		[ -e "$work/parts.$number" ] || continue
		NUMBER=$number awk -F '\t' -v groups="$work/groups" -v refs="$work/refs" '
			FILENAME == ARGV[1] { where[$1] = $2; path[$1] = $3; next }
			{ row = ENVIRON["NUMBER"] "." ++rows }
			$3 == "title" && $1 == 0 { title = $4 }
			$1 == 0 { next }
			!($1 in seen) { seen[$1] = ++n; group[n] = $1; titles[n] = title }
			{ g = seen[$1] }
			$3 == "title" { titles[g] = $4 }
			$3 ~ /^kernel/ && row in path && !(g in kernel) { kernel[g] = path[row] }
			$3 ~ /^initrd/ {
				ord = $2
				if (!(ord in owner)) {
					owner[ord] = g
					order[++m] = ord
				}
				if (row in path) {
					found[ord] = 1
					print ENVIRON["NUMBER"] "\t" $1 "\t" ord "\t" where[row] "\t" path[row] >>refs
				} else if ($3 ~ /\?$/) {
					unclear[ord] = 1
				} else {
					missing[ord] = $4
				}
			}
			END {
				for (i = 1; i <= m; i++) {
					g = owner[order[i]]
					has[g] = 1
					if (order[i] in found)
						continue
					if (order[i] in unclear)
						state[g] = state[g] == "missing" ? "missing" : "unclear"
					else {
						state[g] = "missing"
						what[g] = missing[order[i]]
					}
				}
				for (g = 1; g <= n; g++)
					if (has[g])
						print ENVIRON["NUMBER"] "\t" group[g] "\t" (g in state ? state[g] : "found") "\t" \
							(titles[g] == "" ? "-" : titles[g]) "\t" (g in kernel ? kernel[g] : "-") "\t" \
							(what[g] == "" ? "-" : what[g]) >>groups
			}' "$work/resolved" "$work/parts.$number"
	done <"$work/menus"
	cut -f 4- "$work/refs" | sort -u | awk '{ print "initrd." NR "\t" $0 }' >"$work/initrds"
	[ "$(wc -l <"$work/initrds")" -le "$initrds_max" ] || fail "$in: the boot menus name more than $initrds_max initramfs images"
	awk -F '\t' '$5 != "-" { print $5 }' "$work/groups" | sort -u | awk '{ print "kernel." NR "\tiso\t" $0 }' >"$work/kernels"
	[ "$(wc -l <"$work/kernels")" -le "$initrds_max" ] || fail "$in: the boot menus name more than $initrds_max kernels"
}

need_groups() { # or unified kernel images
	[ -s "$work/groups" ] || has_ukis || fail "$in: no boot menu of GRUB, isolinux or systemd-boot names an initramfs"
}

copy_boot_files() {
	for kind in initrds kernels; do
		awk -F '\t' '$2 == "iso" { print $1 "\t" $3 }' "$work/$kind" >"$work/files"
		if [ $kind = kernels ]; then # one in a FAT is not looked at
			awk -F '\t' 'FILENAME == ARGV[1] { listed[$3] = 1; next } $2 in listed' "$work/list" "$work/files" >"$work/found"
			mv "$work/found" "$work/files"
		fi
		extract_all "$initrd_max" <"$work/files"
	done
	while IFS=$tab read -r file where path; do
		[ "$where" = iso ] || from_fat "${where#fat.}" "$path" "$work/$file" || fail "$in: cannot read $path in its EFI system partition"
	done <"$work/initrds"
}

# ---- Which archive for which entry ----

# After an archive in LZ4 format the kernel unpacks nothing (lib/decompress_unlz4.c).
is_lz4() { # FILE
	case $(magic "$1" 0 4) in
	02214c18 | 04224d18) true ;;
	*) false ;;
	esac
}

# memdisk of syslinux starts a disk: a boot sector, or an ISO 9660 volume. Nothing can be added to that.
is_disk() { # FILE
	case $(magic "$1" 0 1)$(magic "$1" 510 2)-$(magic "$1" 32769 5) in
	eb55aa-* | e955aa-* | fa55aa-* | 3355aa-* | *-4344303031) true ;;
	*) false ;;
	esac
}

versions_of_initrd() { # FILE: print the kernels whose modules it has
	each_archive "$1" cpio -it --quiet 2>/dev/null | sed -n 's#^\(\./\)\{0,1\}\(usr/\)\{0,1\}lib/modules/\([^/]*\).*#\3#p' | sort -u
}

# set $version to the kernel of a group: as the kernel says; as the names of the files do; as the initramfs does
find_version() { # N GROUP KERNEL
	version=''
	file=$(KERNEL=$3 awk -F '\t' '$3 == ENVIRON["KERNEL"] "" { print $1; exit }' "$work/kernels")
	[ -z "$file" ] || [ ! -e "$work/$file" ] || version=$(kernel_version "$work/$file")
	[ -z "$version" ] || return 0
	paths=$(awk -F '\t' -v n="$1" -v g="$2" '$1 == n && $2 == g { print $5 }' "$work/refs")
	version=$(PATHS="$3 $paths" awk -F '\t' 'index(ENVIRON["PATHS"], $1) && length($1) > length(best) { best = $1 } END { print best }' "$work/versions")
	[ -z "$version" ] || return 0
	only_version && return
	awk -F '\t' -v n="$1" -v g="$2" 'FILENAME == ARGV[1] { file[$2 "\t" $3] = $1; next }
		$1 == n && $2 == g { print file[$4 "\t" $5] }' "$work/initrds" "$work/refs" | sort -u >"$work/files"
	while read -r file; do
		versions_of_initrd "$work/$file" </dev/null
	done <"$work/files" >"$work/found"
	while read -r candidate; do
		! has_version "$candidate" || version=$candidate
	done <"$work/found"
}

only_version() { # set $version if there is one kernel
	[ "$(wc -l <"$work/versions")" = 1 ] && version=$(cut -f 1 "$work/versions")
}

archive_name() { # VERSION: print the archive's path in the ISO
	if [ "$(wc -l <"$work/versions")" = 1 ]; then echo /pmemboot.cpio; else printf '/pmemboot-%s.cpio\n' "$1"; fi
}

pass_over() { # WHY: warn of the entry
	warn "warning: $in: $menu: the entry \"$title\" does not change: $1"
}

# make_archive VERSION: once. Fails if the kernel has no drivers for it.
make_archive() {
	[ ! -e "$work/archive.$1" ] || return 0
	[ ! -e "$work/failed.$1" ] || return 1
	folder=$(VERSION=$1 awk -F '\t' '$1 == ENVIRON["VERSION"] "" { print $2; exit }' "$work/versions")
	if ! build_archive "$1" "$folder" "$work/archive.$1"; then
		: >"$work/failed.$1"
		return 1
	fi
}

plan_group() { # of the variables of plan_groups
	if [ "$state" = missing ]; then
		pass_over "$missing is not a file of the image"
		return
	fi
	disk=$(awk -F '\t' -v n="$number" -v g="$group" 'FILENAME == ARGV[1] { disks[$0] = 1; next }
		$1 == n && $2 == g && ($4 "/" $5) in disks { print $5; exit }' "$work/disks" "$work/refs")
	if [ -n "$disk" ]; then
		pass_over "$disk is a disk image, not an initramfs"
		return
	fi
	find_version "$number" "$group" "$kernel"
	if [ "$state" = unclear ] && [ -z "$version" ]; then
		pass_over "its initramfs depends on variables that other files set, and there are several kernels"
	elif [ -z "$version" ]; then
		pass_over "it is not clear which of the kernels it loads: $(cut -f 1 "$work/versions" | tr '\n' ' ')"
	elif ! has_version "$version"; then
		pass_over "its kernel is Linux $version, and there are modules for $(cut -f 1 "$work/versions" | tr '\n' ' ')"
	elif ! make_archive "$version"; then
		pass_over "no archive could be made for Linux $version (see above)"
	elif ! find_archive; then
		pass_over "$why"
	elif archive_is_reachable; then
		printf '%s\t%s\n' "$archive" "$name" >>"$work/archives"
		printf '%s\t%s\n' "$group" "$name" >>"$work/plan.$number"
		awk -F '\t' -v n="$number" -v g="$group" 'FILENAME == ARGV[1] { lz4[$1] = 1; next }
			$1 == n && $2 == g && ($4 "/" $5) in lz4 { print "first\t" $3 }' "$work/lz4" "$work/refs" | sort -u >>"$work/plan.$number"
	fi
}

find_archive() { # set $archive and $name, its path in the ISO, or $why
	archive=$work/archive.$version name=$(archive_name "$version")
	[ -z "$drivers_only" ] || find_own_archive "$number" "$group"
}

# A loader that reads its initramfs from the FAT finds the archive there as well.
archive_is_reachable() {
	awk -F '\t' -v n="$number" -v g="$group" '$1 == n && $2 == g && $4 != "iso" { print substr($4, 5) }' "$work/refs" | sort -u >"$work/files"
	while read -r fat; do
		grep -qxF "$fat $name" "$work/in_fats" && continue
		if ! to_fat "$fat" "$archive" "$name"; then
			pass_over "the EFI system partition, which has its initramfs, has no room for the archive"
			return 1
		fi
		echo "$fat $name" >>"$work/in_fats"
	done <"$work/files"
}

plan_groups() {
	: >"$work/lz4"
	: >"$work/disks"
	: >"$work/in_fats"
	: >"$work/archives"
	while IFS=$tab read -r file where path; do
		! is_lz4 "$work/$file" || printf '%s/%s\n' "$where" "$path" >>"$work/lz4"
		! is_disk "$work/$file" || printf '%s/%s\n' "$where" "$path" >>"$work/disks"
	done <"$work/initrds"
	while IFS=$tab read -r number group state title kernel missing; do
		menu=$(awk -F '\t' -v n="$number" '$1 == n { print $3 }' "$work/menus")
		plan_group </dev/null
	done <"$work/groups"
	plan_ukis
	[ -s "$work/archives" ] || [ -s "$work/addons" ] || fail "$in: none of the entries of its boot menus can be changed"
	sort -u "$work/archives" >>"$work/additions"
}

# ---- The menus, changed ----

edit_menus() {
	: >"$work/edited"
	: >"$work/outside"
	while IFS=$tab read -r number where path; do
		[ -s "$work/plan.$number" ] || continue
		"$tool" menu "$work/menu.$number" --edit "$work/plan.$number" --add "$add_words" --remove "$remove_words" >"$work/new.$number" ||
			fail "$in: cannot change $path (see above)"
		changed=new.$number
		place=$(awk -F '\t' -v n="$number" '$1 == n { print $2 "\t" $3 }' "$work/embedded")
		[ -z "$place" ] || lead_outside || continue
		if [ "$where" = iso ]; then
			printf '%s\t%s\n' "$changed" "$path" >>"$work/updates"
		else
			to_fat "${where#fat.}" "$work/$changed" "$path" || fail "$in: no room in its EFI system partition for $path"
		fi
		printf '%s\t%s\n' "$number" "$path" >>"$work/edited"
	done <"$work/menus"
	[ -s "$work/edited" ] || [ -s "$work/addons" ] || fail "$in: none of its boot menus can be changed"
	cat "$work/outside" >>"$work/additions"
}

# The changed menu becomes a file of the ISO, and the one in the program, whose size stays, only loads it: set $changed.
lead_outside() { # of the variables of edit_menus
	outside=''
	while IFS=$tab read -r file same; do
		! cmp -s "$work/new.$number" "$file" || outside=$same
	done <"$work/outside"
	if [ -z "$outside" ]; then
		outside=/pmemboot-menu-$number.cfg
		printf '%s\t%s\n' "$work/new.$number" "$outside" >>"$work/outside"
	fi
	printf 'search --no-floppy --file --set=pmemboot %s\nsource ($pmemboot)%s\n' "$outside" "$outside" >"$work/lead"
	size=${place#*"$tab"} changed=program.$number
	if [ "$(stat -c %s "$work/lead")" -gt "$size" ]; then
		warn "warning: $in: $path: there is no room to change the boot menu in it"
		return 1
	fi
	{
		cat "$work/lead"
		head -c "$((size - $(stat -c %s "$work/lead")))" /dev/zero | tr '\0' '\n'
	} | dd of="$work/$changed" bs=64K oflag=seek_bytes seek="${place%"$tab"*}" conv=notrunc status=none
}
