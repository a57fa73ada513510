# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2016 # variables of pmemboot-remaster; other shells and awk expand theirs
# The kernel modules of an ISO, a part of pmemboot-remaster: from its root images, from images in these, from
# its initramfs images and packages, or from what the user names.

# Each source is unpacked to a folder of its own, $work/modules.N, in which there is lib/modules or
# usr/lib/modules. $work/versions has a line "VERSION<TAB>FOLDER" for each kernel.
sources=0

new_source() { # set $source
	sources=$((sources + 1))
	source=$work/modules.$sources
	mkdir "$source"
}

note_versions() { # add the kernels in $source
	[ ! -e "$source" ] || chmod -R u+rwX "$source"
	for folder in lib/modules usr/lib/modules; do
		is_own "$source/$folder" -type d || continue
		(cd "$source/$folder" && find . -mindepth 1 -maxdepth 1 -type d -printf '%P\n') >"$work/found"
		while read -r version; do
			case $version in
			[-.]* | *[!A-Za-z0-9._+~:@=,-]*) fail "$in: \"$version\", in its root image, is not a kernel version" ;;
			esac
			if has_version "$version" || ! has_modules "$source/$folder/$version"; then continue; fi
			printf '%s\t%s\n' "$version" "$source" >>"$work/versions"
		done <"$work/found"
	done
}

has_modules() { # FOLDER
	[ -n "$(find "$1" -name '*.ko*' -print -quit)" ]
}

has_version() { # VERSION
	cut -f 1 "$work/versions" | grep -qxF -- "$1"
}

# ---- File systems ----

check_listed() { # the modules in the listing $work/log are not too many or too large
	awk -v max="$module_bytes_max" -v max_files="$modules_max" '/^-/ && $3 ~ /^[0-9]+$/ { sum += $3 }
		sum > max || NR > max_files { exit 1 }' "$work/listing" || fail "$in: the kernel modules in its root image are too many or too large"
}

