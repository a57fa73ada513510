# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # variables of pmemboot-remaster
# Checksums of an ISO, a part of pmemboot-remaster: lists of sums in it, and the sum of the volume implanted in it.

list_sums() { # print the paths of the lists
	{
		awk -F '\t' '$1 == "f" || $1 == "l" {
			name = tolower($3)
			if (name ~ /^\/(md5|sha(1|224|256|384|512))sums?(\.txt)?$/)
				print $3
		}' "$work/list"
		# Those that pmemboot verify reads, too, but for sums next to a root image, which does not change.
		sed -n '/^ *"checks": /,/\]/s/^ *"path": "\([^"\\]*\)".*/\/\1/p' "$work/plan" | grep -i 'sums\{0,1\}\(\.txt\)\{0,1\}$' || :
	} | sort -u
}

# Print a line "ALGORITHM<TAB>SUM<TAB>PATH" for each changed file and each algorithm of the list.
new_sums() {
	for algorithm in $algorithms; do
		while IFS=$tab read -r file path; do
			sum=$("${algorithm}sum" <"$file")
			printf '%s\t%s\t%s\n' "$algorithm" "${sum%% *}" "$path"
		done <"$work/changed"
	done
}

# The algorithm of a line follows from the length of its sum; BSD's lines name it besides.
sums_program='
	function algorithm_of(sum) {
		return names[length(sum)]
	}
	function take(line) { # set sum, name and where the sum is
		escaped = sub(/^\\/, "", line)
		sub(/\r$/, "", line)
		if (match(line, /^[0-9A-Fa-f]+ [ *]/)) {
			sum = substr(line, 1, RLENGTH - 2)
			name = substr(line, RLENGTH + 1)
			at = 1 + escaped
		} else if (match(line, /^[A-Za-z0-9-]+ ?\(/) && match(line, /\) ?= ?[0-9A-Fa-f]+$/)) {
			name = substr(line, index(line, "(") + 1, RSTART - index(line, "(") - 1)
			sum = substr(line, RSTART)
			sub(/^\) ?= ?/, "", sum)
			at = length(line) - length(sum) + 1 + escaped
		} else {
			return 0
		}
		sub(/^(\.\/)+/, "", name)
		sub(/^\/+/, "", name)
		return length(sum) in names
	}
	BEGIN {
		names[32] = "md5"; names[40] = "sha1"; names[56] = "sha224"
		names[64] = "sha256"; names[96] = "sha384"; names[128] = "sha512"
	}'

algorithms_of() { # FILE: print those of the list
	awk "$sums_program"'
		take($0) { found[algorithm_of(sum)] = 1 }
		END { for (name in found) print name }' "$1" | sort
}

# Print the list $work/sums with the sums in $work/sums.new. In a line that begins with a backslash, those in the name are doubled.
replace_sums() { # FOLDER: where the list is, with a slash at its end
	FOLDER=$1 awk -F '\t' "$sums_program"'
		function doubled(text, at) {
			at = index(text, "\\")
			return at ? substr(text, 1, at) "\\" doubled(substr(text, at + 1)) : text
		}
		FILENAME == ARGV[1] {
			path = substr($3, index($3, ENVIRON["FOLDER"]) == 1 ? length(ENVIRON["FOLDER"]) + 1 : 1)
			new[$1, doubled(path) != path, doubled(path)] = $2
			next
		}
		take($0) && (algorithm_of(sum), escaped, name) in new {
			$0 = substr($0, 1, at - 1) new[algorithm_of(sum), escaped, name] substr($0, at + length(sum))
		}
		{ print }' "$work/sums.new" "$work/sums"
}

# A file that was added gets a line like those of the others, in a list for the whole volume.
add_sums() {
	awk -F '\t' "$sums_program"'
		FILENAME == ARGV[1] {
			if (!style && take($0)) {
				style = index($0, "(") && at > 2 ? "bsd" : "gnu"
				dot = index($0, "./") > 0 ? "./" : ""
				mark = index($0, " *") == length(sum) + 1 ? " *" : "  "
				first = algorithm_of(sum)
				end = $0 ~ /\r$/ ? "\r" : ""
				bsd = toupper(first)
			}
			next
		}
		$1 == first {
			path = dot substr($3, 2)
			print (style == "bsd" ? bsd " (" path ") = " $2 : $2 mark path) end
		}' "$work/sums" "$work/sums.new"
}

say_unsigned() { # LIST
	for suffix in .gpg .asc .sig .minisig .sign .p7s; do
		! is_listed "$1$suffix" || warn "warning: $in: $1 has changed, so its signature $1$suffix is no longer valid"
	done
}

update_sums() {
	cp "$work/updates" "$work/updates.menus"
	for list in $(list_sums); do
		is_listed "$list" || continue
		extract "$list" sums "$sums_max" || fail "$in: $list is not a file of the image, nor a link to one"
		algorithms=$(algorithms_of "$work/sums")
		folder=${list%/*}/
		awk -F '\t' -v work="$work/" '{ print work $1 "\t" $2 }' "$work/updates.menus" >"$work/changed"
		new_sums >"$work/sums.new"
		number=$(wc -l <"$work/updates")
		replace_sums "$folder" >"$work/sums.$number"
		cp "$work/additions" "$work/changed"
		new_sums >"$work/sums.new"
		[ "$folder" != / ] || add_sums >>"$work/sums.$number"
		printf '%s\t%s\n' "sums.$number" "$found" >>"$work/updates"
		say_unsigned "$list"
	done
}

# ---- The sum of the volume ----

application_area() { # FILE: print the bytes of the volume descriptor that are for applications (ECMA-119, 8.4.32)
	tail -c +33652 -- "$1" | head -c 512 | tr '\0' ' '
}

has_implanted_sum() {
	case $(application_area "$in") in *'ISO MD5SUM = '*) true ;; *) false ;; esac
}

# implantisomd5 writes the sum of all but the last sectors, and of 20 fragments; checkisomd5 reads it.
implant_sum() { # FILE
	implant_tags "$1"
	has_implanted_sum || return 0
	case $(application_area "$in") in
	*RHLISOSTATUS=1*) set -- "$1" --supported-iso ;;
	esac
	if ! command -v implantisomd5 >/dev/null; then
		shift
		warn "warning: the MD5 in $output is no longer valid; install isomd5sum and run: implantisomd5 --force $* $output"
		return
	fi
	stage "implanting the MD5"
	implantisomd5 --force "$@" >"$work/log" 2>&1 || fail "implantisomd5 failed: $(tail -n 1 "$work/log")"
}

implant_tags() { # FILE: those of SUSE's checkmedia
	digest=$(application_area "$in" | tr ';' '\n' | sed -n 's/^ *\(md5\|sha[0-9]*\)sum *=.*/\1/p' | head -n 1)
	[ -n "$digest" ] || return 0
	if ! command -v tagmedia >/dev/null; then
		warn "warning: the ${digest}sum in $output is no longer valid; install checkmedia and run: tagmedia --$digest $output"
	else
		stage "implanting the ${digest}sum"
		tagmedia "--$digest" "$1" >"$work/log" 2>&1 || fail "tagmedia failed: $(tail -n 1 "$work/log")"
	fi
}
