# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # variables of pmemboot-remaster
# The files of an ISO, a part of pmemboot-remaster: what it has, and its copy with changes.

bounded() { # COMMAND...: it takes no options from the environment, and writes no file over $initrd_max
	(ulimit -f $((initrd_max / 512)) 2>/dev/null || : && env -i PATH="$PATH" LC_ALL=C "$@")
}

iso() { # XORRISO-COMMAND...: without startup files; non-ASCII and control bytes are printed as escapes
	bounded xorriso -no_rc -iso_rr_pattern off -disk_pattern off -backslash_codes encode_results "$@"
}

# Write $work/list: a line for each file or link, "f SIZE PATH" or "l TARGET PATH", with tabs between.
# Names with control bytes are left out; if such a name is a menu's, there is a line "x NAME", escaped.
list_image() {
	iso -indev "stdio:$in" -find / -type f -exec lsdl -- -find / -type l -exec lsdl -- 2>"$work/log" |
		awk '
		function name_of(text, name, at, code) { # of one that xorriso has quoted and escaped
			text = substr(text, 2, length(text) - 2)
			gsub(/\047\042\047\042\047/, "\047", text)
			name = ""
			while ((at = index(text, "\\"))) {
				code = substr(text, at + 1, 3)
				name = name substr(text, 1, at - 1)
				text = substr(text, at + 1)
				if (code ~ /^\\/) {
					name = name "\\"
					text = substr(text, 2)
				} else if (code ~ /^[23][0-7][0-7]$/) {
					name = name sprintf("%c", substr(code, 1, 1) * 64 + substr(code, 2, 1) * 8 + substr(code, 3))
					text = substr(text, 4)
				} else {
					return ""
				}
			}
			return name text
		}
		/^[-l]/ && match($0, /\047[^\047]*(\047\042\047\042\047[^\047]*)*\047/) {
			quoted = substr($0, RSTART, RLENGTH)
			path = name_of(quoted)
			if ($0 ~ /^-/) {
				value = $5
			} else {
				value = name_of(substr($0, RSTART + RLENGTH + 4))
				if (value == "")
					value = "/.." # leads nowhere
			}
			if (path != "")
				print ($0 ~ /^-/ ? "f" : "l") "\t" value "\t" path
			else if (quoted ~ /\.(cfg|conf)\047$/)
				print "x\t\t" quoted
		}' >"$work/list" || fail "$in: xorriso cannot read it"
	odd=$(sed -n 's/^x\t\t//p' "$work/list" | head -n 1)
	[ -z "$odd" ] || fail "$in: there are control bytes in the name of $odd"
}

is_listed() { # PATH: the image has a file or a link there
	NAME=$1 awk -F '\t' '$3 == ENVIRON["NAME"] "" && $1 != "x" { found = 1; exit } END { exit !found }' "$work/list"
}

