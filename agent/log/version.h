/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * PMEMBOOT_VERSION: the version as a string. It is defined only by the Makefile (VERSION).
 */
#pragma once

#ifndef PMEMBOOT_VERSION
#error "build with make, which defines PMEMBOOT_VERSION"
#endif
