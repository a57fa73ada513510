// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/policy_file.h"

#include "config/config.h"
#include "log/log.h"
#include "sys/file.h"

#include <errno.h>
#include <string.h>

int policy_file_read(const char *path, char *ret)
{
	cleanup_free uint8_t *bytes = NULL;
	int len = file_read_argument(path, CONFIG_POLICY_MAX - 1, &bytes);

	if (len == -E2BIG)
		log_error("%s is not a policy: it is longer than %d bytes", path,
			  CONFIG_POLICY_MAX - 1);
	else if (len < 0)
		log_error("%s cannot be read: %s", path, file_why(len));
	if (len < 0)
		return len;
	if (memchr(bytes, '\0', (size_t)len)) {
		log_error("%s is not a policy: it is not a text", path);
		return -EBADMSG;
	}
	memcpy(ret, bytes, (size_t)len);
	ret[len] = '\0';
	return 0;
}
