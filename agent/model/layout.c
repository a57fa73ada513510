// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/layout.h"

#include "model/hints.h"

#include <string.h>

const struct contract layout_own_contract = {
	.medium = "/run/pmemboot/medium",
	.lower = "/run/pmemboot/lower/",
	.overlay = "/run/pmemboot/overlay",
	.outer = "/run/pmemboot/outer",
};

/* dracut, modules dmsquash-live and overlayfs. */
#define DRACUT_LIVE                                                              \
	.medium = "/run/initramfs/live", .lower = "/run/rootfsbase",             \
	.overlay = "/run/initramfs/overlay", .outer = "/run/initramfs/squashfs", \
	.source = "LiveOS_rootfs", .mapped = "live-base", .shutdown = true,      \
	.links = { { "/run/initramfs/livedev", CONTRACT_DEVICE },                \
		   { "/run/overlayfs", "initramfs/overlay/rw" },                 \
		   { "/run/ovlwork", "initramfs/overlay/work" } }

/* What dmsquash-live and kiwi-live look for; the last two are not in a squashfs. */
#define LIVE_IMAGES                                                                  \
	.scripts = HINTS_DMSQUASH, .folders = "LiveOS",                              \
	.images = { "squashfs.img|rootfs.img|ext3fs.img" }, .nested = LAYOUT_NESTED, \
	.parameters = "rd.live.image", .folder_word = "rd.live.dir=/"

/* The endings that live-boot looks for (9990-overlay.sh), and EROFS. */
#define LIVE_BOOT_ENDINGS ".squashfs|.erofs|.ext2|.ext3|.ext4|.xfs"

#define CASPER                                                                              \
	.name = "casper", .title = "Ubuntu live (casper)", .scripts = HINTS_CASPER,         \
	.order = LAYOUT_CASPER, .endings = ".squashfs|.erofs", .parameters = "boot=casper", \
	.folder_word = "live-media-path=/", .initrds = "casper/initrd|casper/initrd*",      \
	.contract = { .medium = "/run/casper/medium",                                       \
		      .lower = "/run/casper/lower/",                                        \
		      .overlay = "/run/casper/overlay",                                     \
		      .inside = "/cdrom" }

