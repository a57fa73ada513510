// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/config_parameters.h"

#include "base/line.h"
#include "base/text.h"
#include "config/config_set.h"
#include "log/log.h"

#include <errno.h>
#include <string.h>

/* Which values a parameter accepts besides those that its setter knows. */
enum parameter_takes {
	TAKES_KNOWN,   /* none: the boot fails */
	TAKES_UNKNOWN, /* an unknown value on the command line: it is reported and ignored */
	TAKES_EMPTY,   /* no value */
};

/* In the order of enum config_parameter. --help shows ours; those of others have no meaning here.
 */
static const struct parameter {
	const char *name;
	config_setter *set;
	enum parameter_takes takes;
	const char *values;
	const char *meaning;
} parameters[] = {
	{ "root", config_set_root, TAKES_KNOWN, "=MEDIUM[,required][:PATH,...]",
	  "auto, /dev/pmemN, LABEL=, UUID=, region=0xADDR, PARTLABEL=, PARTUUID=; root images" },
	{ "overlay", config_set_overlay, TAKES_KNOWN,
	  "=tmpfs[,size=50%]|none|LABEL=|UUID=|/dev/...[,required]",
	  "where changes to the root go" },
	{ "shell", config_set_shell, TAKES_UNKNOWN, "=never|fail|medium|root",
	  "when to start a shell (fail)" },
	{ "verify", config_set_verify, TAKES_KNOWN,
	  "=auto|none|media|signature|verity[,...][,require]",
	  "what to check; with require, boot only verified images" },
	{ "roothash", config_set_roothash, TAKES_KNOWN, "=HEX[,HEX...]",
	  "trusted dm-verity root hashes, lowest layer first" },
	{ "verity", config_set_verity, TAKES_KNOWN, "=error|panic",
	  "what happens on a corrupted block (error)" },
	{ "timeout", config_set_timeout, TAKES_UNKNOWN, "=SECONDS",
	  "longest time to wait for a medium (30)" },
	{ "debug", config_set_debug, TAKES_EMPTY, "", "log every step" },
	{ "mode", config_set_mode, TAKES_KNOWN, "=auto|takeover|assist",
	  "mount the root, or hand the medium to the initramfs's own live scripts" },
	{ "map", config_set_map, TAKES_KNOWN, "=auto|dm|loop|file[,dax=auto|never]",
	  "how root images are mapped" },
	{ "heal", config_set_heal, TAKES_UNKNOWN, "=on|off",
	  "work around what makes a disk unusable (on)" },
	{ "firmware", config_set_firmware, TAKES_UNKNOWN, "=off|report|quiesce|live[,force]",
	  "what to do with NVDIMM firmware that is armed for activation (report)" },
	{ "layout", config_set_layout, TAKES_KNOWN, "=NAME",
	  "layout of the ISO, as inspect names it" },
	{ "measure", config_set_measure, TAKES_KNOWN, "=none|PCR[,required]",
	  "measure image and policy into this PCR of the TPM, 0 to 15 (none)" },
	{ "seed", config_set_seed, TAKES_KNOWN, "=any|signed[,required]|none|url",
	  "which configuration of this machine is used (any; none if verification is required)" },
	{ "report", config_set_report, TAKES_UNKNOWN, "=console[,pstore][,kmsg]",
	  "where a boot leaves what became of it (console)" },
	{ "minimum", config_set_minimum, TAKES_KNOWN, "=N",
	  "refuse images whose signature has a lower version (0)" },
	{ "init", config_set_init, TAKES_EMPTY, NULL, NULL },
	{ "layerfs-path", config_set_layerfs, TAKES_EMPTY, NULL, NULL },
	{ "rootflags", config_set_rootflags, TAKES_EMPTY, NULL, NULL },
	{ "roothash", config_set_other_roothash, TAKES_EMPTY, NULL, NULL },
	{ "usrhash", config_set_usrhash, TAKES_EMPTY, NULL, NULL },
	{ "mount.usr", config_set_usr, TAKES_EMPTY, NULL, NULL },
	{ "mount.usrflags", config_set_usrflags, TAKES_EMPTY, NULL, NULL },
};

_Static_assert(array_size(parameters) == PARAMETER_PANIC,
	       "each parameter with a setter needs a row");

int config_parameters_find(const char *name)
{
	bool ours = text_begins(name, CONFIG_PREFIX);
	int end = ours ? CONFIG_PARAMETERS_OURS : (int)array_size(parameters);

	name += ours ? strlen(CONFIG_PREFIX) : 0;
	for (int i = ours ? 0 : CONFIG_PARAMETERS_OURS; i < end; i++)
		if (strcmp(name, parameters[i].name) == 0)
			return i;
	return -ENOENT;
}

const char *config_parameters_nearest(const char *name)
{
	const char *nearest = NULL;

	for (size_t i = 0; i < CONFIG_PARAMETERS_OURS; i++)
		nearest = text_nearer(name, nearest, parameters[i].name);
	return nearest;
}

const char *config_parameters_name(enum config_parameter parameter)
{
	return parameters[parameter].name;
}

int config_parameters_set(struct config *config, enum config_parameter parameter, char *value,
			  bool by_policy, struct failure *why)
{
	enum parameter_takes takes = parameters[parameter].takes;
	struct failure unknown = { 0 };
	int r;

	if (*value == '\0' && takes != TAKES_EMPTY)
		return failure_set(why, FAILURE_COMMAND_LINE, -EINVAL,
				   CONFIG_PREFIX "%s needs a value", parameters[parameter].name);
	if (takes != TAKES_UNKNOWN || by_policy)
		return parameters[parameter].set(config, value, why);
	r = parameters[parameter].set(config, value, &unknown);
	if (r < 0)
		log_warning("%s; ignored", unknown.line);
	return 0;
}

void config_parameters_print(FILE *stream)
{
	for (size_t i = 0; i < CONFIG_PARAMETERS_OURS; i++)
		line_write(stream, "  " CONFIG_PREFIX "%s%s\n      %s\n", parameters[i].name,
			   parameters[i].values, parameters[i].meaning);
}
