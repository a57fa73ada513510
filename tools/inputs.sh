# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2034 # variables of the tool
# What the user gives pmemboot-mkinitramfs for an initramfs: policy, keys, hooks, another initramfs. What would
# make it refuse each boot, or would have no effect, is refused here.

first_file() { # FILE...: print the first that exists
	for file; do [ ! -f "$file" ] || { printf '%s\n' "$file" && return; }; done
}

# What the kernel unpacks (init/initramfs.c, lib/decompress.c) begins so.
check_initrd() { # of $stock
	check_file initramfs "$stock"
	case $(od -An -tx1 -N6 "$stock" | tr -d ' ') in
	30373037303[12] | 1f8b* | fd377a585a00 | 28b52ffd* | 02214c18* | 04224d18* | 425a68* | 5d0000* | 894c5a4f*) ;;
	*) fail "$stock is not an initramfs: it is neither a cpio archive nor compressed" ;;
	esac
}

# A hook outside of the folders of a stage would never run.
check_hooks() { # of $hooks
	[ -d "$hooks" ] || fail "the folder of hooks $hooks does not exist, or is not a directory"
	odd=$(find -H "$hooks/" -mindepth 1 -maxdepth 1 ! -name '.*' ! -name 'README*' ! -name medium.d ! -name root.d ! -name handover.d -print -quit)
	[ -z "$odd" ] || fail "$odd would never run: hooks are files in the folders medium.d, root.d and handover.d of $hooks"
	odd=$(find -L "$hooks/" -mindepth 2 -maxdepth 2 -type d ! -name '.*' ! -path "$hooks/.*" -print -quit)
	[ -z "$odd" ] || fail "$odd is a directory, which cannot run as a hook; begin its name with a dot if it holds what hooks need"
}

# The tool's parser accepts $taken, a policy or with --key= before it a key; or it is refused in the tool's words.
check_trusted() { # [--key=]
	checker=$(first_file "$here/pmemboot" "$here/../build/$(uname -m)/pmemboot")
	[ -n "$checker" ] || { warn "warning: $input is not checked, because there is no pmemboot in $here" && return; }
	said=$("$checker" policy-check "${1-}$taken" 2>&1) || fail "$input${said#pmemboot: "$taken"}"
}

take_input() { # WHAT FILE: set $taken to a copy of FILE, "-" for standard input, and $input to its name
	taken=$work/$1 input=$2
	[ "$2" != - ] || input='standard input'
	[ "$2" != - ] || { try "cannot read standard input" cp /dev/stdin "$taken" && return; }
	check_file "$1" "$2"
	try "cannot read the $1 $2" cp -- "$2" "$taken"
}

add_keys() { # FOLDER KEYS: one a line
	[ -n "$2" ] || return 0
	mkdir -p "$work/$1"
	while read -r file <&3; do
		[ -n "$file" ] || continue
		take_input key "$file"
		check_trusted --key=
		key=$(basename -- "$file" .pub).pub
		[ "$file" != - ] || key=stdin.pub
		[ ! -e "$work/$1/$key" ] || fail "two keys have the name $key: rename one of them"
		mv -- "$taken" "$work/$1/$key"
	done 3<<-END
		$2
	END
}
