-- The ledger of kigen: what was decided, night by night (batch/ledger/ledger.h). Run once, in one
-- transaction, when a ledger is made.
--
-- Days are text, YYYY-MM-DD; times are local, HH:MM, 24:00 only as an end; words are those of
-- batch/model/. A flag is 0 or 1. Where a column names a night it holds night.id, which rises in
-- order of commit: what stood on a night are the rows of that night and of those before it.
-- Nothing that a finished folder was made from is ever changed or deleted by a later night.
--
-- What staff changes between two nights (`kigen appointment`) belongs to the coming night: its
-- rows hold the id that the next night to be committed will have, so that no night before it ever
-- sees them. Those columns refer to no row of table night; triggers keep them from going further.
--
-- A table's key columns come first, in the key's order: of a table WITHOUT ROWID that has them
-- elsewhere, integrity_check of SQLite 3.40 (Debian 12) compares the wrong columns and finds damage
-- where there is none.

PRAGMA application_id = 0x6b67656e; -- "kgen"
PRAGMA user_version = 8;

-- One row: the ledger itself.
CREATE TABLE ledger (
	-- Always 1: there is one such row.
	id INTEGER PRIMARY KEY CHECK (id = 1),
	-- 32 random bytes that tokens and UIDs are derived from; made with the ledger, never changed.
	secret BLOB NOT NULL CHECK (length(secret) = 32)
) STRICT;

