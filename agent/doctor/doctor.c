// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/doctor.h"

#include "base/number.h"
#include "base/text.h"
#include "config/config_parse.h"
#include "doctor/doctor_answer.h"
#include "doctor/kernel_gather.h"
#include "doctor/memory_gather.h"
#include "medium/claims.h"
#include "medium/evidence.h"
#include "medium/view.h"
#include "model/overlap.h"
#include "sys/cmdline_files.h"
#include "sys/dax.h"
#include "sys/efi.h"
#include "sys/nd.h"
#include "sys/tree.h"
#include "verify/keys.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

/* Read a NUMA node from an attribute of a device. Returns -1 if there is none. */
static int read_node(const struct tree *tree, const char *devices, const char *device,
		     const char *attribute)
{
	char path[PATH_MAX], text[16];
	uint64_t number;

	if (text_print(path, sizeof(path), "%s/%s/%s", devices, device, attribute) < 0 ||
	    tree_read(tree, path, text, sizeof(text)) < 0)
		return -1;
	return number_parse_string(text, NODES_MAX - 1, &number) == 0 ? (int)number : -1;
}

static void read_driver(const struct tree *tree, const char *namespace, char *buf, size_t size)
{
	char path[PATH_MAX], link[PATH_MAX];
	const char *slash;

	buf[0] = '\0';
	if (!*namespace || text_print(path, sizeof(path), ND_DEVICES "/%s/driver", namespace) < 0 ||
	    tree_read_link(tree, path, link, sizeof(link)) < 0)
		return;
	slash = strrchr(link, '/');
	text_copy_cut(buf, size, slash ? slash + 1 : link);
}

static bool has_dax(const struct tree *tree, const char *disk)
{
	char path[PATH_MAX], text[8];

	return *disk && text_print(path, sizeof(path), "sys/block/%s/queue/dax", disk) == 0 &&
	       tree_read(tree, path, text, sizeof(text)) > 0 && text[0] == '1';
}

/* Read the facts about a range that its verdict does not have. */
static void read_image(const struct doctor *doctor, const struct tree *tree,
		       const struct verdict *verdict, struct doctor_image *ret)
{
	const struct nd *nd = &doctor->nd;
	const struct dax_device *dax = memory_policy_owner(&doctor->view.dax,
							   &verdict->claim.extent);

	*ret = (struct doctor_image){ .verdict = verdict, .node = -1, .target_node = -1 };
	if (verdict->region[0]) {
		ret->node = read_node(tree, ND_DEVICES, verdict->region, "numa_node");
		ret->target_node = read_node(tree, ND_DEVICES, verdict->region, "target_node");
	} else if (dax) {
		ret->node = read_node(tree, DAX_DEVICES, dax->name, "numa_node");
		ret->target_node = read_node(tree, DAX_DEVICES, dax->name, "target_node");
	}
	read_driver(tree, verdict->namespace, ret->driver, sizeof(ret->driver));
	ret->dax = has_dax(tree, verdict->disk);
	for (unsigned int i = 0; i < nd->n_disks; i++)
		if (strcmp(nd->disks[i].name, verdict->disk) == 0)
			ret->content = &doctor->contents[i];
}

/* ---- What only root can read ---- */

static void add_denied(struct doctor *doctor, const char *what)
{
	if (doctor->n_denied < DOCTOR_DENIED_MAX)
		doctor->denied[doctor->n_denied++] = what;
}

static void find_denied(struct doctor *doctor, const struct tree *tree)
{
	const struct nd *nd = &doctor->nd;
	bool addresses = false, contents = false;

	if (doctor->map.no_addresses)
		add_denied(doctor, "the owners of memory (/proc/iomem)");
	if (tree_is_denied(tree, "sys/firmware/acpi/tables/NFIT"))
		add_denied(doctor, "the claims of the NFIT (/sys/firmware/acpi/tables/NFIT)");
	if (tree_is_denied(tree, "sys/firmware/fdt"))
		add_denied(doctor, "the reservations of the Device Tree (/sys/firmware/fdt)");
	for (unsigned int i = 0; i < nd->n_regions; i++)
		addresses = addresses || nd->regions[i].extent.len == 0;
	for (unsigned int i = 0; i < nd->n_disks; i++)
		contents = contents || doctor->contents[i].denied;
	if (addresses)
		add_denied(doctor,
			   "the addresses of the regions (/sys/bus/nd/devices/regionN/resource)");
	if (contents)
		add_denied(doctor, "the contents of the disks (/dev/pmemN)");
}

/* ---- All ---- */

/* Read policy and command line as boot_begin() does. */
static void read_config(struct doctor *doctor, const struct tree *tree, struct config *config)
{
	char cmdline[CONFIG_CMDLINE_MAX], policy[CONFIG_POLICY_MAX];
	const char *failed;
	int r;

	if (cmdline_files_read(tree, cmdline, sizeof(cmdline), &failed) < 0)
		cmdline[0] = '\0';
	/* The second is that of an archive after another initramfs. */
	if (tree_read(tree, "etc/pmemboot/policy", policy, sizeof(policy)) < 0 &&
	    tree_read(tree, "pmemboot/policy", policy, sizeof(policy)) < 0)
		policy[0] = '\0';
	r = config_parse(config, policy, cmdline, &doctor->refused);
	if (r < 0) /* has no effect if the parser has set the reason */
		failure_set(&doctor->refused, FAILURE_COMMAND_LINE, r,
			    "the kernel command line is not valid");
}

