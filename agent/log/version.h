/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PMEMBOOT_VERSION, a string: VERSION in the Makefile, the only place that has it.
 */
#pragma once

#ifndef PMEMBOOT_VERSION
#error "build with make, which defines PMEMBOOT_VERSION"
#endif
