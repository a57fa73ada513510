// SPDX-License-Identifier: GPL-2.0-or-later
#include "nvdimm/firmware.h"
#include "base/line.h"

#include "log/log.h"
#include "sys/clock.h"
#include "sys/nd_firmware.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

/* milliseconds between two looks; microseconds until there is something to say */
enum { LOOK_FIRST = 10, LOOK_MAX = 500, NOTICE_FIRST = 2000000, NOTICE_EVERY = 5000000 };

/* ---- Waiting ---- */

static const struct nd_firmware_bus *find_busy(const struct firmware_wish *wish,
					       const struct nd_firmware *state)
{
	for (unsigned int i = 0; i < state->n_buses; i++)
		if (firmware_bus_is(&state->buses[i], "busy") &&
		    firmware_wants_bus(wish, state, &state->buses[i]))
			return &state->buses[i];
	return NULL;
}

/*
 * Until no bus is busy any more. The kernel tells nobody when that is (no uevent, no notification:
 * drivers/acpi/nfit/intel.c asks the firmware when the attribute is read), so it has to be looked
 * at, ever more seldom. 0 or -ETIMEDOUT.
 */
static int wait_until_quiet(const struct tree *tree, const struct firmware_wish *wish,
			    struct nd_firmware *state)
{
	uint64_t begun = clock_now(), notice = begun + NOTICE_FIRST, now;
	const struct nd_firmware_bus *busy;
	int interval = LOOK_FIRST;

	while (nd_firmware_read(tree, state), (busy = find_busy(wish, state)) != NULL) {
		now = clock_now();
		if (now - begun > (uint64_t)FIRMWARE_LIMIT * 1000000) {
			log_error("%s is still busy with an activation of firmware after %d s",
				  busy->name, FIRMWARE_LIMIT);
			return -ETIMEDOUT;
		}
		if (now >= notice) {
			log_notice("%s is busy with an activation of firmware: %u s of %d",
				   busy->name, (unsigned int)((now - begun) / 1000000),
				   FIRMWARE_LIMIT);
			notice = now + NOTICE_EVERY;
		}
		(void)poll(NULL, 0, interval);
		interval = interval * 2 < LOOK_MAX ? interval * 2 : LOOK_MAX;
	}
	return 0;
}

/* ---- One bus ---- */

static bool is_armed(const struct nd_firmware_dimm *dimm, const char *bus)
{
	return strcmp(dimm->bus, bus) == 0 && strcmp(dimm->state, "armed") == 0;
}

/* The kernel would activate it all the same. 0, or -EBUSY and the reason. */
static int check_overflow(const struct nd_firmware_bus *bus, struct failure *why)
{
	if (!firmware_bus_is(bus, "overflow"))
		return 0;
	return failure_set(why, FAILURE_SYSTEM, -EBUSY,
			   "%s: more DIMMs are armed than can be activated at once (overflow): "
			   "disarm one; nothing is activated",
			   bus->name);
}

/* Is more armed on the bus than it can bear? */
static bool overflows(const struct tree *tree, const char *name)
{
	static struct nd_firmware now;
	const struct nd_firmware_bus *bus;

	nd_firmware_read(tree, &now);
	bus = firmware_find_bus(&now, name);
	return bus && firmware_bus_is(bus, "overflow");
}

static int leave_out(const struct tree *tree, const struct nd_firmware_dimm *dimm,
		     struct failure *why)
{
	int r;

	log_error("%s: the activation of so many DIMMs would take longer than %s can bear "
		  "(overflow): it is left out; activate it by itself",
		  dimm->name, dimm->bus);
	r = nd_firmware_arm(tree, dimm->name, false);
	return r < 0 ? failure_set(why, FAILURE_SYSTEM, r, "cannot disarm %s: %s", dimm->name,
				   strerror(-r))
		     : 0;
}

/*
 * A bus on which too many DIMMs were armed before: from the last one on, those that the wish is
 * about are left out, until it can bear the rest. Returns how many, or -E...
 */