static void read_view(struct doctor *doctor, const struct tree *tree,
		      const struct medium_request *request)
{
	struct nd *nd = &doctor->nd;

	nd_read(tree, nd);
	view_read(tree, nd, &doctor->view);
	for (unsigned int i = 0; i < nd->n_disks; i++) {
		content_read(tree, request, &doctor->claims, nd, &nd->disks[i],
			     &doctor->contents[i]);
		if (doctor->contents[i].seen && !doctor->contents[i].unwanted)
			doctor->view.contents[i] = &doctor->contents[i].why;
	}
}

static bool has_keys(const struct tree *tree)
{
	static const char *const places[] = { "etc/pmemboot/keys.d", "pmemboot/keys.d" };
	cleanup_free struct keys *keys = calloc(1, sizeof(*keys));

	for (unsigned int i = 0; keys && i < array_size(places); i++)
		keys_add_folder(keys, tree, places[i]);
	return keys && keys->count > 0;
}

static enum doctor_verifies what_is_verified(const struct tree *tree, const struct config *config)
{
	if (config_requires(config))
		return DOCTOR_VERIFIES_REQUIRED;
	if (config_verifies(config))
		return DOCTOR_VERIFIES_NAMED;
	return config_ways(config) & CONFIG_VERIFY_SIGNATURE && has_keys(tree)
		       ? DOCTOR_VERIFIES_SIGNATURES
		       : DOCTOR_VERIFIES_NOTHING;
}

/* What a boot that failed has left (pmemboot.report=pstore), if the EFI variables can be read. */
static void read_last_failure(const struct tree *tree, struct failure_record *ret)
{
	cleanup_free uint8_t *bytes = NULL;
	int len = efi_read(tree, FAILURE_RECORD_VARIABLE, &bytes);

	if (len < 0 || failure_record_parse((struct slice){ bytes, (size_t)len }, ret) < 0)
		*ret = (struct failure_record){ 0 };
}

void doctor_find_cut(struct doctor *doctor)
{
	if (doctor->verdicts.cut)
		finding_add(&doctor->findings, FINDING_CUT, false, (struct extent){ 0, 0 },
			    "there are more than %d claims, %d regions, or %d namespaces or disks: "
			    "the rest is not examined",
			    CLAIMS_MAX, ND_REGIONS_MAX, ND_DISKS_MAX);
}

int doctor_examine_as(struct doctor *doctor, const struct tree *tree, bool live,
		      const struct medium_request *request)
{
	cleanup_free uint8_t *iomem = NULL;
	const struct verdict *telling;
	int r = memory_gather_allocate(&doctor->map);

	if (r < 0)
		return r;
	doctor->verifies = what_is_verified(tree, request->config);
	claims_gather(&doctor->claims, tree);
	read_view(doctor, tree, live ? request : NULL);
	doctor->view.iomem = view_read_iomem(tree, &iomem);
	verdicts_judge(&doctor->claims, &doctor->view, &doctor->verdicts);
	if (doctor->verdicts.count == 0)
		evidence_judge(tree, &doctor->nd, &doctor->claims, &doctor->verdicts, &doctor->why);
	telling = verdicts_telling(&doctor->verdicts);
	if (telling)
		doctor->why = telling->why;
	for (unsigned int i = 0; i < doctor->verdicts.count; i++)
		read_image(doctor, tree, &doctor->verdicts.list[i], &doctor->images[i]);
	memory_gather_map(tree, doctor->view.iomem, &doctor->claims, &doctor->view.dax,
			  &doctor->map);
	kernel_gather(tree, &doctor->kernel);
	memory_gather_policy(tree, doctor->map.page, &doctor->policy);
	memory_policy_settle(&doctor->policy, &doctor->map, &doctor->kernel);
	overlaps_find(&doctor->map, &doctor->findings);
	memory_policy_advise(&doctor->policy, &doctor->map, &doctor->view.dax, &doctor->claims,
			     &doctor->findings);
	doctor_find_cut(doctor);
	find_denied(doctor, tree);
	read_last_failure(tree, &doctor->last);
	doctor_answer(doctor);
	doctor->view.iomem = (struct slice){ NULL, 0 };
	return 0;
}

int doctor_examine(struct doctor *doctor, const struct tree *tree, bool live)
{
	cleanup_free struct config *config = calloc(1, sizeof(*config));
	struct medium_request request = { .config = config };

	if (!config)
		return -ENOMEM;
	read_config(doctor, tree, config);
	request.assist = config->mode == MODE_ASSIST;
	return doctor_examine_as(doctor, tree, live, &request);
}

void doctor_exchange_kernel(struct doctor *doctor, const struct kernel *kernel)
{
	doctor->kernel = *kernel;
	memory_policy_settle(&doctor->policy, &doctor->map, &doctor->kernel);
	doctor_answer(doctor);
}

void doctor_free(struct doctor *doctor)
{
	memory_gather_free(&doctor->map);
}
