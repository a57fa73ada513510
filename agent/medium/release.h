/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * If the first probe of nvdimm devices is still held back, by the scripts of the initramfs or by a
 * search that did not end, let the kernel probe them, now and in future. Before that, load the
 * providers' drivers, and make the regions of the best rank (claim_rank()) read-only, because one
 * of them may be the only copy of the image. For every way out of a boot before or within the
 * search. base is the folder with the list of drivers (medium/drivers.h).
 */
void release_held(const char *base);
