// SPDX-License-Identifier: GPL-2.0-or-later
#include "offline/elsewhere.h"

#include "doctor/doctor.h"
#include "unit/test.h"

#include <errno.h>
#include <unistd.h>

/* What the doctor says of any firmware and a kernel with this configuration. */
static bool answers(const char *config, enum doctor_answer answer, const char *reason,
		    const char *says)
{
	char path[] = "/tmp/pmemboot-elsewhere.XXXXXX";
	const struct kernel_files files = { .config = path };
	struct doctor *doctor = calloc(1, sizeof(*doctor));
	struct failure why = { 0 };
	int fd = mkstemp(path);
	bool good;

	CHECK(doctor && fd >= 0 && write(fd, config, strlen(config)) == (ssize_t)strlen(config));
	CHECK(elsewhere_examine(doctor, NULL, &files, &why) == 0);
	good = doctor->elsewhere && doctor->answer == answer &&
	       strcmp(doctor->reason, reason) == 0 && strstr(doctor->line, says);
	if (!good)
		fprintf(stderr, "%d [%s] %s\n", doctor->answer, doctor->reason, doctor->line);
	doctor_free(doctor);
	free(doctor);
	close(fd);
	unlink(path);
	return good;
}

#define WITH_PMEM  "CONFIG_X86=y\nCONFIG_LIBNVDIMM=y\nCONFIG_BLK_DEV_PMEM=y\nCONFIG_VIRTIO_PMEM=y\n"
#define WITH_MAPS  "CONFIG_BLK_DEV_LOOP=y\nCONFIG_OVERLAY_FS=y\nCONFIG_ISO9660_FS=y\n"
#define WITH_EROFS "CONFIG_EROFS_FS=y\n"

TEST(elsewhere_of_kernels)
{
	CHECK(answers("CONFIG_X86=y\n" WITH_MAPS WITH_EROFS, DOCTOR_NO, "driver-missing",
		      "a medium needs"));
	CHECK(answers(WITH_PMEM WITH_MAPS, DOCTOR_NO, "driver-missing",
		      "an image needs CONFIG_SQUASHFS"));
	/* One provider and one file system are enough. */
	CHECK(answers(WITH_PMEM WITH_MAPS WITH_EROFS, DOCTOR_YES, "",
		      "the kernel has everything that is needed"));
}

TEST(elsewhere_of_nothing)
{
	const struct kernel_files none = { 0 };
	struct doctor *doctor = calloc(1, sizeof(*doctor));
	struct failure why = { 0 };

	CHECK(doctor && elsewhere_examine(doctor, "/does/not/exist", &none, &why) == -ENOENT);
	CHECK(why.code == FAILURE_READ && strstr(why.line, "/does/not/exist"));
	doctor_free(doctor);
	free(doctor);
}
