// SPDX-License-Identifier: GPL-2.0-or-later
#include "nvdimm/activation.h"

#include "base/line.h"
#include "log/log.h"
#include "sys/clock.h"
#include "sys/nd_firmware.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

/* milliseconds between two reads of the state; microseconds until a notice is logged */
enum { READ_FIRST = 10, READ_MAX = 500, NOTICE_FIRST = 2000000, NOTICE_EVERY = 5000000 };

/* ---- Waiting ---- */

static const struct nd_firmware_bus *find_busy(const struct firmware_request *request,
					       const struct nd_firmware *state)
{
	for (unsigned int i = 0; i < state->n_buses; i++)
		if (firmware_bus_is(&state->buses[i], "busy") &&
		    firmware_wants_bus(request, state, &state->buses[i]))
			return &state->buses[i];
	return NULL;
}

/*
 * Wait until no bus is busy. The state has to be read repeatedly, at growing intervals, because the
 * kernel sends neither a uevent nor a notification (drivers/acpi/nfit/intel.c asks the firmware
 * when the attribute is read). Returns 0, or -ETIMEDOUT, which was logged.
 */
static int wait_until_quiet(const struct tree *tree, const struct firmware_request *request,
			    struct nd_firmware *state)
{
	uint64_t begun = clock_now(), notice = begun + NOTICE_FIRST, now;
	const struct nd_firmware_bus *busy;
	int interval = READ_FIRST;

	while (nd_firmware_read(tree, state), (busy = find_busy(request, state)) != NULL) {
		now = clock_now();
		if (now - begun > (uint64_t)ACTIVATION_LIMIT * 1000000) {
			log_error("%s is still busy with a firmware activation after %d s",
				  busy->name, ACTIVATION_LIMIT);
			return -ETIMEDOUT;
		}
		if (now >= notice) {
			log_notice("%s is busy with a firmware activation: waited %u of %d s",
				   busy->name, (unsigned int)((now - begun) / 1000000),
				   ACTIVATION_LIMIT);
			notice = now + NOTICE_EVERY;
		}
		(void)poll(NULL, 0, interval);
		interval = interval * 2 < READ_MAX ? interval * 2 : READ_MAX;
	}
	return 0;
}

/* ---- One bus ---- */

static bool is_armed(const struct nd_firmware_dimm *dimm, const char *bus)
{
	return strcmp(dimm->bus, bus) == 0 && strcmp(dimm->state, "armed") == 0;
}

/* Refuse a bus on which too many DIMMs are armed, because the kernel does not. Returns 0, or -EBUSY
 * and the reason. */
static int check_overflow(const struct nd_firmware_bus *bus, struct failure *why)
{
	if (!firmware_bus_is(bus, "overflow"))
		return 0;
	return failure_set(why, FAILURE_SYSTEM, -EBUSY,
			   "%s: more DIMMs are armed than can be activated at once (overflow); "
			   "nothing is activated: disarm one",
			   bus->name);
}

/* Are more DIMMs armed on the bus than it can activate at once? */
static bool overflows_now(const struct tree *tree, const char *name)
{
	static struct nd_firmware now;
	const struct nd_firmware_bus *bus;

	nd_firmware_read(tree, &now);
	bus = firmware_find_bus(&now, name);
	return bus && firmware_bus_is(bus, "overflow");
}

/* Disarm a DIMM that the bus cannot activate together with the others. Returns 0, or -E... and the
 * reason. */
static int leave_out_dimm(const struct tree *tree, const struct nd_firmware_dimm *dimm,
			  struct failure *why)
{
	int r;

	log_error("%s is left out: with it, the activation would take longer than %s allows "
		  "(overflow); activate it separately",
		  dimm->name, dimm->bus);
	r = nd_firmware_arm(tree, dimm->name, false);
	return r < 0 ? failure_set(why, FAILURE_SYSTEM, r, "cannot disarm %s: %s", dimm->name,
				   strerror(-r))
		     : 0;
}

/*
 * If too many DIMMs were already armed: disarm requested DIMMs, beginning with the last one, until
 * the bus can activate the rest. Adds their number to *left_out. Returns 0, or -E... and the
 * reason.
 */
static int relieve_bus(const struct tree *tree, const struct firmware_request *request,
		       const char *bus, const struct nd_firmware *state, unsigned int *left_out,
		       struct failure *why)
{
	for (unsigned int i = state->n_dimms; i-- > 0;) {
		const struct nd_firmware_dimm *dimm = &state->dimms[i];
		int r;

		if (!is_armed(dimm, bus) || !firmware_wants_dimm(request, dimm))
			continue;
		if (!overflows_now(tree, bus))
			break;
		r = leave_out_dimm(tree, dimm, why);
		if (r < 0)
			return r;
		(*left_out)++;
	}
	return 0;
}

/*
 * Arm the requested DIMMs of a bus. Adds the number of those that have to be left out to *left_out.
 * Returns 0, or -E... and the reason.
 */
