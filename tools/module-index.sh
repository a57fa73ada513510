# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154 # variables of pmemboot-mkinitramfs
# The index of modules, a part of pmemboot-mkinitramfs.
#
# modprobe finds the files of a driver by an index. The running system's index is used as it is. An
# index in another tree could name any file. So depmod makes a new one, in $work/index, from links to
# those modules that are files of the tree.

memory_max=1048576 # KiB of memory for depmod, which holds each module as it decompresses it
names_max=100000   # modules, or links, in one folder of modules
folders_max=16     # folders that the links in it lead to

make_index() {
	index=$work/index farm=$work/index/usr/lib/modules/$version folders=0
	mkdir -p "$index/usr"
	ln -s usr/lib "$index/lib"
	printf '%s\t%s\n' "$modules" "$farm" >"$work/folders"
	while IFS=$(printf '\t') read -r from to; do # link_links adds folders to this list
		case $folders:$from/ in
		0:*) ;;
		$folders_max:*) fail "$modules has more than $folders_max links to folders" ;;
		*:"$modules"/*) continue ;;
		esac
		folders=$((folders + 1))
		mkdir -p "$to"
		link_files
		link_links
	done <"$work/folders"
	echo 'search updates extra built-in weak-updates' >"$work/depmod.conf"
	# shellcheck disable=SC3045 # dash, bash and busybox have ulimit -v; elsewhere memory is not limited
	(ulimit -v $memory_max 2>/dev/null || : && clean depmod -C "$work/depmod.conf" -b "$index" "$version") 2>"$work/log" ||
		fail "depmod cannot index $modules: $(tail -n 1 "$work/log")"
}

list_files() { # print those below $from that depmod reads, each followed by NUL
	find "$from" \( -name build -o -name source \) -prune -o -type f \
		\( -name '*.ko' -o -name '*.ko.gz' -o -name '*.ko.xz' -o -name '*.ko.zst' \
		-o -name modules.builtin -o -name modules.builtin.modinfo -o -name modules.order \) \
		-printf '%P\0' 2>>"$work/log" | sort -z
}

# Link the files below $from to $to. Modules in a format that this machine's kmod cannot read are
# decompressed instead.
link_files() {
	list_files >"$work/files"
	[ "$(tr -cd '\0' <"$work/files" | wc -c)" -le $names_max ] || fail "$from has more than $names_max modules"
	odd=$(tr '\n\0' '?\n' <"$work/files" | grep -m 1 '[^A-Za-z0-9._+~:@=,/-]') || odd=''
	[ -z "$odd" ] || fail "$from: \"$odd\" is not a valid module name"
	: >"$work/packed"
	for format in gz:ZLIB:gzip xz:XZ:xz zst:ZSTD:zstd; do
		unpack=${format##*:} format=${format%:*}
		case $features in *+"${format#*:}"*) continue ;; esac
		grep -z "\\.ko\\.${format%:*}\$" "$work/files" >>"$work/packed" || continue
		command -v "$unpack" >/dev/null || fail "$from has modules *.ko.${format%:*}, which this kmod cannot read: install $unpack"
	done
	odd=$(find "$from" \( -name build -o -name source \) -prune -o ! -type d ! -type f -print -quit 2>>"$work/log")
	if [ -s "$work/packed" ] || [ -n "$odd" ]; then
		link_each_file
	else # whole folders at once
		find "$from" -mindepth 1 -maxdepth 1 ! -name build ! -name source \( -type d -o -name '*.ko*' -o -name modules.builtin \
			-o -name modules.builtin.modinfo -o -name modules.order \) -exec ln -s -t "$to" -- {} +
	fi
}

link_each_file() { # of $work/files, so neither FIFOs nor links; decompress those of $work/packed
	find "$from" -mindepth 1 -maxdepth 1 ! -name build ! -name source -exec cp -rPs -t "$to" -- {} + 2>>"$work/log" || :
	find "$to" -type d -exec chmod u+rwx {} +
	(cd "$to" && find . ! -type d -printf '%P\0' | sort -z | comm -z -23 - "$work/files" | xargs -0 -r rm -f --)
	[ -s "$work/packed" ] || return 0
	(cd "$from" && bounded xargs -0 cp -L --remove-destination --parents -t "$to" -- <"$work/packed")
	chmod -R u+rwX "$to"
	for unpack in 'gz gzip -dq' 'xz xz -dq' 'zst zstd -dq --rm'; do
		# shellcheck disable=SC2086 # a command
		(cd "$to" && grep -z "\\.${unpack%% *}\$" "$work/packed" | bounded xargs -0 -r ${unpack#* } -- 2>>"$work/log") || :
	done
}

# Replace each link below $from that leads to a module of the tree by a link to that module. If it leads
# to a folder, add that to $work/folders. Other links are ignored.
link_links() {
	find "$from" \( -name build -o -name source \) -prune -o -type l -printf '%P\0' 2>>"$work/log" >"$work/links"
	[ "$(tr -cd '\0' <"$work/links" | wc -c)" -le $names_max ] || fail "$from has more than $names_max links"
	tr '\n\0' '?\n' <"$work/links" >"$work/files"
	while read -r name; do
		target=$(link_target "$from/$name") || target=''
		case $name in
		*.ko | *.ko.[gx]z | *.ko.zst | modules.builtin | modules.builtin.modinfo | modules.order) link_module ;;
		*[!A-Za-z0-9._+~:@=,/-]*) ;;
		*) [ ! -d "$target" ] || printf '%s\t%s\n' "$target" "$to/$name" >>"$work/folders" ;;
		esac
	done <"$work/files"
}

link_target() { # LINK: print the file or folder of the tree that it leads to
	found=$(realpath -e -- "$1" 2>/dev/null) || found=''
	case $found in
	"$below"/*) ;;
	*) found=$(inside "${1#"$below"}") || return 1 ;;
	esac
	case $found in *[[:cntrl:]]*) return 1 ;; esac
	if [ -f "$found" ] || [ -d "$found" ]; then printf '%s\n' "$found"; fi
}

link_module() { # link $name to $target
	case $name in *[!A-Za-z0-9._+~:@=,/-]*) fail "$from: \"$name\" is not a valid module name" ;; esac
	[ ! -f "$target" ] || { mkdir -p "$(dirname "$to/$name")" && ln -s "$target" "$to/$name" && return; }
	case $to/$name in "$farm"/weak-updates/*) return ;; esac # of a kernel that was removed
	fail "$from/$name is a link to no file of this tree: remove it, or give the whole tree with --root"
}