static int relieve(const struct tree *tree, const struct firmware_wish *wish, const char *bus,
		   const struct nd_firmware *state, struct failure *why)
{
	int left_out = 0;

	for (unsigned int i = state->n_dimms; i-- > 0;) {
		const struct nd_firmware_dimm *dimm = &state->dimms[i];
		int r;

		if (!is_armed(dimm, bus) || !firmware_wants_dimm(wish, dimm))
			continue;
		if (!overflows(tree, bus))
			break;
		r = leave_out(tree, dimm, why);
		if (r < 0)
			return r;
		left_out++;
	}
	return left_out;
}

/* Arm the DIMMs of a bus. Returns how many had to be left out, or -E... */
static int arm(const struct tree *tree, const struct firmware_wish *wish, const char *bus,
	       const struct nd_firmware *state, struct failure *why)
{
	int left_out = 0;

	for (unsigned int i = 0; i < state->n_dimms; i++) {
		const struct nd_firmware_dimm *dimm = &state->dimms[i];
		bool wanted = firmware_wants_dimm(wish, dimm);
		int r;

		if (!wanted && is_armed(dimm, bus))
			log_notice("%s is armed, though not by this: it goes along", dimm->name);
		if (!wanted || strcmp(dimm->bus, bus) != 0 || strcmp(dimm->state, "idle") != 0)
			continue;
		r = nd_firmware_arm(tree, dimm->name, true);
		if (r < 0)
			return failure_set(why, FAILURE_SYSTEM, r, "cannot arm %s: %s", dimm->name,
					   strerror(-r));
		if (!overflows(tree, bus))
			continue;
		r = leave_out(tree, dimm, why);
		if (r < 0)
			return r;
		left_out++;
	}
	return left_out;
}

