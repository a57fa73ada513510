// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/failure.h"

#include "base/line.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

static const struct {
	const char *name;
	const char *remedy;
	bool refusal; /* failure_is_refusal() */
} codes[FAILURE_CODES] = {
	[FAILURE_NONE] = { "none", "" },
	[FAILURE_COMMAND_LINE] = { "command-line",
				   "correct the parameter in the boot menu; pmemboot --help lists all",
				   true },
	[FAILURE_NOTHING_CLAIMED] = { "nothing-claimed",
				      "boot the ISO by EFI HTTP boot, or give the machine an "
				      "NVDIMM; if the device appears late, add pmemboot.timeout=30" },
	[FAILURE_NOT_HANDED_OVER] = { "not-handed-over",
				      "give the firmware the URL of an ISO, not of a boot loader; "
				      "use firmware that hands over a RAM disk (EDK2, or U-Boot "
				      "2025.07 with a Device Tree)" },
	[FAILURE_NO_REGION] = { "no-region", "look for the provider's driver in dmesg, which says "
					     "why the kernel refused the range" },
	[FAILURE_NOT_BOUND] = { "not-bound", "look for nd_pmem and nd_region in dmesg, which says "
					     "why the kernel refused the region" },
	[FAILURE_EATEN] = { "eaten",
			    "firmware must remove the range from the memory map; do not boot "
			    "this copy" },
	[FAILURE_REFUSED] = { "refused", "firmware must leave the range out of its memory map "
					 "instead of reserving it; or load no provider's driver "
					 "before pmemboot starts, and remove pmemboot.heal=off" },
	[FAILURE_MISALIGNED] = { "misaligned", "remove pmemboot.heal=off, or have firmware align "
					       "the range to 2 MiB" },
	[FAILURE_INFO_BLOCK] = { "info-block", "the image holds a stale info block at byte 4096: "
					       "clear it, or recreate the image" },
	[FAILURE_DAX] = { "dax", "boot with efi=nosoftreserve" },
	[FAILURE_NOT_FOUND] = { "not-found",
				"compare pmemboot.root= with what pmemboot disks lists" },
	[FAILURE_AMBIGUOUS] = { "ambiguous",
				"name one with pmemboot.root=/dev/pmemN, LABEL= or UUID=, or a "
				"partition with PARTUUID=" },
	[FAILURE_NOT_PROTECTED] = { "not-protected",
				    "the medium must be read-only; report this as a kernel bug",
				    true },
	[FAILURE_NO_IMAGE] = { "no-image",
			       "check that the URL given to the firmware is that of an ISO or a "
			       "disk image" },
	[FAILURE_TRUNCATED] = { "truncated",
				"the download or the firmware's region is too "
				"short: download it again and compare the sizes",
				true },
	[FAILURE_DAMAGED] = { "damaged", "download the image again and compare its checksum",
			      true },
	[FAILURE_NO_ROOT_IMAGE] = { "no-root-image",
				    "name it with pmemboot.root=auto:/path/in/the/iso, or a disk "
				    "image's partition with PARTLABEL= or PARTUUID=" },
	[FAILURE_UNSUPPORTED] = { "unsupported", "use an image that does not need this" },
	[FAILURE_DRIVER_MISSING] = { "driver-missing",
				     "rebuild the initramfs with the driver in it; if the kernel "
				     "has no such driver, use one that has" },
	[FAILURE_READ] = { "read-error", "look for I/O errors in dmesg" },
	[FAILURE_MOUNT] = { "mount-failed", "look for the file system's message in dmesg" },
	[FAILURE_NO_INIT] = { "no-init", "give the path of the root's init with init=" },
	[FAILURE_NOT_VERIFIED] = { "not-verified",
				   "use an image that a key of this initramfs has signed, or whose "
				   "root hash it has signed; check with pmemboot verify",
				   true },
	[FAILURE_BAD_SIGNATURE] = { "bad-signature",
				    "do not trust this copy: download the image again, from the "
				    "publisher of its signature",
				    true },
	[FAILURE_VERITY] = { "verity",
			     "do not trust this copy: the image, its hash tree or its "
			     "root hash was changed; download it again",
			     true },
	[FAILURE_POLICY] = { "policy",
			     "remove the parameter, or use an image that is new enough; "
			     "/etc/pmemboot/policy in this initramfs says what is allowed",
			     true },
	[FAILURE_NOT_MEASURED] = { "not-measured",
				   "turn the TPM 2.0 on in the firmware's settings, or remove "
				   ",required from pmemboot.measure=",
				   true },
	[FAILURE_HOOK] = { "hook",
			   "read the hook's output above; correct the hook, or rebuild "
			   "the initramfs without it",
			   true },
	[FAILURE_SYSTEM] = { "system", "look at dmesg" },
};

int failure_set(struct failure *why, enum failure_code code, int error, const char *format, ...)
{
	va_list arguments;

	if (why->code != FAILURE_NONE)
		return error;
	why->code = code;
	if (error == -ENOMEM && (code == FAILURE_READ || code == FAILURE_DAMAGED))
		why->code = FAILURE_SYSTEM;
	va_start(arguments, format);
	line_vprint(why->line, sizeof(why->line), format, arguments);
	va_end(arguments);
	return error;
}

const char *failure_name(enum failure_code code)
{
	return codes[code].name;
}

enum failure_code failure_find(const char *name)
{
	for (int code = 0; code < FAILURE_CODES; code++)
		if (strcmp(codes[code].name, name) == 0)
			return (enum failure_code)code;
	return FAILURE_SYSTEM;
}

bool failure_is_refusal(enum failure_code code)
{
	return codes[code].refusal;
}

const char *failure_remedy(enum failure_code code)
{
	return codes[code].remedy;
}