static int arm_bus(const struct tree *tree, const struct firmware_request *request, const char *bus,
		   const struct nd_firmware *state, unsigned int *left_out, struct failure *why)
{
	for (unsigned int i = 0; i < state->n_dimms; i++) {
		const struct nd_firmware_dimm *dimm = &state->dimms[i];
		bool wanted = firmware_wants_dimm(request, dimm);
		int r;

		if (!wanted && is_armed(dimm, bus))
			log_notice("%s was armed by others: it is activated too", dimm->name);
		if (!wanted || strcmp(dimm->bus, bus) != 0 || strcmp(dimm->state, "idle") != 0)
			continue;
		r = nd_firmware_arm(tree, dimm->name, true);
		if (r < 0)
			return failure_set(why, FAILURE_SYSTEM, r, "cannot arm %s: %s", dimm->name,
					   strerror(-r));
		if (!overflows_now(tree, bus))
			continue;
		r = leave_out_dimm(tree, dimm, why);
		if (r < 0)
			return r;
		(*left_out)++;
	}
	return 0;
}

/* Log the result of each DIMM that was armed. Returns how many do not run new firmware. */
static unsigned int log_results(const struct nd_firmware *armed, const struct nd_firmware *state,
				const char *bus)
{
	unsigned int failed = 0;

	for (unsigned int i = 0; i < state->n_dimms && i < armed->n_dimms; i++) {
		const struct nd_firmware_dimm *dimm = &state->dimms[i];
		const char *means = firmware_result_means(dimm->result);

		if (!is_armed(&armed->dimms[i], bus))
			continue;
		if (firmware_result_is_good(dimm->result)) {
			log_notice("%s: success", dimm->name);
			continue;
		}
		log_error("%s: %s%s%s", dimm->name, firmware_word(dimm->result), *means ? ": " : "",
			  means);
		failed++;
	}
	return failed;
}

/* Is a requested DIMM armed? DIMMs that only others have armed are never activated alone. */
static bool has_armed(const struct firmware_request *request, const struct nd_firmware *state,
		      const char *bus)
{
	for (unsigned int i = 0; i < state->n_dimms; i++)
		if (is_armed(&state->dimms[i], bus) &&
		    firmware_wants_dimm(request, &state->dimms[i]))
			return true;
	return false;
}

/* Activate what is armed on a bus. Adds the result of log_results() to *failed. Returns 0, or -E...
 * and the reason. */
static int activate_bus(const struct tree *tree, const struct firmware_request *request,
			const char *name, unsigned int *failed, struct failure *why)
{
	const struct firmware_request one = { .bus = name };
	static struct nd_firmware armed, after;
	const struct nd_firmware_bus *bus;
	const char *method;
	int r;

	nd_firmware_read(tree, &armed);
	bus = firmware_find_bus(&armed, name);
	if (!bus || !has_armed(request, &armed, name)) {
		log_notice("%s: no requested DIMM is armed", name);
		return 0;
	}
	r = check_overflow(bus, why);
	if (r == 0)
		r = firmware_choose(request, bus, &method, why);
	if (r < 0)
		return r;
	log_info("%s: activating firmware (%s)", name, method);
	r = nd_firmware_activate(tree, name, method);
	if (r < 0)
		return failure_set(why, FAILURE_SYSTEM, r, "%s: cannot activate firmware (%s): %s",
				   name, method, strerror(-r));
	r = wait_until_quiet(tree, &one, &after);
	if (r < 0)
		return failure_set(why, FAILURE_SYSTEM, r, "%s is still busy", name);
	*failed += log_results(&armed, &after, name);
	return 0;
}

/*
 * Arm and activate. Adds the number of DIMMs that do not run new firmware to *failed. Returns 0, or
 * -E... and the reason.
 */
static int arm_and_activate(const struct tree *tree, const struct firmware_request *request,
			    const char *bus, const struct nd_firmware *state, unsigned int *failed,
			    struct failure *why)
{
	int r = relieve_bus(tree, request, bus, state, failed, why);

	if (r == 0)
		r = arm_bus(tree, request, bus, state, failed, why);
	if (r == 0)
		r = activate_bus(tree, request, bus, failed, why);
	return r;
}

int activation_perform(const struct tree *tree, const struct firmware_request *request,
		       struct failure *why)
{
	static struct nd_firmware state;
	const char *method;
	unsigned int failed = 0;
	int r;

