// SPDX-License-Identifier: GPL-2.0-or-later
#include "boot/machine.h"

#include "base/text.h"
#include "log/log.h"
#include "parse/url.h"
#include "sys/file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_NAME   "/run/pmemboot/machine.json"
#define CREDENTIALS "/run/credentials/@initrd"

void machine_write_json(struct json *j, const struct identity *identity)
{
	char url[IDENTITY_URL_MAX];

	json_begin(j, "machine", '{');
	if (url_make_public(identity->url, url, sizeof(url)) == 0)
		json_string(j, "url", url);
	json_string(j, "asset_tag", identity->asset_tag);
	json_string(j, "mac", identity->mac);
	json_end(j, '}');
}

static void write_all(struct json *j, const struct identity *identity)
{
	json_begin(j, NULL, '{');
	json_u64(j, "schema", 1);
	json_string(j, "url", identity->url);
	json_string(j, "uuid", identity->uuid);
	json_string(j, "serial", identity->serial);
	json_string(j, "asset_tag", identity->asset_tag);
	json_string(j, "mac", identity->mac);
	json_end(j, '}');
}

/* Nobody may read it before it is complete, either. */
static int write_file(const struct identity *identity)
{
	mode_t umask_before = umask(0077);
	struct json j = { .first = true };
	int r = 0;

	j.stream = fopen(FILE_NAME ".new", "we");
	umask(umask_before);
	if (!j.stream)
		return -EIO;
	write_all(&j, identity);
	if (ferror(j.stream))
		r = -EIO;
	if (fclose(j.stream) != 0 || r < 0 || rename(FILE_NAME ".new", FILE_NAME) != 0)
		return -EIO;
	return 0;
}

static int write_credentials(const struct identity *identity)
{
	int r = file_make_directories("/run/credentials");

	if (r == 0)
		r = file_make_directory(CREDENTIALS, 0700);
	for (enum identity_field i = 0; r == 0 && i < IDENTITY_FIELDS; i++) {
		const char *value = identity_value(identity, i);
		char path[sizeof(CREDENTIALS) + 32];

		if (!value[0])
			continue;
		r = text_print(path, sizeof(path), CREDENTIALS "/%s", identity_credential(i));
		if (r == 0)
			r = file_replace_mode(path, value, 0400);
	}
	return r;
}

void machine_write_files(const struct identity *identity)
{
	int r = write_file(identity);

	if (r < 0)
		log_warning("cannot write " FILE_NAME ": %s", strerror(-r));
	r = write_credentials(identity);
	if (r < 0)
		log_warning("cannot write to " CREDENTIALS ": %s", strerror(-r));
}