/* What came of the DIMMs that were armed. Returns how many have not taken their firmware. */
static int tell(const struct nd_firmware *armed, const struct nd_firmware *state, const char *bus)
{
	int failed = 0;

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

/* What others have armed alone is no reason to activate. */
static bool has_armed(const struct firmware_wish *wish, const struct nd_firmware *state,
		      const char *bus)
{
	for (unsigned int i = 0; i < state->n_dimms; i++)
		if (is_armed(&state->dimms[i], bus) && firmware_wants_dimm(wish, &state->dimms[i]))
			return true;
	return false;
}

/* Activate what is armed on a bus. Returns as tell(), or -E... and the reason. */
static int activate(const struct tree *tree, const struct firmware_wish *wish, const char *name,
		    struct failure *why)
{
	const struct firmware_wish one = { .bus = name };
	static struct nd_firmware armed, after;
	const struct nd_firmware_bus *bus;
	const char *method;
	int r;

	nd_firmware_read(tree, &armed);
	bus = firmware_find_bus(&armed, name);
	if (!bus || !has_armed(wish, &armed, name)) {
		log_notice("%s: nothing that was asked for is armed", name);
		return 0;
	}
	r = check_overflow(bus, why);
	if (r == 0)
		r = firmware_choose(wish, bus, &method, why);
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
	return tell(&armed, &after, name);
}

/* Arm, and activate. Returns how many DIMMs have not taken their firmware, or -E... */
static int activate_wanted(const struct tree *tree, const struct firmware_wish *wish,
			   const char *bus, const struct nd_firmware *state, struct failure *why)
{
	int relieved = relieve(tree, wish, bus, state, why);
	int left_out = relieved < 0 ? relieved : arm(tree, wish, bus, state, why);
	int failed = left_out < 0 ? left_out : activate(tree, wish, bus, why);

	return failed < 0 ? failed : relieved + left_out + failed;
}

int firmware_activate(const struct tree *tree, const struct firmware_wish *wish,
		      struct failure *why)
{
	static struct nd_firmware state;
	const char *method;
	int failed = 0, r;

	nd_firmware_read(tree, &state);
	r = firmware_check_wish(wish, &state, why);
	/* Before anything is armed: what can't be done on one bus isn't begun on another. */
	for (unsigned int i = 0; r == 0 && i < state.n_buses; i++)
		if (firmware_wants_bus(wish, &state, &state.buses[i]))
			r = firmware_choose(wish, &state.buses[i], &method, why);
	if (r < 0)
		return r;
	r = wait_until_quiet(tree, wish, &state);
	if (r < 0)
		return failure_set(why, FAILURE_SYSTEM, r, "a bus is still busy");
	for (unsigned int i = 0; i < state.n_buses; i++) {
		const char *bus = state.buses[i].name;

		if (!firmware_wants_bus(wish, &state, &state.buses[i]))
			continue;
		r = activate_wanted(tree, wish, bus, &state, why);
		if (r < 0)
			return r;
		failed += r;
	}
	return failed > 0 ? failure_set(why, FAILURE_SYSTEM, -EIO,
					"not every DIMM has taken its firmware")
			  : 0;
}

/* ---- Boot ---- */

static void activate_armed(const struct tree *tree, const struct config *config,
			   const struct nd_firmware_bus *bus)
{
	const struct firmware_wish wish = { .method = config->firmware == CONFIG_FIRMWARE_LIVE
							      ? FIRMWARE_LIVE
							      : FIRMWARE_QUIESCE,
					    .force = config->firmware_force };
	struct failure why = { 0 };

	if (activate(tree, &wish, bus->name, &why) < 0)
		log_error("%s (pmemboot.firmware=)", why.line);
}

void firmware_before_medium(const struct tree *tree, const struct config *config)
{
	const struct firmware_wish all = { 0 };
	static struct nd_firmware state;

	if (config->firmware == CONFIG_FIRMWARE_OFF)
		return;
	nd_firmware_read(tree, &state);
	if (find_busy(&all, &state)) {
		log_warning("%s is busy with an activation of firmware: the medium waits for that",
			    find_busy(&all, &state)->name);
		(void)!wait_until_quiet(tree, &all, &state);
	}
	for (unsigned int i = 0; i < state.n_buses; i++) {
		const struct nd_firmware_bus *bus = &state.buses[i];
		struct failure why = { 0 };

		if (check_overflow(bus, &why) < 0)
			log_error("%s", why.line);
		else if (firmware_bus_is(bus, "armed") &&
			 config->firmware == CONFIG_FIRMWARE_REPORT)
			log_warning("%s is armed: new firmware of its DIMMs waits for "
				    "pmemboot.firmware=%s, or for a reset",
				    bus->name, bus->capability);
		else if (firmware_bus_is(bus, "armed"))
			activate_armed(tree, config, bus);
	}
	for (unsigned int i = 0; i < state.n_dimms; i++)
		if (strcmp(state.dimms[i].result, "need_reset") == 0)
			log_warning("%s: %s", state.dimms[i].name,
				    firmware_result_means(state.dimms[i].result));
}

/* ---- For people, and for programs ---- */

void firmware_print(const struct nd_firmware *state, FILE *stream)
{
	for (unsigned int i = 0; i < state->n_buses; i++) {
		const struct nd_firmware_bus *bus = &state->buses[i];

		line_write(stream, "%s (%s): capability %s, state %s\n", bus->name, bus->provider,
			   firmware_word(bus->capability), firmware_word(bus->state));
		for (unsigned int d = 0; d < state->n_dimms; d++) {
			const struct nd_firmware_dimm *dimm = &state->dimms[d];
			const char *means = firmware_result_means(dimm->result);

			if (strcmp(dimm->bus, bus->name) != 0)
				continue;
			line_write(stream, "  %s: state %s, result %s%s%s\n", dimm->name,
				   firmware_word(dimm->state), firmware_word(dimm->result),
				   *means ? ": " : "", means);
		}
	}
	if (state->n_buses == 0)
		line_write(stream, "no nvdimm bus\n");
	if (state->cut)
		line_write(stream, "and more\n");
}

void firmware_write_json(struct json *j, const struct nd_firmware *state)
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
