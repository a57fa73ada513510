# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Initramfs images that a distribution's own tools make, in a copy of its chroot. The tests that need it source it
# after checks.sh.
# shellcheck disable=SC2034,SC2154 # they use the variables; checks.sh sets the others

# Run a script in a copy of the chroot, with pmemboot installed. The copy is thrown away.
in_copy() { # SCRIPT ARGUMENT...: of $chroot; the script has $version
	mkdir -p "$work/copy"
	# shellcheck disable=SC2016 # the inner shells expand it
	unshare -m sh -ec 'chroot=$1 copy=$2 top=$3 script=$4
		shift 4
		mount -t tmpfs tmpfs "$copy"
		mkdir "$copy/upper" "$copy/work" "$copy/root"
		mount -t overlay -o "lowerdir=$chroot,upperdir=$copy/upper,workdir=$copy/work" overlay "$copy/root"
		make -s -C "$top" install DESTDIR="$copy/root" PREFIX="${PREFIX:-/usr}" >/dev/null
		for fs in proc sys dev; do mount --rbind /$fs "$copy/root/$fs"; done
		exec chroot "$copy/root" sh -ec "version=\$(ls /lib/modules); $script" sh "$@"' \
		sh "$chroot" "$work/copy" "$top" "$@"
}

with_keys='mkdir -p /etc/pmemboot/keys.d
	echo RWS4+4TdT3YjN8H+eJuXlaTK0m3nURz6WExwnMwhAXT7cA8p8w/LkMn4 >/etc/pmemboot/keys.d/test.pub
	echo note >/etc/pmemboot/keys.d/note
	echo pmemboot.verify=require >/etc/pmemboot/policy
'
# What makes an initramfs refuse every image.
wrong_policy='mkdir -p /etc/pmemboot
	echo pmemboot.verfy=require >/etc/pmemboot/policy
'
# Without the modules that are named.
# shellcheck disable=SC2016 # in_copy's shell expands it
without='for name; do find /lib/modules -name "$name.ko*" -delete; done
	rm -f /lib/modules/*/modules.dep*
	depmod "$version"
'
no_modprobe='echo "install squashfs /bin/false" >/etc/modprobe.d/test.conf
'

has_keys() {
	names etc/pmemboot/keys.d/test.pub && names etc/pmemboot/policy && ! grep -q keys.d/note "$work/out"
}

with_prefix() { # COMMAND...
	PREFIX=/usr/local
	export PREFIX
	"$@"
}

has_agent() { # FILE: and this
	grep -qE '(^| )usr/bin/pmemboot$' "$work/out" && names "$1"
}
