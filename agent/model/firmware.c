// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/firmware.h"

#include "base/text.h"

#include <errno.h>
#include <string.h>

const struct nd_firmware_bus *firmware_find_bus(const struct nd_firmware *state, const char *name)
{
	for (unsigned int i = 0; i < state->n_buses; i++)
		if (strcmp(state->buses[i].name, name) == 0)
			return &state->buses[i];
	return NULL;
}

bool firmware_bus_can(const struct nd_firmware_bus *bus)
{
	return bus->capability[0] && bus->state[0];
}

bool firmware_bus_is(const struct nd_firmware_bus *bus, const char *state)
{
	return strcmp(bus->state, state) == 0;
}

bool firmware_wants_dimm(const struct firmware_request *request,
			 const struct nd_firmware_dimm *dimm)
{
	for (unsigned int i = 0; i < request->n_dimms; i++)
		if (strcmp(request->dimms[i], dimm->name) == 0)
			return true;
	return request->n_dimms == 0;
}

bool firmware_wants_bus(const struct firmware_request *request, const struct nd_firmware *state,
			const struct nd_firmware_bus *bus)
{
	if (request->bus && strcmp(request->bus, bus->name) != 0)
		return false;
	if (!request->bus && !firmware_bus_can(bus))
		return false;
	for (unsigned int i = 0; i < state->n_dimms; i++)
		if (strcmp(state->dimms[i].bus, bus->name) == 0 &&
		    firmware_wants_dimm(request, &state->dimms[i]))
			return true;
	return request->n_dimms == 0;
}

static int check_dimm(const struct firmware_request *request, const struct nd_firmware *state,
		      const char *name, struct failure *why)
{
	for (unsigned int i = 0; i < state->n_dimms; i++) {
		const struct nd_firmware_dimm *dimm = &state->dimms[i];

		if (strcmp(dimm->name, name) != 0)
			continue;
		if (request->bus && strcmp(request->bus, dimm->bus) != 0)
			return failure_set(why, FAILURE_NOT_FOUND, -EINVAL,
					   "%s is on %s, not on %s", name, dimm->bus, request->bus);
		if (!dimm->state[0])
			return failure_set(why, FAILURE_UNSUPPORTED, -EOPNOTSUPP,
					   "%s does not support firmware activation", name);
		return 0;
	}
	return failure_set(why, FAILURE_NOT_FOUND, -ENOENT, "there is no DIMM %s", name);
}

int firmware_check_request(const struct firmware_request *request, const struct nd_firmware *state,
			   struct failure *why)
{
	const struct nd_firmware_bus *bus = request->bus ? firmware_find_bus(state, request->bus)
							 : NULL;
	bool can = false;

	if (request->bus && !bus)
		return failure_set(why, FAILURE_NOT_FOUND, -ENOENT, "there is no bus %s",
				   request->bus);
	for (unsigned int i = 0; i < state->n_buses; i++)
		can = can || (firmware_bus_can(&state->buses[i]) &&
			      (!request->bus || strcmp(request->bus, state->buses[i].name) == 0));
	if (!can)
		return failure_set(
			why, FAILURE_UNSUPPORTED, -EOPNOTSUPP, "%s firmware activation at run time",
			request->bus ? "the bus does not support" : "no nvdimm bus supports");
	for (unsigned int i = 0; i < request->n_dimms; i++) {
		int r = check_dimm(request, state, request->dimms[i], why);

		if (r < 0)
			return r;
	}
	return 0;
}

int firmware_choose(const struct firmware_request *request, const struct nd_firmware_bus *bus,
		    const char **method, struct failure *why)
{
	static const char *const words[] = { NULL, "live", "quiesce" };

	*method = request->method == FIRMWARE_AS_BUS ? bus->capability : words[request->method];
	if (request->method == FIRMWARE_LIVE && !request->force &&
	    strcmp(bus->capability, "live") != 0)
		return failure_set(why, FAILURE_UNSUPPORTED, -EPERM,
				   "%s can only be activated while memory is quiet (its capability "
				   "is %s): use quiesce, or force live activation, which can crash "
				   "the machine",
				   bus->name, bus->capability);
	return 0;
}

const char *firmware_word(const char *word)
{
	return word[0] ? word : "not supported";
}

bool firmware_result_is_good(const char *result)
{
	return strcmp(result, "success") == 0;
}

const char *firmware_result_means(const char *result)
{
	static const struct {
		const char *result, *means;
	} results[] = {
		{ "fail", "the DIMM refused it and runs its old firmware" },
		{ "not_staged", "no new firmware was staged in the DIMM" },
		{ "need_reset", "the new firmware runs only after a reset of the machine" },
		{ "none", "nothing was activated since the machine started" },
	};

	for (size_t i = 0; i < array_size(results); i++)
		if (strcmp(result, results[i].result) == 0)
			return results[i].means;
	return "";
}
