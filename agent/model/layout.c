// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/layout.h"

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

#define FEDORA_LIVE                                                                      \
	.name = "fedora-live", .title = "Fedora or RHEL live",                           \
	.images = { "LiveOS/squashfs.img|LiveOS/rootfs.img" }, .nested = LAYOUT_NESTED,  \
	.words = "rd.live.image",                                                        \
	.initrds = "images/pxeboot/initrd.img|boot/*/loader/initrd|isolinux/initrd.img", \
	.contract = { DRACUT_LIVE }

const struct layout layouts[] = {
	{
		/* live-boot(7); live-config looks for the medium and the root file systems here.
		   Until Debian 12 its tools had them below /usr/lib/live/mount too. */
		.name = "debian-live",
		.title = "Debian live",
		.order = LAYOUT_FOLDER,
		.images = { "live" },
		.words = "boot=live components",
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
		.name = "casper",
		.title = "Ubuntu live (casper)",
		.order = LAYOUT_CASPER,
		.images = { "casper" },
		.words = "boot=casper",
		.initrds = "casper/initrd|casper/initrd*",
		.contract = {
			.medium = "/run/casper/medium",
			.lower = "/run/casper/lower/",
			.overlay = "/run/casper/overlay",
			.inside = "/cdrom",
		},
	},
	{
		/* Anaconda: pyanaconda/payload/source; dracut's anaconda-lib.sh, anaconda_mount(). */
		.name = "fedora-installer",
		.title = "Fedora or RHEL installer",
		.order = LAYOUT_TREEINFO,
		.images = { "images/install.img" },
		.nested = LAYOUT_NESTED,
		.words = "inst.stage2=hd:" LAYOUT_DISK,
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
		/* Built by kiwi for dmsquash-live; the repository is on the ISO. */
		.name = "agama",
		.title = "openSUSE or SLE installer (Agama)",
		.markers = { "boot/mbrid", "LiveOS/.info|install/*" },
		.images = { "LiveOS/squashfs.img" },
		.nested = LAYOUT_NESTED,
		.words = "rd.live.image",
		.initrds = "boot/*/loader/initrd|boot/initrd",
		.contract = { DRACUT_LIVE },
	},
	/* Built by kiwi too, but for dmsquash-live: only the label distinguishes it. */
	{ .labels = "Fedora|CentOS|RHEL|AlmaLinux|Rocky|OL-", FEDORA_LIVE },
	{
		/* kiwi, module kiwi-live. */
		.name = "kiwi",
		.title = "openSUSE live (kiwi)",
		.markers = { "boot/mbrid|config.isoclient" },
		.images = { "LiveOS/squashfs.img" },
		.nested = LAYOUT_NESTED,
		.words = "rd.live.image",
		.initrds = "boot/*/loader/initrd|boot/initrd",
		.contract = {
			.medium = "/run/overlay/live",
			.lower = "/run/overlay/rootfsbase",
			.overlay = "/run/overlay/overlayfs",
			/* systemd does not unmount this path at shutdown: it holds the root's loop device. */
			.outer = "/run/initramfs/squashfs_container",
			.source = "LiveOS_rootfs",
			.links = { { "/run/initramfs/isodev", CONTRACT_DEVICE } },
			.shutdown = true,
		},
	},
	{ FEDORA_LIVE },
	{
		/* mkinitcpio-archiso, hooks/archiso. */
		.name = "arch",
		.title = "Arch Linux, SystemRescue",
		.images = { "arch/*/airootfs.erofs|arch/*/airootfs.sfs|sysresccd/*/airootfs.sfs" },
		.words = "archisobasedir=arch",
		.initrds = "arch/boot/*/initramfs-linux.img",
		.contract = {
			.medium = "/run/archiso/bootmnt",
			.lower = "/run/archiso/airootfs",
			.overlay = "/run/archiso/cowspace",
			.source = "airootfs",
			.shutdown = true,
		},
	},
	{
		/* manjaro-tools, initcpio/hooks/miso and miso_overlay. */
		.name = "manjaro",
		.title = "Manjaro",
		.images = { "manjaro/*/rootfs.sfs", "?manjaro/*/mhwdfs.sfs",
			    "?manjaro/*/desktopfs.sfs", "?manjaro/*/livefs.sfs" },
		.words = "misobasedir=manjaro",
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
	{ .name = NULL },
};

const struct layout *layout_find(const char *name)
{
	for (const struct layout *layout = layouts; layout->name; layout++)
		if (strcmp(layout->name, name) == 0)
			return layout;
	return NULL;
}
