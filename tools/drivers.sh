# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2034 # variables of the tools
# The drivers of a boot from persistent memory, for pmemboot-mkinitramfs and pmemboot-remaster. No boot is possible
# without all of $required, one of $maps, one of the providers and one of $roots. If another is missing, a
# feature is.

required='libnvdimm nd_pmem isofs overlay' maps='dm_mod loop' roots='squashfs erofs'
useful='virtio_pci efivarfs ext4 dm_verity' measuring='tpm_crb tpm_tis'
providers='of_pmem nfit virtio_pmem' providers_x86='nfit nd_e820 virtio_pmem'
