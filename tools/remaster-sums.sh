# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # variables of pmemboot-remaster
# Checksums of an ISO, a part of pmemboot-remaster: lists of sums in it, and the sum of the volume implanted in it.

# A list is recognised by its name, as in model/list_name.c. Those of the sum of a root image, which does not change, are not.
list_sums() { # print the paths of the lists, at most $lists_max
	awk -F '\t' '
		BEGIN {
			algorithm = "(md5|sha-?(1|224|256|384|512)|(blake2b-?|blake2|b2)(128|160|224|256|384|512)?)"
			sums = "(check)?sums?"
			list = "^(" algorithm "[-_.]?" sums "|" sums "([-_.]?" algorithm ")?|" algorithm "[.]txt)([.]txt)?$"
		}
		$1 == "f" || $1 == "l" {
			name = tolower($3)
			sub(/.*\//, "", name)
			if (name ~ list)
				print $3
		}' "$work/list" | sort -u | head -n "$lists_max"
}

# A list that is named after a file that changes has its sum alone: grub.cfg.sha256.
list_own_sums() {
	awk -F '\t' '
		FILENAME == ARGV[1] {
			changed[$2] = 1
			next
		}
		$1 == "f" && match(tolower($3), /[.](md5|sha-?(1|224|256|384|512)|(blake2b?|b2))(sums?)?([.]txt)?$/) && substr($3, 1, RSTART - 1) in changed {
			print $3
		}' "$work/updates.menus" "$work/list" | sort -u | head -n "$lists_max"
}

is_of_blake2() { # LIST: by its name
	case $(printf '%s' "${1##*/}" | tr '[:upper:]' '[:lower:]') in *blake2* | b2* | *[-_.]b2*) true ;; *) false ;; esac
}

# Print a line "ALGORITHM<TAB>SUM<TAB>PATH" for each changed file and each algorithm of the list.
new_sums() {
	for algorithm in $algorithms; do
		while IFS=$tab read -r file path; do
			case $algorithm in
			b2-*) sum=$(b2sum -l "${algorithm#b2-}" <"$file") ;;
			*) sum=$("${algorithm}sum" <"$file") ;;
			esac
			printf '%s\t%s\t%s\n' "$algorithm" "${sum%% *}" "$path"
		done <"$work/changed"
	done
}

