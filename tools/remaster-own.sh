# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2034 # variables of pmemboot-remaster
# The archives of --drivers-only, a part of pmemboot-remaster: drivers for the modprobe and the udev of an initramfs of
# the image, where it has its own modules. An index of both takes the place of that of the initramfs.

# What depmod makes that does not say which drivers are built in: that of the initramfs stays.
index_files='modules.dep modules.dep.bin modules.alias modules.alias.bin modules.symbols modules.symbols.bin modules.softdep modules.weakdep'

unpack_modules() { # of standard input, to $own/has; files and folders alone
	(cd "$own/has" && bounded bsdtar -x -f - --no-same-owner --no-same-permissions "*lib/modules/$version/*") >"$work/log" 2>&1 || :
	chmod -R u+rwX "$own/has"
	find "$own/has" ! -type d ! -type f -delete
}

module_names() { # FOLDER: one a line, as the kernel has them
	(cd "$1" && find . -type f -name '*.ko*' | sed 's,.*/,,; s,\.ko.*,,' | tr - _ | sort -u)
}

# Unpack what the initramfs image N has for the kernel to $own/has. Set $place to the folder of its modules there.
find_own_modules() { # N
	need_programs libarchive-tools bsdtar
	own=$work/own.$1.$version
	rm -rf "$own" && mkdir -p "$own/has"
	each_archive "$work/initrd.$1" unpack_modules
	place=$(cd "$own/has" && find . -type d -path "*lib/modules/$version" | sort | head -n 1)
	[ -n "$place" ]
}

# Copy to $own/adds what the archive of pmemboot has and the initramfs has not.
add_drivers() {
	module_names "$own/has/$place" >"$own/names"
	mkdir -p "$own/from" "$own/adds/$place"
	unpacked "$work/archive.$version" | (cd "$own/from" && bounded cpio -id --quiet --no-absolute-filenames) 2>"$work/log" || :
	(cd "$own/from" && find . -type f -path "*lib/modules/$version/*.ko") >"$own/files"
	while read -r file; do
		module=${file##*/}
		! printf '%s\n' "${module%.ko}" | tr - _ | grep -qxFf - "$own/names" || continue
		target=$own/adds/$place/${file#*lib/modules/"$version"/}
		mkdir -p "${target%/*}"
		cp "$own/from/$file" "$target"
	done <"$own/files"
}

# The index must have all modules of both, or what the initramfs could load before would be lost.
index_both() {
	all=$own/index/lib/modules/$version
	mkdir -p "$all"
	cp -R "$own/has/$place/." "$own/adds/$place/." "$all/"
	odd=$(cd "$all" && find . -name '*[!A-Za-z0-9._+~:@=,-]*' -print -quit)
	[ -z "$odd" ] || return 1
	echo 'search updates extra built-in weak-updates' >"$own/depmod.conf"
	# shellcheck disable=SC3045 # dash, bash and busybox have ulimit -v; elsewhere memory is not limited
	(ulimit -v 1048576 2>/dev/null || : && bounded depmod -C "$own/depmod.conf" -b "$own/index" "$version") >"$work/log" 2>&1 || return 1
	module_names "$all" >"$own/names"
	sed 's,:.*,,; s,.*/,,; s,\.ko.*,,' "$all/modules.dep" | tr - _ | sort -u | cmp -s - "$own/names" || return 1
	for file in $index_files; do
		[ ! -e "$all/$file" ] || cp "$all/$file" "$own/adds/$place/"
	done
}

# In the format of the initramfs, which the kernel can unpack. Folders that the initramfs has are not in it.
pack_own() { # N
	case $(magic "$work/initrd.$1" 0 6) in
	fd377a585a00) set -- xz -c --check=crc32 ;;
	28b52ffd*) set -- zstd -q -c -T1 ;;
	*) set -- gzip -9nc ;;
	esac
	find "$own/adds" -exec touch -h -d "@$epoch" {} +
	find "$own/adds" -type d -exec chmod 0755 {} +
	find "$own/adds" -type f -exec chmod 0644 {} +
	(cd "$own/adds" && find "$place" -mindepth 1 | sort | cpio --quiet --reproducible -R 0:0 -o -H newc) >"$own/cpio" && "$@" <"$own/cpio"
}

# make_own_archive N: for an initramfs image, once. Sets $archive and $name, or fails and sets $why.
make_own_archive() {
	archive=$work/drivers.$1.$version name=/pmemboot-drivers-$1.cpio
	[ ! -e "$archive" ] || return 0
	if ! find_own_modules "$1"; then
		why="its initramfs has no modules of Linux $version"
	elif ! add_drivers || ! index_both; then
		why="depmod cannot index the modules of its initramfs together with the drivers"
	elif ! pack_own "$1" >"$archive"; then
		rm -f "$archive"
		why="no archive could be made for its initramfs"
	fi
	rm -rf "$own"
	[ -e "$archive" ]
}

# The initramfs image of the group that has modules: the archive is for that. Sets $archive and $name, or $why.
find_own_archive() { # N GROUP
	why="it loads no initramfs of the ISO"
	awk -F '\t' -v n="$1" -v g="$2" 'FILENAME == ARGV[1] { lz4[$1] = 1; next }
		FILENAME == ARGV[2] { file[$2 "\t" $3] = $1; next }
		$1 == n && $2 == g { print (($4 "/" $5) in lz4 ? "lz4" : substr(file[$4 "\t" $5], 8)) }' "$work/lz4" "$work/initrds" "$work/refs" >"$work/images"
	if grep -qx lz4 "$work/images"; then
		why="its initramfs is in LZ4 format, and the kernel unpacks nothing after that"
		return 1
	fi
	while read -r image_number; do
		! make_own_archive "$image_number" </dev/null || return 0
	done <"$work/images"
	return 1
}
