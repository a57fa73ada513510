// SPDX-License-Identifier: GPL-2.0-or-later
#include "sys/inode.h"

#include "root/private.h"
#include "unit/test.h"

#include <sys/stat.h>
#include <sys/xattr.h>

TEST(inode_copies_mode_owner_and_attributes)
{
	char value[64];
	struct stat st;

	private_tmpfs("/mnt");
	CHECK(mkdir("/mnt/from", 0755) == 0 && mkdir("/mnt/to", 0700) == 0);
	CHECK(chown("/mnt/from", 12, 34) == 0 && chmod("/mnt/from", 02751) == 0);
	CHECK(setxattr("/mnt/from", "security.selinux", "system_u:object_r:root_t:s0", 28, 0) == 0);
	CHECK(setxattr("/mnt/from", "trusted.note", "kept", 4, 0) == 0);
	CHECK(setxattr("/mnt/from", "trusted.overlay.opaque", "y", 1, 0) == 0);

	CHECK(inode_copy_attributes("/mnt/from", "/mnt/to") == 0);
	CHECK(stat("/mnt/to", &st) == 0);
	CHECK((st.st_mode & 07777) == 02751 && st.st_uid == 12 && st.st_gid == 34);
	CHECK(getxattr("/mnt/to", "security.selinux", value, sizeof(value)) == 28);
	CHECK_STRING(value, "system_u:object_r:root_t:s0");
	CHECK(getxattr("/mnt/to", "trusted.note", value, sizeof(value)) == 4);
	CHECK(getxattr("/mnt/to", "trusted.overlay.opaque", value, sizeof(value)) < 0);
}

TEST(inode_missing)
{
	private_tmpfs("/mnt");
	CHECK(inode_copy_attributes("/mnt/no", "/mnt") < 0);
	CHECK(inode_copy_attributes("/mnt", "/mnt/no") < 0);
}
