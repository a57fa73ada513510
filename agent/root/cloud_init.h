/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tell cloud-init in the root where its configuration is: pmemboot.seed=url. The kernel command
 * line, where ds=nocloud;s=URL would be, cannot be changed any more.
 */
#pragma once

#include "base/attributes.h"

/*
 * Write a configuration file of cloud-init to the root that is mounted at a directory: the only
 * source is NoCloud at the URL of the folder that the image, whose URL is given, was fetched from
 * (cloud-init's reference, "NoCloud", seedfrom; ds-identify takes the only source of a list without
 * a search; tried with 22.4). Returns 0; -ENOENT if the root has no folder for it; -EBADMSG if the
 * URL has no folder of HTTP; or -E...
 */
must_check int cloud_init_write(const char *directory, const char *url);