# resolve_all LIST CASE <REQUESTS: each request is "KEY<TAB>PATH". For each that leads to a file of the list,
# print "KEY<TAB>SIZE<TAB>PATH". Links are followed inside the image: an absolute link starts at its root, and
# ".." does not leave it. If CASE is "any", the case of letters does not matter, as in FAT.
resolve_all() {
	KIND=$2 awk -F '\t' '
		function folded(path) {
			return ENVIRON["KIND"] == "any" ? tolower(path) : path
		}
		function resolve(todo, at, slash, name, target, links) {
			at = ""
			links = 0
			while (todo != "") {
				slash = index(todo "/", "/")
				name = substr(todo, 1, slash - 1)
				todo = substr(todo, slash + 1)
				if (name == "" || name == ".")
					continue
				if (name == "..") {
					sub(/\/[^\/]*$/, "", at)
				} else if (folded(at "/" name) in link) {
					if (++links > 40)
						return ""
					target = link[folded(at "/" name)]
					todo = target "/" todo
					if (target ~ /^\//)
						at = ""
				} else {
					at = at "/" name
				}
			}
			return folded(at)
		}
		FILENAME == ARGV[1] {
			if ($1 == "f") {
				size[folded($3)] = $2
				real[folded($3)] = $3
			} else if ($1 == "l") {
				link[folded($3)] = $2
			}
			next
		}
		{
			at = resolve($2)
			if (at in size)
				print $1 "\t" size[at] "\t" real[at]
		}' "$1" -
}

is_own() { # PATH FIND-TEST...: what was taken from the image is of this type, and no link
	[ -n "$(find -P "$@" -prune 2>/dev/null)" ]
}

# extract_all MAX <LIST: each line is "FILE<TAB>PATH", the path as in $work/list. Copy all to $work/FILE.
extract_all() {
	set -- "$1"
	files=''
	while IFS=$tab read -r file path; do
		rm -f -- "$work/$file"
		set -- "$@" -extract "$path" "$work/$file"
		files="$files $file"
	done
	[ $# -gt 1 ] || return 0
	max=$1
	shift
	iso -osirrox on:concat_split_off -indev "stdio:$in" "$@" >"$work/log" 2>&1 </dev/null ||
		fail "$in: cannot read its files: $(grep -E 'FAILURE|FATAL|SORRY' "$work/log" | head -n 1)"
	for file in $files; do
		is_own "$work/$file" -type f -size "-$((max / 512 + 2))" || fail "$in: a file of it is not a regular file, or too large"
		chmod u+rw "$work/$file"
	done
}

# find_file PATH MAX: set $found to the path in $work/list of the file that PATH leads to
find_file() {
	found=$(printf 'x\t%s\n' "$1" | resolve_all "$work/list" exact)
	[ -n "$found" ] || return 1
	found=${found#*"$tab"}
	[ "${found%%"$tab"*}" -le "$2" ] || fail "$in: $1 is larger than $2 bytes"
	found=${found#*"$tab"}
}

extract() { # PATH FILE MAX: copy what PATH leads to
	find_file "$1" "$3" && printf '%s\t%s\n' "$2" "$found" | extract_all "$3"
}

# ---- The copy ----

# edit_iso XORRISO-COMMAND...: reads only the named files of this machine, and runs no program. If $now is set, that is its date,
# in seconds, and of the dates of files it leaves only those of changes of the contents.
edit_iso() {
	env -i PATH="$PATH" LC_ALL=C ${now:+SOURCE_DATE_EPOCH="$now"} xorriso -no_rc -stdio_sync off -fs 1m -iso_rr_pattern off -disk_pattern off -osirrox banned -close_filter_list "$@"
}

xorriso_reason() { # print why it failed
	sed -n 's/^[a-z]* *: \(FAILURE\|FATAL\) : //p' "$work/log" | head -n 1
}

# The same input gives the same bytes: set $date to the volume's, YYYYMMDDhhmmsscc, and $epoch to it in seconds.
find_date() {
	date=$(iso -indev "stdio:$in" -report_el_torito as_mkisofs 2>/dev/null | sed -n "s/^--modification-date='\([0-9]*\)'\$/\1/p")
	[ -n "$date" ] || date=$(tail -c +33582 -- "$in" | head -c 16 | tr -cd 0-9) # of its creation (ECMA-119, 8.4.26)
	epoch=$(echo "$date" | sed -n 's/^\(....\)\(..\)\(..\)\(..\)\(..\)\(..\)..$/\1-\2-\3 \4:\5:\6/p')
	epoch=$(TZ=UTC date -d "${epoch:-1980-01-01}" +%s 2>/dev/null) || epoch=315532800
	epoch=${SOURCE_DATE_EPOCH:-$epoch}
}

# $work/updates has a line "FILE<TAB>PATH" for each file of the image to replace by $work/FILE, or to add.
write_copy() { # to $new
	begin_output
	if [ ! -s "$work/updates" ] && [ ! -s "$work/additions" ] && [ -z "$volid" ]; then # xorriso would write nothing
		stage "writing $output"
		try "cannot write $output" cp -- "$in" "$new"
		return
	fi
	set --
	while IFS=$tab read -r file path; do
		set -- "$@" -update "$work/$file" "$path"
	done <"$work/updates"
	while IFS=$tab read -r file path; do
		set -- "$@" -map "$file" "$path"
	done <"$work/additions"
	cut -f 2 "$work/updates" "$work/additions" | sed 'p; s,[^/]*$,,' | sort -u >"$work/paths"
	while read -r path; do
		set -- "$@" -alter_date b-c "=$epoch" "$path" -- -alter_date c "=$epoch" "$path" --
	done <"$work/paths"
	[ -z "$volid" ] || set -- "$@" -volid "$volid"
	# checkisomd5 fails volumes whose 20 fragments are shorter than its steps of 32 KiB.
	! has_implanted_sum || [ "$(stat -c %s -- "$in")" -ge 1048576 ] || set -- "$@" -padding 1m -padding included
	# Boot loaders find the volume by its date.
	[ -z "$date" ] || set -- "$@" -volume_date uuid "$date" -volume_date c "$date" -volume_date m "$date"
	grow_copy "$@" || write_anew "$@" || add_session "$@"
}

boot_records() { # IMAGE: print those that it has, without places and sizes
	iso -indev "stdio:$1" -report_el_torito plain -report_system_area plain 2>/dev/null |
		sed -n 's/^\(El Torito boot img :  *[0-9]* *[A-Z]* *[a-z]* *[a-z]*\) .*/\1/p
			s/^\(MBR partition  *:  *[0-9]* *0x[0-9a-f]* *0x[0-9a-f]*\) .*/\1/p
			s/^\(System area [a-z]*: *0x[0-9a-f]*\)$/\1/p; s/^\(Partition offset .*\)/\1/p
			s/^\(GPT partition name :.*\)/\1/p; s/^\(GPT type GUID .*\)/\1/p; s/^\(APM partition name :.*\)/\1/p'
}

# The files that stay are copied by the kernel, and what is new follows as a session, with all boot records recreated.
# The first volume descriptor leads to it, as to a volume written at once. Some records cannot be kept so.
grow_copy() { # XORRISO-COMMAND...
	follow "copying $in" env LC_ALL=C dd "if=$in" "of=$new" bs=256k status=progress ||
		fail "cannot write $output: $(grep '^dd: ' "$work/log" | tail -n 1 | sed 's/.*: //')"
	follow "writing $output" edit_iso -dev "stdio:$new" -boot_image any replay "$@" || return
	[ "$(boot_records "$in")" = "$(boot_records "$new")" ]
}

write_anew() { # XORRISO-COMMAND...: with all files in their places
	rm -f -- "$new"
	follow "writing $output" edit_iso -indev "stdio:$in" -outdev "stdio:$new" -boot_image any replay "$@"
}

# If xorriso cannot recreate the boot records, the rest of the image does not change.
add_session() { # XORRISO-COMMAND...
	warn "warning: $in: xorriso cannot recreate the boot records, so the changes are another session: $(xorriso_reason)"
	try "cannot write $output" cp -- "$in" "$new"
	follow "writing $output" edit_iso -dev "stdio:$new" -boot_image any keep "$@" ||
		fail "xorriso cannot write $output: $(xorriso_reason)"
}
