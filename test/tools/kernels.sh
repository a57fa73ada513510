# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The kernels of Debian for both architectures. The tests that need them source it after checks.sh.
# shellcheck disable=SC2034,SC2154 # they use the variables; checks.sh sets the others

. "$top/test/vm.sh"
kernel=$(vm_kernel x86_64) || exit 1
version=$(cat "$kernel/version")
arm64_kernel=$(vm_kernel aarch64) || exit 1

# A kernel whose modules are those of the real one, without some.
crippled() { # MODULE...
	rm -rf "$work/crippled"
	mkdir -p "$work/crippled/lib/modules"
	cp -al "$kernel/lib/modules/$version" "$work/crippled/lib/modules/"
	rm "$work/crippled/lib/modules/$version"/modules.dep*
	for module; do
		find "$work/crippled/" -name "$module.ko" -delete
	done
}
