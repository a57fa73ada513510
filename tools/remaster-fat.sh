# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # variables of pmemboot-remaster
# FAT file systems in an ISO, a part of pmemboot-remaster: EFI system partitions, as files, as partitions and as
# El Torito images. Each is copied to $work/fat.N and changed there. Its size does not change, so that the changed
# one takes the place of the other.

mtool() { # COMMAND...: without settings, and with a date that does not change
	bounded env MTOOLSRC=/dev/null MTOOLS_SKIP_CHECK=1 MTOOLS_NO_VFAT=0 TZ=UTC SOURCE_DATE_EPOCH="$epoch" "$@" </dev/null
}

fat_offsets() { # FILE: print where El Torito images and partitions begin
	{
		iso -indev "stdio:$1" -report_el_torito plain 2>/dev/null |
			awk '/^El Torito boot img :/ && $NF ~ /^[0-9]+$/ { printf "%.0f\n", $NF * 2048 }'
		partx -g -o START "$1" 2>/dev/null | awk '$1 ~ /^[0-9]+$/ { printf "%.0f\n", $1 * 512 }'
	} | sort -un
}

number_at() { # OFFSET WIDTH: of $boot_sector, in little-endian
	od -An -tu"$2" -j "$1" -N "$2" "$boot_sector" | tr -d ' '
}

# set $fat_size if there is a FAT file system at an offset of the image: of the size that it says it has
find_fat() { # OFFSET
	boot_sector=$work/sector
	tail -c "+$(($1 + 1))" -- "$in" | head -c 512 >"$boot_sector"
	[ "$(magic "$boot_sector" 510 2)" = 55aa ] || return 1
	case $(magic "$boot_sector" 54 3):$(magic "$boot_sector" 82 3) in 464154:* | *:464154) ;; *) return 1 ;; esac
	sectors=$(number_at 19 2)
	[ "$sectors" != 0 ] || sectors=$(number_at 32 4)
	fat_size=$(($(number_at 11 2) * sectors))
	[ "$fat_size" -gt 0 ] && [ "$fat_size" -le "$fat_max" ] && [ "$(($1 + fat_size))" -le "$(stat -c %s -- "$in")" ]
}

# Copy each FAT to $work/fat.N and list its files in $work/list.fat.N. $work/fats has a line "N<TAB>OFFSET<TAB>SIZE".
find_fats() {
	: >"$work/fats"
	: >"$work/changed_fats"
	fats=0
	for offset in $(fat_offsets "$in"); do
		find_fat "$offset" || continue
		if ! command -v mdir >/dev/null; then
			warn "warning: $in: mtools not found, so the boot menus in its EFI system partition do not change"
			return
		fi
		[ $fats -lt "$fats_max" ] || return 0
		fats=$((fats + 1))
		tail -c "+$((offset + 1))" -- "$in" | head -c "$fat_size" >"$work/fat.$fats"
		mtool mdir -/ -b -i "$work/fat.$fats" :: 2>/dev/null | sed -n 's,^::\(/.*[^/]\)$,f	0	\1,p' >"$work/list.fat.$fats"
		printf '%s\t%s\t%s\n' $fats "$offset" "$fat_size" >>"$work/fats"
	done
}

change_fat() { # NUMBER: keep the original
	[ ! -e "$work/old.fat.$1" ] || return 0
	cp "$work/fat.$1" "$work/old.fat.$1"
	echo "$1" >>"$work/changed_fats"
}

from_fat() { # NUMBER PATH FILE
	rm -f "$3"
	mtool mcopy -n -i "$work/fat.$1" "::$2" "$3" 2>"$work/log" && is_own "$3" -type f
}

to_fat() { # NUMBER FILE PATH: fails if there is no room; a folder for it is made
	change_fat "$1"
	touch -d "@$epoch" "$2"
	cp "$work/fat.$1" "$work/tried"
	case $3 in /*/*) mtool mmd -D s -i "$work/tried" "::${3%/*}" 2>/dev/null || : ;; esac
	mtool mcopy -o -m -i "$work/tried" "$2" "::$3" 2>"$work/log" && mv "$work/tried" "$work/fat.$1"
}

# A changed FAT that is a file of the ISO is replaced like other files.
update_fat_files() {
	[ -s "$work/changed_fats" ] || return 0
	while read -r number; do
		size=$(stat -c %s "$work/fat.$number")
		awk -F '\t' -v size="$size" '$1 == "f" && $2 >= size && $2 < size + 65536 { print $3 }' "$work/list" | head -n 16 >"$work/candidates"
		while read -r path; do
			printf 'try\t%s\n' "$path" | extract_all "$initrd_max"
			cmp -s -n "$size" "$work/try" "$work/old.fat.$number" || continue
			file=file.fat.$number
			mv "$work/try" "$work/$file"
			dd if="$work/fat.$number" of="$work/$file" conv=notrunc bs=1M status=none
			printf '%s\t%s\n' "$file" "$path" >>"$work/updates"
		done <"$work/candidates"
	done <"$work/changed_fats"
}

# Elsewhere in the copy, in partitions of their own, it replaces the bytes of the original.
write_fats() { # FILE
	[ -s "$work/changed_fats" ] || return 0
	for offset in $(fat_offsets "$1"); do
		while read -r number; do
			size=$(stat -c %s "$work/fat.$number")
			tail -c "+$((offset + 1))" -- "$1" | head -c "$size" | cmp -s - "$work/old.fat.$number" || continue
			dd if="$work/fat.$number" of="$1" bs=64K oflag=seek_bytes seek="$offset" conv=notrunc status=none || fail "cannot write $output"
		done <"$work/changed_fats"
	done
}
