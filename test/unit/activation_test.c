// SPDX-License-Identifier: GPL-2.0-or-later
#include "nvdimm/activation.h"

#include "sys/nd.h"
#include "sys/nd_firmware.h"
#include "sys/tree.h"
#include "unit/expected.h"
#include "unit/test.h"
#include "unit/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static struct nd_firmware state;
static struct failure why;

static void print(void)
{
	printf("%s\n", why.line);
}

static void compare(const char *name)
{
	char *text = NULL, *json = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);
	struct json j = { .first = true };

	CHECK(stream);
	activation_print(&state, stream);
	fclose(stream);
	j.stream = open_memstream(&json, &size);
	CHECK(j.stream);
	json_begin(&j, NULL, '{');
	activation_write_json(&j, &state);
	json_end(&j, '}');
	fclose(j.stream);
	expected_compare("firmware", name, "text", text);
	expected_compare("firmware", name, "json", json);
	free(text);
	free(json);
}

/* Of the kernel's own emulation (test/boot/long/firmware*): a bus that can, and two that can't. */
TEST(activation_of_recorded_trees)
{
	static const char *const trees[] = { "idle", "armed",	"overflow",
					     "busy", "success", "not-staged" };

	for (size_t i = 0; i < array_size(trees); i++) {
		char name[64];
		struct tree *tree;

		snprintf(name, sizeof(name), "firmware-%s", trees[i]);
		tree = tree_unpack(name);
		nd_firmware_read(tree, &state);
		compare(trees[i]);
		tree_discard(tree);
	}
}