# unsquashfs also fails where there is no lib/modules, or no owner to set: so its result says nothing.
check_unpacked() { # what $work/needed names is in $source as long as in the listing, but for links
	missing=$(find "$source" -type f -printf '%s %P\n' | awk '
		FILENAME == ARGV[1] { needed[$0] = 1; next }
		FILENAME == "-" { there[$0] = 1; next }
		/^-/ && sub(/^squashfs-root\//, "", $NF) && ($NF in needed || $NF ~ /\.ko/ && "lib/modules" in needed) && !(($3 " " $NF) in there) { print $NF; exit }
	' "$work/needed" - "$work/listing")
	[ -z "$missing" ] || fail "$in: unsquashfs cannot read \"$missing\" in its root image: $(grep . "$work/log" | tail -n 1)"
}

# list_needed FILE OFFSET: to $work/needed, what an archive or a sealed image may need of thousands of modules: the
# drivers, what they depend on, and the algorithms that file systems ask for, by each kernel's modules.dep. That
# only chooses what is unpacked: the index that counts is made anew from these files. Fails where modules.dep does
# not know a driver that is there, so that all are unpacked.
list_needed() {
	sed -n 's|^-.* squashfs-root/\(\(usr/\)\{0,1\}lib/modules/[A-Za-z0-9._+~:@=,/-]*\)$|\1|p' "$work/listing" >"$work/files"
	grep -x '\(usr/\)\{0,1\}lib/modules/[^/]*/modules\.dep' "$work/files" >"$work/indices" || return 1
	[ "$(wc -l <"$work/indices")" -le "$kernels_max" ] || return 1
	: >"$work/needed"
	while read -r index; do
		bounded unsquashfs -cat -o "$2" "$1" "$index" >"$work/index" 2>"$work/log" || return 1
		awk -v folder="${index%modules.dep}" -v wanted="$required $maps $roots $useful $measuring $providers $providers_x86 nd_btt" '
			function name_of(path) {
				sub(/.*\//, "", path)
				sub(/\.ko(\.(gz|xz|zst))?$/, "", path)
				gsub(/-/, "_", path)
				return path
			}
			function need(path) {
				if (!((folder path) in files)) exit unknown = 1
				if (!(path in needed)) print folder path
				needed[path] = 1
			}
			BEGIN {
				split(wanted, words)
				for (i in words) drivers[words[i]] = 1
			}
			NR == FNR && index($0, folder) == 1 && /\.ko(\.(gz|xz|zst))?$/ { there[name_of($0)] = 1 }
			NR == FNR { files[$0] = 1; next }
			{
				sub(/:$/, "", $1)
				name = name_of($1)
				known[name] = 1
				if (!(name in drivers) && name !~ /crc32|sha256|sha512|xxhash/) next
				for (i = 1; i <= NF; i++) need($i)
			}
			END {
				for (name in drivers) if (name in there && !(name in known)) unknown = 1
				split("modules.builtin modules.builtin.modinfo modules.order", words)
				for (i in words) if ((folder words[i]) in files) print folder words[i]
				for (path in needed) exit unknown
				exit 1
			}' "$work/files" "$work/index" >>"$work/needed" || return 1
	done <"$work/indices"
}

from_squashfs() { # FILE OFFSET: to $source
	bounded unsquashfs -lls -o "$2" "$1" lib/modules usr/lib/modules >"$work/listing" 2>"$work/log" || :
	check_listed
	list_needed "$1" "$2" || printf '%s\n' lib/modules usr/lib/modules >"$work/needed"
	rmdir "$source"
	bounded unsquashfs -q -n -no-xattrs -no-wild -o "$2" -d "$source" -ef "$work/needed" "$1" >"$work/log" 2>&1 || :
	[ -d "$source" ] || mkdir "$source"
	chmod -R u+rwX "$source"
	check_unpacked
	grep -q '\.ko' "$work/listing" || from_elsewhere "$1" "$2"
}

# Alpine's images have modules/VERSION, and a Nix store has lib/modules in the folder of a package.
from_elsewhere() { # FILE OFFSET: to $source
	bounded unsquashfs -lls -o "$2" "$1" modules '*/lib/modules' >"$work/listing" 2>"$work/log" || :
	check_listed
	sed -n 's;^-.* squashfs-root/\(modules\|[A-Za-z0-9._+~:@=,-]*/lib/modules\)/[A-Za-z0-9._+~:@=,-]*/.*\.ko.*;\1;p' "$work/listing" | sort -u | head -n "$kernels_max" >"$work/found"
	while read -r folder; do
		rm -rf "$work/elsewhere"
		bounded unsquashfs -q -n -no-xattrs -no-wild -o "$2" -d "$work/elsewhere" "$1" "$folder" >"$work/log" 2>&1 || :
		for part in "${folder%%/*}" "${folder%/*}" "$folder"; do
			is_own "$work/elsewhere/$part" -type d || continue 2
		done
		mkdir -p "$source/lib/modules"
		chmod -R u+rwX "$work/elsewhere"
		find "$work/elsewhere/$folder" -mindepth 1 -maxdepth 1 -type d >"$work/folders"
		while read -r place; do
			[ -e "$source/lib/modules/${place##*/}" ] || mv "$place" "$source/lib/modules/"
		done <"$work/folders"
	done <"$work/found"
	rm -rf "$work/elsewhere"
}

# fsck.erofs and debugfs write wherever the names in an image lead ("../x" is a name there). So they see nothing of
# this machine but its programs, and nothing that they could change but $work/jail/mnt, which has the image.
# jailed IMAGE OFFSET COMMAND...: with the image as /mnt/image and a folder /mnt/out, which is moved to $source
jailed() {
	jail=$work/jail
	rm -rf "$jail" && mkdir -p "$jail/root" "$jail/mnt/out"
	if [ "$2" = 0 ] && [ "$1" != "$in" ]; then
		ln "$1" "$jail/mnt/image"
	else
		tail -c "+$(($2 + 1))" -- "$1" | head -c "$layer_size" >"$jail/mnt/image"
	fi
	shift 2
	as_root=-r
	[ "$(id -u)" != 0 ] || as_root=''
	bounded unshare $as_root -m sh -ec 'jail=$1
		shift
		mount -t tmpfs tmpfs "$jail/root"
		for folder in usr bin sbin lib lib32 lib64; do
			if [ -L "/$folder" ]; then
				cp -P "/$folder" "$jail/root/"
			elif [ -d "/$folder" ]; then
				mkdir "$jail/root/$folder"
				mount --bind "/$folder" "$jail/root/$folder"
				mount -o remount,bind,ro "$jail/root/$folder" 2>/dev/null || [ ! -w "/$folder" ]
			fi
		done
		mkdir "$jail/root/mnt"
		mount --bind "$jail/mnt" "$jail/root/mnt"
		exec chroot "$jail/root" "$@"' sh "$jail" "$@" >"$work/log" 2>&1 </dev/null ||
		warn "warning: $in: its root image cannot be read: $(tail -n 1 "$work/log")"
	chmod -R u+rwX "$jail/mnt"
	for folder in lib usr/lib; do
		if ! is_own "$jail/mnt/out/${folder%%/*}" -type d || ! is_own "$jail/mnt/out/$folder/modules" -type d; then continue; fi
		mkdir -p "$source/$folder"
		mv "$jail/mnt/out/$folder/modules" "$source/$folder/"
	done
	rm -rf "$jail"
}

# dump.erofs of 1.5 to 1.8 prints no files, and fsck.erofs unpacks all of them. A mount reads the modules alone.
from_erofs() { # FILE OFFSET: to $source
	if [ "$(id -u)" = 0 ] && unshare -m sh -ec 'mkdir -p "$3"
		mount -t erofs -o "loop,ro,nosuid,nodev,noexec,offset=$2" "$1" "$3"
		for folder in lib usr/lib; do
			if [ -d "$3/$folder/modules" ] && [ ! -L "$3/$folder" ] && [ ! -L "$3/usr" ]; then
				mkdir -p "$4/$folder"
				cp -R -P "$3/$folder/modules" "$4/$folder/"
			fi
		done' sh "$1" "$2" "$work/mounted" "$source" >"$work/log" 2>&1; then
		return
	fi
	rm -rf "$source" && mkdir "$source"
	command -v fsck.erofs >/dev/null || fail "$in: fsck.erofs, which reads its root image, not found; install erofs-utils"
	say "unpacking the whole root image, because this kernel or user cannot mount it"
	jailed "$1" "$2" fsck.erofs --extract=/mnt/out --overwrite --no-preserve /mnt/image
}

from_ext4() { # FILE OFFSET: to $source
	command -v debugfs >/dev/null || fail "$in: debugfs, which reads its root image, not found; install e2fsprogs"
	jailed "$1" "$2" sh -c 'for folder in lib usr/lib; do
		mkdir -p "/mnt/out/$folder"
		debugfs -R "rdump /$folder/modules /mnt/out/$folder" /mnt/image
	done'
}

magic() { # FILE OFFSET BYTES
	od -An -tx1 -j "$2" -N "$3" "$1" 2>/dev/null | tr -d ' \n'
}

from_image() { # FILE OFFSET: what it is decides
	if [ "$(magic "$1" "$2" 4)" = 68737173 ]; then
		from_squashfs "$1" "$2"
	elif [ "$(magic "$1" $(($2 + 1024)) 4)" = e2e1f5e0 ]; then
		from_erofs "$1" "$2"
	elif [ "$(magic "$1" $(($2 + 1080)) 2)" = 53ef ]; then
		from_ext4 "$1" "$2"
	fi
}

# A line "PATH<TAB>OFFSET<TAB>SIZE<TAB>EXTENTS<TAB>NESTED" for each layer of the plan.
list_layers() {
	awk '
		function value(text) {
			sub(/^ *"[a-z_]*": "?/, "", text)
			sub(/"?,?$/, "", text)
			return text
		}
		/^    "layers": \[/ { inside = 1 }
		/^    "mounts": / { inside = 0 }
		!inside { next }
		/^        "path": / { path = value($0); extents = 0; nested = "" }
		/^        "file_size": / { size = value($0) }
		/^        "nested": / { nested = value($0) }
		/^            "offset": / { if (!extents++) offset = value($0) }
		/^        \]/ { print path "\t" offset "\t" size "\t" extents "\t" nested }' "$work/plan"
}

from_layers() {
	list_layers >"$work/layers"
	while IFS=$tab read -r path offset layer_size extents nested; do
		image=$in
		new_source
		if [ "$extents" != 1 ]; then
			extract "/$path" layer.iso "$initrd_max" || continue
			image=$work/layer.iso offset=0
		fi
		if [ -n "$nested" ] && [ "$(magic "$image" "$offset" 4)" = 68737173 ]; then
			from_nested
		else
			from_image "$image" "$offset"
		fi
		note_versions
	done <"$work/layers"
}

# Where no layer has modules, or there is no plan: the largest files of the image, as far as they are file systems.
from_largest() {
	awk -F '\t' '$1 == "f" && $2 >= 4096 { print $2 "\t" $3 }' "$work/list" | sort -rn | head -n "$largest_max" | cut -f 2- >"$work/found"
	set --
	while IFS= read -r path; do
		set -- "$@" -find "$path" -exec report_lba --
	done <"$work/found"
	[ $# -gt 0 ] || return 0
	iso -indev "stdio:$in" "$@" 2>/dev/null | sed -n 's/^File data lba: *0 , *\([0-9]*\) , *[0-9]* , *\([0-9]*\) ,.*/\1 \2/p' >"$work/places"
	while read -r sector layer_size; do
		! cut -f 2 "$work/layers" | grep -qx $((sector * 2048)) || continue
		new_source
		from_image "$in" $((sector * 2048))
		note_versions
	done <"$work/places"
}

from_nested() {
	while [ -n "$nested" ]; do
		name=${nested%%|*}
		nested=${nested#"$name"} nested=${nested#|}
		bounded unsquashfs -cat -o "$offset" "$image" "$name" >"$work/nested" 2>"$work/log" || continue
		from_image "$work/nested" 0
	done
	rm -f "$work/nested"
}

# ---- Packages ----

from_package() { # FILE: to $source
	case $1 in
	*.rpm)
		command -v bsdtar >/dev/null || fail "bsdtar, which unpacks $1, not found; install libarchive-tools"
		bounded bsdtar -x -f "$1" -C "$source" --no-same-owner --no-same-permissions './lib/modules/*' './usr/lib/modules/*' >"$work/log" 2>&1 || :
		;;
	*)
		command -v dpkg-deb >/dev/null || fail "dpkg-deb, which unpacks $1, not found; install dpkg"
		bounded dpkg-deb --fsys-tarfile "$1" 2>"$work/log" | bounded tar -x -C "$source" --no-same-owner --no-same-permissions \
			--wildcards './lib/modules/*' './usr/lib/modules/*' >"$work/log" 2>&1 || :
		;;
	esac
}

# The packages of a kernel on the ISO: all of one kernel's to one folder, because it may have several.
from_packages() {
	awk -F '\t' -v max="$package_max" '$1 == "f" && $2 <= max {
		name = $3
		sub(/.*\//, "", name)
		if (name ~ /^linux-(image|modules)-.*\.deb$/ || name ~ /^kernel-(modules|core|default|modules-core)-[0-9].*\.rpm$/ ||
			name ~ /^(kernel-image|[a-z0-9-]*-modules)-.*-di_.*\.udeb$/)
			print $3
	}' "$work/list" | grep -v -e '-dbg' -e debuginfo | head -n "$packages_max" >"$work/packages"
	[ -s "$work/packages" ] || return 0
	new_source
	while read -r path; do
		file=package.${path##*.}
		printf '%s\t%s\n' "$file" "$path" | extract_all "$package_max"
		from_package "$work/$file"
		rm -f "$work/$file"
	done <"$work/packages"
	note_versions
}

# ---- Initramfs images ----

unpacked() { # FILE: print the archive in it
	case $(magic "$1" 0 6) in
	1f8b*) bounded gzip -dc "$1" ;;
	fd377a585a00) bounded xz -dc "$1" ;;
	28b52ffd*) bounded zstd -qdc "$1" ;;
	02214c18* | 04224d18*) bounded lz4 -dc "$1" ;;
	3037303730*) bounded cat "$1" ;;
	esac 2>/dev/null
}

# each_archive FILE COMMAND...: run the command for each archive of an initramfs image, with the archive as its input.
# Archives that are not compressed, such as microcode, may precede a compressed one.
each_archive() {
	cp -- "$1" "$work/rest"
	shift
	for _ in 1 2 3 4 5 6 7 8; do
		[ -s "$work/rest" ] || break
		unpacked "$work/rest" | "$@" || :
		[ "$(magic "$work/rest" 0 4)" = 30373037 ] || break
		blocks=$(bounded cpio -it <"$work/rest" 2>&1 >/dev/null | sed -n 's/^\([0-9]*\) blocks\{0,1\}$/\1/p')
		[ -n "$blocks" ] || break
		tail -c "+$((blocks * 512 + 1))" "$work/rest" >"$work/more"
		zeros=$(cmp "$work/more" /dev/zero 2>&1 | sed -n 's/.*: \(byte\|char\) \([0-9]*\),.*/\2/p')
		[ -n "$zeros" ] || break
		tail -c "+$zeros" "$work/more" >"$work/rest"
	done
	rm -f "$work/rest" "$work/more"
}

from_archive() { # of standard input, to $source
	(cd "$source" && bounded bsdtar -x -f - --no-same-owner --no-same-permissions '*lib/modules/*') >"$work/log" 2>&1
}

from_initrd() { # FILE
	need_programs libarchive-tools bsdtar
	new_source
	each_archive "$1" from_archive
	note_versions
}

# ---- All of them ----

# The packages of a kernel may be several; all are unpacked to one folder.
from_user() { # with a line DIR or FILE for each --modules on standard input
	new_source
	while IFS= read -r named; do
		if [ -d "$named" ]; then
			from_folder "$named"
		else
			[ -f "$named" ] || fail "$named does not exist"
			from_package "$named" </dev/null
		fi
	done
	note_versions
	[ -s "$work/versions" ] || fail "no kernel modules in $(tr '\n' ' ' <"$work/named")"
}

from_folder() { # DIR
	for folder in lib/modules usr/lib/modules; do
		[ -d "$1/$folder" ] || continue
		find "$1/$folder/" -mindepth 1 -maxdepth 1 -type d -printf '%P\n' >"$work/found"
		while read -r version; do
			has_version "$version" || printf '%s\t%s\n' "$version" "$1" >>"$work/versions"
		done <"$work/found"
	done
}

find_drivers() {
	: >"$work/versions"
	if [ -n "$modules" ]; then
		printf '%s' "$modules" >"$work/named"
		from_user <"$work/named"
		return
	fi
	from_layers
	[ -s "$work/versions" ] || from_largest
	[ -s "$work/versions" ] || from_packages
	if [ ! -s "$work/versions" ]; then
		while read -r file _; do
			from_initrd "$work/$file" </dev/null
		done <"$work/initrds"
	fi
	[ -s "$work/versions" ] || fail "$in: its root image has no kernel modules, nor have its packages and initramfs images; name some with --modules"
}

# kernel_version FILE: print the version that an x86 kernel says it has (Documentation/arch/x86/boot.rst)
kernel_version() {
	[ "$(magic "$1" 514 4)" = 48647253 ] || return 0
	at=$(od -An -tu2 -j 526 -N 2 "$1" | tr -d ' ')
	[ "$at" != 0 ] || return 0
	tail -c "+$((at + 513))" "$1" | head -c 128 | tr '\0' ' ' | awk 'NR == 1 && $1 ~ /^[A-Za-z0-9][A-Za-z0-9._+~:@=,-]*$/ { print $1 }'
}

build_archive() { # VERSION FOLDER FILE
	detail=-q
	[ -z "$verbose" ] || detail=-v
	"$here/pmemboot-mkinitramfs" "$detail" --append --agent "$agent" -r "$2" -o "$3" "$1" >&"$say_to"
}
