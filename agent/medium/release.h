/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * If the first probe of nvdimm devices is still held back, by the scripts of the initramfs or by a
 * search that did not end, let the kernel probe them, now and in future. Before that, the regions
 * that firmware or the operator set up for this boot become read-only, because they may be the only
 * copy of the image. For every way out of a boot before or within the search.
 */
void release_held(void);
