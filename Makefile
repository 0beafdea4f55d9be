# kigen: build, test, try. `make demo` and `make check` need nothing but make, a compiler and
# Debian 12 or 13: they install what is missing (apt-get, with sudo when not root).

BUILD ?= build
# V=1 shows the commands.
SAY = $(if $(V),,@echo "  $@"; )
CC ?= cc
AR ?= ar
PYTHON ?= /usr/bin/python3

LIBRARIES = libxml-2.0 zlib libical sqlite3 pangocairo pangoft2 cairo harfbuzz harfbuzz-subset \
	freetype2 fontconfig jansson nettle
PACKAGES = pkg-config gettext libxml2-dev zlib1g-dev libical-dev libsqlite3-dev libpango1.0-dev \
	libcairo2-dev libfreetype-dev libharfbuzz-dev libfontconfig-dev libzint-dev libjansson-dev nettle-dev \
	libcsv-dev xsltproc tzdata fonts-ipamj-mincho fonts-morisawa-bizud-gothic fonts-noto-cjk fonts-noto-core
TEST_PACKAGES = libcmocka-dev python3 python3-jsonschema python3-icalendar python3-vobject python3-dateutil poppler-utils mupdf-tools qpdf \
	zbar-tools libxml2-utils sqlite3 git strace tidy chromium radicale clang-format khal calcurse \
	zxing-cpp-tools mandoc groff-base systemd sudo rsync vdirsyncer curl python3-pikepdf python3-fonttools npm:tests

WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion
ifdef DEVELOPER
WARNINGS += -Werror
endif
OPTIMIZE ?= -O2 -g
CFLAGS ?= $(OPTIMIZE)
HARDEN ?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LDHARDEN ?= -pie -Wl,-z,relro,-z,now
VERSION = 0.1.0

# pkg-config is asked once, when the first file is compiled: before that it may not be there
# (setup runs in a make of its own).
XCFLAGS = $(eval XCFLAGS := $$(FLAGS))$(XCFLAGS)
XLIBS = $(eval XLIBS := $$(LIBS))$(XLIBS)
FLAGS = -std=c17 -D_GNU_SOURCE -DKIGEN_VERSION='"$(VERSION)"' -Ibatch $(WARNINGS) $(HARDEN) \
	$(SANITIZE) $(shell pkg-config --cflags $(LIBRARIES))
LIBS = $(shell pkg-config --libs $(LIBRARIES)) -lzint -lcsv -lm

SOURCES = $(sort $(wildcard batch/*/*.c batch/*/*/*.c))
OBJECTS = $(SOURCES:batch/%.c=$(BUILD)/%.o) $(BUILD)/embedded.o
EMBEDDED = $(sort $(wildcard schemas/*.xsd schemas/*.sql)) templates/report.html templates/report.xml \
	$(addprefix cron/exports/,own.xml standard.xml) \
	$(patsubst templates/messages/%.po,$(BUILD)/messages/%.mo,$(sort $(wildcard templates/messages/*.po)))
PROGRAMS = $(patsubst tests/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/*/test_*.c tests/*/*/test_*.c)))
UNIT_PROGRAMS = $(filter-out $(BUILD)/tests/faults/%,$(PROGRAMS))
TEST_TOOLS = $(patsubst tests/document/%.c,$(BUILD)/%,$(wildcard tests/document/sample-*.c)) $(BUILD)/verdict \
	$(BUILD)/moment $(BUILD)/recurrence-days
NIGHTS = $(sort $(wildcard tests/nights/test_*.py tests/document/test_*.py tests/faults/test_*.py \
	tests/intake/test_*.py tests/command/test_*.py tests/house/test_*.py))

