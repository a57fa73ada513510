// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/url.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

/* Unreserved and reserved characters, and the percent sign (RFC 3986, 2). Quotes are not needed. */
#define CHARACTERS                                                           \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~" \
	":/?#[]@!$&()*+,;=%"

/* What follows "://", or the beginning if that is missing. */
static const char *find_authority(const char *url)
{
	const char *mark = strstr(url, "://");

	return mark && mark < url + strcspn(url, "/?#") + 1 ? mark + 3 : url;
}

/* The host, after user and password, which may have an "@" as well. */
static const char *find_host(const char *authority)
{
	const char *end = authority + strcspn(authority, "/?#"), *host = authority;

	for (const char *at = authority; at < end; at++)
		if (*at == '@')
			host = at + 1;
	return host;
}

int url_make_public(const char *url, char *buf, size_t size)
{
	const char *authority = find_authority(url), *host = find_host(authority);
	int r = text_print(buf, size, "%.*s%.*s", (int)(authority - url), url,
			   (int)strcspn(host, "?#"), host);

	if (r < 0)
		buf[0] = '\0';
	return r;
}

int url_make_folder(const char *url, char *buf, size_t size)
{
	size_t len = strcspn(url, "?#");
	const char *authority = find_authority(url), *host = find_host(authority);
	int r = -EBADMSG;

	buf[0] = '\0';
	if ((!text_begins(url, "http://") && !text_begins(url, "https://")) ||
	    strspn(url, CHARACTERS) < len || strcspn(host, ":/?#") == 0 ||
	    strcspn(authority, "/") >= len - (size_t)(authority - url))
		return r;
	while (url[len - 1] != '/')
		len--;
	r = text_print(buf, size, "%.*s", (int)len, url);
	if (r < 0)
		buf[0] = '\0';
	return r;
}