static void put(const struct tree *tree, const char *path, const char *text)
{
	int fd = openat(tree->fd, path, O_WRONLY | O_TRUNC);

	CHECK(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
}

/* What it does not emulate: a bus that can do it live, a DIMM that fails, one that needs a reset.
 */
TEST(firmware_that_is_not_emulated)
{
	struct tree *tree = tree_unpack("firmware-success");

	put(tree, "sys/bus/nd/devices/ndbus1/firmware/capability", "live\n");
	put(tree, "sys/bus/nd/devices/nmem1/firmware/result", "fail\n");
	put(tree, "sys/bus/nd/devices/nmem2/firmware/result", "need_reset\n");
	put(tree, "sys/bus/nd/devices/nmem3/firmware/result", "a\033word\n");
	nd_firmware_read(tree, &state);
	compare("others");
	tree_discard(tree);
}

static void read_tree(const char *name)
{
	struct tree *tree = tree_unpack(name);

	nd_firmware_read(tree, &state);
	tree_discard(tree);
	why = (struct failure){ 0 };
}

static bool check_says(const struct firmware_request *request, int error, const char *says)
{
	int r;

	why.code = FAILURE_NONE;
	r = firmware_check_request(request, &state, &why);
	if (r == error && (error == 0 || strstr(why.line, says)))
		return true;
	print();
	return false;
}

TEST(firmware_requests)
{
	const char *const good[] = { "nmem1", "nmem3" }, *const none[] = { "nmem9" },
			  *const cannot[] = { "nmem0" };
	struct firmware_request request = { 0 };

	read_tree("firmware-idle");
	CHECK(check_says(&request, 0, ""));
	request.bus = "ndbus9";
	CHECK(check_says(&request, -ENOENT, "there is no bus ndbus9"));
	request.bus = "ndbus0";
	CHECK(check_says(&request, -EOPNOTSUPP, "the bus does not support"));
	request = (struct firmware_request){ .dimms = good, .n_dimms = 2 };
	CHECK(check_says(&request, 0, ""));
	request.bus = "ndbus1";
	CHECK(check_says(&request, 0, ""));
	request = (struct firmware_request){ .dimms = none, .n_dimms = 1 };
	CHECK(check_says(&request, -ENOENT, "there is no DIMM nmem9"));
	request.dimms = cannot;
	CHECK(check_says(&request, -EOPNOTSUPP, "nmem0 does not support"));
	request.bus = "ndbus1";
	CHECK(check_says(&request, -EINVAL, "nmem0 is on ndbus0, not on ndbus1"));
	read_tree("usable-nfit");
	request = (struct firmware_request){ 0 };
	CHECK(check_says(&request, -EOPNOTSUPP, "no nvdimm bus supports"));
}

TEST(firmware_buses_of_dimms)
{
	const char *const dimms[] = { "nmem1" };
	struct firmware_request request = { 0 };

	read_tree("firmware-idle");
	strcpy(state.buses[2].capability, "live");
	strcpy(state.buses[2].state, "armed");
	CHECK(!firmware_wants_bus(&request, &state, &state.buses[0])); /* can't */
	CHECK(firmware_wants_bus(&request, &state, &state.buses[1]));
	CHECK(firmware_wants_bus(&request, &state, &state.buses[2]));
	request = (struct firmware_request){ .dimms = dimms, .n_dimms = 1 };
	CHECK(firmware_wants_bus(&request, &state, &state.buses[1]));
	CHECK(!firmware_wants_bus(&request, &state, &state.buses[2])); /* armed by somebody else */
	request = (struct firmware_request){ .bus = "ndbus2" };
	CHECK(!firmware_wants_bus(&request, &state, &state.buses[1]));
	CHECK(firmware_wants_bus(&request, &state, &state.buses[2]));
}

TEST(firmware_methods)
{
	static const struct {
		const char *capability;
		enum firmware_method method;
		bool force;
		const char *word; /* NULL: refused */
	} rows[] = {
		{ "live", FIRMWARE_AS_BUS, false, "live" },
		{ "quiesce", FIRMWARE_AS_BUS, false, "quiesce" },
		{ "live", FIRMWARE_LIVE, false, "live" },
		{ "live", FIRMWARE_QUIESCE, false, "quiesce" },
		{ "quiesce", FIRMWARE_LIVE, false, NULL },
		{ "quiesce", FIRMWARE_LIVE, true, "live" },
		{ "quiesce", FIRMWARE_QUIESCE, false, "quiesce" },
	};

	for (size_t i = 0; i < array_size(rows); i++) {
		const struct firmware_request request = { .method = rows[i].method,
							  .force = rows[i].force };
		struct nd_firmware_bus bus = { .name = "ndbus0" };
		const char *word;
		int r;

		strcpy(bus.capability, rows[i].capability);
		why.code = FAILURE_NONE;
		r = firmware_choose(&request, &bus, &word, &why);
		CHECK(r == (rows[i].word ? 0 : -EPERM));
		CHECK(!rows[i].word || strcmp(word, rows[i].word) == 0);
	}
}

/* Nothing is begun that can't be done on each bus. */
TEST(activation_refuses)
{
	struct firmware_request request = { .method = FIRMWARE_LIVE };
	struct tree *tree = tree_unpack("firmware-idle");

	why.code = FAILURE_NONE;
	CHECK(activation_perform(tree, &request, &why) == -EPERM);
	nd_firmware_read(tree, &state);
	for (unsigned int i = 0; i < state.n_dimms; i++)
		CHECK(strcmp(state.dimms[i].state, "arm") != 0);
	tree_discard(tree);
}

static bool is_written(const struct tree *tree, const char *device, const char *word)
{
	char path[64], text[32];

	snprintf(path, sizeof(path), ND_DEVICES "/%s/firmware/activate", device);
	return tree_read(tree, path, text, sizeof(text)) >= 0 && strcmp(text, word) == 0;
}

/* In a recorded tree a bus stays in overflow, whatever is disarmed: it is not activated. */
TEST(activation_never_in_overflow)
{
	const char *const dimms[] = { "nmem2" };
	struct firmware_request request = { .dimms = dimms, .n_dimms = 1 };
	struct tree *tree = tree_unpack("firmware-overflow");

	/* Of those armed before, only what is named is left out, and then there is nothing to do.
	 */
	why.code = FAILURE_NONE;
	CHECK(activation_perform(tree, &request, &why) == -EIO);
	CHECK(is_written(tree, "nmem2", "disarm"));
	CHECK(is_written(tree, "nmem1", "armed"));
	CHECK(is_written(tree, "nmem4", "armed"));
	CHECK(is_written(tree, "ndbus1", "overflow"));

	/* All are named: one after the other is left out, and one that was idle is armed in vain.
	 */
	request.dimms = NULL;
	request.n_dimms = 0;
	put(tree, ND_DEVICES "/nmem2/firmware/activate", "idle\n");
	CHECK(activation_perform(tree, &request, &why) == -EIO);
	CHECK(is_written(tree, "nmem2", "disarm"));
	CHECK(is_written(tree, "nmem1", "disarm"));
	CHECK(is_written(tree, "nmem4", "disarm"));
	CHECK(is_written(tree, "ndbus1", "overflow"));
	tree_discard(tree);
}

/* Others have armed DIMMs; the one that is named can't be: theirs are not activated for it. */
TEST(activation_not_for_others)
{
	const char *const dimms[] = { "nmem4" };
	struct firmware_request request = { .dimms = dimms, .n_dimms = 1 };
	struct tree *tree = tree_unpack("firmware-armed");

	why.code = FAILURE_NONE;
	put(tree, ND_DEVICES "/ndbus1/firmware/activate", "overflow\n");
	put(tree, ND_DEVICES "/nmem4/firmware/activate", "idle\n");
	CHECK(activation_perform(tree, &request, &why) == -EIO);
	CHECK(is_written(tree, "nmem4", "disarm"));
	CHECK(is_written(tree, "ndbus1", "overflow"));
	tree_discard(tree);
}
