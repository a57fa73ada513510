# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2034 # variables of the tools
# Arguments and messages of pmemboot-mkinitramfs and pmemboot-remaster.
#
# The tool has $program and $here, usage(), take_option() and take_argument(). The options are those that
# usage() prints: "-o, --output FILE  meaning". "[VALUE]" may be left out.

quiet='' verbose='' staged='' wrong_usage='' say_to=1
trap 'exit 1' PIPE

# `make install` replaces the word; in a source tree NEWS.md has it.
print_version() {
	release='@VERSION@'
	case $release in
	@*) release=$("$here/../scripts/version") ;;
	esac
	print "$program $release"
}

# ---- Messages ----

print() { # TEXT: that nobody gets it is a failure
	printf '%s\n' "$1" 2>/dev/null || fail "cannot write to standard output"
}

# A message is one line of printable ASCII, whatever the names in it are.
line() {
	printf '%s' "$program: $*" | tr -c ' -~' '?'
}

warn() {
	unstage
	printf '%s\n' "$(line "$*")" >&2 2>/dev/null || :
}

fail() {
	warn "$*"
	exit 1
}

fail_usage() {
	wrong_usage=1
	warn "$*"
	exit 2
}

say() {
	[ -z "$quiet" ] || return 0
	unstage
	if [ "$say_to" = 2 ]; then warn "$*"; else print "$(line "$*")"; fi
}

# stage WHAT: on a terminal, show what the tool does now, until the next message.
stage() {
	[ -z "$quiet" ] && [ -t 2 ] || return 0
	printf '\r%s ...\033[K' "$(line "$*")" >&2
	staged=1
}

unstage() {
	[ -z "$staged" ] || printf '\r\033[K' >&2
	staged=''
}

# follow WHAT COMMAND...: run it, with what it says in $work/log. On a terminal, show the percentage that xorriso
# says, or that dd's bytes are of $in, after WHAT. Who reads that ends with the command.
follow() {
	doing=$1
	shift
	stage "$doing"
	if [ -z "$staged" ]; then
		"$@" >"$work/log" 2>&1
		return
	fi
	rm -f "$work/failed"
	{ "$@" 2>&1 || : >"$work/failed"; } | sed -u 's/\r/\n/g' | while IFS= read -r told; do
		printf '%s\n' "$told"
		case $told in
		'xorriso : UPDATE : '*[0-9]%*) told=${told%%[%]*} && stage "$doing: ${told##* } %" ;;
		[0-9]*' bytes '*) stage "$doing: $((${told%% *} * 100 / $(stat -c %s -- "$in"))) %" ;;
		esac
	done >"$work/log"
	[ ! -e "$work/failed" ]
}

# try WHAT COMMAND...: if it fails, its last words are the reason.
try() {
	what=$1
	shift
	said=$("$@" 2>&1) || fail "$what: $(printf '%s' "$said" | tail -n 1 | sed 's/.*: //')"
}

# ---- Options ----

# Print a line "--NAME:LETTER:VALUE" for each option.
list_options() {
	usage | sed -n 's/^  \(-\([A-Za-z]\),\)\{0,1\} *\(--[a-z-]*\)\( \([^ ]*\)\)\{0,1\}\(  .*\)\{0,1\}$/\3:\2:\5/p'
}

# Set $name and $takes, the name of its value, for what was given: "--name" or "-n".
find_option() { # GIVEN
	while IFS=: read -r name letter takes; do
		case $1 in "$name" | "-$letter") return ;; esac
	done <<-END
		$table
	END
	near=$(nearest "$1")
	[ -n "$near" ] || fail_usage "unknown option $1; --help lists all"
	fail_usage "unknown option $1; did you mean $near?"
}

nearest() { # GIVEN: print the option that is most similar, if one is
	printf '%s\n' "$table" | GIVEN=$1 awk -F : '
		function least(a, b) { return a < b ? a : b }
		function distance(a, b, i, j, row, diagonal, above) {
			for (j = 0; j <= length(b); j++)
				row[j] = j
			for (i = 1; i <= length(a); i++) {
				diagonal = row[0]
				row[0] = i
				for (j = 1; j <= length(b); j++) {
					above = row[j]
					row[j] = least(diagonal + (substr(a, i, 1) != substr(b, j, 1)), least(above, row[j - 1]) + 1)
					diagonal = above
				}
			}
			return row[length(b)]
		}
		BEGIN { given = substr(ENVIRON["GIVEN"], 1, 64); best = 4 }
		{
			d = index($1, given) == 1 ? 1 : distance(given, $1)
			if (d < best && d * 2 <= length(given)) {
				best = d
				name = $1
			}
		}
		END { if (name) print name }'
}

# That of a variable of a script that is not set must not go unnoticed: an initramfs without the policy, for one.
check_value() { # of $name, which takes $takes
	case $takes:$value in
	WORDS:) ;;            # none
	\[*:) [ -z "$has_value" ] || fail_usage "$name has an empty value" ;;
	?*:) fail_usage "$name has an empty value; it needs $takes" ;;
	esac
}

# Call take_option NAME, with $value, and take_argument VALUE.
parse_arguments() { # ARGUMENT...
	table=$(list_options)
	while [ $# -gt 0 ]; do
		given=$1 attached='' has_value=''
		shift
		case $given in
		--) break ;;
		--*=*) attached=${given#*=} has_value=1 given=${given%%=*} ;;
		--*) ;;
		-?*) attached=${given#-?} given=${given%"${given#-?}"} ;;
		*) take_argument "$given" && continue ;;
		esac
		find_option "$given"
		value=$attached
		case $takes:$has_value:$attached in
		:1:*) fail_usage "$name takes no value" ;;
		::?*) set -- "-$attached" "$@" ;; # more letters
		::) ;;
		\[*::) [ $# -eq 0 ] || ! is_value "$name" "$1" || { value=$1 has_value=1 && shift; } ;;
		*::)
			[ $# -gt 0 ] || fail_usage "$given needs a value, $takes"
			value=$1
			shift
			;;
		esac
		check_value
		case $name in
		--quiet) quiet=1 verbose='' ;;
		--verbose) verbose=1 quiet='' ;;
		--help) print "$(usage)" && exit ;;
		--version) print_version && exit ;;
		*) take_option "$name" ;;
		esac
	done
	for given; do take_argument "$given"; done
}

# A path that no program takes for an option.
path() { # VALUE
	case $1 in -?*) printf '%s\n' "./$1" ;; *) printf '%s\n' "$1" ;; esac
}

check_file() { # WHAT FILE: it can be read
	above=$(dirname -- "$2")
	[ ! -d "$above" ] || [ -x "$above" ] || fail "the $1 $2 cannot be reached: you may not enter $above"
	[ -e "$2" ] || fail "the $1 $2 does not exist"
	[ ! -d "$2" ] || fail "the $1 $2 is a directory, not a file"
	[ -f "$2" ] || fail "the $1 $2 is not a regular file"
	[ -r "$2" ] || fail "the $1 $2 cannot be read: you have no permission"
}

check_agent() { # of $agent
	check_file agent "$agent"
	grep -aqF pmemboot.root= -- "$agent" || fail "$agent is not the agent of pmemboot, which is installed as /usr/lib/pmemboot/pmemboot"
}

need_programs() { # PACKAGES PROGRAM...: from these packages
	packages=$1
	shift
	for needed; do
		command -v "$needed" >/dev/null || fail "$needed not found; install $packages"
	done
}
