# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2034 # variables of pmemboot-remaster
# The keys of --seal, a part of pmemboot-remaster: a folder with three pairs. image.key signs the list of root hashes,
# secure-boot.key what firmware starts, and seed.key the seeds of machines.

check_keys() { # of the folder $keys
	[ -d "$keys" ] || fail "the folder of keys $keys does not exist, or is not a directory; --keygen $keys makes it"
	for file in image.key image.pub secure-boot.key secure-boot.crt; do check_file key "$keys/$file"; done
}

make_keys() { # the folder $keys, as a whole
	need_programs 'minisign and openssl' minisign openssl
	keys=${keys%/}
	if [ -e "$keys" ] || [ -L "$keys" ]; then fail "$keys exists; no key is replaced"; fi
	above=$(dirname -- "$keys")
	[ -d "$above" ] || fail "cannot make $keys: the directory $above does not exist"
	umask 077
	make_work
	part=$(mktemp -d -- "$above/.$program.XXXXXX" 2>/dev/null) || fail "cannot make a directory in $above"
	try "minisign cannot make a key" minisign -G -W -s "$part/image.key" -p "$part/image.pub"
	try "minisign cannot make a key" minisign -G -W -s "$part/seed.key" -p "$part/seed.pub"
	try "openssl cannot make a key" openssl req -new -x509 -newkey rsa:2048 -sha256 -nodes -days 3650 -subj '/CN=pmemboot seal' \
		-keyout "$part/secure-boot.key" -out "$part/secure-boot.crt"
	try "openssl cannot convert the certificate" openssl x509 -in "$part/secure-boot.crt" -outform DER -out "$part/secure-boot.cer"
	chmod 0644 "$part/image.pub" "$part/seed.pub" "$part/secure-boot.crt" "$part/secure-boot.cer"
	try "cannot write $keys" sync -- "$part/image.key" "$part/image.pub" "$part/seed.key" "$part/seed.pub" "$part/secure-boot.key" "$part/secure-boot.crt" "$part/secure-boot.cer"
	try "cannot write $keys" mv -T -- "$part" "$keys"
	tell_keys
}

tell_keys() {
	[ -n "$quiet" ] || print "$(
		cat <<-EOT
			$program: made the keys of --seal in $keys

			Enrol in the firmware of each machine:
			  secure-boot.cer  as the only certificate of the signature database (db), and turn Secure
			                   Boot on. Another certificate there, such as those of Microsoft, lets
			                   other boot loaders start. secure-boot.crt is the same in PEM format.
			Give to everyone who checks images:
			  image.pub        pmemboot verify OUT.iso --key image.pub --require
			                   --seal copies it into the initramfs of each image.
			In the initramfs of each image, for the seeds of machines and nothing else:
			  seed.pub         what pmemboot seed --sign seed.key has signed
			Keep secret, and make a backup of:
			  image.key        signs the root hashes of an image; it has no passphrase
			  seed.key         signs seeds, on the server that makes them; it has no passphrase
			  secure-boot.key  signs what firmware starts; it has no passphrase
		EOT
	)"
}
