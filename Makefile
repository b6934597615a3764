# citecheck. `make` leaves build/citecheck; `make help` lists the rest.
# The user's CFLAGS, CPPFLAGS, LDFLAGS, CC, PREFIX and DESTDIR are kept; B is the folder that is built in.
B        ?= build
PREFIX   ?= /usr/local
CC       ?= cc
CFLAGS   ?= -O2 -g
SANITIZE ?=
WERROR   ?=
V         = 0.1.0

DEBIAN_BUILD = gcc make pkg-config libpcre2-dev libyaml-dev libmd4c-dev libgumbo-dev libutf8proc-dev libxxhash-dev \
               libgit2-dev libcurl4-openssl-dev libarchive-dev libexpat1-dev poppler-utils
DEBIAN_TEST  = libcmocka-dev bats python3 git openssl

PACKAGES = libpcre2-8 yaml-0.1 md4c gumbo libutf8proc libxxhash libgit2 expat
# loaded when they are needed
LOADED   = libarchive
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) $(LOADED) 2>/dev/null)
# "libpcre2-8 10.42, yaml-0.1 0.2.5, …", for --version
PKG_VERSIONS := $(shell for p in $(PACKAGES) $(LOADED); do printf '%s %s, ' $$p "$$(pkg-config --modversion $$p 2>/dev/null)"; done | sed 's/, $$//')
PKG_LIBS   := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-qual -Wwrite-strings \
           -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wimplicit-fallthrough
comma := ,
# each flag is tried before it is used
probe    = $(shell echo 'int main(void){return 0;}' | $(CC) -Werror $(1) -x c -o /dev/null - >/dev/null 2>&1 && echo '$(1)')
ifeq ($(wildcard $(B)/flags.mk),)
HARDEN  := $(call probe,-fstack-protector-strong) $(call probe,-fstack-clash-protection) \
           $(call probe,-fcf-protection=full) $(call probe,-fno-strict-overflow) $(call probe,-fPIE) \
           $(call probe,-Wmissing-variable-declarations) $(call probe,-ffile-prefix-map=$(CURDIR)=.)