# Twenty seconds of a core each, or more, the longest first: so that no core ends long after the other.
LONGEST = document/test_kinds document/test_proof document/test_letters nights/test_revoked faults/test_acts \
	faults/test_desk faults/test_night intake/test_register_schema document/test_morning nights/test_simulation nights/test_life \
	nights/test_stops command/test_options document/test_access document/test_structure \
	document/test_pages nights/test_settings nights/test_second \
	command/test_appointment command/test_import command/test_mailing faults/test_readback nights/test_places nights/test_desk nights/test_exports
FIRST = $(filter %/ledger/test_faults %/faults/test_outbox %/mailroom/test_letter,$(PROGRAMS)) \
	$(wildcard $(LONGEST:%=tests/%.py))

# What the sanitizers can find something in that the unit tests have not shown them: where the program reads
# what others wrote, a night of each kind with the cases that have a name, each command of staff, what is
# broken half way. Not here: what looks at paper, calendars and pages with the eyes of poppler, Chromium
# and their like (the units draw and write all of it), the rules held against each other over many nights
# (second, places, waiting, desk, law, ages, settings), and more nights of a kind that is here.
SANITIZED = intake/test_register_schema nights/test_exports nights/test_cases nights/test_nights \
	nights/test_names nights/test_limits nights/test_protection nights/test_cards \
	nights/test_explain nights/test_simulation command/test_appointment command/test_import \
	command/test_mailing command/test_reprint command/test_returned command/test_hand command/test_purge \
	command/test_check command/test_options command/test_hours faults/test_night faults/test_desk \
	faults/test_acts document/test_calendar document/test_mailroom
SANITIZED_FIRST = faults/test_acts faults/test_desk faults/test_night command/test_options
# Every moment and operation is tried by `make faults`; here the first and the last of each kind.
FEWER = KIGEN_MOMENTS=2 KIGEN_EVERY=12 KIGEN_NIGHTS=15

# All cores, unless make was told how many.
PARALLEL = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc))

.PHONY: all setup setup-tests check quick units-and-a-night test units nights asan sanitized faults each-fault house demo pictures bench bench-places bench-letters bench-nights simulate forecast-truth city-years \
	false-alarms second settings proofs chroots fuzz clean man alerts deb deb-check booted install uninstall messages format

all: $(BUILD)/kigen $(BUILD)/make-register

$(BUILD)/kigen: $(BUILD)/main.o $(BUILD)/libkigen.a
	$(SAY)$(CC) $(LDHARDEN) $(SANITIZE) $(LDFLAGS) -o $@ $^ $(XLIBS)

$(BUILD)/libkigen.a: $(OBJECTS)
	@rm -f $@
	$(SAY)$(AR) rcs $@ $(OBJECTS)

