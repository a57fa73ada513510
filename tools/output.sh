# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2034 # variables of the tools
# What pmemboot-mkinitramfs and pmemboot-remaster write. A file is replaced as a whole, or it stays as it was.
# What is no file, or what somebody else has opened, is written to.

part=''

make_work() { # set $work to a folder that goes with the tool; $part is one next to the output
	work=$(mktemp -d "${TMPDIR:-/tmp}/$program.XXXXXX" 2>/dev/null) ||
		fail "cannot make a directory in ${TMPDIR:-/tmp}; set TMPDIR to one with free space"
	work=$(cd -- "$work" && pwd -P)
	trap 'remove_work $?' EXIT
	trap 'exit 1' HUP INT PIPE TERM
}

remove_work() { # STATUS: and exit with it; that of a program that failed is no usage error
	unstage
	chmod -R u+rwX "$work" 2>/dev/null || :
	rm -rf "$work" ${part:+"$part"}
	[ "$1" = 0 ] || [ -n "$wrong_usage" ] || exit 1
	exit "$1"
}

check_output() { # of $output
	if [ "$output" = - ]; then
		[ -e /proc/self/fd/1 ] || fail "standard output is closed"
		[ ! -t 1 ] || fail "standard output is a terminal; redirect it, or name a file"
		output=/dev/stdout
	fi
	case $output in /dev/stdout | /dev/fd/* | /proc/*) say_to=2 ;; esac
	[ -n "$output" ] || fail_usage "the name of the output is empty"
	[ ! -d "$output" ] || fail "$output is a directory; name a file in it"
	folder=$(dirname -- "$output")
	[ -e "$folder" ] || fail "cannot write $output: the directory $folder does not exist"
	[ -d "$folder" ] || fail "cannot write $output: $folder is not a directory"
	if [ -e "$output" ] && [ ! -f "$output" ]; then return; fi
	case $output in /dev/* | /proc/*) return ;; esac
	[ -w "$folder" ] || fail "cannot write $output: you may not write to the directory $folder"
}

begin_output() { # set $new to where it is to be written first
	target=$(readlink -f -- "$output")
	case $output in /dev/std* | /dev/fd/* | /proc/*) target='' ;; esac
	if [ -z "$target" ] || { [ -e "$target" ] && [ ! -f "$target" ]; }; then
		target='' new=$work/output
		return
	fi
	part=$(mktemp -d -- "${target%/*}/.$program.XXXXXX" 2>/dev/null) || fail "cannot make a directory next to $output"
	new=$part/new
}

end_output() {
	if [ -z "$target" ]; then
		case $output in
		/dev/stdout | /dev/fd/1) { said=$(cat -- "$new" 2>&1 >&3); } 3>&1 || fail "cannot write to standard output: ${said##*: }" ;;
		*) try "cannot write $output" cp -- "$new" "$output" ;;
		esac
		return
	fi
	if [ -e "$target" ]; then
		try "cannot write $output" cp --attributes-only --preserve=mode,ownership -- "$target" "$new"
		try "cannot write $output" sync -- "$new" # or a power failure could leave neither of them
	fi
	try "cannot write $output" mv -fT -- "$new" "$target"
}
