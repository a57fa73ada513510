# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by the tests of this folder: the tarball and Debian's packages of the last commit, which are made once, a
# folder for temporary files, and a check that prints a line.
# shellcheck disable=SC2034 # they use the variables

top=$(cd "$(dirname "$0")/../.." && pwd)
cache=${PMEMBOOT_CACHE:-$top/cache}
export PMEMBOOT_CACHE="$cache"
export DEBFULLNAME='A Packager' DEBEMAIL=packager@debian.org
work=$(mktemp -d /var/tmp/pmemboot-packages.XXXXXX)
trap 'umount -l "$work"/*/root "$work"/* 2>/dev/null; rm -rf --one-file-system "$work"' EXIT
trap 'exit 1' INT TERM HUP
version=$("$top/scripts/version" --package)
made=$top/build/test/packages/$(git -C "$top" rev-parse HEAD)
tarball=$made/pmemboot-$version.tar.xz
debs=$made/deb

check() { # NAME COMMAND...
	what=$1 begun=$(date +%s)
	shift
	if "$@" >"$work/out" 2>&1; then
		echo "ok packages: $what ($(($(date +%s) - begun)) s)"
	else
		echo "FAIL packages: $what"
		tail -n 20 "$work/out"
	fi
}

not() { # COMMAND...
	! "$@"
}

need_tarball() {
	[ -e "$tarball" ] || "$top/scripts/dist" "$tarball"
}

need_debs() {
	need_tarball && { [ -e "$debs/build.log" ] || "$top/scripts/deb" "$tarball" "$debs"; }
}

unpack() { # FOLDER: the tarball, there, and print the tree
	mkdir -p "$1" && tar -C "$1" -xf "$tarball" && echo "$1/pmemboot-$version"
}

# The files of a package, of paths on stdin, for a comparison with those of Debian's. Each distribution has its own
# places for zsh's completions and for texts, and says whether manuals are compressed; some have no sbin. Arch has
# mkinitcpio, and Alpine mkinitfs, which Debian has not.
own_parts='-e ^/usr/lib/initcpio/ -e ^/usr/lib/systemd/system/pmemboot- -e ^/etc/mkinitfs/'
# shellcheck disable=SC2086 # words
normalised() {
	sed -e 's,^\.*/*,/,' -e 's,\.gz$,,' -e 's,/vendor-completions/,/site-functions/,' -e 's,^/usr/sbin/,/usr/bin/,' |
		grep -v -e '/$' -e '^/usr/share/doc/' -e '^/usr/share/licenses/' -e '^/usr/share/lintian/' $own_parts | sort -u
}

# What Debian's packages have, but for initramfs-tools, which only Debian has.
debian_files() {
	for package in "$debs"/pmemboot_*.deb "$debs"/pmemboot-dracut_*.deb; do
		dpkg-deb --fsys-tarfile "$package" | tar -tf - || return
	done | normalised
}

same_files() { # FILE: it lists the same as Debian's packages have
	debian_files >"$work/debian" && [ -s "$work/debian" ] && diff "$work/debian" "$1"
}
