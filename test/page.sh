# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2034 # $top and $work are the caller's, who uses $begun
# Sourced by the tests that do what a page of doc/ says, command by command, on Debian 13 with pmemboot installed: in a copy of a
# chroot that has the packages. Root only. They set $group, for messages, and $top and $work.

. "$top/test/chroot.sh"

# The blocks of commands: one that runs until it is ended becomes a background job, whose log is $work/http.N or
# $work/console.N, by its number.
page_blocks() { # PAGE
	awk '/^```sh$/ { inside = 1; block = ""; next }
		/^```$/ && inside {
			inside = 0
			log_of = block ~ /^python3 / ? "http." ++servers : block ~ /^(qemu-system|\.\/machine )/ ? "console." ++machines : ""
			printf "%s", log_of == "" ? block : "{\n" block "} >/work/" log_of " 2>&1 </dev/null &\njobs=\"$jobs $!\"\n"
		}
		inside { block = block $0 "\n" }
		END { print "machines=" machines }' "$1"
}

page_script() { # PAGE SECONDS: print what runs in the chroot, until each machine asks for a login
	cat <<-'END'
		set -eu
		jobs=
		cp -a /work/installed/. /
		mkdir /root/page
		cd /root/page
		cp /work/given/* . 2>/dev/null || :
		mmdebstrap() { command mmdebstrap --quiet "$@" /work/sources; }
		printf '%s\n' '#!/bin/sh' '[ "$1" = install ] || exec /usr/bin/apt-get "$@"' 'shift' 'exec dpkg-query -W "$@"' >/usr/local/bin/apt-get # they are there
		chmod +x /usr/local/bin/apt-get
		PATH=/usr/local/bin:$PATH
	END
	page_blocks "$1"
	cat <<-END
		for second in \$(seq $2); do
			[ "\$(grep -al 'login:' /work/console.* | wc -l)" != "\$machines" ] || break
			kill -0 \$jobs || exit 1 # one has ended
			sleep 1
		done
	END
}

# page_run PAGE SECONDS [FILE...]: with these files of doc/ in the folder where the commands run. Fails after it has said why.
page_run() {
	page=$1 seconds=$2 name=doc/${1##*/}
	shift 2
	chroot=$(chroot_of_page "$page") || { echo "SKIP $group: $name: its packages cannot be fetched now" && return 1; }
	mkdir "$work/given"
	for file; do cp "$top/doc/$file" "$work/given/"; done
	make -s -C "$top" install DESTDIR="$work/installed" >"$work/log" 2>&1 || { echo "FAIL $group: make install: $(tail -n 3 "$work/log")" && return 1; }
	"$top/scripts/debian-apt" trixie amd64 sources | sed 's/ signed-by=[^] ]*//' >"$work/sources"
	page_script "$page" "$seconds" >"$work/page"
	begun=$(date +%s)
	# All of its processes end with the first one.
	in_copy "$chroot" unshare --pid --fork --kill-child sh /work/page >"$work/log" 2>&1 && return
	echo "FAIL $group: the commands of $name: $(tail -n 20 "$work/log") $(cat "$work"/http.* | tail -n 1)"
	return 1
}

chroot_of_page() { # PAGE: print it, made if need be
	# shellcheck disable=SC2046 # names of packages
	"$top/scripts/fetch-chroot" trixie $(awk '/^apt-get install/ { on = 1 } on { sub(/^apt-get install/, ""); more = sub(/\\$/, ""); print; on = more }' "$1")
}

# page_shows NUMBER TEXT...: on the console of that machine. Fails after it has said what is missing.
page_shows() {
	console=$work/console.$1
	shift
	for shown; do
		grep -aqF -- "$shown" "$console" || { echo "FAIL $group: a machine of $name does not show: $shown: $(tail -n 20 "$console" | tr -cd ' -~\n')" && return 1; }
	done
}