$(BUILD)/%.o: batch/%.c
	@mkdir -p $(@D)
	$(SAY)$(CC) $(XCFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/embedded.c: tests/embed.sh $(EMBEDDED) Makefile
	@mkdir -p $(@D)
	sh tests/embed.sh $(EMBEDDED) > $@.new
	mv $@.new $@

# What the program says in another language (batch/base/phrase.h).
$(BUILD)/messages/%.mo: templates/messages/%.po
	@mkdir -p $(@D)
	$(SAY)msgfmt --check --endianness=little -o $@.new $< && mv $@.new $@

$(BUILD)/embedded.o: $(BUILD)/embedded.c
	$(SAY)$(CC) $(XCFLAGS) $(CFLAGS) -c -o $@ $<

CITY = $(filter-out tests/register/test_% tests/register/verdict.c,$(sort $(wildcard tests/register/*.c)))

$(BUILD)/make-register: $(CITY) $(wildcard tests/register/*.h) $(BUILD)/libkigen.a
	$(SAY)$(CC) $(XCFLAGS) -Itests $(CFLAGS) $(LDHARDEN) -o $@ $(CITY) \
		$(BUILD)/libkigen.a $(XLIBS)

# Small programs that tests ask: what would this register, folder, letter be?
$(BUILD)/sample-%: tests/document/sample-%.c $(BUILD)/libkigen.a
	$(SAY)$(CC) $(XCFLAGS) -Itests $(CFLAGS) $(LDHARDEN) -MMD -MP -MF $@.d -o $@ $< \
		$(BUILD)/libkigen.a $(XLIBS)

$(BUILD)/verdict: tests/register/verdict.c $(BUILD)/libkigen.a
	$(SAY)$(CC) $(XCFLAGS) $(CFLAGS) $(LDHARDEN) -MMD -MP -MF $@.d -o $@ $< $(BUILD)/libkigen.a $(XLIBS)

$(BUILD)/recurrence-days: tests/intake/office/recurrence-days.c $(BUILD)/libkigen.a
	$(SAY)$(CC) $(XCFLAGS) $(CFLAGS) $(LDHARDEN) -MMD -MP -MF $@.d -o $@ $< $(BUILD)/libkigen.a $(XLIBS)

$(BUILD)/moment: tests/faults/moment.c
	$(SAY)$(CC) $(XCFLAGS) -Itests $(CFLAGS) $(LDHARDEN) -MMD -MP -MF $@.d -o $@ $<

$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/libkigen.a
	@mkdir -p $(@D)
	$(SAY)$(CC) $(XCFLAGS) $(CFLAGS) $(LDHARDEN) -MMD -MP -MF $@.d -o $@ $< $(BUILD)/libkigen.a $(XLIBS)

$(BUILD)/bench/cheapest: tests/bench/cheapest.cc
	@mkdir -p $(@D)
	$(SAY)$(CXX) -O2 -o $@ $<

$(BUILD)/tests/%: tests/%.c $(BUILD)/libkigen.a
	@mkdir -p $(@D)
	$(SAY)$(CC) $(XCFLAGS) -Itests $(CFLAGS) $(LDHARDEN) -MMD -MP -MF $@.d -o $@ $< $(BUILD)/libkigen.a \
		-lcmocka $(XLIBS)

-include $(OBJECTS:.o=.d) $(BUILD)/main.d $(PROGRAMS:%=%.d) $(TEST_TOOLS:%=%.d) \
	$(wildcard $(BUILD)/bench/*.d)

# ---- what a person types ----

setup:
	@sh tests/setup.sh $(PACKAGES)

setup-tests:
	@sh tests/setup.sh $(PACKAGES) $(TEST_PACKAGES)

check: setup-tests
	@$(MAKE) --no-print-directory $(PARALLEL) house test

# What a change is tried with before it is shown to make check: the unit tests, and a city of 3,000
# with every case that has a name through a whole night.
quick: setup-tests
	@$(FEWER) $(MAKE) --no-print-directory $(PARALLEL) units-and-a-night

# A ledger that is broken at each operation takes a minute by itself: it waits for `make check`.
AT_ONCE = $(filter-out %/ledger/test_faults,$(UNIT_PROGRAMS))
units-and-a-night: all $(AT_ONCE)
	@BUILD=$(BUILD) PYTHON=$(PYTHON) sh tests/run.sh $(filter $(FIRST),$(AT_ONCE)) \
		tests/nights/test_cases.py $(filter-out $(FIRST),$(AT_ONCE))

test: all man $(PROGRAMS) $(TEST_TOOLS)
	@BUILD=$(BUILD) PYTHON=$(PYTHON) sh tests/run.sh $(FIRST) $(filter-out $(FIRST),$(NIGHTS)) \
		$(filter-out $(FIRST),$(PROGRAMS))

units: $(UNIT_PROGRAMS)
	@BUILD=$(BUILD) PYTHON=$(PYTHON) sh tests/run.sh $(UNIT_PROGRAMS)

# All units and SANITIZED under the address and undefined-behaviour sanitizers.
asan: setup-tests
	@$(FEWER) $(MAKE) --no-print-directory $(PARALLEL) BUILD=build/asan HARDEN= LDHARDEN= \
		CFLAGS="-O2 -g -fno-omit-frame-pointer -Wno-format-truncation" \
		SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=undefined" sanitized

sanitized: all $(PROGRAMS) $(TEST_TOOLS)
	@BUILD=$(BUILD) PYTHON=$(PYTHON) sh tests/run.sh $(filter $(FIRST),$(PROGRAMS)) \
		$(SANITIZED_FIRST:%=tests/%.py) \
		$(patsubst %,tests/%.py,$(filter-out $(SANITIZED_FIRST),$(SANITIZED))) \
		$(filter-out $(FIRST),$(PROGRAMS))

# Each moment at which a night, a command of staff or the ledger can be broken: hours.
faults: setup-tests
	@KIGEN_MOMENTS=100000 KIGEN_EVERY=1 $(MAKE) --no-print-directory $(PARALLEL) each-fault

each-fault: all $(PROGRAMS) $(TEST_TOOLS)
	@BUILD=$(BUILD) PYTHON=$(PYTHON) sh tests/run.sh $(filter %/ledger/test_faults %/faults/test_outbox,$(PROGRAMS)) \
		$(wildcard tests/faults/test_*.py)

house:
	@BUILD=$(BUILD) CC="$(CC)" LIBRARIES="$(LIBRARIES)" sh tests/house.sh

demo: setup
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) PYTHON=$(PYTHON) sh tests/demo.sh

# The pictures that the READMEs show, of the demo's city, when what they show has changed: they are kept in the tree.
pictures: setup
	@sh tests/setup.sh python3 poppler-utils chromium
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) $(PYTHON) -B tests/pictures.py cron/pictures
	@ls -l cron/pictures/*.png

bench: setup
	@$(MAKE) --no-print-directory all $(BUILD)/bench/parse $(BUILD)/bench/read $(BUILD)/bench/slots
	@BUILD=$(BUILD) $(PYTHON) tests/bench/bench.py
	@$(BUILD)/bench/slots cron/kasugai.xml
	@$(MAKE) --no-print-directory bench-places
	@$(MAKE) --no-print-directory bench-letters

# The wishes' points of the places that are given, against an exact flow of least cost.
bench-places: setup
	@sh tests/setup.sh g++ liblemon-dev
	@$(MAKE) --no-print-directory $(BUILD)/bench/points $(BUILD)/bench/cheapest
	@$(BUILD)/bench/points cron/kasugai.xml $(BUILD)/bench/cheapest

# What a night costs and leaves behind after hundreds of others. KIGEN_NIGHTS=100 KIGEN_RESIDENTS=6000 make it shorter.
bench-nights: setup
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) $(PYTHON) -B tests/bench/nights.py

# The letters alone, against ReportLab on the same content.
bench-letters: setup
	@sh tests/setup.sh python3-reportlab poppler-utils zbar-tools
	@$(MAKE) --no-print-directory all $(BUILD)/bench/mailing
	@BUILD=$(BUILD) $(PYTHON) -B tests/bench/letters.py

# A city of 20,000 over 400 nights, held against the rules every night, with exports that lack a part,
# ledgers of a backup, other hours and sheets to pull between them; what became of every due in
# $(BUILD)/simulation.tsv. SIMULATE="--seed 2 --nights 100 --residents 3000" for another one.
simulate: setup
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) $(PYTHON) -B tests/nights/trials.py --report $(BUILD)/simulation.tsv $(SIMULATE)

# What kigen forecast tells of a city of 20,000 against what half a year of its nights then does, by month;
# ends with 1 past 1 % of letters or 5 % of visits. FORECAST="--residents 5000 --months 3" for less.
forecast-truth: setup
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) $(PYTHON) -B tests/nights/forecast_truth.py $(FORECAST)

# A city of 310,000 lives two years from an empty ledger, with 600 letters a mailing, levelled, a reminder and two trials
# of a second wording; ends with 1 on a letter past its last day, a mailing over its letters untold, or somebody forgotten
# or told twice, and prints what was measured against what was planted. An hour; CITY_YEARS="--residents 20000" is ten
# minutes of it, "--months 6" less, --weekdays leaves the nights out that have no mailing.
city-years: setup
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) $(PYTHON) -B tests/nights/city_years.py --report $(BUILD)/city-years.txt $(CITY_YEARS)

# 400 nights of a city of 310,000 and of twenty villages of 3,000, held against the limits of the
# default office, which no day of theirs may go past; and a dozen mistakes that must.
false-alarms: setup
	@$(MAKE) --no-print-directory $(BUILD)/tests/command/test_false_alarms
	@KIGEN_FALSE_ALARMS=all $(BUILD)/tests/command/test_false_alarms

# kigen plan against another program that was written from the written rules alone: a city of 310,000
# on six nights, column by column. SECOND="--residents 20000 --seed 7 2027-05-31" for another one.
second: setup
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) $(PYTHON) -B tests/nights/compare.py $(SECOND)

# Each setting of the office file at both ends of its range: check, proof and two nights under each.
settings: setup-tests
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) KIGEN_SETTINGS=all $(PYTHON) -B tests/nights/test_settings.py

# Every kind of letter in every language, at both ends of what stands in it, through two engines: about
# a thousand sheets. Before them every sign of every font, against the sign itself.
proofs: setup-tests
	@$(MAKE) --no-print-directory all $(TEST_TOOLS)
	@KIGEN_PROOFS=1 BUILD=$(BUILD) $(PYTHON) -B tests/document/test_glyphs.py
	@KIGEN_PROOFS=1 BUILD=$(BUILD) $(PYTHON) -B tests/document/test_engines.py

# The promise of a bare machine, tried on both releases: an hour. RELEASES=trixie for one of them.
RELEASES ?= bookworm trixie
chroots:
	@sh tests/setup.sh debootstrap git
	@BUILD=$(BUILD) sh tests/chroots.sh $(RELEASES)

# A Debian package of the last commit, in $(BUILD)/deb.
deb: setup
	@sh tests/setup.sh git build-essential debhelper
	@sh cron/deb.sh $(BUILD)/deb -b
	@ls $(BUILD)/deb/*.deb

# That package on both releases: built twice in a bare system (equal bytes), lintian without a word, and in another
# one that knows nothing but it installed, a first night, upgraded, removed, purged. RELEASES=trixie for one of them.
deb-check:
	@sh tests/setup.sh debootstrap git reuse
	@sh tests/reuse.sh
	@BUILD=$(BUILD) sh tests/deb.sh $(RELEASES)

# The units in a booted systemd, in a container whose changes are in memory: the night under its restrictions, what it
# could not do if it were led astray, hooks that fail, a held ledger, twenty cities at once.
booted: all man
	@sh tests/setup.sh systemd systemd-container sudo strace sqlite3 python3
	@BUILD=$(BUILD) sh tests/booted.sh

# The alert rules before promtool, which is large: what each says on which night.
alerts: all
	@BUILD=$(BUILD) sh tests/alerts.sh

# The manual pages, of which the program, its tables of codes, the schemas and the ledger's SQL write most (cron/man/pages.sh),
# and what bash completes.
man: $(BUILD)/man/kigen.1 $(BUILD)/man-ja/kigen.1 $(BUILD)/kigen.bash

$(BUILD)/man/kigen.1: $(BUILD)/kigen $(wildcard cron/man/*) $(wildcard schemas/*)
	@mkdir -p $(BUILD)
	$(SAY)rm -rf $(BUILD)/man $(BUILD)/man.new && sh cron/man/pages.sh $(BUILD)/kigen $(BUILD)/man.new && mv $(BUILD)/man.new $(BUILD)/man

# Those that there are in Japanese.
$(BUILD)/man-ja/kigen.1: $(BUILD)/kigen $(wildcard cron/man/*) $(wildcard cron/man/ja/*) $(wildcard schemas/*)
	@mkdir -p $(BUILD)
	$(SAY)rm -rf $(BUILD)/man-ja $(BUILD)/man-ja.new && sh cron/man/pages.sh $(BUILD)/kigen $(BUILD)/man-ja.new ja && mv $(BUILD)/man-ja.new $(BUILD)/man-ja

$(BUILD)/kigen.bash: $(BUILD)/kigen cron/completion.sh
	$(SAY)sh cron/completion.sh $(BUILD)/kigen > $@.new && mv $@.new $@

# What comes where is said in cron/install.sh; DESTDIR for packagers, PREFIX=/usr/local for a machine's own.
PREFIX ?= /usr
install uninstall: all man
	@BUILD=$(BUILD) DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" sh cron/install.sh $@

# The catalogues, after messages or what a schema says have changed: what is new in them is to be translated.
messages:
	@mkdir -p $(BUILD)
	sh tests/messages.sh > $(BUILD)/kigen.pot
	for po in templates/messages/*.po; do msgmerge --quiet --no-wrap --update --backup=none --no-fuzzy-matching $$po $(BUILD)/kigen.pot; done
	sh cron/man/pages.sh --template > $(BUILD)/schemas.pot
	for po in cron/man/*/schemas.po; do msgmerge --quiet --width=120 --update --backup=none --no-fuzzy-matching $$po $(BUILD)/schemas.pot; done

format:
	clang-format -i $$(find batch tests -name '*.[ch]' -not -path '*/node_modules/*')

# Each parser for FUZZ_SECONDS; what it finds is written to build/fuzz/.
FUZZ_SECONDS ?= 60
FUZZERS = $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))

$(BUILD)/fuzz/%: tests/fuzz/%.c $(SOURCES) $(BUILD)/embedded.c
	@mkdir -p $(@D)
	$(SAY)clang -g -O1 -std=c17 -D_GNU_SOURCE -DKIGEN_VERSION='"$(VERSION)"' -Ibatch -fsanitize=fuzzer,address,undefined \
		$(shell pkg-config --cflags $(LIBRARIES)) -o $@ $< $(SOURCES) $(BUILD)/embedded.c $(XLIBS)

fuzz: setup
	@sh tests/setup.sh clang libclang-rt-14-dev
	@$(MAKE) --no-print-directory $(FUZZERS) $(BUILD)/make-register
	@mkdir -p $(FUZZERS:%=%.corpus)
	@cp cron/kasugai.xml $(BUILD)/fuzz/fuzz_office.corpus/
	@printf '\060id,n,x\r\n1,2,"a""b"\r\n2,2,\r\n' > $(BUILD)/fuzz/fuzz_csv.corpus/table.csv
	@printf '\001\nA,book,,,tobu,2026-12-16,10:00,30,2026-12-01T08:00\nB,cancel,1,,,,,,2026-12-01T08:00\n' > $(BUILD)/fuzz/fuzz_requests.corpus/rows.csv
	@printf '\001<x><r b="1"><i>1</i><a><n>2</n></a><c k="3"/></r></x>' > $(BUILD)/fuzz/fuzz_xml_rows.corpus/rows.xml
	@cp tests/fuzz/export.xml cron/exports/vendor.xml $(BUILD)/fuzz/fuzz_export.corpus/
	@$(BUILD)/make-register --residents 20 --seed 1 --as-of 2026-11-23 \
		--out $(BUILD)/fuzz/fuzz_register.corpus/register.xml
	@for fuzzer in $(FUZZERS); do echo "$$fuzzer, $(FUZZ_SECONDS) s"; \
		$$fuzzer -max_total_time=$(FUZZ_SECONDS) -max_len=20000 -verbosity=0 -print_final_stats=1 \
			-artifact_prefix=$$fuzzer- $$fuzzer.corpus || exit 1; done

clean:
	rm -rf $(BUILD)