	nd_firmware_read(tree, &state);
	r = firmware_check_request(request, &state, why);
	/* Check all buses before arming one: if one cannot be activated, none is. */
	for (unsigned int i = 0; r == 0 && i < state.n_buses; i++)
		if (firmware_wants_bus(request, &state, &state.buses[i]))
			r = firmware_choose(request, &state.buses[i], &method, why);
	if (r < 0)
		return r;
	r = wait_until_quiet(tree, request, &state);
	if (r < 0)
		return failure_set(why, FAILURE_SYSTEM, r, "an nvdimm bus is still busy");
	for (unsigned int i = 0; i < state.n_buses; i++) {
		if (!firmware_wants_bus(request, &state, &state.buses[i]))
			continue;
		r = arm_and_activate(tree, request, state.buses[i].name, &state, &failed, why);
		if (r < 0)
			return r;
	}
	return failed > 0 ? failure_set(why, FAILURE_SYSTEM, -EIO,
					"not every DIMM runs its new firmware")
			  : 0;
}

/* ---- Boot ---- */

static void activate_armed(const struct tree *tree, const struct config *config,
			   const struct nd_firmware_bus *bus)
{
	const struct firmware_request request = { .method = config->firmware == CONFIG_FIRMWARE_LIVE
								    ? FIRMWARE_LIVE
								    : FIRMWARE_QUIESCE,
						  .force = config->firmware_force };
	struct failure why = { 0 };
	unsigned int failed = 0; /* each was logged */

	if (activate_bus(tree, &request, bus->name, &failed, &why) < 0)
		log_error("%s (pmemboot.firmware=)", why.line);
}

/* Wait for an activation that others have started. If it takes too long, the boot continues. */
static void wait_for_busy(const struct tree *tree, struct nd_firmware *state)
{
	const struct firmware_request all = { 0 };
	const struct nd_firmware_bus *busy = find_busy(&all, state);

	if (!busy)
		return;
	log_warning("%s is busy with a firmware activation: the boot waits for it", busy->name);
	wait_until_quiet(tree, &all, state);
}

static void handle_bus(const struct tree *tree, const struct config *config,
		       const struct nd_firmware_bus *bus)
{
	struct failure why = { 0 };

	if (check_overflow(bus, &why) < 0)
		log_error("%s", why.line);
	else if (!firmware_bus_is(bus, "armed"))
		return;
	else if (config->firmware == CONFIG_FIRMWARE_REPORT)
		log_warning("%s is armed: to start the new firmware of its DIMMs, use "
			    "pmemboot.firmware=%s or reset the machine",
			    bus->name, bus->capability);
	else
		activate_armed(tree, config, bus);
}

void activation_before_medium(const struct tree *tree, const struct config *config)
{
	static struct nd_firmware state;

	if (config->firmware == CONFIG_FIRMWARE_OFF)
		return;
	nd_firmware_read(tree, &state);
	wait_for_busy(tree, &state);
	for (unsigned int i = 0; i < state.n_buses; i++)
		handle_bus(tree, config, &state.buses[i]);
	for (unsigned int i = 0; i < state.n_dimms; i++)
		if (strcmp(state.dimms[i].result, "need_reset") == 0)
			log_warning("%s: %s", state.dimms[i].name,
				    firmware_result_means(state.dimms[i].result));
}

/* ---- For people, and for programs ---- */

static void print_dimm(const struct nd_firmware_dimm *dimm, FILE *stream)
{
	const char *means = firmware_result_means(dimm->result);

	line_write(stream, "  %s: state %s, result %s%s%s\n", dimm->name,
		   firmware_word(dimm->state), firmware_word(dimm->result), *means ? ": " : "",
		   means);
}

void activation_print(const struct nd_firmware *state, FILE *stream)
{
	for (unsigned int i = 0; i < state->n_buses; i++) {
		const struct nd_firmware_bus *bus = &state->buses[i];

		line_write(stream, "%s (%s): capability %s, state %s\n", bus->name, bus->provider,
			   firmware_word(bus->capability), firmware_word(bus->state));
		for (unsigned int d = 0; d < state->n_dimms; d++)
			if (strcmp(state->dimms[d].bus, bus->name) == 0)
				print_dimm(&state->dimms[d], stream);
	}
	if (state->n_buses == 0)
		line_write(stream, "no nvdimm bus\n");
	if (state->cut)
		line_write(stream, "more buses or DIMMs are not shown\n");
}

void activation_write_json(struct json *j, const struct nd_firmware *state)
{
	json_begin(j, "buses", '[');
	for (unsigned int i = 0; i < state->n_buses; i++) {
		const struct nd_firmware_bus *bus = &state->buses[i];

		json_begin(j, NULL, '{');
		json_string(j, "bus", bus->name);
		json_string(j, "provider", bus->provider);
		json_string(j, "capability", bus->capability);
		json_string(j, "state", bus->state);
		json_end(j, '}');
	}
	json_end(j, ']');
	json_begin(j, "dimms", '[');
	for (unsigned int i = 0; i < state->n_dimms; i++) {
		const struct nd_firmware_dimm *dimm = &state->dimms[i];

		json_begin(j, NULL, '{');
		json_string(j, "dimm", dimm->name);
		json_string(j, "bus", dimm->bus);
		json_string(j, "state", dimm->state);
		json_string(j, "result", dimm->result);
		json_end(j, '}');
	}
	json_end(j, ']');
}
