# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154,SC2034 # variables of pmemboot-remaster
# The seed, a part of pmemboot-remaster: a partition after all else in the copy, whose bytes a server can exchange. `pmemboot
# seed` makes it.

# What is wrong with the folder, the size or the label shows before the copy is written: with a file in its place.
check_seed() {
	[ -n "$seed" ] || return 0
	truncate -s 64K "$work/seeded"
	try "no seed can be made of $seed" make_seed "$work/seeded"
	rm -f "$work/seeded"
}

make_seed() { # IMAGE
	"$tool" seed --add "$seed_size" ${seed_label:+--label "$seed_label"} -- "$1" "$seed"
}

add_seed() { # to $new; set $unseeded to its size before
	unseeded=$(stat -c %s -- "$new")
	[ -n "$seed" ] || return 0
	stage "adding the seed"
	try "cannot add a seed to $output" make_seed "$new"
}

# Whoever signs the copy says that the seed is not covered.
tell_excluded() { # print it for the comment of a signature
	[ -z "$seed" ] || echo " - the seed of $seed_size after the volume is excluded"
}

has_seed() { # the image of $work/plan
	grep -q '^  "seed": {' "$work/plan"
}

# xorriso keeps its partition, or its entry alone, or neither.
refuse_seeded() {
	! has_seed || fail "$in has a seed already; use the image that it was made of"
}

tell_lost_seed() { # of an image that is sealed again
	! has_seed || [ -n "$seed" ] || warn "warning: the seed of $in is not kept; --seed makes another one"
}