-- A night that was decided, and the export that it was decided on.
CREATE TABLE night (
	-- Rises by one with each night committed.
	id INTEGER PRIMARY KEY,
	-- The day on whose early morning it ran.
	day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- 1; 2 and on for further exports of the same day.
	run INTEGER NOT NULL CHECK (run >= 1),
	-- The day of the export, as it says itself.
	as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- SHA-256 of all input bytes, hexadecimal: the same bytes decide a day once.
	register_digest TEXT NOT NULL
		CHECK (length(register_digest) = 64 AND register_digest NOT GLOB '*[^0-9a-f]*'),
	-- SHA-256 of the office file that was in force, hexadecimal.
	office_digest TEXT NOT NULL
		CHECK (length(office_digest) = 64 AND office_digest NOT GLOB '*[^0-9a-f]*'),
	-- The first mailing day on or after the night; the night has a mailing when it is its own day.
	posting_day TEXT NOT NULL
		CHECK (posting_day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' AND posting_day >= day),
	-- Residents in the export.
	read INTEGER NOT NULL CHECK (read >= 0),
	-- Residents of these that were decided.
	decided INTEGER NOT NULL CHECK (decided >= 0),
	-- Residents of these that were set aside.
	aside INTEGER NOT NULL CHECK (aside >= 0),
	-- Holders in the cards file, 0 without one: the next night is held against it.
	holders INTEGER NOT NULL DEFAULT 0 CHECK (holders >= 0),
	-- Is its folder known to be in place? This and the next are what changes of a night later.
	issued INTEGER NOT NULL DEFAULT 0 CHECK (issued IN (0, 1)),
	-- The day on which what is past its retention was deleted, NULL while the folder can be made
	-- again.
	purged TEXT CHECK (purged GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	UNIQUE (day, run),
	UNIQUE (register_digest, day),
	CHECK (read = decided + aside)
) STRICT;

-- The nights whose folder is not known to be in place: none or one, as a rule.
CREATE INDEX night_unissued ON night (id) WHERE issued = 0;

-- By what a night's folder knows its ledger again (batch/ledger/lineage.h).
CREATE TABLE lineage (
	-- The night.
	night INTEGER PRIMARY KEY REFERENCES night (id),
	-- A digest of what it decided and of the lineage before it, hexadecimal.
	digest TEXT NOT NULL CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*')
) STRICT;

-- A folder that lay beside this ledger and is of no night that it knows: that night was lost with a
-- ledger before this one, and somebody let it go (acceptance ledger-behind). No number that it shows
-- is given to a letter again.
CREATE TABLE lost (
	-- The folder's name.
	name TEXT NOT NULL CHECK (name <> ''),
	-- The lineage that it shows, empty when it shows none.
	lineage TEXT NOT NULL CHECK (lineage NOT GLOB '*[^0-9a-f]*'),
	-- The highest number of a letter that it shows, NULL for none.
	number TEXT CHECK (number GLOB '[0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9]-[0-9]'),
	-- The night that was decided all the same. Its row is written later, at the commit.
	night INTEGER NOT NULL REFERENCES night (id) DEFERRABLE INITIALLY DEFERRED,
	PRIMARY KEY (name, lineage)
) STRICT, WITHOUT ROWID;

-- A row of operators/exceptions.csv: a resident set aside, or something odd. It is told while the
-- register is read, before its night's row is written, so its key is checked at the commit.
CREATE TABLE exception (
	-- The night that told it.
	night INTEGER NOT NULL REFERENCES night (id) DEFERRABLE INITIALLY DEFERRED,
	-- The line of the register, 0 when it is about no line.
	line INTEGER NOT NULL CHECK (line >= 0),
	-- Counts the exceptions of a night in the order in which they were told.
	ordinal INTEGER NOT NULL,
	-- The resident's id, empty when it could not be read.
	resident TEXT NOT NULL,
	-- The stable code, such as expiry-unexplained.
	code TEXT NOT NULL CHECK (code <> ''),
	-- What was found, in words.
	message TEXT NOT NULL,
	PRIMARY KEY (night, line, ordinal)
) STRICT, WITHOUT ROWID;

-- A limit of the office that the exports of a night (or the office file itself) went past, and that
-- somebody let pass: kigen run --accept CODE --why TEXT --by NAME.
CREATE TABLE acceptance (
	-- The night that was decided all the same.
	night INTEGER NOT NULL REFERENCES night (id),
	-- The limit's stable code, such as export-shrank.
	code TEXT NOT NULL CHECK (code <> '' AND code NOT GLOB '*[^a-z-]*'),
	-- What was found, in words, with the limit.
	message TEXT NOT NULL CHECK (message <> ''),
	-- Why it was let pass, in the words of whoever did.
	why TEXT NOT NULL CHECK (why <> ''),
	-- Who let it pass: a user's name or what was said instead.
	who TEXT NOT NULL CHECK (who <> ''),
	PRIMARY KEY (night, code)
) STRICT, WITHOUT ROWID;

-- How many residents of a night's export have what (batch/model/layer.h): the next night is held
-- against it.
CREATE TABLE layer (
	-- The night.
	night INTEGER NOT NULL REFERENCES night (id),
	-- What is counted, such as protection.
	layer TEXT NOT NULL CHECK (layer <> '' AND layer NOT GLOB '*[^a-z-]*'),
	-- How many: of the residents whose record could be read, but for `residents` and `gone` of those
	-- who live here; of addresses and households how many different ones, estimated.
	residents INTEGER NOT NULL CHECK (residents >= 0),
	PRIMARY KEY (night, layer)
) STRICT, WITHOUT ROWID;

-- A due as it is now: one resident's document with its expiry.
CREATE TABLE due (
	-- The resident's id.
	resident TEXT NOT NULL CHECK (resident <> ''),
	-- What runs out; card stands for the matters card and stay, revoked for a signature certificate
	-- that has ended before its time (table revocation).
	document TEXT NOT NULL CHECK (document IN ('authentication', 'card', 'revoked', 'signature')),
	-- The last valid day; of a revoked one the day by which its letter asks to come.
	expires TEXT NOT NULL CHECK (expires GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- Open, or how it ended.
	state TEXT NOT NULL CHECK (state IN ('open', 'renewed', 'withdrawn', 'lapsed')),
	-- The matter, as last decided.
	matter TEXT NOT NULL CHECK (matter IN ('authentication', 'card', 'revoked', 'signature', 'stay')),
	-- The wave, as last decided.
	wave TEXT NOT NULL CHECK (wave IN ('first', 'late', 'reminder')),
	-- The outcome, as last decided.
	outcome TEXT NOT NULL CHECK (outcome IN ('letter', 'covered', 'hand', 'none')),
	-- The reason's code, as last decided; empty for an ordinary letter.
	reason TEXT NOT NULL CHECK (reason NOT GLOB '*[^a-z-]*'),
	-- The night that last decided it.
	decided INTEGER NOT NULL REFERENCES night (id),
	-- The night that ended it, NULL while it is open.
	ended INTEGER REFERENCES night (id),
	PRIMARY KEY (resident, document, expires),
	CHECK ((state = 'open') = (ended IS NULL)),
	CHECK ((matter IN ('card', 'stay')) = (document = 'card')),
	CHECK (document = 'card' OR matter = document)
) STRICT, WITHOUT ROWID;

-- What the next night must know: the open ones, and those that have not run out.
CREATE INDEX due_open ON due (state) WHERE state = 'open';
CREATE INDEX due_expires ON due (expires);

-- An appointment's versions: each change adds a row, so that a folder can be made again as it was.
CREATE TABLE appointment (
	-- The event's UID, for life.
	uid TEXT NOT NULL CHECK (length(uid) BETWEEN 1 AND 63),
	-- The event's SEQUENCE: 0 at first, then one more with each change.
	sequence INTEGER NOT NULL CHECK (sequence >= 0),
	-- The night of this version; the coming one when staff made it.
	night INTEGER NOT NULL,
	-- What this version says of it.
	state TEXT NOT NULL CHECK (state IN ('offered', 'moved', 'cancelled')),
	-- The counter's id in the office file.
	counter TEXT NOT NULL CHECK (counter <> ''),
	-- The day of the visit.
	day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- When it starts.
	starts TEXT NOT NULL CHECK (starts GLOB '[0-2][0-9]:[0-5][0-9]'),
	-- When it ends.
	ends TEXT NOT NULL CHECK (ends GLOB '[0-2][0-9]:[0-5][0-9]' AND ends > starts),
	-- The desk, from 0.
	desk INTEGER NOT NULL CHECK (desk >= 0),
	-- What made this version: the offer in a letter; a word of staff; hours or a closure of the
	-- office file that no longer hold the place; the end of all dues that it served.
	cause TEXT NOT NULL CHECK (cause IN ('offer', 'desk', 'closure', 'ended')),
	-- Is the resident to be told of this version by a letter, unless an earlier one said the same?
	-- Staff's word that no letter is wanted (0) means that the resident knows.
	tell INTEGER NOT NULL CHECK (tell IN (0, 1)),
	PRIMARY KEY (uid, sequence),
	CHECK ((sequence = 0) = (state = 'offered')),
	CHECK ((cause = 'offer') = (sequence = 0)),
	CHECK (tell = 0 OR cause IN ('desk', 'closure'))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER appointment_coming BEFORE INSERT ON appointment
WHEN NEW.night > (SELECT coalesce(max(id), 0) + 1 FROM night)
BEGIN
	SELECT RAISE(ABORT, 'a version of a night that is not even the next');
END;

CREATE INDEX appointment_day ON appointment (day);
CREATE INDEX appointment_tell ON appointment (day) WHERE tell = 1;
CREATE INDEX appointment_declined ON appointment (uid) WHERE state = 'cancelled' AND cause = 'desk';
CREATE INDEX appointment_night ON appointment (night);

-- The places that appointments take: one row a slot. The key makes overbooking impossible; a
-- cancelled appointment has no places.
CREATE TABLE place (
	-- The counter's id in the office file.
	counter TEXT NOT NULL CHECK (counter <> ''),
	-- The day.
	day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The desk, from 0.
	desk INTEGER NOT NULL CHECK (desk >= 0),
	-- When the slot starts.
	start TEXT NOT NULL CHECK (start GLOB '[0-2][0-9]:[0-5][0-9]'),
	-- The appointment that has it.
	uid TEXT NOT NULL,
	-- The version of the appointment that took it.
	sequence INTEGER NOT NULL,
	PRIMARY KEY (counter, day, desk, start),
	FOREIGN KEY (uid, sequence) REFERENCES appointment (uid, sequence)
) STRICT, WITHOUT ROWID;

-- Where the office has changed the length of its slots, two places can overlap without starting
-- together: no desk serves two appointments at a time all the same.
CREATE TRIGGER place_overlaps BEFORE INSERT ON place
WHEN EXISTS (SELECT 1 FROM appointment n JOIN place p ON p.counter = NEW.counter
	AND p.day = NEW.day AND p.desk = NEW.desk AND p.start < n.ends AND p.start <> NEW.start AND p.uid <> NEW.uid
	JOIN appointment a ON a.uid = p.uid AND a.sequence = p.sequence
	WHERE n.uid = NEW.uid AND n.sequence = NEW.sequence AND a.starts < n.ends AND a.ends > n.starts)
BEGIN
	SELECT RAISE(ABORT, 'another appointment has this desk at that time');
END;

CREATE INDEX place_uid ON place (uid);
CREATE INDEX place_day ON place (day, uid, sequence);

-- A letter. Who it is written to stands in recipient, what it is about in decision.
CREATE TABLE notice (
	-- YY-NNNNNN-C: year, serial of the year, check digit.
	number TEXT PRIMARY KEY
		CHECK (number GLOB '[0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9]-[0-9]'),
	-- What nobody can guess, the name of its calendar file.
	token TEXT NOT NULL UNIQUE CHECK (length(token) = 22),
	-- About an expiry, or about an appointment that was moved or cancelled after its letter.
	kind TEXT NOT NULL CHECK (kind IN ('expiry', 'moved', 'cancelled')),
	-- The night that decided it; the coming one when it was written at once for staff.
	night INTEGER NOT NULL,
	-- Late when any of its items is late, reminder for reminders, else first.
	wave TEXT NOT NULL CHECK (wave IN ('first', 'late', 'reminder')),
	-- The resident's id; empty once it was deleted, past its retention.
	resident TEXT NOT NULL CHECK ((resident = '') = (purged IS NOT NULL)),
	-- The first day of a visit, NULL without an appointment.
	visit_from TEXT CHECK (visit_from GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The last day of a visit, NULL without an appointment.
	visit_until TEXT CHECK (visit_until GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The appointment that it names, its own or an earlier one that is kept; NULL for none. A letter
	-- that waits without one may be given one on a later night: as of that night, not before.
	uid TEXT,
	-- The version of the appointment when the letter was decided.
	sequence INTEGER,
	-- Does it call the appointment one that the resident knows? As of the night that decided it or, while
	-- it is not printed, of the last night that addressed it anew.
	kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
	-- The letter that told the resident of the appointment before, NULL for kind expiry.
	earlier TEXT REFERENCES notice (number),
	-- The version of the appointment that the resident was told before, NULL likewise.
	earlier_sequence INTEGER,
	-- The night that took it back: before it was printed (the coming one when staff's folder
	-- replaces it), or because staff withdrew it or it came back; its dues are then free again.
	-- NULL for none.
	pulled INTEGER,
	-- The night whose mailing holds it, NULL while it waits.
	mailed INTEGER REFERENCES night (id),
	-- Its sheet in that mailing, from 1.
	sheet INTEGER CHECK (sheet >= 1),
	-- Was it printed at once in a folder of staff's (desk_folder) and so is in no mailing?
	desk INTEGER NOT NULL CHECK (desk IN (0, 1)),
	-- The day on which its resident and recipient were deleted, NULL while they are kept.
	purged TEXT CHECK (purged GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	UNIQUE (mailed, sheet),
	FOREIGN KEY (uid, sequence) REFERENCES appointment (uid, sequence),
	CHECK ((visit_from IS NULL) = (visit_until IS NULL) AND visit_from <= visit_until),
	CHECK ((uid IS NULL) = (sequence IS NULL)),
	FOREIGN KEY (uid, earlier_sequence) REFERENCES appointment (uid, sequence),
	CHECK ((kind IN ('moved', 'cancelled')) = (earlier IS NOT NULL)),
	CHECK ((earlier IS NULL) = (earlier_sequence IS NULL)),
	CHECK (kept = 0 OR (kind = 'expiry' AND uid IS NOT NULL)),
	CHECK (earlier IS NULL OR earlier_sequence < sequence),
	CHECK ((mailed IS NULL) = (sheet IS NULL)),
	CHECK (pulled IS NULL OR mailed IS NULL OR mailed < pulled),
	CHECK (desk = 0 OR (mailed IS NULL AND kind <> 'expiry'))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER notice_coming BEFORE INSERT ON notice
WHEN NEW.night > (SELECT coalesce(max(id), 0) + 1 FROM night)
BEGIN
	SELECT RAISE(ABORT, 'a letter of a night that is not even the next');
END;

CREATE INDEX notice_uid ON notice (uid, night, pulled) WHERE uid IS NOT NULL;
CREATE INDEX notice_night ON notice (night);
CREATE INDEX notice_whole ON notice (night) WHERE purged IS NULL;
CREATE INDEX notice_pending ON notice (number) WHERE mailed IS NULL AND pulled IS NULL AND desk = 0;

-- To whom and how a letter is written, as of a night: the night that decided it and every later
-- one that addressed it anew before it was printed. All personal data that is in plain words is
-- in this table.
CREATE TABLE recipient (
	-- The letter.
	notice TEXT NOT NULL REFERENCES notice (number),
	-- The night from which on this holds; the coming one when it was written at once for staff.
	night INTEGER NOT NULL,
	-- The household's id.
	household TEXT NOT NULL,
	-- Who stands in the window.
	addressee TEXT NOT NULL,
	-- The resident whom it is about, as printed.
	name TEXT NOT NULL,
	-- Seven digits.
	postal TEXT NOT NULL,
	-- The address.
	address TEXT NOT NULL,
	-- The building, empty when there is none.
	building TEXT NOT NULL,
	-- BCP 47, empty when the register has none.
	language TEXT NOT NULL,
	-- Are dates Gregorian instead of in eras?
	gregorian INTEGER NOT NULL CHECK (gregorian IN (0, 1)),
	-- The last day of a visit on which the legal representative of somebody under 15 comes too;
	-- NULL when there is none.
	minor_until TEXT CHECK (minor_until GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- An adult ward?
	ward INTEGER NOT NULL CHECK (ward IN (0, 1)),
	-- Which wording a stay needs, empty for none.
	stay_case TEXT NOT NULL
		CHECK (stay_case IN ('', 'extended', 'pending', 'neither', 'permanent', 'residence',
			'residence-pending', 'permit')),
	PRIMARY KEY (notice, night)
) STRICT, WITHOUT ROWID;

-- What is printed stays as it is.
CREATE TRIGGER recipient_printed BEFORE INSERT ON recipient
WHEN EXISTS (SELECT 1 FROM notice WHERE number = NEW.notice AND mailed IS NOT NULL)
BEGIN
	SELECT RAISE(ABORT, 'a printed letter keeps its recipient');
END;

-- What was decided of a due on a night: the history behind table due.
CREATE TABLE decision (
	-- The night.
	night INTEGER NOT NULL REFERENCES night (id),
	-- The resident's id.
	resident TEXT NOT NULL,
	-- The matter.
	matter TEXT NOT NULL CHECK (matter IN ('authentication', 'card', 'revoked', 'signature', 'stay')),
	-- The last valid day.
	expires TEXT NOT NULL,
	-- The document, which with resident and expires names the due.
	document TEXT NOT NULL,
	-- The household's id on that night.
	household TEXT NOT NULL,
	-- The first day of the window.
	opens TEXT NOT NULL CHECK (opens GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- Which letter of the due.
	wave TEXT NOT NULL CHECK (wave IN ('first', 'late', 'reminder')),
	-- What becomes of it.
	outcome TEXT NOT NULL CHECK (outcome IN ('letter', 'covered', 'hand', 'none')),
	-- The reason's code, empty for an ordinary letter.
	reason TEXT NOT NULL CHECK (reason NOT GLOB '*[^a-z-]*'),
	-- Was the expiry computed because the register has none?
	estimated INTEGER NOT NULL CHECK (estimated IN (0, 1)),
	-- Is it a row of dues.csv (new or changed), or does it only refresh what is stored?
	listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
	-- The letter that settles it, NULL for none; one of an earlier night when that one covers it.
	notice TEXT REFERENCES notice (number),
	-- Will the letter arrive too late to act on, so that staff telephones?
	call INTEGER NOT NULL CHECK (call IN (0, 1)),
	-- The language that the register asks for, where staff speaks to the resident (by hand, by
	-- telephone); else, and where it asks for none, empty.
	language TEXT NOT NULL,
	PRIMARY KEY (night, resident, matter, expires),
	FOREIGN KEY (resident, document, expires) REFERENCES due (resident, document, expires)
) STRICT, WITHOUT ROWID;

CREATE INDEX decision_resident ON decision (resident);
CREATE INDEX decision_notice ON decision (notice) WHERE notice IS NOT NULL;

-- Which letter settled a due. A letter that is pulled gives its dues free: its rows go.
CREATE TABLE settled (
	-- The due's resident.
	resident TEXT NOT NULL,
	-- The due's document.
	document TEXT NOT NULL,
	-- The due's last valid day.
	expires TEXT NOT NULL,
	-- 'first' for the first or late letter, 'reminder' for the one after it.
	turn TEXT NOT NULL CHECK (turn IN ('first', 'reminder')),
	-- The letter.
	notice TEXT NOT NULL REFERENCES notice (number),
	-- At most one first-or-late letter and one reminder for each (resident, document, expiry).
	PRIMARY KEY (resident, document, expires, turn),
	FOREIGN KEY (resident, document, expires) REFERENCES due (resident, document, expires)
) STRICT, WITHOUT ROWID;

CREATE INDEX settled_notice ON settled (notice);

-- ---- what staff does between nights (batch/ledger/staff.h) ----

-- Each thing that somebody did, when and why: a log that is only added to, until what it says of
-- residents is past its retention.
CREATE TABLE desk (
	-- Rises by one with each.
	id INTEGER PRIMARY KEY,
	-- The day on which it was done.
	day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- What was done.
	action TEXT NOT NULL CHECK (action IN ('mailing-hold', 'mailing-release', 'mailing-posted',
		'mailing-withdraw', 'mailing-pulled', 'mailing-left', 'mailing-destroyed', 'reprint', 'returned', 'hand-done', 'hand-release',
		'appointment-moved', 'appointment-cancelled', 'purge')),
	-- The mailing that it is about (see table mailing), NULL for none.
	mailing INTEGER REFERENCES night (id),
	-- The letter that it is about, NULL for none.
	notice TEXT REFERENCES notice (number),
	-- The resident that it is about, empty for none and past its retention.
	resident TEXT NOT NULL,
	-- Of a purge the day before which nights were purged, of a returned letter what the post office wrote on it, of a case by hand its reason's code, of an exception its own, of
	-- a posted mailing the day on which it left, of a moved appointment counter and start, of one
	-- without a letter 'no-letter' behind that, of a file of requests how many rows it had, of a place that
	-- another system has taken its request (until it is past its retention), counter and start, of a
	-- house its number; else empty.
	detail TEXT NOT NULL,
	-- Who did it: a user's name or what was said instead.
	who TEXT NOT NULL CHECK (who <> ''),
	-- Why, in plain words; empty when nothing was said.
	why TEXT NOT NULL
) STRICT;

CREATE INDEX desk_resident ON desk (resident) WHERE resident <> '';
CREATE INDEX desk_notice ON desk (notice) WHERE notice IS NOT NULL;

-- What staff last said of a mailing: of the letters that a night printed or, where it printed
-- none, of those that it decided and that still wait. No row: nothing.
CREATE TABLE mailing (
	-- The night.
	night INTEGER PRIMARY KEY REFERENCES night (id),
	-- held: none of them leaves. released: they may. posted: they have left. withdrawn: they never
	-- will, and the next night takes them back.
	state TEXT NOT NULL CHECK (state IN ('held', 'released', 'posted', 'withdrawn')),
	-- Since when: of a posted one the day on which it left.
	day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- Who said it.
	desk INTEGER NOT NULL REFERENCES desk (id)
) STRICT;

-- A letter that staff has withdrawn: it must not leave; the next night takes it back.
CREATE TABLE withdrawn (
	-- The letter.
	notice TEXT PRIMARY KEY REFERENCES notice (number),
	-- Who withdrew it.
	desk INTEGER NOT NULL REFERENCES desk (id)
) STRICT, WITHOUT ROWID;

-- A letter that the post office brought back: the next night takes it back, and no other goes to
-- this resident at this address until staff releases it.
CREATE TABLE returned (
	-- The letter.
	notice TEXT PRIMARY KEY REFERENCES notice (number),
	-- Whom it was about.
	resident TEXT NOT NULL,
	-- The address that it bore: a digest under the ledger's secret, hexadecimal.
	address TEXT NOT NULL CHECK (length(address) = 64 AND address NOT GLOB '*[^0-9a-f]*'),
	-- Who recorded it.
	desk INTEGER NOT NULL REFERENCES desk (id),
	-- Who released the resident, NULL while nobody has.
	released INTEGER REFERENCES desk (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX returned_resident ON returned (resident);

-- What is printed has gone, unless staff says otherwise.
CREATE TRIGGER notice_printed BEFORE UPDATE OF pulled ON notice
WHEN OLD.mailed IS NOT NULL
	AND NOT EXISTS (SELECT 1 FROM withdrawn WHERE notice = OLD.number)
	AND NOT EXISTS (SELECT 1 FROM returned WHERE notice = OLD.number)
BEGIN
	SELECT RAISE(ABORT, 'a printed letter cannot be pulled');
END;

-- The address of a resident whose letter was one too many for it, as of the night that said so last.
CREATE TABLE capped (
	-- The resident's id.
	resident TEXT PRIMARY KEY,
	-- A digest, as above.
	address TEXT NOT NULL CHECK (length(address) = 64 AND address NOT GLOB '*[^0-9a-f]*'),
	-- The night.
	night INTEGER NOT NULL REFERENCES night (id)
) STRICT, WITHOUT ROWID;

-- An address (a dormitory, an institution) to which any number of letters may go.
CREATE TABLE confirmed (
	-- A digest, as above.
	address TEXT PRIMARY KEY CHECK (length(address) = 64 AND address NOT GLOB '*[^0-9a-f]*'),
	-- Who confirmed it.
	desk INTEGER NOT NULL REFERENCES desk (id)
) STRICT, WITHOUT ROWID;

-- A due by hand that staff has dealt with: it stays open, for only a letter settles it, but is no
-- case any more as long as its reason is this one.
CREATE TABLE handled (
	-- The due's resident.
	resident TEXT NOT NULL,
	-- The due's document.
	document TEXT NOT NULL,
	-- The due's last valid day.
	expires TEXT NOT NULL,
	-- The reason's code.
	reason TEXT NOT NULL,
	-- Who dealt with it.
	desk INTEGER NOT NULL REFERENCES desk (id),
	PRIMARY KEY (resident, document, expires, reason),
	FOREIGN KEY (resident, document, expires) REFERENCES due (resident, document, expires)
) STRICT, WITHOUT ROWID;

-- A row of stop.csv: a printed sheet that must not leave, as a night told the mail room.
CREATE TABLE stop (
	-- The night.
	night INTEGER NOT NULL REFERENCES night (id),
	-- The letter.
	notice TEXT NOT NULL REFERENCES notice (number),
	-- Why: staff's word, a reason's code, or what became of its dues.
	reason TEXT NOT NULL CHECK (reason <> '' AND reason NOT GLOB '*[^a-z-]*'),
	PRIMARY KEY (night, notice)
) STRICT, WITHOUT ROWID;

-- What became of a printed sheet that a stop list named, or that staff withdrew: nobody is warned
-- of it again.
CREATE TABLE accounted (
	-- The letter.
	notice TEXT PRIMARY KEY REFERENCES notice (number),
	-- pulled: taken out before its mailing left; the letter is withdrawn too. left: it left all the
	-- same, and staff telephones. destroyed: a withdrawn one that is no more.
	fate TEXT NOT NULL CHECK (fate IN ('pulled', 'left', 'destroyed')),
	-- The coming night when it was said: its call.csv has what left, its hand.csv who was pulled.
	night INTEGER NOT NULL,
	-- Who said it.
	desk INTEGER NOT NULL REFERENCES desk (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX accounted_night ON accounted (night);

CREATE TRIGGER accounted_coming BEFORE INSERT ON accounted
WHEN NEW.night > (SELECT coalesce(max(id), 0) + 1 FROM night)
BEGIN
	SELECT RAISE(ABORT, 'accounted for on a night that is not even the next');
END;

-- ---- appointments that change after their letter ----

-- What a change of an appointment was told about: one row for each open due that the appointment
-- serves. It is the list of items of a letter about a change, and what hand.csv and call.csv say.
CREATE TABLE telling (
	-- The night that told it; the coming one when it was told at once for staff.
	night INTEGER NOT NULL,
	-- The appointment.
	uid TEXT NOT NULL,
	-- Its version that is told.
	sequence INTEGER NOT NULL,
	-- Was it told in a folder of staff's (desk_folder) instead of the night's?
	desk INTEGER NOT NULL CHECK (desk IN (0, 1)),
	-- What runs out.
	matter TEXT NOT NULL CHECK (matter IN ('authentication', 'card', 'revoked', 'signature', 'stay')),
	-- Its last valid day.
	expires TEXT NOT NULL CHECK (expires GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The resident's id.
	resident TEXT NOT NULL CHECK (resident <> ''),
	-- Which letter of the due it was.
	wave TEXT NOT NULL CHECK (wave IN ('first', 'late', 'reminder')),
	-- Was it the letter's own matter, or covered by it?
	outcome TEXT NOT NULL CHECK (outcome IN ('letter', 'covered')),
	-- Was the expiry computed because the register has none?
	estimated INTEGER NOT NULL CHECK (estimated IN (0, 1)),
	-- Why no letter may go and staff tells it, a reason of outcome hand; empty when a letter does.
	reason TEXT NOT NULL CHECK (reason NOT GLOB '*[^a-z-]*'),
	-- The letter, NULL when staff tells it.
	notice TEXT REFERENCES notice (number),
	-- Would a letter arrive too late, so that staff telephones?
	call INTEGER NOT NULL CHECK (call IN (0, 1)),
	PRIMARY KEY (night, uid, sequence, desk, matter, expires),
	FOREIGN KEY (uid, sequence) REFERENCES appointment (uid, sequence),
	CHECK ((reason = '') = (notice IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX telling_uid ON telling (uid);
CREATE INDEX telling_notice ON telling (notice) WHERE notice IS NOT NULL;

CREATE TRIGGER telling_coming BEFORE INSERT ON telling
WHEN NEW.night > (SELECT coalesce(max(id), 0) + 1 FROM night)
BEGIN
	SELECT RAISE(ABORT, 'told on a night that is not even the next');
END;

-- A folder that staff had at once for its change (`kigen appointment … --out`): what stands in it
-- is in no night's folder.
CREATE TABLE desk_folder (
	-- The appointment.
	uid TEXT NOT NULL,
	-- Its version that the folder is about.
	sequence INTEGER NOT NULL,
	-- The coming night when it was ordered.
	night INTEGER NOT NULL,
	-- Staff's day: the date of its letter.
	day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- Where it is, an absolute path.
	path TEXT NOT NULL CHECK (path GLOB '/?*'),
	-- The letter in it, NULL when none was needed.
	notice TEXT UNIQUE REFERENCES notice (number),
	-- Is the folder known to be in place? The one thing about it that changes later.
	issued INTEGER NOT NULL DEFAULT 0 CHECK (issued IN (0, 1)),
	PRIMARY KEY (uid, sequence),
	FOREIGN KEY (uid, sequence) REFERENCES appointment (uid, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX desk_folder_unissued ON desk_folder (uid) WHERE issued = 0;

-- Whom no letter about an appointment may reach, as the last night found that read the resident:
-- what staff must know between two nights. Only residents who hold an appointment, or a letter about
-- what is open, are in it.
CREATE TABLE by_hand (
	-- The resident's id.
	resident TEXT PRIMARY KEY CHECK (resident <> ''),
	-- A reason of outcome hand.
	reason TEXT NOT NULL CHECK (reason <> '' AND reason NOT GLOB '*[^a-z-]*')
) STRICT, WITHOUT ROWID;

-- Why letters of a night were left without an appointment: places that were too few, in counts
-- (batch/model/shortage.h).
CREATE TABLE shortage (
	-- The night.
	night INTEGER NOT NULL REFERENCES night (id),
	-- Counts those of a night, from 0.
	ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
	-- The consecutive slots that each of these visits takes.
	slots INTEGER NOT NULL CHECK (slots >= 1),
	-- The first day of the places.
	first_day TEXT NOT NULL CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The last day of the places.
	last_day TEXT NOT NULL CHECK (last_day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'
		AND last_day >= first_day),
	-- Places that were free.
	places INTEGER NOT NULL CHECK (places >= 0),
	-- People who can come on no others.
	people INTEGER NOT NULL CHECK (people >= unplaced),
	-- People of these without an appointment.
	unplaced INTEGER NOT NULL CHECK (unplaced >= 1),
	-- The id of the counter where more desks would do with the fewest, empty for each of them.
	cure_counter TEXT NOT NULL,
	-- The number of desks more that would leave nobody over, 0 when none would.
	cure_desks INTEGER NOT NULL CHECK (cure_desks >= 0),
	-- Places that are lacking at the least.
	cure_places INTEGER NOT NULL CHECK (cure_places >= 0),
	PRIMARY KEY (night, ordinal),
	-- Hall's theorem: visits of one slot are left where more people must come than there are places.
	CHECK (slots > 1 OR people - places = unplaced)
) STRICT, WITHOUT ROWID;

-- The places of a shortage, by week and counter.
CREATE TABLE shortage_week (
	-- The night of the shortage.
	night INTEGER NOT NULL,
	-- The shortage.
	ordinal INTEGER NOT NULL,
	-- Counts its weeks and counters, from 0.
	line INTEGER NOT NULL CHECK (line >= 0),
	-- The Monday of the week.
	monday TEXT NOT NULL CHECK (monday GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The counter's id.
	counter TEXT NOT NULL CHECK (counter <> ''),
	-- Places that are offered.
	offered INTEGER NOT NULL CHECK (offered >= 0),
	-- Places of these that appointments of earlier nights have.
	held INTEGER NOT NULL CHECK (held BETWEEN 0 AND offered),
	PRIMARY KEY (night, ordinal, line),
	FOREIGN KEY (night, ordinal) REFERENCES shortage (night, ordinal)
) STRICT, WITHOUT ROWID;

-- ---- the mail room's loose ends ----

-- A letter that staff held until it came too late to act on: from that night on staff telephones
-- (call.csv). One row for each due that it is about; none that was to be telephoned before.
CREATE TABLE late (
	-- The letter.
	notice TEXT NOT NULL REFERENCES notice (number),
	-- What runs out.
	matter TEXT NOT NULL CHECK (matter IN ('authentication', 'card', 'revoked', 'signature', 'stay')),
	-- Its last valid day.
	expires TEXT NOT NULL CHECK (expires GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The night that told it.
	night INTEGER NOT NULL REFERENCES night (id),
	-- The resident's id.
	resident TEXT NOT NULL CHECK (resident <> ''),
	PRIMARY KEY (notice, matter, expires)
) STRICT, WITHOUT ROWID;

CREATE INDEX late_night ON late (night);

-- A change of an appointment that staff has told the resident, where no letter may go.
CREATE TABLE told (
	-- The appointment.
	uid TEXT NOT NULL,
	-- Its version that the resident knows.
	sequence INTEGER NOT NULL,
	-- Who told it.
	desk INTEGER NOT NULL REFERENCES desk (id),
	PRIMARY KEY (uid, sequence),
	FOREIGN KEY (uid, sequence) REFERENCES appointment (uid, sequence)
) STRICT, WITHOUT ROWID;

-- A letter of a folder of staff's that has left.
CREATE TABLE desk_posted (
	-- The letter.
	notice TEXT PRIMARY KEY REFERENCES desk_folder (notice),
	-- The day on which it left.
	day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- Who said it.
	desk INTEGER NOT NULL REFERENCES desk (id)
) STRICT, WITHOUT ROWID;

-- ---- signature certificates that a change of name or address ends (batch/decide/rules/revoked.h) ----

-- Whose signature certificate was valid when last read, or has just ended: what one night must know
-- of the one before. Empty while the office writes no letters about it, and emptied by the first
-- night after it stopped.
CREATE TABLE watched (
	-- The resident's id.
	resident TEXT PRIMARY KEY CHECK (resident <> ''),
	-- Which certificate: its day of issue.
	issued TEXT NOT NULL CHECK (issued GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- Eight bytes of a digest of name and address under the ledger's secret: they say whether both
	-- are as they were, and nothing else.
	mark BLOB NOT NULL CHECK (length(mark) = 8),
	-- The night's day that last saw another mark, NULL for none since this certificate was first read.
	changed TEXT CHECK (changed GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The night's day that first saw it revoked, while no change is known; NULL while it is not.
	ended TEXT CHECK (ended GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
) STRICT, WITHOUT ROWID;

-- A signature certificate that a change of name or address has ended: one for each, for good, so
-- that there is one letter for each.
CREATE TABLE revocation (
	-- The resident's id.
	resident TEXT NOT NULL CHECK (resident <> ''),
	-- Which certificate: its day of issue.
	issued TEXT NOT NULL CHECK (issued GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The day of the night that found it.
	opens TEXT NOT NULL CHECK (opens GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The day by which its letter asks to come: the expiry of its due.
	until TEXT NOT NULL CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'
		AND until >= opens),
	-- The night that found it.
	night INTEGER NOT NULL REFERENCES night (id),
	PRIMARY KEY (resident, issued),
	UNIQUE (resident, until)
) STRICT, WITHOUT ROWID;

-- A due about a revocation is of one that was found.
CREATE TRIGGER due_revoked BEFORE INSERT ON due
WHEN NEW.document = 'revoked'
	AND NOT EXISTS (SELECT 1 FROM revocation WHERE resident = NEW.resident AND until = NEW.expires)
BEGIN
	SELECT RAISE(ABORT, 'a due about a revocation that was not found');
END;

-- One letter for each revocation, whichever turn it has: there is no reminder.
CREATE UNIQUE INDEX settled_revocation ON settled (resident, expires) WHERE document = 'revoked';

-- ---- support measures (batch/model/protection.h) ----

-- Who was once read under protection and has not been released since, by a register that says so or
-- by staff. An export that names nobody, or not this resident, changes nothing here.
CREATE TABLE protected (
	-- Sixteen bytes of a digest of the resident's id under the ledger's secret: whoever asks for an
	-- id is answered, and nobody can read a list.
	mark BLOB PRIMARY KEY CHECK (length(mark) = 16),
	-- The day of the night that first read it.
	since TEXT NOT NULL CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The day of the night that first read the resident without it since a register last named it;
	-- NULL while it is named.
	absent TEXT CHECK (absent GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
) STRICT, WITHOUT ROWID;

-- ---- retention (batch/ledger/erasure.h) ----

-- What a night came to, in counts: they outlast the rows that were counted.
CREATE TABLE figure (
	-- The night.
	night INTEGER NOT NULL REFERENCES night (id),
	-- outcome: rows of dues.csv by outcome; hand: those by hand by reason; exception: rows of
	-- exceptions.csv by code; sheets: letters in its mailing.
	what TEXT NOT NULL CHECK (what IN ('outcome', 'hand', 'exception', 'sheets')),
	-- The outcome, reason or code, empty for sheets.
	word TEXT NOT NULL,
	-- How many.
	count INTEGER NOT NULL CHECK (count >= 0),
	PRIMARY KEY (night, what, word)
) STRICT, WITHOUT ROWID;

-- ---- since version 5: what the morning page stands on (batch/model/figures.h), and formats
-- of letters (batch/model/letter_format.h) ----
-- A ledger of version 4 gets what stands from here on when it is next opened for writing.

-- What waited for somebody when a night was committed, in counts.
CREATE TABLE backlog (
	-- The night.
	night INTEGER NOT NULL REFERENCES night (id),
	-- hand: cases by hand that are open. returned: residents whose letter came back, and no other
	-- goes. waiting: letters that are not printed yet. held: mailings that must not leave.
	-- held-letters: letters in these, printed or waiting.
	what TEXT NOT NULL
		CHECK (what IN ('hand', 'returned', 'waiting', 'held', 'held-letters')),
	-- How many.
	count INTEGER NOT NULL CHECK (count >= 0),
	PRIMARY KEY (night, what)
) STRICT, WITHOUT ROWID;

-- How much runs out in each of the weeks that begin with a night's, by the register of that night.
CREATE TABLE load (
	-- The night.
	night INTEGER NOT NULL REFERENCES night (id),
	-- The Monday of the week.
	monday TEXT NOT NULL CHECK (monday GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The document, or people: residents of whom any of them runs out.
	what TEXT NOT NULL CHECK (what IN ('people', 'authentication', 'card', 'signature')),
	-- How many; a week in which nothing runs out has no row.
	count INTEGER NOT NULL CHECK (count >= 1),
	PRIMARY KEY (night, monday, what)
) STRICT, WITHOUT ROWID;

-- In what form a letter can be read, which says how many sheets it has; what is not printed is no
-- letter.
ALTER TABLE recipient ADD COLUMN format TEXT NOT NULL DEFAULT 'standard'
	CHECK (format IN ('standard', 'voice', 'large-print'));

-- ---- since version 6: what stands night after night is kept once (batch/ledger/spans.h) ----
-- A ledger of an earlier version gets what stands from here on when it is next opened for writing,
-- and what it kept for each night is carried over. Tables exception and stop have rows only while a
-- night is being committed: what it tells, until that is kept here.

-- A row of operators/exceptions.csv, for as long as nights one after the other tell it in the same
-- words; told again after a night without it, it is another one.
CREATE TABLE exception_span (
	-- Rises by one with each.
	id INTEGER PRIMARY KEY,
	-- The resident's id, empty when it could not be read.
	resident TEXT NOT NULL,
	-- The stable code, such as expiry-unexplained.
	code TEXT NOT NULL CHECK (code <> ''),
	-- What was found, in words.
	message TEXT NOT NULL,
	-- Counts those of one night that are about the same in the same words, from 1.
	copy INTEGER NOT NULL CHECK (copy >= 1),
	-- The first night that told it.
	first INTEGER NOT NULL REFERENCES night (id),
	-- The last night that told it: the last one there is while it stands.
	last INTEGER NOT NULL REFERENCES night (id),
	CHECK (first <= last)
) STRICT;

CREATE INDEX exception_span_resident ON exception_span (resident, code);
CREATE INDEX exception_span_last ON exception_span (last);

-- On which lines a night told its exceptions, and in what order. A night that told none has no row.
CREATE TABLE exception_list (
	-- The night.
	night INTEGER PRIMARY KEY REFERENCES night (id),
	-- A JSON array of two numbers for each row of operators/exceptions.csv: its exception_span less
	-- that of the row before, its line less the line before. So written they are short.
	rows TEXT NOT NULL CHECK (rows GLOB '[[]*]' AND trim(rows, '[]0123456789,-') = '')
) STRICT;

-- A row of stop.csv, for as long as nights one after the other tell it for the same reason.
CREATE TABLE stop_span (
	-- The letter.
	notice TEXT NOT NULL REFERENCES notice (number),
	-- The first night that told it.
	first INTEGER NOT NULL REFERENCES night (id),
	-- The last night that told it: the last one there is while it stands.
	last INTEGER NOT NULL REFERENCES night (id),
	-- Why: staff's word, a reason's code, or what became of its dues.
	reason TEXT NOT NULL CHECK (reason <> '' AND reason NOT GLOB '*[^a-z-]*'),
	PRIMARY KEY (notice, first),
	CHECK (first <= last)
) STRICT, WITHOUT ROWID;

CREATE INDEX stop_span_last ON stop_span (last);

-- What an earlier version kept is carried over: nights one after the other have ids that rise by
-- one, so that id less rank is the same for all of a span.
INSERT INTO exception_span (resident, code, message, copy, first, last)
	SELECT resident, code, message, copy, min(night), max(night) FROM
		(SELECT *, night - row_number() OVER (PARTITION BY resident, code, message, copy
			ORDER BY night) AS span FROM
			(SELECT *, row_number() OVER (PARTITION BY night, resident, code, message
				ORDER BY line, ordinal) AS copy FROM exception))
	GROUP BY resident, code, message, copy, span ORDER BY min(night), min(line), min(ordinal);

INSERT INTO exception_list (night, rows)
	SELECT night, (SELECT '[' || group_concat(next || ',' || down) || ']' FROM
		(SELECT s.id - lag(s.id, 1, 0) OVER told AS next, line - lag(line, 1, 0) OVER told AS down
			FROM (SELECT *, row_number() OVER (PARTITION BY resident, code, message
				ORDER BY line, ordinal) AS copy FROM exception WHERE night = n.night) e
			JOIN exception_span s ON s.resident = e.resident AND s.code = e.code
			AND s.message = e.message AND s.copy = e.copy AND e.night BETWEEN s.first AND s.last
			WINDOW told AS (ORDER BY line, ordinal) ORDER BY line, ordinal))
	FROM (SELECT DISTINCT night FROM exception) n;

INSERT INTO stop_span (notice, first, last, reason)
	SELECT notice, min(night), max(night), reason FROM
		(SELECT *, night - row_number() OVER (PARTITION BY notice, reason ORDER BY night) AS span
			FROM stop)
	GROUP BY notice, reason, span;

DELETE FROM exception;
DELETE FROM stop;

-- Who has no appointment and is given one, and who came: acts of the desk of their own (desk.action).
-- SQLite adds nothing to a CHECK; what only allows more is changed as its manual says ("ALTER
-- TABLE", 8).
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''appointment-moved'', ',
	'''appointment-moved'', ''appointment-given'', ''appointment-came'', ') WHERE name = 'desk';
PRAGMA writable_schema = RESET;

-- ---- who came (batch/decide/dues/attendance.h); of version 6 as well ----

-- A renewal that a register has shown, of a due that a posted letter is about.
CREATE TABLE renewal (
	-- The due's resident.
	resident TEXT NOT NULL,
	-- The due's document.
	document TEXT NOT NULL,
	-- The due's last valid day.
	expires TEXT NOT NULL,
	-- The day of the renewal: the new document's day of issue, else the day of the export that first
	-- showed it.
	day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The night that found it.
	night INTEGER NOT NULL REFERENCES night (id),
	PRIMARY KEY (resident, document, expires),
	FOREIGN KEY (resident, document, expires) REFERENCES due (resident, document, expires)
) STRICT, WITHOUT ROWID;

-- A visit that the desk has scanned on its day.
CREATE TABLE came (
	-- The appointment.
	uid TEXT PRIMARY KEY,
	-- Its version that day.
	sequence INTEGER NOT NULL,
	-- Who scanned it.
	desk INTEGER NOT NULL REFERENCES desk (id),
	FOREIGN KEY (uid, sequence) REFERENCES appointment (uid, sequence)
) STRICT, WITHOUT ROWID;

-- What became of a printed letter about an expiry, as of the last night.
CREATE TABLE attendance (
	-- The letter.
	notice TEXT PRIMARY KEY REFERENCES notice (number),
	-- The version of layout and text that it was printed in: 16 digits of a digest of both files,
	-- empty for a letter that was printed before that was kept.
	version TEXT NOT NULL CHECK (length(version) IN (0, 16) AND version NOT GLOB '*[^0-9a-f]*'),
	-- not-yet: the visit, or what the register would show of it, is to come. came: renewed at the
	-- visit, or scanned. otherwise: renewed, but at another time. unresolved: nothing shows whether
	-- the resident came. gone: there is nobody to come any more. returned: the letter came back.
	-- withdrawn: staff took it back.
	outcome TEXT NOT NULL CHECK (outcome IN ('not-yet', 'came', 'otherwise', 'unresolved', 'gone',
		'returned', 'withdrawn')),
	-- The day on which the first of its own matters was renewed, NULL for none.
	renewed TEXT CHECK (renewed GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- Was that on its last valid day or before?
	in_time INTEGER NOT NULL CHECK (in_time IN (0, 1)),
	-- Was that by the day of the visit, or did the resident come to it?
	by_visit INTEGER NOT NULL CHECK (by_visit IN (0, 1)),
	-- Is it found for good, so that no later register changes it?
	settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
	CHECK (in_time = 0 OR renewed IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX attendance_open ON attendance (notice) WHERE settled = 0;

-- What became of letters that are past their retention, in counts: nobody is in it. Each letter is
-- counted once under each of the things that it is told apart by, and under no two of them together.
CREATE TABLE effect (
	-- The month in which they were posted.
	month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
	-- Which letter of a due they were.
	wave TEXT NOT NULL CHECK (wave IN ('first', 'late', 'reminder')),
	-- What is told apart: all (nothing); matter; language, as the register has it; version of layout
	-- and text; and of the appointment counter, weekday (0 Sunday), hour, and days ahead of the
	-- posting (ahead).
	what TEXT NOT NULL CHECK (what IN ('all', 'matter', 'language', 'version', 'counter', 'weekday',
		'hour', 'ahead')),
	-- Which: the last four are empty without an appointment.
	value TEXT NOT NULL,
	-- Did they give an appointment?
	visit INTEGER NOT NULL CHECK (visit IN (0, 1)),
	-- As in table attendance, and the next two.
	outcome TEXT NOT NULL CHECK (outcome IN ('not-yet', 'came', 'otherwise', 'unresolved', 'gone',
		'returned')),
	-- Was the first of their own matters renewed in time?
	in_time INTEGER NOT NULL CHECK (in_time IN (0, 1)),
	-- By the day of the visit, or at it?
	by_visit INTEGER NOT NULL CHECK (by_visit IN (0, 1)),
	-- How many letters.
	count INTEGER NOT NULL CHECK (count >= 1),
	PRIMARY KEY (month, wave, what, value, visit, outcome, in_time, by_visit)
) STRICT, WITHOUT ROWID;

-- Letters of earlier versions: what had been renewed by then was seen on the night that ended it.
INSERT INTO renewal (resident, document, expires, day, night)
	SELECT u.resident, u.document, u.expires, w.as_of, u.ended FROM due u JOIN night w ON w.id = u.ended
	WHERE u.state = 'renewed' AND EXISTS (SELECT 1 FROM settled s WHERE s.resident = u.resident
		AND s.document = u.document AND s.expires = u.expires);

INSERT INTO attendance (notice, version, outcome, renewed, in_time, by_visit, settled)
	SELECT number, '', 'not-yet', NULL, 0, 0, 0 FROM notice
	WHERE kind = 'expiry' AND mailed IS NOT NULL AND pulled IS NULL AND purged IS NULL;

-- ---- the chain of seals (batch/ledger/seal.h) ----

-- Each commit seals the rows that it has written: of each part of a table (batch/ledger/seal_parts.c)
-- the group of rows that belong to one night, one act of the desk or one of another number. A group
-- that a later commit changes is sealed anew, and that seal is the one that stands.
CREATE TABLE seal (
	-- 1, 2, 3 … without gaps.
	ordinal INTEGER PRIMARY KEY CHECK (ordinal >= 1),
	-- By what: night, its one commit. desk, an act of the desk. retention, what was past it went.
	-- opening: what was there when the chain began. restored: a copy was brought back; that seals
	-- nothing.
	made TEXT NOT NULL CHECK (made IN ('opening', 'night', 'desk', 'retention', 'restored')),
	-- The last night there was, this one itself included; 0 before the first.
	night INTEGER NOT NULL,
	-- The last line of the desk's log that there was, 0 before the first.
	act INTEGER NOT NULL,
	-- The part of a table.
	part TEXT NOT NULL CHECK (part <> ''),
	-- Which of its groups; of a copy that was brought back the day on which it was, in days since
	-- 1970-01-01.
	number INTEGER NOT NULL,
	-- How many rows the group had.
	count INTEGER NOT NULL CHECK (count >= 0),
	-- 16 bytes that make content tell nothing of the rows; NULL once another seal stands for the
	-- group, for then these rows are not there any more to be compared with.
	salt BLOB CHECK (length(salt) = 16),
	-- SHA-256 of salt and of the SHA-256 of the rows.
	content BLOB NOT NULL CHECK (length(content) = 32),
	-- SHA-256 of the link before, of the columns above but for salt, and of content.
	link BLOB NOT NULL CHECK (length(link) = 32)
) STRICT;

-- One seal of a group stands.
CREATE UNIQUE INDEX seal_standing ON seal (part, number) WHERE salt IS NOT NULL;
CREATE INDEX seal_night ON seal (night) WHERE made = 'night';

-- What the next salt is made of. It goes on with each seal by what that sealed, and cannot go back:
-- a salt that was deleted cannot be made again.
CREATE TABLE ratchet (
	-- Always 1: there is one such row.
	id INTEGER PRIMARY KEY CHECK (id = 1),
	-- At first random, then a SHA-256 of itself and of the rows sealed.
	key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;

-- By what groups are found.
CREATE INDEX due_ended ON due (ended) WHERE ended IS NOT NULL;
CREATE INDEX notice_pulled ON notice (pulled) WHERE pulled IS NOT NULL;
CREATE INDEX recipient_night ON recipient (night);
CREATE INDEX revocation_night ON revocation (night);
CREATE INDEX capped_night ON capped (night);
CREATE INDEX withdrawn_desk ON withdrawn (desk);
CREATE INDEX returned_desk ON returned (desk);
CREATE INDEX confirmed_desk ON confirmed (desk);
CREATE INDEX handled_desk ON handled (desk);
CREATE INDEX accounted_desk ON accounted (desk);
CREATE INDEX told_desk ON told (desk);
CREATE INDEX desk_posted_desk ON desk_posted (desk);
CREATE INDEX desk_folder_night ON desk_folder (night);
CREATE INDEX renewal_night ON renewal (night);
CREATE INDEX came_desk ON came (desk);

-- ---- since version 7: exceptions that the desk knows (batch/ledger/acknowledgement.h) ----

-- That the desk has said of an exception that it knows it, and why (desk.why). It goes with its
-- exception, and the words of why with it.
CREATE TABLE acknowledgement (
	-- The exception: in other words, or told again after a night without it, it is another one.
	span INTEGER NOT NULL REFERENCES exception_span (id),
	-- Who said it, when and why.
	desk INTEGER NOT NULL REFERENCES desk (id),
	-- The last night that there was then: the pages of later ones show it.
	since INTEGER NOT NULL REFERENCES night (id),
	-- Who took it back, NULL while it stands.
	reopened INTEGER REFERENCES desk (id),
	-- The last night that there was then, and whose page still shows it.
	until INTEGER REFERENCES night (id),
	PRIMARY KEY (span, desk),
	CHECK ((reopened IS NULL) = (until IS NULL)),
	CHECK (reopened > desk AND until >= since)
) STRICT, WITHOUT ROWID;

-- An exception is acknowledged once at a time, and an act acknowledges one.
CREATE UNIQUE INDEX acknowledgement_standing ON acknowledgement (span) WHERE until IS NULL;
CREATE UNIQUE INDEX acknowledgement_desk ON acknowledgement (desk);

-- That an exception is acknowledged, and that it is taken back: acts of the desk of their own.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''appointment-moved''',
	'''exception-acknowledged'', ''exception-reopened'', ''appointment-moved''') WHERE name = 'desk';
PRAGMA writable_schema = RESET;

-- ---- what runs out by counter (batch/model/figures.h); of version 7 as well ----

-- Of the people of table load those whom one counter serves, by the postal code to which a letter
-- would go.
CREATE TABLE load_counter (
	-- The night.
	night INTEGER NOT NULL REFERENCES night (id),
	-- The counter's id; one that serves nobody of them has no row.
	counter TEXT NOT NULL CHECK (counter <> ''),
	-- A JSON array of how many, week by week from the night's own on.
	weeks TEXT NOT NULL CHECK (weeks GLOB '[[]*]' AND trim(weeks, '[]0123456789,') = ''),
	PRIMARY KEY (night, counter)
) STRICT, WITHOUT ROWID;

-- ---- whether letters work (batch/ledger/effects.h); of version 7 as well ----

-- The versions of layout and text that letters were printed in: only those of one language can be
-- held against one another.
CREATE TABLE wording (
	-- As in table attendance.
	version TEXT PRIMARY KEY CHECK (length(version) = 16 AND version NOT GLOB '*[^0-9a-f]*'),
	-- The tag of the text's language.
	language TEXT NOT NULL CHECK (language <> ''),
	-- The night that first printed a letter in it.
	night INTEGER NOT NULL REFERENCES night (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX wording_night ON wording (night);

-- What letters had come to by the first night of a week, as the pages of that week tell it: of those
-- that were posted in the sixteen months before, as far as the days of all letters of a month are
-- over in which a register could show more.
CREATE TABLE turnout (
	-- The night.
	night INTEGER NOT NULL REFERENCES night (id),
	-- before-expiry: renewed on the last valid day or before. by-visit: of those with an
	-- appointment, by the day of the visit, or at it.
	measure TEXT NOT NULL CHECK (measure IN ('before-expiry', 'by-visit')),
	-- Which letter of a due they were.
	wave TEXT NOT NULL CHECK (wave IN ('first', 'late', 'reminder')),
	-- The first month of their posting.
	first TEXT NOT NULL CHECK (first GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
	-- The last one.
	last TEXT NOT NULL CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
	-- How many letters, without those that came back and those of whom nobody is left to come.
	letters INTEGER NOT NULL CHECK (letters >= 1),
	-- Of how many that is so.
	renewed INTEGER NOT NULL CHECK (renewed BETWEEN 0 AND letters),
	PRIMARY KEY (night, measure, wave),
	CHECK (first <= last)
) STRICT, WITHOUT ROWID;

-- The night that last found something else of a letter: by it what is found is sealed.
ALTER TABLE attendance ADD COLUMN night INTEGER REFERENCES night (id);
UPDATE attendance SET night = (SELECT n.mailed FROM notice n WHERE n.number = attendance.notice);
CREATE INDEX attendance_night ON attendance (night);

-- The month as a number: by it the counts are sealed.
ALTER TABLE effect ADD COLUMN number INTEGER
	CHECK (number = 12 * CAST(substr(month, 1, 4) AS INTEGER) + CAST(substr(month, 6, 2) AS INTEGER));
UPDATE effect SET number =
	12 * CAST(substr(month, 1, 4) AS INTEGER) + CAST(substr(month, 6, 2) AS INTEGER);
CREATE INDEX effect_number ON effect (number);

-- ---- what other systems asked of the desks (batch/ledger/requests.h); of version 7 as well ----

-- A request of another system, or of a form, and its answer: asked once more it is answered the same.
CREATE TABLE request (
	-- Its id, as the other system made it.
	id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64 AND id NOT GLOB '*[^A-Za-z0-9.:_-]*'),
	-- A digest of its fields under the ledger's secret, hexadecimal: the same id with other fields is
	-- refused.
	content TEXT NOT NULL CHECK (length(content) = 64 AND content NOT GLOB '*[^0-9a-f]*'),
	-- When it was asked, local: YYYY-MM-DDTHH:MM.
	asked TEXT NOT NULL CHECK (asked GLOB
		'[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
	-- The code that was answered: done or already, or why it was refused.
	code TEXT NOT NULL CHECK (code <> '' AND code NOT GLOB '*[^a-z-]*'),
	-- The appointment that it is about, NULL where it was refused before one was found.
	uid TEXT,
	-- The line of the log for the file that it came in.
	desk INTEGER NOT NULL REFERENCES desk (id),
	-- The line of the log for what was done for it, NULL for nothing.
	act INTEGER REFERENCES desk (id),
	CHECK (act IS NULL OR (code = 'done' AND uid IS NOT NULL AND act > desk))
) STRICT, WITHOUT ROWID;

CREATE INDEX request_desk ON request (desk);
CREATE UNIQUE INDEX request_act ON request (act) WHERE act IS NOT NULL;
CREATE INDEX request_uid ON request (uid) WHERE uid IS NOT NULL;

-- That a file of requests was taken, and what becomes of the places of visits that only the other
-- system knows (appointments without a letter): acts of the desk of their own.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''appointment-came'', ',
	'''appointment-came'', ''place-freed'', ''place-moved'', ''place-taken'', ''requests-imported'', ')
	WHERE name = 'desk';
PRAGMA writable_schema = RESET;

-- ---- trials of a second wording (batch/model/trial.h); of version 7 as well ----

-- Which first letters take part in a trial of a second wording (batch/model/trial.h), and which one
-- they have.
CREATE TABLE assigned (
	-- The letter.
	notice TEXT PRIMARY KEY REFERENCES notice (number),
	-- The trial's id in the office file.
	trial TEXT NOT NULL CHECK (trial <> ''),
	-- Is it the second wording?
	second INTEGER NOT NULL CHECK (second IN (0, 1)),
	-- Of a thousand households so many were to have it: that of the trial's first letter is kept.
	share INTEGER NOT NULL CHECK (share BETWEEN 1 AND 999),
	-- The night that decided the letter.
	night INTEGER NOT NULL REFERENCES night (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX assigned_night ON assigned (night);

-- Counts of trials: value is the id, a blank and first or second, empty of a letter in none.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''all'', ''matter''', '''all'', ''trial'', ''matter''') WHERE name = 'effect';
PRAGMA writable_schema = RESET;

-- ---- since version 8: people who come together (batch/ledger/house_offers.h) ----

-- An offer to the residents of one address to whom more letters would go than the office's cap: a
-- block of places, about which staff asks the house (batch/model/house.h).
CREATE TABLE house (
	-- H and YY-NNNNNN-C: year, serial of the year, check digit.
	number TEXT PRIMARY KEY CHECK (number GLOB
		'H[0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9]-[0-9]'),
	-- The address: a digest under the ledger's secret, hexadecimal, as in table capped.
	address TEXT NOT NULL CHECK (length(address) = 64 AND address NOT GLOB '*[^0-9a-f]*'),
	-- The night that made the offer.
	opened INTEGER NOT NULL REFERENCES night (id),
	-- The last day on which the desk can accept it.
	answer_by TEXT NOT NULL CHECK (answer_by GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- open; accepted or declined by the desk; lapsed: nobody answered by the day; empty: nobody of
	-- it was left.
	state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'lapsed', 'empty')),
	-- The night that it ended with; the coming one when the desk ended it; NULL while it is open.
	ended INTEGER,
	-- Who accepted or declined it, NULL for nobody.
	desk INTEGER REFERENCES desk (id),
	CHECK ((state = 'open') = (ended IS NULL)),
	CHECK ((state IN ('accepted', 'declined')) = (desk IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- One offer at a time to an address.
CREATE UNIQUE INDEX house_standing ON house (address) WHERE state = 'open';
CREATE INDEX house_opened ON house (opened);

-- For whom a house keeps a place: an appointment that no letter names yet. A place in other words,
-- or after somebody had left, is a row of its own.
CREATE TABLE house_member (
	-- The house.
	house TEXT NOT NULL REFERENCES house (number),
	-- The resident's id.
	resident TEXT NOT NULL CHECK (resident <> ''),
	-- The night that kept the place.
	joined INTEGER NOT NULL REFERENCES night (id),
	-- The appointment that the place is for.
	uid TEXT NOT NULL,
	-- The night from which on the house keeps it no more: a letter names it, or it is free again;
	-- the coming night when the desk declined. NULL while it is kept.
	parted INTEGER,
	-- BCP 47, empty when the register has none.
	language TEXT NOT NULL,
	-- Does the legal representative of somebody under 15 come too?
	minor INTEGER NOT NULL CHECK (minor IN (0, 1)),
	-- An adult ward?
	ward INTEGER NOT NULL CHECK (ward IN (0, 1)),
	PRIMARY KEY (house, resident, joined),
	CHECK (parted > joined)
) STRICT, WITHOUT ROWID;

-- Nobody is in two houses, and no place is kept for two.
CREATE UNIQUE INDEX house_member_standing ON house_member (resident) WHERE parted IS NULL;
CREATE UNIQUE INDEX house_member_uid ON house_member (uid);
CREATE INDEX house_member_joined ON house_member (joined);

CREATE TRIGGER house_coming BEFORE UPDATE OF ended ON house
WHEN NEW.ended > (SELECT coalesce(max(id), 0) + 1 FROM night)
BEGIN
	SELECT RAISE(ABORT, 'an offer that ends with a night that is not even the next');
END;

CREATE TRIGGER house_member_coming BEFORE UPDATE OF parted ON house_member
WHEN NEW.parted > (SELECT coalesce(max(id), 0) + 1 FROM night)
BEGIN
	SELECT RAISE(ABORT, 'a place that is kept until a night that is not even the next');
END;

-- That a house has said yes or no: acts of the desk of their own.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''place-freed'', ',
	'''house-accepted'', ''house-declined'', ''place-freed'', ') WHERE name = 'desk';
PRAGMA writable_schema = RESET;

-- ---- what a trial began with (batch/model/trial.h); of version 8 as well ----

-- How long a trial runs: who has seen what came of it could else end it when it pleases him.
CREATE TABLE trial (
	-- Its id in the office file.
	id TEXT PRIMARY KEY CHECK (id <> ''),
	-- Its last night, as the office file said when its first letter was decided.
	until TEXT NOT NULL CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
	-- The night that decided that letter.
	night INTEGER NOT NULL REFERENCES night (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX trial_night ON trial (night);

-- ---- which letters lay in one envelope (batch/ledger/enclosed.h); of version 8 as well ----

-- In which envelope of its mailing a letter lies: of mailings whose office puts letters of a
-- household together, each letter of them.
CREATE TABLE envelope (
	-- The letter.
	notice TEXT PRIMARY KEY REFERENCES notice (number),
	-- The night whose mailing holds it.
	night INTEGER NOT NULL REFERENCES night (id),
	-- The envelope's number in that mailing, from 1.
	number INTEGER NOT NULL CHECK (number >= 1),
	-- Its first sheet among those of the envelope, from 1.
	first INTEGER NOT NULL CHECK (first >= 1),
	-- Sheets in the envelope.
	sheets INTEGER NOT NULL CHECK (sheets >= first),
	-- Who had it printed again by itself, so that it is none of the envelope's letters any more; NULL
	-- for nobody.
	apart INTEGER REFERENCES desk (id),
	UNIQUE (night, number, first)
) STRICT, WITHOUT ROWID;

CREATE INDEX envelope_apart ON envelope (apart) WHERE apart IS NOT NULL;
