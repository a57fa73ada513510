# SPDX-License-Identifier: GPL-2.0-or-later
# pmemboot. `make help` lists the targets and the variables.

ARCH    ?= $(shell uname -m)
LIBC    ?= musl
STATIC  ?= 1
BUILD   := build/$(ARCH)
HOST    := build/host
VERSION := $(shell scripts/version)

ifeq ($(V),1)
Q :=
SAY := @:
else
Q := @
SAY := @printf '  %-9s %s\n'
endif

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
	-Wpointer-arith -Wformat=2 -Wvla -Werror=implicit -Werror=switch -Werror=unused-result
BASE_FLAGS := -std=c11 -D_GNU_SOURCE -iquote agent -DPMEMBOOT_VERSION='"$(VERSION)"' $(WARNINGS)

# Nothing here is unwound: no tables for it.
AGENT_SMALL := -fno-asynchronous-unwind-tables -fno-unwind-tables

SOURCES := $(sort $(wildcard agent/*.c agent/*/*.c))
OBJECTS := $(SOURCES:agent/%.c=$(BUILD)/obj/%.o)

# The agent goes into an initramfs; the tool has agent/offline and the command menu besides.
AGENT_OBJECTS := $(filter-out $(BUILD)/obj/tool.o $(BUILD)/obj/command/menu.o $(BUILD)/obj/command/seed.o $(BUILD)/obj/offline/%,$(OBJECTS))
TOOL_OBJECTS := $(filter-out $(BUILD)/obj/agent.o,$(OBJECTS))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:

# ---- The agent and the tool ----

# The fragment says with which compiler and against which libraries. It is made when something is
# to be built, and only then.
NO_BUILD := check check-quick check-long check-hosts fuzz fuzz-tests fuzz-programs coverage coverage-programs analyze analyze-files demo demo-http bench style unit-tests root-tests iso-extract \
	clean distclean dist deb rpm arch alpine release version uninstall help
GOALS := $(or $(MAKECMDGOALS),all)
ifneq ($(filter-out $(NO_BUILD),$(GOALS)),)
include $(BUILD)/libs.mk
endif

# What the user chose. make's own CC and AR are no choice.
chosen = $(if $(filter-out default undefined,$(origin $(1))),$($(1)))
TOOLCHAIN := CC='$(call chosen,CC)' AR='$(call chosen,AR)' RANLIB='$(call chosen,RANLIB)' STRIP='$(STRIP)' \
	CROSS_COMPILE='$(CROSS_COMPILE)' LIBC='$(LIBC)' STATIC='$(STATIC)'

$(BUILD)/toolchain: FORCE
	@mkdir -p $(@D)
	@echo "$(TOOLCHAIN)" | cmp -s - $@ || echo "$(TOOLCHAIN)" >$@

