# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# Anaconda's module is there: this is what it is known by.
