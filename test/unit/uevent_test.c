// SPDX-License-Identifier: GPL-2.0-or-later
#include "parse/uevent.h"

#include "unit/test.h"

#include <errno.h>

#define MESSAGE(text) ((struct slice){ (const uint8_t *)(text), sizeof(text) })

TEST(uevent_of_a_pmem_disk)
{
	struct uevent event;

	CHECK(uevent_parse(MESSAGE("add@/devices/x/block/pmem0\0ACTION=add\0"
				   "DEVPATH=/devices/x/block/pmem0\0SUBSYSTEM=block\0MAJOR=259\0"
				   "MINOR=0\0DEVNAME=pmem0\0DEVTYPE=disk\0SEQNUM=1234"),
			   &event) == 0);
	CHECK_STRING(event.action, "add");
	CHECK_STRING(event.devpath, "/devices/x/block/pmem0");
	CHECK_STRING(event.subsystem, "block");
	CHECK_STRING(event.devname, "pmem0");
	CHECK_STRING(event.devtype, "disk");
}

TEST(uevent_absent_keys_are_empty)
{
	struct uevent event;

	CHECK(uevent_parse(MESSAGE("bind@/devices/n\0ACTION=bind\0DEVPATH=/devices/n"), &event) ==
	      0);
	CHECK_STRING(event.devname, "");
	CHECK_STRING(event.subsystem, "");
}

static int parse(struct slice message)
{
	struct uevent event = { "untouched", "", "", "", "" };
	int r = uevent_parse(message, &event);

	CHECK(r == 0 || strcmp(event.action, "untouched") == 0);
	return r;
}

TEST(uevent_without_nul)
{
	CHECK(parse((struct slice){ (const uint8_t *)"add@/x", 6 }) == -EBADMSG);
	CHECK(parse((struct slice){ (const uint8_t *)"add@/x\0ACTION=add\0DEVPATH=/x", 28 }) ==
	      -EBADMSG);
}

TEST(uevent_empty)
{
	CHECK(parse((struct slice){ (const uint8_t *)"", 0 }) == -EBADMSG);
	CHECK(parse(MESSAGE("")) == -EBADMSG);
}

TEST(uevent_head_that_disagrees)
{
	CHECK(parse(MESSAGE("add@/x\0ACTION=add\0DEVPATH=/y")) == -EBADMSG);
	CHECK(parse(MESSAGE("add@/x\0ACTION=remove\0DEVPATH=/x")) == -EBADMSG);
	CHECK(parse(MESSAGE("add@/x\0DEVPATH=/x")) == -EBADMSG);
	CHECK(parse(MESSAGE("add@x\0ACTION=add\0DEVPATH=x")) == -EBADMSG);
}

TEST(uevent_of_a_udev_daemon)
{
	CHECK(parse(MESSAGE("libudev\0\xfe\xed\xca\xfe_binary_header\0ACTION=add\0DEVPATH=/x")) ==
	      -EBADMSG);
}

TEST(uevent_oversized)
{
	static uint8_t big[UEVENT_SIZE_MAX + 1];

	CHECK(parse((struct slice){ big, sizeof(big) }) == -E2BIG);
}
