/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hints: what the command line says of the layout of an image, in the parameters of pmemboot and of
 * the distributions' live scripts.
 */
#pragma once

/* The live scripts of the initramfs systems, as the table of layouts names them. */
#define HINTS_LIVE_BOOT "live-boot"
#define HINTS_CASPER	"casper"
#define HINTS_DMSQUASH	"dmsquash-live"
#define HINTS_ARCHISO	"archiso"
#define HINTS_MISO	"miso"

/* The modules of dracut that read the parameters of dmsquash-live. */
#define HINTS_MODULE_DMSQUASH "dmsquash-live"
#define HINTS_MODULE_KIWI     "kiwi-live"

/* NULL: nothing is said. The strings outlive the hints. */
struct hints {
	const char *layout;    /* the name of a layout, which counts whatever the image shows */
	const char *scripts;   /* HINTS_...: the parameters are those of these scripts */
	const char *module;    /* HINTS_MODULE_...: the module of dracut that mounts the root */
	const char *folder;    /* of the root images in the ISO; "" is its top */
	const char *parameter; /* the one that names the folder or the image */
	const char *image;     /* name of the root image in the folder */
	const char *list;      /* name of live-boot's list of root images, without its ending */
};
