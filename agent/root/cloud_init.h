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
 * (cloud-init 0.7.9 to 25.3: datasource/NoCloud/seedfrom; a list of one source is not searched,
 * tools/ds-identify). Returns 0; -ENOENT if the root has no folder for it; -EBADMSG if the URL has
 * no folder of HTTP; or -E...
 */
must_check int cloud_init_write(const char *directory, const char *url);