$(BUILD)/libs.mk: scripts/libraries scripts/crypto-libs scripts/library-source scripts/libraries.sums $(wildcard scripts/crypto/*) \
		agent/sys/superblock.c agent/sys/partition.c $(BUILD)/toolchain
	$(Q)$(TOOLCHAIN) scripts/libraries $(ARCH) $@

# The same libraries for the tests that run on this machine.
ifneq ($(filter unit-tests root-tests coverage-programs analyze-files fuzz-tests fuzz-programs iso-extract build/host/% build/fuzz/% build/coverage/% build/analyze/%,$(GOALS)),)
include $(HOST)/libs.mk
endif

$(HOST)/libs.mk: scripts/crypto-libs $(wildcard scripts/crypto/*)
	@mkdir -p $(@D)
	$(Q)crypto=$$(scripts/crypto-libs host gcc) && \
		printf 'HOST_CFLAGS := -I%s/include\nHOST_CRYPTO := %s/libpmemboot-crypto.a\n' "$$crypto" "$$crypto" >$@

all: $(BUILD)/pmemboot-agent $(BUILD)/pmemboot ## build the agent and the tool: build/ARCH/pmemboot-agent and pmemboot

$(BUILD)/obj/%.o: agent/%.c $(BUILD)/libs.mk Makefile
	$(SAY) CC $<
	@mkdir -p $(@D)
	$(Q)$(AGENT_CC) $(BASE_FLAGS) $(AGENT_CFLAGS) -Oz $(AGENT_SMALL) -ffunction-sections -fdata-sections \
		$(AGENT_LTO) -ffile-prefix-map=$(CURDIR)=. $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/pmemboot-agent.debug: $(AGENT_OBJECTS)
$(BUILD)/pmemboot.debug: $(TOOL_OBJECTS)
$(BUILD)/%.debug:
	$(SAY) LINK $@
	$(Q)$(AGENT_CC) -Oz $(AGENT_SMALL) $(AGENT_LTO:-flto=-flto=auto) $(AGENT_STATIC) -Wl,--gc-sections,-z,noseparate-code,--build-id=sha1 \
		$(CFLAGS) $(LDFLAGS) -o $@ $^ $(AGENT_LIBS)

$(BUILD)/pmemboot $(BUILD)/pmemboot-agent: %: %.debug
	$(SAY) STRIP $@
	$(Q)$(AGENT_STRIP) -s -o $@ $<
	@echo "  SIZE      $@: $$(stat -c %s $@) bytes"

$(BUILD)/pmemboot.spdx.json: $(BUILD)/pmemboot-agent $(BUILD)/pmemboot scripts/sbom scripts/version NEWS.md
	$(SAY) SBOM $@
	$(Q)scripts/sbom $(ARCH) $(BUILD)/libs.mk $@

sbom: $(BUILD)/pmemboot.spdx.json ## list what is linked into the programs, in SPDX: build/ARCH/pmemboot.spdx.json

# ---- Tests ----

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
HOST_OBJECTS := $(patsubst agent/%.c,$(HOST)/obj/agent/%.o,$(filter-out agent/main.c agent/agent.c,$(SOURCES)))
UNIT_OBJECTS := $(patsubst test/%.c,$(HOST)/obj/test/%.o,$(sort $(wildcard test/unit/*.c)))
ROOT_OBJECTS := $(patsubst test/%.c,$(HOST)/obj/test/%.o,$(sort $(wildcard test/root/*.c))) \
	$(HOST)/obj/test/unit/test.o

$(HOST)/obj/%.o: %.c Makefile
	$(SAY) HOSTCC $<
	@mkdir -p $(@D)
	$(Q)gcc $(BASE_FLAGS) -iquote test $(HOST_CFLAGS) -O1 -g $(SANITIZE) -MMD -MP -c -o $@ $<

$(HOST)/unit-tests: $(UNIT_OBJECTS) $(HOST_OBJECTS)
	$(SAY) HOSTLINK $@
	$(Q)gcc $(SANITIZE) -Wl,--gc-sections -o $@ $^ $(HOST_CRYPTO) -lmount -lblkid

$(HOST)/root-tests: $(ROOT_OBJECTS) $(HOST_OBJECTS)
	$(SAY) HOSTLINK $@
	$(Q)gcc $(SANITIZE) -Wl,--gc-sections -o $@ $^ $(HOST_CRYPTO) -lmount -lblkid

$(HOST)/iso-extract: $(HOST)/obj/test/iso/extract.o $(patsubst agent/%.c,$(HOST)/obj/agent/%.o,\
		$(wildcard agent/parse/*.c agent/base/*.c))
	$(SAY) HOSTLINK $@
	$(Q)gcc $(SANITIZE) -Wl,--gc-sections -o $@ $^ $(HOST_CRYPTO)

# A harness needs the pure floors, and nothing of the kernel's.
FUZZ_SOURCES := $(filter agent/base/%.c agent/parse/%.c agent/model/%.c,$(SOURCES)) \
	agent/offline/edit.c agent/offline/grub.c agent/offline/grub_words.c agent/offline/grub_image.c \
	agent/offline/syslinux.c agent/offline/loader_entry.c agent/offline/refind.c \
	agent/offline/menu.c agent/offline/menu_entry.c \
	agent/offline/fat.c agent/offline/el_torito.c agent/offline/boot_files.c agent/offline/uki.c agent/offline/seed_table.c \
	agent/offline/fat_image.c agent/offline/fat_name.c \
	test/fuzz/medium.c
FUZZ_NAMES := $(patsubst test/fuzz/%_fuzz.c,%,$(sort $(wildcard test/fuzz/*_fuzz.c)))
FUZZ_OBJECTS := $(FUZZ_SOURCES:%.c=build/fuzz/obj/%.o)
FUZZ_HOST_OBJECTS := $(FUZZ_SOURCES:%.c=$(HOST)/obj/%.o) $(HOST)/obj/test/fuzz/replay.o
FUZZ_SECONDS ?= 10

FUZZ_HARNESSES := $(FUZZ_NAMES:%=build/fuzz/obj/test/fuzz/%_fuzz.o) \
	$(FUZZ_NAMES:%=$(HOST)/obj/test/fuzz/%_fuzz.o)

# Else make would remove them, as they are named by patterns alone.
.SECONDARY: $(FUZZ_HARNESSES) $(FUZZ_OBJECTS) $(FUZZ_HOST_OBJECTS)

$(HOST)/fuzz/%: $(HOST)/obj/test/fuzz/%_fuzz.o $(FUZZ_HOST_OBJECTS)
	$(SAY) HOSTLINK $@
	@mkdir -p $(@D)
	$(Q)gcc $(SANITIZE) -Wl,--gc-sections -o $@ $^ $(HOST_CRYPTO)

build/fuzz/obj/%.o: %.c Makefile
	$(SAY) CLANG $<
	@mkdir -p $(@D)
	$(Q)clang $(BASE_FLAGS) -Wno-format-nonliteral -iquote test $(HOST_CFLAGS) -O1 -g $(SANITIZE) \
		-fsanitize=fuzzer-no-link -MMD -MP -c -o $@ $<

build/fuzz/%: build/fuzz/obj/test/fuzz/%_fuzz.o $(FUZZ_OBJECTS)
	$(SAY) LINK $@
	$(Q)clang $(SANITIZE) -fsanitize=fuzzer -Wl,--gc-sections -o $@ $^ $(HOST_CRYPTO)

fuzz-tests: $(FUZZ_NAMES:%=$(HOST)/fuzz/%)
fuzz-programs: $(FUZZ_NAMES:%=build/fuzz/%)

# ---- What the tests reach, and what the compilers suspect ----

# Programs that count what they run. A child's counters are written at _exit(2), too.
COVERAGE := build/coverage
COVERAGE_OBJECTS := $(patsubst %.c,$(COVERAGE)/obj/%.o,$(filter-out agent/agent.c,$(SOURCES)))
COVERAGE_UNIT := $(UNIT_OBJECTS:$(HOST)/%=$(COVERAGE)/%)
COVERAGE_FUZZ := $(FUZZ_HOST_OBJECTS:$(HOST)/%=$(COVERAGE)/%) $(COVERAGE)/obj/test/coverage/exit.o
COVERAGE_LINK = gcc --coverage -Wl,--wrap=_exit,--wrap=prctl,--gc-sections -o $@ $^ $(HOST_CRYPTO)

$(COVERAGE)/obj/%.o: %.c Makefile
	$(SAY) GCOV $<
	@mkdir -p $(@D)
	$(Q)gcc $(BASE_FLAGS) -iquote test $(HOST_CFLAGS) -O0 --coverage -MMD -MP -c -o $@ $<

$(COVERAGE)/obj/test/%.o: test/%.c Makefile
	$(SAY) HOSTCC $<
	@mkdir -p $(@D)
	$(Q)gcc $(BASE_FLAGS) -iquote test $(HOST_CFLAGS) -O1 -MMD -MP -c -o $@ $<

$(COVERAGE)/pmemboot: $(COVERAGE_OBJECTS) $(COVERAGE)/obj/test/coverage/exit.o
	$(SAY) HOSTLINK $@
	$(Q)$(COVERAGE_LINK) -lmount -lblkid

$(COVERAGE)/unit-tests: $(filter-out $(COVERAGE)/obj/agent/main.o,$(COVERAGE_OBJECTS)) $(COVERAGE_UNIT) \
		$(COVERAGE)/obj/test/coverage/exit.o
	$(SAY) HOSTLINK $@
	$(Q)$(COVERAGE_LINK) -lmount -lblkid

$(COVERAGE)/fuzz/%: $(COVERAGE)/obj/test/fuzz/%_fuzz.o $(COVERAGE_FUZZ)
	$(SAY) HOSTLINK $@
	@mkdir -p $(@D)
	$(Q)$(COVERAGE_LINK)

.SECONDARY: $(FUZZ_NAMES:%=$(COVERAGE)/obj/test/fuzz/%_fuzz.o) $(COVERAGE_FUZZ)

coverage-programs: $(COVERAGE)/pmemboot $(COVERAGE)/unit-tests $(FUZZ_NAMES:%=$(COVERAGE)/fuzz/%)

coverage: ## for each room of agent/, the lines and branches that unit, fuzz, inspect and verify run
	$(Q)scripts/install-packages build image test coverage
	$(Q)$(MAKE) --no-print-directory -j2 coverage-programs
	$(Q)test/coverage/run

# errno is a positive number wherever the agent reads it: the analyzers don't know that.
ANALYZE := -include test/style/analyze.h

# -O0: of optimized code gcc's analyzer takes stores that were left out for missing ones.
build/analyze/%.gcc: %.c Makefile
	$(SAY) ANALYZE $<
	@mkdir -p $(@D)
	$(Q)LC_ALL=C gcc $(BASE_FLAGS) $(HOST_CFLAGS) $(ANALYZE) -O0 -fanalyzer -MMD -MP -MF $@.d -MT $@ -c -o /dev/null $< 2>$@ || { cat $@; exit 1; }

build/analyze/%.clang: %.c build/analyze/%.gcc Makefile
	$(SAY) ANALYZE $<
	@mkdir -p $(@D)
	$(Q)LC_ALL=C clang $(BASE_FLAGS) $(HOST_CFLAGS) $(ANALYZE) -w --analyze -Xclang -analyzer-output=text $< 2>$@ || { cat $@; exit 1; }

ANALYZED := $(SOURCES:%.c=build/analyze/%.gcc) $(SOURCES:%.c=build/analyze/%.clang)
analyze-files: $(ANALYZED)

analyze: ## gcc's and clang's static analyzers over agent/; exceptions are in test/style/exceptions
	$(Q)scripts/install-packages build test analyze
	$(Q)$(MAKE) --no-print-directory -j2 analyze-files
	$(Q)test/style/analyze build/analyze

fuzz: ## fuzz every parser with libFuzzer, each for FUZZ_SECONDS=
	$(Q)scripts/install-packages build fuzz
	$(Q)$(MAKE) --no-print-directory -j2 fuzz-programs
	$(Q)test/fuzz/run $(FUZZ_SECONDS)

check: ## install what is missing, run all tests, or GROUPS="style unit fuzz iso inspect verify tools root boot" of them
	$(Q)scripts/install-packages build cross image test style
	$(Q)$(MAKE) --no-print-directory -j2 all unit-tests root-tests fuzz-tests iso-extract boot-programs
	$(Q)$(MAKE) --no-print-directory -j2 ARCH=aarch64 all
	$(Q)test/run $(GROUPS)

check-quick: ## for work in progress: the same without the boots but ten, some minutes
	$(Q)scripts/install-packages build cross image test style
	$(Q)PMEMBOOT_TIER=quick test/run style unit fuzz iso inspect verify tools quick

check-long: ## what takes longer, in parts: PART="iso boot forky dracut hosts packages hostile seal provisioning bench fuzz"; SUITE=forky for all boots there
	$(Q)scripts/install-packages build cross image test long hosts packages fuzz
	$(Q)$(MAKE) --no-print-directory -j2 all iso-extract boot-programs bench-programs
	$(Q)$(MAKE) --no-print-directory -j2 ARCH=aarch64 all
	$(Q)SUITE=$(SUITE) test/run --long $(PART)

check-hosts: ## build and test on each current Debian, in a fresh chroot
	$(Q)$(MAKE) --no-print-directory check-long PART=hosts

unit-tests: $(HOST)/unit-tests ## build the unit tests: build/host/unit-tests
iso-extract: $(HOST)/iso-extract
root-tests: $(HOST)/root-tests ## build the tests that need root: build/host/root-tests

style: ## the checks of the source, and of the agent's size
	$(Q)scripts/install-packages build cross test style
	$(Q)test/run style

BENCH_PROGRAMS := $(patsubst test/bench/%.c,$(BUILD)/bench/%,$(sort $(wildcard test/bench/*.c)))

$(BUILD)/bench/%: test/bench/%.c $(BUILD)/libs.mk Makefile
	$(SAY) CC $<
	@mkdir -p $(@D)
	$(Q)$(AGENT_CC) -std=c11 -D_GNU_SOURCE -Os -static -s -o $@ $<

bench-programs: $(BENCH_PROGRAMS)

BOOT_PROGRAMS := $(patsubst test/boot/%.c,$(BUILD)/test/%,$(sort $(wildcard test/boot/*.c)))

$(BUILD)/test/%: test/boot/%.c $(BUILD)/libs.mk Makefile
	$(SAY) CC $<
	@mkdir -p $(@D)
	$(Q)$(AGENT_CC) -std=c11 -D_GNU_SOURCE -Wall -Wextra -Os -static -s -o $@ $<

# The agent, with faults in the process that reads the image.
$(BUILD)/test/faulty: $(filter-out $(BUILD)/obj/medium/probe.o,$(AGENT_OBJECTS)) $(BUILD)/test/obj/probe.o
	$(SAY) LINK $@
	$(Q)$(AGENT_CC) -Oz $(AGENT_SMALL) $(AGENT_LTO:-flto=-flto=auto) $(AGENT_STATIC) -Wl,--gc-sections -s $(CFLAGS) $(LDFLAGS) \
		-o $@ $^ $(AGENT_LIBS)

$(BUILD)/test/obj/%.o: agent/medium/%.c $(BUILD)/libs.mk Makefile
	$(SAY) CC $<
	@mkdir -p $(@D)
	$(Q)$(AGENT_CC) $(BASE_FLAGS) $(AGENT_CFLAGS) -DPROBE_FAULT -Oz $(AGENT_SMALL) $(AGENT_LTO) $(CFLAGS) -MMD -MP -c -o $@ $<

boot-programs: $(BOOT_PROGRAMS) $(BUILD)/test/faulty

bench: ## start-up against a hard-coded init, cold reads against the peers' way, the doctor: ROUNDS=
	$(Q)scripts/install-packages build image test
	$(Q)$(MAKE) --no-print-directory -j2 all bench-programs
	$(Q)test/bench/run $(ROUNDS)

bench-plot: ## the same for whole initramfs systems alone, and doc/peers.svg
	$(Q)scripts/install-packages build image test
	$(Q)$(MAKE) --no-print-directory -j2 all bench-programs
	$(Q)test/bench/peers 5 doc/peers.svg

demo: ## build all, boot a real Debian live system from persistent memory: ISO=, KERNEL= and MODULES= (.../lib/modules/VERSION)
	$(Q)scripts/install-packages build image test
	$(Q)$(MAKE) --no-print-directory -j2 all
	$(Q)ISO='$(ISO)' KERNEL='$(KERNEL)' MODULES='$(MODULES)' test/demo

demo-http: ## let EDK2 download an ISO by HTTP and boot it, server included: ISO=, MEMORY=, QEMU=
	$(Q)scripts/install-packages build image test
	$(Q)[ -n '$(ISO)' ] || $(MAKE) --no-print-directory -j2 all
	$(Q)ISO='$(ISO)' MEMORY='$(MEMORY)' QEMU='$(QEMU)' test/demo-http

# ---- A release, and packages ----

PACKAGE_VERSION = $(shell scripts/version --package)
DIST = build/dist/pmemboot-$(PACKAGE_VERSION).tar.xz

dist: ## a tarball of the last commit that builds without a network: build/dist/
	$(Q)scripts/dist $(DIST)

version: ## print the version of tarballs and packages, which NEWS.md and git say
	@echo $(PACKAGE_VERSION)

deb: ## install what is missing, make Debian's packages of the last commit: build/deb/
	$(Q)scripts/install-packages build deb
	$(Q)scripts/dist $(DIST)
	$(Q)scripts/deb $(DIST) build/deb

rpm: dist ## RPM packages of the last commit: build/rpm/
	$(Q)scripts/rpm $(DIST) build/rpm

arch: dist ## a package for Arch Linux of the last commit: build/arch/
	$(Q)scripts/arch $(DIST) build/arch

alpine: dist ## the APKBUILD of the last commit for Alpine Linux: build/alpine/
	$(Q)scripts/alpine $(DIST) build/alpine

release: ## VERSION=0.2.0 KEY=minisign's secret key: tarball, packages, sums, signature, tag: build/release/VERSION/
	$(Q)KEY='$(or $(KEY),$(HOME)/.minisign/minisign.key)' scripts/release '$(VERSION)' 'build/release/$(VERSION)'

# ---- Installing ----

# Where things go. The modules and hooks of initramfs systems go where those look, whatever PREFIX is.
PREFIX  ?= /usr
BINDIR  ?= $(PREFIX)/bin
SBINDIR ?= $(PREFIX)/sbin
PKGLIBDIR ?= $(PREFIX)/lib/pmemboot
DATADIR ?= $(PREFIX)/share
MANDIR  ?= $(DATADIR)/man
BASHDIR ?= $(DATADIR)/bash-completion/completions
ZSHDIR  ?= $(DATADIR)/zsh/site-functions
FISHDIR ?= $(DATADIR)/fish/vendor_completions.d
DRACUTDIR ?= $(or $(shell pkg-config --variable=dracutmodulesdir dracut 2>/dev/null),/usr/lib/dracut/modules.d)
INITRAMFSTOOLSDIR ?= /usr/share/initramfs-tools
MKOSIDIR ?= /usr/lib/mkosi-initrd
INITCPIODIR ?= /usr/lib/initcpio
UNITDIR ?= /usr/lib/systemd/system
MKINITFSDIR ?= /etc/mkinitfs/features.d
PARTS   := MAN BASH ZSH FISH DRACUT INITRAMFS_TOOLS MKOSI MKINITCPIO MKINITFS

INSTALL := $(foreach name,VERSION BUILD DESTDIR BINDIR SBINDIR PKGLIBDIR MANDIR BASHDIR ZSHDIR FISHDIR DRACUTDIR INITRAMFSTOOLSDIR \
	MKOSIDIR INITCPIODIR UNITDIR MKINITFSDIR $(PARTS:%=WITH_%),$(name)='$($(name))') scripts/install

install: all ## install below DESTDIR what scripts/install lists; WITH_DRACUT=no and the like leave a part out
	$(Q)$(INSTALL) install

uninstall: ## remove what `make install` put there, and nothing else
	@mkdir -p $(BUILD)
	$(Q)$(INSTALL) uninstall

clean: ## remove what was built; downloads and test images stay in cache/
	rm -rf build

distclean: clean ## remove cache/ as well
	rm -rf cache

help: ## this list
	@echo "Targets:"
	@sed -n 's/^\([a-z-]*\):.*## /  \1\t/p' Makefile | expand -t 16
	@echo "Variables: ARCH=$(ARCH) V=1 FUZZ_SECONDS=$(FUZZ_SECONDS)"
	@echo "  to build: CC= AR= STRIP= CROSS_COMPILE= CFLAGS= LDFLAGS= LIBC=$(LIBC) STATIC=$(STATIC)"
	@echo "  to install: DESTDIR= PREFIX=$(PREFIX) BINDIR= SBINDIR= PKGLIBDIR= MANDIR= BASHDIR= ZSHDIR= FISHDIR="
	@echo "    DRACUTDIR=$(DRACUTDIR) INITRAMFSTOOLSDIR=$(INITRAMFSTOOLSDIR)"
	@echo "    MKOSIDIR=$(MKOSIDIR) INITCPIODIR=$(INITCPIODIR) UNITDIR=$(UNITDIR) MKINITFSDIR=$(MKINITFSDIR)"
	@echo "    no to leave out:$(PARTS:%= WITH_%=)"

.PHONY: all check check-quick check-long check-hosts iso-extract boot-programs fuzz fuzz-tests fuzz-programs unit-tests root-tests coverage coverage-programs analyze analyze-files style bench bench-programs \
	demo demo-http sbom dist deb rpm arch alpine release version install uninstall clean distclean help FORCE

-include $(OBJECTS:.o=.d) $(HOST_OBJECTS:.o=.d) $(UNIT_OBJECTS:.o=.d) $(ROOT_OBJECTS:.o=.d)
-include $(FUZZ_OBJECTS:.o=.d) $(FUZZ_HOST_OBJECTS:.o=.d) $(FUZZ_HARNESSES:.o=.d)
-include $(COVERAGE_OBJECTS:.o=.d) $(COVERAGE_UNIT:.o=.d) $(COVERAGE_FUZZ:.o=.d)
-include $(wildcard build/analyze/*/*/*.d)
