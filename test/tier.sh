# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# `slow check NAME COMMAND...`: a check that takes over a second and is a near-twin of another one, by the rule that
# HACKING gives for boot cases. `make check-quick` leaves it out.

slow() {
	[ "${PMEMBOOT_TIER:-}" = quick ] || "$@"
}
