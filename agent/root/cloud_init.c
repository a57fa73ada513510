// SPDX-License-Identifier: GPL-2.0-or-later
#include "root/cloud_init.h"

#include "base/text.h"
#include "model/identity.h"
#include "parse/url.h"
#include "sys/file.h"

#include <errno.h>

int cloud_init_write(const char *directory, const char *url)
{
	char folder[IDENTITY_URL_MAX], text[IDENTITY_URL_MAX + 256];
	int r = url_make_folder(url, folder, sizeof(folder));

	/* url_make_folder() leaves no character that means something between these quotes. */
	if (r == 0)
		r = text_print(text, sizeof(text),
			       "# Written by pmemboot (pmemboot.seed=url).\n"
			       "datasource_list: [ NoCloud ]\n"
			       "datasource:\n"
			       "  NoCloud:\n"
			       "    seedfrom: \"%s\"\n",
			       folder);
	/* It comes last, and the URL may have a password. */
	if (r == 0)
		r = file_replace_below(directory, "etc/cloud/cloud.cfg.d", "zz-pmemboot.cfg", text,
				       0600);
	return r;
}