LHARDEN := $(call probe,-Wl$(comma)-z$(comma)relro) $(call probe,-Wl$(comma)-z$(comma)now) $(call probe,-Wl$(comma)-z$(comma)noexecstack) $(call probe,-pie)
endif
-include $(B)/flags.mk
ifeq ($(SANITIZE),)
FORTIFY  = $(if $(findstring -O,$(CFLAGS)),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
else
SAN      = -fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=all
endif

ALL_CPPFLAGS = -Iengine -I. -D_GNU_SOURCE -DCITECHECK_VERSION='"$(V)"' $(PKG_CFLAGS) $(FORTIFY) $(CPPFLAGS)
ALL_CFLAGS   = -std=c17 -pthread $(WARNINGS) $(WERROR) $(HARDEN) $(SAN) $(CFLAGS)
ALL_LDFLAGS  = -pthread $(LHARDEN) $(SAN) $(LDFLAGS)
LIBS         = $(PKG_LIBS) -lm -ldl

LIB_SRC  := $(sort $(wildcard engine/*/*.c) $(wildcard rules/*.c))
CMD_SRC  := $(sort $(wildcard cmd/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/*_test.c))
LIB_OBJ  := $(LIB_SRC:%.c=$(B)/obj/%.o)
CMD_OBJ  := $(CMD_SRC:%.c=$(B)/obj/%.o)
UNIT     := $(UNIT_SRC:tests/unit/%.c=$(B)/unit/%)

.PHONY: all test demo deps deps-test install uninstall asan clean dist help bench fuzz unit format docs
all: $(B)/citecheck

# a machine without a compiler yet (`make demo` installs it) can't try flags: nothing is written down then
$(B)/flags.mk:
	@command -v $(firstword $(CC)) >/dev/null || exit 0; mkdir -p $(B); \
	 { echo 'HARDEN := $(HARDEN)'; echo 'LHARDEN := $(LHARDEN)'; } > $@

$(B)/libcitecheck.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $(LIB_OBJ)

$(B)/citecheck: $(CMD_OBJ) $(B)/libcitecheck.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(CMD_OBJ) $(B)/libcitecheck.a $(LIBS)

$(B)/obj/%.o: %.c $(B)/flags.mk
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/obj/cmd/cmd_version.o: ALL_CPPFLAGS += -DLIBRARY_VERSIONS='"$(PKG_VERSIONS)"'

$(B)/unit/%: tests/unit/%.c $(B)/libcitecheck.a $(B)/flags.mk
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) -Itests $(ALL_CFLAGS) $(ALL_LDFLAGS) -MMD -MP -o $@ $< $(B)/libcitecheck.a $(LIBS) -lcmocka

$(B)/bench/%: tests/bench/%.c $(B)/libcitecheck.a $(B)/flags.mk
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) -MMD -MP -o $@ $< $(B)/libcitecheck.a $(LIBS)

# a peer of the benchmarks; and what loading the libraries costs
$(B)/bench/edlib_peer: LIBS = -ledlib
$(B)/bench/empty: ALL_LDFLAGS += -Wl,--no-as-needed

-include $(LIB_OBJ:.o=.d) $(CMD_OBJ:.o=.d) $(UNIT:%=%.d)

unit: $(UNIT)
	@tests/run --unit $(B)

# what a fresh machine lacks is installed first; a machine that has it is left alone
deps:
	@tests/deps $(DEBIAN_BUILD)
deps-test:
	@tests/deps $(DEBIAN_BUILD) $(DEBIAN_TEST)

demo: deps
	@$(MAKE) --no-print-directory all
	@tests/demo $(B)/citecheck

test: deps-test
	@$(MAKE) --no-print-directory test-here
.PHONY: test-here test-build
test-build: $(B)/citecheck $(UNIT)
test-here: test-build
	@tests/run $(B)

asan:
	@$(MAKE) --no-print-directory B=$(B)/asan SANITIZE=address,undefined CFLAGS='-O1 -g' test

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(B)/citecheck $(DESTDIR)$(PREFIX)/bin/citecheck
	install -m 644 cmd/citecheck.1 $(DESTDIR)$(PREFIX)/share/man/man1/citecheck.1
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/citecheck $(DESTDIR)$(PREFIX)/share/man/man1/citecheck.1

bench: all
	@tests/bench/run $(B)
# libFuzzer is clang's; FUZZ_SECONDS for each target
FUZZ_SECONDS ?= 60
FUZZ_SRC := $(sort $(wildcard tests/fuzz/*_fuzz.c))
.PHONY: fuzz-build
fuzz:
	@command -v clang >/dev/null || { echo 'make fuzz: clang is needed (Debian: clang libclang-rt-14-dev)' >&2; exit 1; }
	@$(MAKE) --no-print-directory B=$(B)/fuzzing CC=clang SANITIZE=fuzzer-no-link,address,undefined CFLAGS='-O1 -g' fuzz-build
	@tests/fuzz/run $(B)/fuzzing $(FUZZ_SECONDS)
fuzz-build: $(FUZZ_SRC:tests/fuzz/%.c=$(B)/fuzz/%)
$(B)/fuzz/%: tests/fuzz/%.c $(B)/libcitecheck.a $(B)/flags.mk
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -MMD -MP -o $@ $< $(B)/libcitecheck.a $(LIBS)
docs: all
	@python3 tests/docs.py $(B)/citecheck --update >/dev/null
dist:
	git archive --prefix=citecheck-$(V)/ -o $(B)/citecheck-$(V).tar.gz HEAD
clean:
	rm -rf $(B)
help:
	@echo 'make            build/citecheck'
	@echo 'make demo       install what is missing, build, run the example'
	@echo 'make test       install what is missing, build, pass the tests'
	@echo 'make asan       the tests under AddressSanitizer and UBSan'
	@echo 'make bench      the benchmarks'
	@echo 'make fuzz       libFuzzer on claim files and sources, FUZZ_SECONDS=$(FUZZ_SECONDS) each'
	@echo 'make docs       README and manual page from the tables of the program'
	@echo 'make install    PREFIX=$(PREFIX) DESTDIR=$(DESTDIR)'
	@echo 'make dist       a source archive'
