# kigen: build, test, try. `make demo` and `make check` need nothing but make, a compiler and
# Debian 12: they install what is missing (apt-get, with sudo when not root).

BUILD ?= build
CC ?= cc
AR ?= ar
PYTHON ?= /usr/bin/python3

LIBRARIES = libxml-2.0 zlib libical sqlite3 pangocairo pangoft2 cairo harfbuzz fontconfig jansson nettle
PACKAGES = pkg-config libxml2-dev zlib1g-dev libical-dev libsqlite3-dev libpango1.0-dev \
	libcairo2-dev libharfbuzz-dev libfontconfig-dev libzint-dev libjansson-dev nettle-dev \
	tzdata fonts-ipamj-mincho fonts-morisawa-bizud-gothic fonts-noto-cjk fonts-noto-core
TEST_PACKAGES = libcmocka-dev python3 python3-icalendar python3-vobject poppler-utils qpdf \
	zbar-tools libxml2-utils sqlite3 strace

WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion
ifdef DEVELOPER
WARNINGS += -Werror
endif
OPTIMIZE ?= -O2 -g
CFLAGS ?= $(OPTIMIZE)
HARDEN ?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LDHARDEN ?= -pie -Wl,-z,relro,-z,now
VERSION = 0.1.0

# Asked for only once the packages are there (setup runs before the build in a make of its own).
XCFLAGS = -std=c17 -D_GNU_SOURCE -DKIGEN_VERSION='"$(VERSION)"' -Ibatch $(WARNINGS) $(HARDEN) \
	$(SANITIZE) $(shell pkg-config --cflags $(LIBRARIES))
XLIBS = $(shell pkg-config --libs $(LIBRARIES)) -lzint -lpthread -lm

SOURCES = $(sort $(wildcard batch/base/*.c batch/model/*.c batch/intake/*.c batch/decide/*.c \
	batch/ledger/*.c batch/document/*.c batch/command/*.c))
OBJECTS = $(SOURCES:batch/%.c=$(BUILD)/%.o) $(BUILD)/embedded.o
EMBEDDED = $(sort $(wildcard schemas/*.xsd schemas/*.sql))
UNITS = $(sort $(wildcard tests/*/test_*.c))
UNIT_PROGRAMS = $(UNITS:tests/%.c=$(BUILD)/tests/%)
NIGHTS = $(sort $(wildcard tests/nights/test_*.py tests/document/test_*.py tests/faults/test_*.py \
	tests/intake/test_*.py tests/command/test_*.py))

.PHONY: all setup check test units nights asan house demo bench fuzz clean install format

all: $(BUILD)/kigen $(BUILD)/make-register $(BUILD)/sample-letters

$(BUILD)/kigen: $(BUILD)/main.o $(BUILD)/libkigen.a
	$(CC) $(LDHARDEN) $(SANITIZE) $(LDFLAGS) -o $@ $^ $(XLIBS)

$(BUILD)/libkigen.a: $(OBJECTS)
	rm -f $@
	$(AR) rcs $@ $(OBJECTS)

$(BUILD)/%.o: batch/%.c
	@mkdir -p $(@D)
	$(CC) $(XCFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/embedded.c: tests/embed.sh $(EMBEDDED)
	@mkdir -p $(@D)
	sh tests/embed.sh $(EMBEDDED) > $@.new
	mv $@.new $@

$(BUILD)/embedded.o: $(BUILD)/embedded.c
	$(CC) $(XCFLAGS) $(CFLAGS) -c -o $@ $<

$(BUILD)/make-register: tests/register/make-register.c $(BUILD)/libkigen.a
	$(CC) $(XCFLAGS) $(CFLAGS) $(LDHARDEN) -MMD -MP -MF $@.d -o $@ $< $(BUILD)/libkigen.a $(XLIBS)

$(BUILD)/sample-letters: tests/document/sample-letters.c $(BUILD)/libkigen.a
	$(CC) $(XCFLAGS) -Itests $(CFLAGS) $(LDHARDEN) -MMD -MP -MF $@.d -o $@ $< $(BUILD)/libkigen.a \
		$(XLIBS)

$(BUILD)/tests/%: tests/%.c $(BUILD)/libkigen.a
	@mkdir -p $(@D)
	$(CC) $(XCFLAGS) -Itests $(CFLAGS) $(LDHARDEN) -MMD -MP -MF $@.d -o $@ $< $(BUILD)/libkigen.a \
		-lcmocka $(XLIBS)

-include $(OBJECTS:.o=.d) $(BUILD)/main.d $(UNIT_PROGRAMS:%=%.d) $(BUILD)/make-register.d \
	$(BUILD)/sample-letters.d

# ---- what a person types ----

setup:
	@sh tests/setup.sh $(PACKAGES)

setup-tests:
	@sh tests/setup.sh $(PACKAGES) $(TEST_PACKAGES)

check: setup-tests
	@$(MAKE) --no-print-directory house test

test: all $(UNIT_PROGRAMS)
	@BUILD=$(BUILD) PYTHON=$(PYTHON) sh tests/run.sh $(UNIT_PROGRAMS) $(NIGHTS)

units: $(UNIT_PROGRAMS)
	@BUILD=$(BUILD) PYTHON=$(PYTHON) sh tests/run.sh $(UNIT_PROGRAMS)

asan: setup-tests
	@$(MAKE) --no-print-directory BUILD=build/asan HARDEN= LDHARDEN= \
		CFLAGS="-O1 -g -fno-omit-frame-pointer" \
		SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=undefined" test

house:
	@sh tests/house.sh

demo: setup
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) sh tests/demo.sh

bench: setup
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) sh tests/bench/run.sh

format:
	clang-format -i batch/*.c batch/*/*.[ch] tests/*/*.[ch]

clean:
	rm -rf $(BUILD)
