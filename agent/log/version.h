/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#ifndef PMEMBOOT_VERSION
#define PMEMBOOT_VERSION "0.1.0"
#endif