# The algorithm of a line follows from the length of its sum, but BLAKE2b is named: by BSD's lines, or by the
# list (BLAKE2=1 in the environment).
sums_program='
	function algorithm_of(sum) {
		return blake2 ? "b2-" length(sum) * 4 : names[length(sum)]
	}
	function take(line) { # set sum, name, where the sum is, and what follows it
		marked = substr(line, 1, 3) == "\357\273\277" ? 3 : 0
		line = substr(line, 1 + marked)
		escaped = sub(/^\\/, "", line)
		sub(/\r$/, "", line)
		blake2 = ENVIRON["BLAKE2"]
		if (match(line, /^[0-9A-Fa-f]+[ \t][ *]?/)) {
			name = substr(line, RLENGTH + 1)
			sum = substr(line, 1, RLENGTH)
			sub(/[ \t].*/, "", sum)
			gap = substr(line, length(sum) + 1, RLENGTH - length(sum))
			at = 1 + escaped + marked
		} else if (match(line, /^[A-Za-z0-9-]+ ?\(/) && match(line, /\) ?= ?[0-9A-Fa-f]+$/)) {
			name = substr(line, index(line, "(") + 1, RSTART - index(line, "(") - 1)
			sum = substr(line, RSTART)
			sub(/^\) ?= ?/, "", sum)
			at = length(line) - length(sum) + 1 + escaped + marked
			blake2 = tolower(line) ~ /^blake2b/
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

# Print the list $work/sums with the sums in $work/sums.new. In a line that begins with a backslash, those in the name are
# doubled. A path begins in the folder of the list, which "../" leaves, or in the root if the folder has no such file.
replace_sums() { # FOLDER: where the list is, with a slash at its end
	FOLDER=$1 awk -F '\t' "$sums_program"'
		function doubled(text, at) {
			at = index(text, "\\")
			return at ? substr(text, 1, at) "\\" doubled(substr(text, at + 1)) : text
		}
		function relative(path, folder, up) {
			while (index(path, folder) != 1) {
				sub(/[^\/]*\/$/, "", folder)
				up = up "../"
			}
			return up substr(path, length(folder) + 1)
		}
		function replace(path) {
			new[$1, doubled(path) != path, doubled(path)] = $2
		}
		FILENAME == ARGV[1] {
			exists[$3] = 1
			next
		}
		FILENAME == ARGV[2] {
			replace(relative($3, ENVIRON["FOLDER"]))
			if (index($3, ENVIRON["FOLDER"]) != 1 && !((ENVIRON["FOLDER"] substr($3, 2)) in exists))
				replace(substr($3, 2))
			next
		}
		take($0) && (algorithm_of(sum), escaped, name) in new {
			$0 = substr($0, 1, at - 1) new[algorithm_of(sum), escaped, name] substr($0, at + length(sum))
		}
		{ print }' "$work/list" "$work/sums.new" "$work/sums"
}

# A file that was added gets a line like those of the others, in a list for the whole volume.
add_sums() {
	awk -F '\t' "$sums_program"'
		FILENAME == ARGV[1] {
			if (!style && take($0)) {
				style = index($0, "(") && at > 2 + marked ? "bsd" : "gnu"
				dot = index($0, "./") > 0 ? "./" : ""
				first = algorithm_of(sum)
				end = $0 ~ /\r$/ ? "\r" : ""
				bsd = first == "b2-512" ? "BLAKE2b" : first ~ /^b2-/ ? "BLAKE2b-" substr(first, 4) : toupper(first)
			}
			next
		}
		$1 == first {
			path = dot substr($3, 2)
			print (style == "bsd" ? bsd " (" path ") = " $2 : $2 gap path) end
		}' "$work/sums" "$work/sums.new"
}

say_unsigned() { # LIST
	for suffix in .gpg .asc .sig .minisig .sign .p7s; do
		! is_listed "$1$suffix" || warn "warning: $in: $1 has changed, so its signature $1$suffix is no longer valid"
	done
	! grep -q '^-----BEGIN PGP SIGNATURE-----' "$work/sums" || warn "warning: $in: $1 has changed, so the signature in it is no longer valid"
}

update_list() { # LIST [KIND]: "own" for that of one file
	folder=${1%/*}/
	if ! extract "$1" sums "$sums_max"; then
		[ "$folder" != / ] || fail "$in: $1 is not a file of the image, nor a link to one"
		warn "warning: $in: $1 is not a file of the image, nor a link to one"
		return 0
	fi
	BLAKE2=0
	! is_of_blake2 "$1" || BLAKE2=1
	export BLAKE2
	algorithms=$(algorithms_of "$work/sums")
	awk -F '\t' -v work="$work/" '{ print work $1 "\t" $2 }' "$work/updates.menus" >"$work/changed"
	new_sums >"$work/sums.new"
	number=$(wc -l <"$work/updates")
	replace_sums "$folder" >"$work/sums.$number"
	cp "$work/additions" "$work/changed"
	new_sums >"$work/sums.new"
	if [ "$folder" = / ] && [ -z "${2:-}" ]; then add_sums >>"$work/sums.$number"; fi
	! cmp -s "$work/sums" "$work/sums.$number" || return 0
	printf '%s\t%s\n' "sums.$number" "$found" >>"$work/updates"
	say_unsigned "$1"
}

update_sums() {
	cp "$work/updates" "$work/updates.menus"
	list_sums >"$work/lists"
	while IFS= read -r list <&3; do
		update_list "$list"
	done 3<"$work/lists"
	list_own_sums >"$work/lists"
	while IFS= read -r list <&3; do
		update_list "$list" own
	done 3<"$work/lists"
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

tag_of() { # KEY: print the value that the input has for it
	application_area "$in" | tr ';' '\n' | sed -n "s/^ *$1 *= *\([^ ]*\) *\$/\1/p" | tail -n 1
}

checkmedia_digest() { # print the algorithm of the input's tags
	application_area "$in" | tr ';' '\n' | sed -n 's/^ *\(md5\|sha[0-9]*\)sum *=.*/\1/p' | tail -n 1 | grep -x 'md5\|sha1\|sha224\|sha256\|sha384\|sha512' || :
}

# Those of SUSE's checkmedia: a digest of the volume, in which zeros count for the first sector and spaces for the tags
# (agent/parse/checkmedia.h). No padding and no signature is left out, so that there are no tags for these.
implant_tags() { # FILE
	digest=$(checkmedia_digest)
	[ -n "$digest" ] || return 0
	stage "implanting the ${digest}sum"
	size=$(($(od -An -tu4 -j 32848 -N 4 -- "$1") * 2048))
	sum=$({
		head -c 512 /dev/zero
		head -c 33651 -- "$1" | tail -c +513
		printf '%512s' ''
		head -c "$size" -- "$1" | tail -c +34164
	} | "${digest}sum")
	tags="${digest}sum=${sum%% *}"
	[ "$(tag_of check)" != 1 ] || tags="check=1;$tags"
	printf '%-512s' "$tags" | dd of="$1" bs=1 seek=33651 conv=notrunc status=none || fail "cannot write the ${digest}sum into $output"
	[ -z "$(tag_of signature)" ] || warn "warning: $in: the tags of checkmedia have changed, so their signature is left out"
}