const struct layout layouts[] = {
	{
		/* live-boot(7); live-config looks for the medium and the root file systems here.
		   Until Debian 12 its tools had them below /usr/lib/live/mount too. */
		.name = "debian-live",
		.title = "Debian live",
		.scripts = HINTS_LIVE_BOOT,
		.folders = "live|live/*",
		.order = LAYOUT_FOLDER,
		.endings = LIVE_BOOT_ENDINGS,
		.parameters = "boot=live components",
		.folder_word = "live-media-path=/",
		.initrds = "live/initrd.img|live/initrd*",
		.contract = {
			.medium = "/run/live/medium",
			.lower = "/run/live/rootfs/",
			.overlay = "/run/live/overlay",
			.root_link = { "/usr/lib/live/mount", "/run/live" },
		},
	},
	{
		/* casper(7), Ubuntu 16.10 and later. */
		.folders = "casper|casper*", CASPER
	},
	{
		/* Anaconda: pyanaconda/payload/source; dracut's anaconda-lib.sh, anaconda_mount(). */
		.name = "fedora-installer",
		.title = "Fedora or RHEL installer",
		.order = LAYOUT_TREEINFO,
		.images = { "images/install.img" },
		.nested = LAYOUT_NESTED,
		.parameters = "inst.stage2=hd:" LAYOUT_DISK,
		.initrds = "images/pxeboot/initrd.img",
		.contract = {
			.medium = "/run/install/repo",
			.lower = "/run/rootfsbase",
			.overlay = "/run/initramfs/overlay",
			.outer = "/run/initramfs/squashfs",
			.source = "LiveOS_rootfs",
			.mapped = "live-base",
			.links = { { "/run/install/source", "repo" },
				   { "/run/install/isodir", "repo" } },
			.reopens = true,
			.shutdown = true,
		},
	},
	{
		/* artools' hook of mkinitcpio, a relative of miso's, with the folder of Fedora's. */
		.name = "artix",
		.title = "Artix Linux",
		.folders = "LiveOS",
		.images = { "rootfs.img", "?desktopfs.img", "livefs.img" },
		.initrds = "boot/initramfs-*.img",
		.contract = {
			.medium = "/run/artix/bootmnt",
			.lower = "/run/artix/sfs/",
			.overlay = "/run/artix/cowspace",
		},
	},
	{
		/* Built by kiwi for dmsquash-live; the repository is on the ISO. */
		.name = "agama",
		.title = "openSUSE or SLE installer (Agama)",
		.markers = { "boot/mbrid", "LiveOS/.info|install/*" },
		LIVE_IMAGES,
		.initrds = "boot/*/loader/initrd|boot/initrd",
		.contract = { DRACUT_LIVE },
	},
	{
		/*
		 * kiwi builds for its module kiwi-live or for dmsquash-live. Only the initramfs
		 * shows which, so the links give what dmsquash-live's users look for too.
		 */
		.name = "kiwi",
		.title = "openSUSE live (kiwi)",
		.module = HINTS_MODULE_KIWI,
		.markers = { "boot/mbrid|config.isoclient" },
		LIVE_IMAGES,
		.initrds = "boot/*/loader/initrd|boot/initrd",
		.contract = {
			.medium = "/run/overlay/live",
			.lower = "/run/overlay/rootfsbase",
			.overlay = "/run/overlay/overlayfs",
			/* systemd does not unmount this path at shutdown: it holds the root's loop device. */
			.outer = "/run/initramfs/squashfs_container",
			.source = "LiveOS_rootfs",
			.links = { { "/run/initramfs/isodev", CONTRACT_DEVICE },
				   { "/run/initramfs/live", "../overlay/live" },
				   { "/run/rootfsbase", "overlay/rootfsbase" } },
			.shutdown = true,
		},
	},
	{
		.name = "fedora-live",
		.title = "Fedora or RHEL live",
		.module = HINTS_MODULE_DMSQUASH,
		LIVE_IMAGES,
		.initrds = "images/pxeboot/initrd.img|boot/*/loader/initrd|isolinux/initrd.img|boot/initrd*",
		.contract = { DRACUT_LIVE },
	},
	{
		/* mkinitcpio-archiso, hooks/archiso. */
		.name = "arch",
		.title = "Arch Linux, SystemRescue",
		.scripts = HINTS_ARCHISO,
		.folders = "arch|*",
		.images = { "*/airootfs.erofs|*/airootfs.sfs" },
		.nested = "airootfs.img", /* airootfs_image_type=ext4+squashfs */
		.folder_word = "archisobasedir=",
		.initrds = "arch/boot/*/initramfs-linux.img",
		.contract = {
			.medium = "/run/archiso/bootmnt",
			.lower = "/run/archiso/airootfs",
			.overlay = "/run/archiso/cowspace",
			.outer = "/run/archiso/sfs/airootfs",
			.source = "airootfs",
			.shutdown = true,
		},
	},
	{
		/* manjaro-tools, initcpio/hooks/miso and miso_overlay. */
		.name = "manjaro",
		.title = "Manjaro",
		.scripts = HINTS_MISO,
		.folders = "manjaro|*",
		.images = { "*/rootfs.sfs", "?*/mhwdfs.sfs", "?*/desktopfs.sfs", "?*/livefs.sfs" },
		.folder_word = "misobasedir=",
		.initrds = "boot/initramfs-*.img|boot/initramfs.img",
		.contract = {
			.medium = "/run/miso/bootmnt",
			.lower = "/run/miso/sfs/",
			.overlay = "/run/miso/overlay_root",
			.shutdown = true,
		},
	},
	{
		.name = "nixos",
		.title = "NixOS",
		.images = { "nix-store.squashfs" },
		.assist = "the image is only the Nix store; its own initramfs builds the root",
		.initrds = "boot/initrd|boot/nix/store/*/initrd",
	},
	{
		.name = "alpine",
		.title = "Alpine Linux",
		.markers = { "apks/.boot_repository" },
		.images = { "boot/modloop-*" },
		.assist = "its own initramfs installs the root from packages",
		.initrds = "boot/initramfs-*",
	},
	{
		.name = "coreos",
		.title = "Fedora CoreOS",
		.images = { "images/pxeboot/rootfs.img" },
		.archive = true,
		.assist = "the image is in a cpio archive; its own initramfs and Ignition mount it",
		.initrds = "images/pxeboot/initrd.img",
	},
	{
		/* cdrom-detect accepts what is mounted at /cdrom. */
		.name = "debian-installer",
		.title = "Debian installer",
		.markers = { ".disk/udeb_include" },
		.assist = "it has no root; its own initramfs is the installer",
		.initrds = "install.*/initrd.gz|install/initrd.gz",
		.contract = { .medium = "/cdrom" },
	},
	{
		/* Proxmox: /init of its initrd mounts the installer over the base. */
		.name = "base-installer",
		.title = "installer of two images (Proxmox)",
		.images = { "*-base.squashfs", "*-installer.squashfs" },
		.assist = "its own initramfs stacks these images",
		.initrds = "boot/initrd.img|boot/initrd*",
	},
	{
		/* casper in a folder of any name, after those that have .disk too. */
		.markers = { ".disk/info|.disk/casper-uuid*" },
		.folders = "*", CASPER
	},
	{
		/* Linux Live Kit, livekitlib: init_union(), change_root(). */
		.name = "slax",
		.title = "Slax (Linux Live Kit)",
		.folders = "slax|*",
		.order = LAYOUT_BUNDLES,
		.endings = ".sb",
		.images = { "", "modules" },
		.initrds = "*/boot/initrfs.img|boot/initrfs.img",
		.contract = {
			.medium = "/run/initramfs/memory/data",
			.lower = "/run/initramfs/memory/bundles/",
			.overlay = "/run/initramfs/memory/changes",
		},
	},
	{
		/* The first two are Porteus's folders, the others liveslak's. */
		.name = "porteus",
		.title = "Porteus or Slackware live",
		.folders = "porteus|liveslak|*",
		.order = LAYOUT_BUNDLES,
		.endings = ".xzm|.sxz",
		.images = { "base", "modules", "system", "addons" },
		.assist = "its own initramfs stacks the modules and sets up what they do not contain",
		.initrds = "boot/*/initrd.xz|boot/*/initrd*|boot/initrd*",
	},
	{ .name = NULL },
};

const struct layout *layout_find(const char *name)
{
	for (const struct layout *layout = layouts; layout->name; layout++)
		if (strcmp(layout->name, name) == 0)
			return layout;
	return NULL;
}
