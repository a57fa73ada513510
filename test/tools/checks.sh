# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The programs, a folder for temporary files, and the checks of their status and output. The tests of this folder
# source it first.
# shellcheck disable=SC2034 # they use the variables

top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=test/tier.sh
. "$top/test/tier.sh"
cache=${PMEMBOOT_CACHE:-$top/cache}
export PMEMBOOT_CACHE="$cache"
tool=$top/build/x86_64/pmemboot
agent=$top/build/x86_64/pmemboot-agent
mkinitramfs=$top/tools/pmemboot-mkinitramfs
remaster=$top/tools/pmemboot-remaster
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

check() { # NAME COMMAND...
	what=$1
	shift
	if output=$("$@" 2>&1); then
		echo "ok $what"
	else
		echo "FAIL $what: $output"
	fi
}

exits() { # STATUS COMMAND...
	expected=$1
	shift
	"$@" >"$work/out" 2>&1
	status=$?
	[ $status = "$expected" ] || { echo "exit status $status" && cat "$work/out" && return 1; }
}

names() { # WORDS...: a line of the last command's has all of them: what its message is about
	cp "$work/out" "$work/line"
	for word; do
		grep -F -- "$word" "$work/line" >"$work/rest"
		mv "$work/rest" "$work/line"
	done
	[ -s "$work/line" ] || { cat "$work/out" && return 1; }
}

gives_reason() { # CODE WORDS...: the same for the line that ends with a reason
	grep "\\[$1\\]\$" "$work/out" >"$work/line" || { cat "$work/out" && return 1; }
	mv "$work/line" "$work/out"
	shift
	names "$@"
}

has() { # CONDITION...: of test/field: the last command printed JSON
	"$top/test/field" "$@" <"$work/out"
}

say_one_version() { # PROGRAM...: that of NEWS.md
	release=$("$top/scripts/version")
	for program; do
		case $("$program" --version) in *" $release") ;; *) echo "$program" && return 1 ;; esac
	done
}
