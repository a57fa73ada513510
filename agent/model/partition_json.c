// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/partition_json.h"

void partition_write_members(struct json *j, const struct partition *partition)
{
	json_u64(j, "number", partition->number);
	json_u64(j, "offset", partition->extent.offset);
	json_u64(j, "length", partition->extent.len);
	json_string(j, "type", partition->type);
	json_string(j, "uuid", partition->uuid);
	json_string(j, "name", partition->name);
	json_string(j, "fstype", partition->fstype);
	json_string(j, "label", partition->label);
	json_string(j, "fs_uuid", partition->fs_uuid);
}

void partition_write_json(struct json *j, const struct partition *partition)
{
	json_begin(j, NULL, '{');
	partition_write_members(j, partition);
	json_end(j, '}');
}
