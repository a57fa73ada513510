/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * URLs, as far as one from firmware has to be cut (RFC 3986, 3):
 * SCHEME://[USER@]HOST/PATH?QUERY#FRAGMENT
 */
#pragma once

#include "base/attributes.h"

/*
 * Copy a URL without what may be secret: the user and password before the host, the query, and the
 * fragment. Returns 0, or -ENAMETOOLONG, and then buf is "".
 */
must_check int url_make_public(const char *url, char *buf, size_t size);

/*
 * Copy the URL of the folder in which a URL is, up to its last slash, with user and password.
 * Returns 0; -EBADMSG if it is no URL of HTTP or HTTPS with a host and a path, or has a character
 * that no URL has; or -ENAMETOOLONG. After a failure buf is "".
 */
must_check int url_make_folder(const char *url, char *buf, size_t size);
