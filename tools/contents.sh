# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # variables of the tool
# What the initramfs of pmemboot-mkinitramfs holds, for --verbose.

say_size() { # WHAT FILE
	say "$1, $(stat -c %s "$2") bytes"
}

base_names() { # PATHS
	for file in $1; do printf ' %s' "${file##*/}"; done
}

list_contents() {
	say_size "agent $init" "$tree$init"
	[ ! -e "$tree/bin/busybox" ] || say_size "busybox with $(find "$tree/bin" -type l | wc -l) applets" "$tree/bin/busybox"
	while IFS=: read -r driver files; do
		case $driver in '#'*) continue ;; esac
		sum=0
		for file in $files; do sum=$((sum + $(stat -c %s "$tree$file"))); done
		if [ $sum = 0 ]; then say "driver $driver: built in"; else say "driver $driver: modules$(base_names "$files"), $sum bytes"; fi
	done <"$tree$base/drivers"
	[ ! -d "$tree$base" ] || find "$tree$base" -type f ! -name drivers >"$work/contents"
	while read -r file; do
		name=${file#"$tree$base/"}
		case $name in
		keys.d/*) say_size "key ${name#*/}" "$file" ;;
		hooks/*) say_size "hook ${name#*/}" "$file" ;;
		policy) say "policy: $(grep -v '^[[:space:]]*#' "$file" | tr '\n' ' ')" ;;
		esac
	done <"$work/contents"
	say "$(stat -c %s "$work/cpio") bytes before compression"
}
