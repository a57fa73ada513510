/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * CRC-32 as a GPT has it (UEFI 2.10, 5.3.2; ISO 3309, polynomial 0xedb88320).
 */
#pragma once

#include "base/slice.h"

uint32_t crc32_of(struct slice bytes);
