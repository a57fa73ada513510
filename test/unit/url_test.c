// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/url.h"

#include "unit/test.h"

#include <errno.h>

static const struct {
	const char *url, *public, *folder; /* NULL: there is none */
} urls[] = {
	{ "http://server/live.iso", "http://server/live.iso", "http://server/" },
	{ "https://server:8443/a/b/live.iso", "https://server:8443/a/b/live.iso",
	  "https://server:8443/a/b/" },
	{ "http://[fd00::1]:80/a/", "http://[fd00::1]:80/a/", "http://[fd00::1]:80/a/" },
	{ "http://user:pass@server/a/live.iso", "http://server/a/live.iso",
	  "http://user:pass@server/a/" },
	{ "http://user:p@ss@server/live.iso", "http://server/live.iso",
	  "http://user:p@ss@server/" },
	{ "http://server/a/live.iso?token=/x/y", "http://server/a/live.iso", "http://server/a/" },
	{ "http://server/live.iso#/x", "http://server/live.iso", "http://server/" },
	{ "http://server/a@b/live.iso", "http://server/a@b/live.iso", "http://server/a@b/" },
	{ "http://server?token=1", "http://server", NULL },
	{ "http://server", "http://server", NULL },
	{ "http://user:pass@/live.iso", "http:///live.iso", NULL },
	{ "http:///live.iso", "http:///live.iso", NULL },
	{ "http://:80/live.iso", "http://:80/live.iso", NULL },
	{ "http://user:pass@server", "http://server", NULL },
	{ "tftp://server/live.iso", "tftp://server/live.iso", NULL },
	{ "user:pass@server/live.iso", "server/live.iso", NULL },
	{ "/path/a:b@c://d?e", "/path/a:b@c://d", NULL },
	{ "http://server/a b/live.iso", "http://server/a b/live.iso", NULL },
	{ "http://server/a\"b/live.iso", "http://server/a\"b/live.iso", NULL },
	{ "http://server/a\nb: c/live.iso", "http://server/a\nb: c/live.iso", NULL },
	{ "http://server/\xc3\xa4/live.iso", "http://server/\xc3\xa4/live.iso", NULL },
	{ "", "", NULL },
	{ "?", "", NULL },
	{ "://", "://", NULL },
};

TEST(url_is_cut)
{
	char buf[64];

	for (size_t i = 0; i < array_size(urls); i++) {
		CHECK(url_make_public(urls[i].url, buf, sizeof(buf)) == 0);
		CHECK_STRING(buf, urls[i].public);
		CHECK(url_make_folder(urls[i].url, buf, sizeof(buf)) ==
		      (urls[i].folder ? 0 : -EBADMSG));
		CHECK_STRING(buf, urls[i].folder ? urls[i].folder : "");
	}
}

TEST(url_too_long)
{
	char buf[8] = "x";

	CHECK(url_make_public("http://server/", buf, sizeof(buf)) == -ENAMETOOLONG);
	CHECK_STRING(buf, "");
	CHECK(url_make_folder("http://server/", buf, sizeof(buf)) == -ENAMETOOLONG);
	CHECK_STRING(buf, "");
}
