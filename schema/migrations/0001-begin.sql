-- The first version: a journal, what is derived from it, and what is local.
--
-- What happened is appended and never altered; triggers at the end of this file
-- refuse an update, a delete, a gap, and a row without its entry. What it means
-- (student, result, score) can be dropped and computed again. What belongs to this
-- machine (setting, binding, open_attempt) is never sent anywhere. The journal
-- knows a student by an opaque id only; names stand in person.db.
--
-- schema/FORMAT.md has a paragraph for every table, and the canonical encoding
-- that digests cover. Times are UTC microseconds since 1970 unless a comment says
-- otherwise; values are in the item's base unit (mm, g, ml, ms, times).

-- ---- sets that may grow: a new word is a row of a later migration --------------

CREATE TABLE entry_kind(
  kind TEXT PRIMARY KEY,  -- also the name of the table that holds what it says
  what TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO entry_kind VALUES
  ('station',       'a station begins: always its entry 1'),
  ('school',        'the school, its year and system, as set at this station'),
  ('profile',       'a device profile, when first used'),
  ('scheme',        'a scoring scheme with all its files, when first used'),
  ('roster_row',    'a student''s class, grade and sex, or that he is gone'),
  ('session',       'what the following attempts belong to'),
  ('listening',     'a port is listened to'),
  ('chunk',         'raw bytes of a listening'),
  ('listening_end', 'a listening is over'),
  ('attempt',       'one try by one student at one item'),
  ('dispute',       'an attempt needs a person to look'),
  ('verdict',       'a person said that an attempt stands or is void'),
  ('revise',        'a console corrected what an attempt was made from');

CREATE TABLE session_kind(kind TEXT PRIMARY KEY, zh TEXT NOT NULL,
  counts INTEGER NOT NULL  -- 0: never counts, never exported
) STRICT, WITHOUT ROWID;
INSERT INTO session_kind VALUES
  ('formal', '正式', 1), ('makeup', '补测', 1), ('deferred', '缓测', 1),
  ('practice', '模拟练习', 0);

CREATE TABLE source(source TEXT PRIMARY KEY, what TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO source VALUES
  ('device', 'from a device''s bytes'),
  ('hand',   'a person pressed at the moment'),
  ('manual', 'typed in afterwards, with a reason and by whom');

CREATE TABLE outcome(outcome TEXT PRIMARY KEY, what TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO outcome VALUES
  ('valid',       'has a value'),
  ('foul',        'does not count, and uses up a try'),
  ('interrupted', 'unplugged or crashed in the middle; uses up nothing'),
  ('withdrawn',   'began and gave up');

-- ---- enduring: what happened ---------------------------------------------------

-- The spine. Every station counts its own entries from 1 without gaps, and each
-- digest covers the entry, all it says, and the digest before it.
CREATE TABLE entry(
  station TEXT    NOT NULL,  -- opaque id of the station where it happened
  seq     INTEGER NOT NULL CHECK (seq > 0),
  kind    TEXT    NOT NULL REFERENCES entry_kind,
  made_us INTEGER NOT NULL,  -- as the station's clock said, right or wrong
  prev    BLOB    NOT NULL CHECK (length(prev) = 32),
  digest  BLOB    NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (station, seq)
) STRICT, WITHOUT ROWID;

-- Bytes of files, once, by digest. Entries name the digest, so the chain covers
-- them; two stations that used the same profile share a row.
CREATE TABLE kept(
  digest BLOB PRIMARY KEY CHECK (length(digest) = 32),  -- BLAKE2b-256 of bytes
  bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE station(
  station TEXT NOT NULL, seq INTEGER NOT NULL CHECK (seq = 1),
  name    TEXT NOT NULL,     -- for people, may be empty
  format  INTEGER NOT NULL,  -- of the encoding: 1
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;

CREATE TABLE school(
  station     TEXT NOT NULL, seq INTEGER NOT NULL,
  name        TEXT NOT NULL,
  school_year INTEGER NOT NULL CHECK (school_year BETWEEN 1990 AND 2200),
  system      INTEGER NOT NULL CHECK (system IN (63, 54)),  -- 学制
  zone        TEXT NOT NULL,     -- 'Asia/Shanghai'
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;

CREATE TABLE profile(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  name    TEXT NOT NULL,  -- 'ohaus'
  digest  BLOB NOT NULL REFERENCES kept,
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE INDEX profile_by_digest ON profile(digest);

CREATE TABLE scheme(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  scheme  TEXT NOT NULL,  -- 'national-2014'
  digest  BLOB NOT NULL,  -- as core/scheme computes it
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE INDEX scheme_by_digest ON scheme(digest);

CREATE TABLE scheme_file(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  n       INTEGER NOT NULL,  -- from 0, in order of name
  name    TEXT NOT NULL,     -- 'items.csv'
  digest  BLOB NOT NULL REFERENCES kept,
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES scheme
) STRICT, WITHOUT ROWID;

-- Nothing here names a child: who the id is, only person.db knows.
CREATE TABLE roster_row(
  station    TEXT NOT NULL, seq INTEGER NOT NULL,
  student    TEXT NOT NULL,     -- opaque id
  state      TEXT NOT NULL CHECK (state IN ('here', 'gone')),
  grade_code INTEGER NOT NULL,  -- the platform's 年级编号
  class_code TEXT NOT NULL,     -- 班级编号
  class_name TEXT NOT NULL,     -- 班级名称
  sex        TEXT NOT NULL CHECK (sex IN ('M', 'F', '')),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE INDEX roster_row_by_student ON roster_row(student);

CREATE TABLE session(
  station     TEXT NOT NULL, seq INTEGER NOT NULL,
  kind        TEXT NOT NULL REFERENCES session_kind,
  school_year INTEGER NOT NULL,
  item        TEXT NOT NULL,  -- 'long_jump', as in schema/items.yaml
  place       TEXT NOT NULL,
  testers     TEXT NOT NULL,  -- names joined by 、
  device      TEXT NOT NULL,  -- as the platform's 测试信息 wants it
  course      TEXT NOT NULL,  -- '200米跑道'
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_year ON session(school_year);

CREATE TABLE listening(
  station  TEXT NOT NULL, seq INTEGER NOT NULL,
  port     TEXT NOT NULL,  -- 'serial:/dev/ttyUSB0'
  settings TEXT NOT NULL,  -- '9600 8n1'
  profile  TEXT NOT NULL,  -- its name
  digest   BLOB NOT NULL REFERENCES kept,  -- its file
  wall_us  INTEGER NOT NULL,
  mono_us  INTEGER NOT NULL,  -- the monotonic clock at wall_us
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;

-- The bytes of a listening in order, without gaps: `start` of the next is start +
-- length of this. Stored before anyone interprets them.
CREATE TABLE chunk(
  station   TEXT NOT NULL, seq INTEGER NOT NULL,
  listening INTEGER NOT NULL,  -- seq of the same station
  start     INTEGER NOT NULL CHECK (start >= 0),
  at_us     INTEGER NOT NULL,  -- arrival, monotonic
  bytes     BLOB NOT NULL CHECK (length(bytes) > 0),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (station, listening) REFERENCES listening
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX chunk_in_order ON chunk(station, listening, start);

CREATE TABLE listening_end(
  station   TEXT NOT NULL, seq INTEGER NOT NULL,
  listening INTEGER NOT NULL,
  at_us     INTEGER NOT NULL,  -- monotonic
  why       TEXT NOT NULL,     -- 'done', 'lost', 'crash'
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (station, listening) REFERENCES listening
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX listening_ends_once ON listening_end(station, listening);

-- One try by one student at one item. A mistake is answered by a row in
-- verdict, dispute or revise that names it.
CREATE TABLE attempt(
  station         TEXT NOT NULL, seq INTEGER NOT NULL,
  student         TEXT NOT NULL,
  item            TEXT NOT NULL,
  session_station TEXT NOT NULL, session INTEGER NOT NULL,
  source          TEXT NOT NULL REFERENCES source,
  outcome         TEXT NOT NULL REFERENCES outcome,
  value           INTEGER,  -- at the item's precision; NULL without
  raw_value       INTEGER,  -- before rounding, in raw_unit
  raw_unit        TEXT NOT NULL,    -- 'us', '' for that of value
  correction      INTEGER NOT NULL, -- a judge's counts, already in value
  channel         TEXT NOT NULL,  -- lane, as the device names it
  subject         TEXT NOT NULL,  -- start number, chip or vest
  began_us        INTEGER NOT NULL,
  ended_us        INTEGER NOT NULL,
  reason          TEXT NOT NULL,  -- of a manual result
  who             TEXT NOT NULL,  -- typed it in
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (session_station, session) REFERENCES session,
  CHECK ((outcome = 'valid') <= (value IS NOT NULL)),
  CHECK (source <> 'manual' OR (reason <> '' AND who <> ''))
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_by_student ON attempt(student, item);
CREATE INDEX attempt_by_session ON attempt(session_station, session);
CREATE INDEX attempt_by_end ON attempt(ended_us);  -- 今日进度

-- The readings that made it, named by listening, offset of the frame and index in
-- the frame; kind, unit and value are copies for people who read SQL.
CREATE TABLE attempt_reading(
  station           TEXT NOT NULL, seq INTEGER NOT NULL,
  n                 INTEGER NOT NULL,  -- from 0
  listening_station TEXT, listening INTEGER,  -- NULL: a hand's start
  frame             INTEGER,           -- offset of its first byte in the stream
  part              INTEGER NOT NULL,  -- index in the frame
  at_us             INTEGER NOT NULL,  -- arrival, monotonic
  kind              TEXT NOT NULL,     -- 'finish', as `station decode` prints it
  unit              TEXT NOT NULL,     -- 'us'
  value             INTEGER,
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES attempt,
  FOREIGN KEY (listening_station, listening) REFERENCES listening
) STRICT, WITHOUT ROWID;

CREATE TABLE dispute(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  of_station TEXT NOT NULL, of_seq INTEGER NOT NULL,
  reason  TEXT NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (of_station, of_seq) REFERENCES attempt
) STRICT, WITHOUT ROWID;
CREATE INDEX dispute_by_attempt ON dispute(of_station, of_seq);

-- The other attempts that the same doubt touches.
CREATE TABLE dispute_with(
  station TEXT NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  other_station TEXT NOT NULL, other_seq INTEGER NOT NULL,
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES dispute,
  FOREIGN KEY (other_station, other_seq) REFERENCES attempt
) STRICT, WITHOUT ROWID;

-- What a person said of an attempt: it stands, or it is void. The later one holds,
-- and it ends the disputes before it.
CREATE TABLE verdict(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  of_station TEXT NOT NULL, of_seq INTEGER NOT NULL,
  stands  INTEGER NOT NULL CHECK (stands IN (0, 1)),  -- 0: void
  reason  TEXT NOT NULL CHECK (reason <> ''),
  who     TEXT NOT NULL,
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (of_station, of_seq) REFERENCES attempt
) STRICT, WITHOUT ROWID;
CREATE INDEX verdict_by_attempt ON verdict(of_station, of_seq);

CREATE TABLE revise(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  of_station TEXT NOT NULL, of_seq INTEGER NOT NULL,
  outcome   TEXT NOT NULL REFERENCES outcome,
  value     INTEGER,
  raw_value INTEGER,
  raw_unit  TEXT NOT NULL,
  reason    TEXT NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry,
  FOREIGN KEY (of_station, of_seq) REFERENCES attempt,
  CHECK ((outcome = 'valid') <= (value IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX revise_by_attempt ON revise(of_station, of_seq);

CREATE TABLE revise_reading(  -- as attempt_reading
  station TEXT NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
  listening_station TEXT, listening INTEGER,
  frame INTEGER, part INTEGER NOT NULL, at_us INTEGER NOT NULL,
  kind  TEXT NOT NULL, unit TEXT NOT NULL, value INTEGER,
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES revise,
  FOREIGN KEY (listening_station, listening) REFERENCES listening
) STRICT, WITHOUT ROWID;

-- ---- how entries answer each other ---------------------------------------------

-- Of two answers the later one holds: at one station the one with the greater seq
-- (its clock may have been set back), between stations the one made later, then
-- the greater station.
CREATE VIEW answer AS
  SELECT v.station, v.seq, v.of_station, v.of_seq, v.stands, v.reason,
    (SELECT made_us FROM entry e WHERE e.station = v.station AND e.seq = v.seq)
      AS made_us
  FROM verdict v;

CREATE VIEW last_verdict AS
  SELECT * FROM answer v WHERE NOT EXISTS (
    SELECT 1 FROM answer w
    WHERE w.of_station = v.of_station AND w.of_seq = v.of_seq
    AND CASE WHEN w.station = v.station THEN w.seq > v.seq
        ELSE (w.made_us, w.station) > (v.made_us, v.station) END);

CREATE VIEW open_dispute AS
  SELECT d.*, (SELECT made_us FROM entry e WHERE e.station = d.station
    AND e.seq = d.seq) AS made_us
  FROM dispute d WHERE NOT EXISTS (
    SELECT 1 FROM answer w
    WHERE w.of_station = d.of_station AND w.of_seq = d.of_seq
    AND CASE WHEN w.station = d.station THEN w.seq > d.seq
        ELSE (w.made_us, w.station) > ((SELECT made_us FROM entry e
          WHERE e.station = d.station AND e.seq = d.seq), d.station) END);

-- An attempt as it stands today.
CREATE VIEW attempt_now AS
  SELECT a.station, a.seq, a.student, a.item, a.session_station, a.session,
    s.kind AS session_kind, k.counts, s.school_year, a.source,
    ifnull(r.outcome, a.outcome) AS outcome,
    iif(r.seq IS NULL, a.value, r.value) AS value,
    iif(r.seq IS NULL, a.raw_value, r.raw_value) AS raw_value,
    iif(r.seq IS NULL, a.raw_unit, r.raw_unit) AS raw_unit, a.correction,
    a.channel, a.subject, a.began_us, a.ended_us, a.reason, a.who,
    EXISTS (SELECT 1 FROM last_verdict v WHERE v.of_station = a.station
      AND v.of_seq = a.seq AND NOT v.stands) AS is_void,
    EXISTS (SELECT 1 FROM open_dispute d WHERE d.of_station = a.station
      AND d.of_seq = a.seq) AS is_disputed,
    r.station AS revise_station, r.seq AS revise_seq
  FROM attempt a
  JOIN session s ON s.station = a.session_station AND s.seq = a.session
  JOIN session_kind k ON k.kind = s.kind
  LEFT JOIN revise r ON r.of_station = a.station AND r.of_seq = a.seq
    AND NOT EXISTS (
      SELECT 1 FROM revise x JOIN entry e USING (station, seq)
      WHERE x.of_station = a.station AND x.of_seq = a.seq
      AND CASE WHEN x.station = r.station THEN x.seq > r.seq
          ELSE (e.made_us, x.station) > ((SELECT made_us FROM entry
            WHERE station = r.station AND seq = r.seq), r.station) END);

-- ---- derived: what it means; all of it may be dropped --------------------------

-- Students as the latest roster says.
CREATE TABLE student(
  id         TEXT PRIMARY KEY,
  state      TEXT NOT NULL,
  grade_code INTEGER NOT NULL,
  class_code TEXT NOT NULL,
  class_name TEXT NOT NULL,
  sex        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX student_by_class ON student(grade_code, class_code);

-- A row for every item that a student is tested in, measured or not.
CREATE TABLE result(
  student  TEXT NOT NULL,
  place    INTEGER NOT NULL,  -- of the item in the catalogue
  item     TEXT NOT NULL,
  state    TEXT NOT NULL,     -- 'missing', 'valid', 'disputed', 'foul'
  value    INTEGER,
  points_c INTEGER,           -- centipoints
  bonus_c  INTEGER NOT NULL,
  station  TEXT, seq INTEGER, -- the attempt that counts
  tries    INTEGER NOT NULL,
  PRIMARY KEY (student, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX result_by_item ON result(item, state);

CREATE TABLE score(
  student    TEXT PRIMARY KEY,
  state      TEXT NOT NULL,   -- 'complete', 'incomplete', 'no-table'
  standard_c INTEGER, bonus_c INTEGER, total_c INTEGER,
  level      TEXT NOT NULL, level_zh TEXT NOT NULL,
  passed     INTEGER NOT NULL, good INTEGER NOT NULL,
  measured   INTEGER NOT NULL, needed INTEGER NOT NULL,
  disputed   INTEGER NOT NULL,
  scheme     TEXT NOT NULL, digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- With which scheme and for which year the above was made, and how much of each
-- station's journal it has seen.
CREATE TABLE derived(
  one INTEGER PRIMARY KEY CHECK (one = 1),
  scheme BLOB NOT NULL, school_year INTEGER NOT NULL
) STRICT;
CREATE TABLE derived_head(
  station TEXT PRIMARY KEY, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- local: this machine only ----------------------------------------------------

-- The station that this folder is.
CREATE TABLE self(
  one INTEGER PRIMARY KEY CHECK (one = 1), station TEXT NOT NULL
) STRICT;

-- A try in progress. At start, what stands here was cut off by a crash and is
-- ended as interrupted.
CREATE TABLE open_attempt(
  id INTEGER PRIMARY KEY,
  student TEXT NOT NULL, item TEXT NOT NULL,
  session_station TEXT NOT NULL, session INTEGER NOT NULL,
  source TEXT NOT NULL, channel TEXT NOT NULL, subject TEXT NOT NULL,
  began_us INTEGER NOT NULL
) STRICT;

CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE binding(
  port TEXT PRIMARY KEY, settings TEXT NOT NULL, profile TEXT NOT NULL,
  item TEXT NOT NULL, lanes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- refusals --------------------------------------------------------------------

CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
WHEN NEW.seq <> 1 + ifnull((SELECT max(seq) FROM entry WHERE station = NEW.station), 0)
BEGIN SELECT raise(ABORT, 'a journal has no gap: this entry is not the next'); END;
CREATE TRIGGER entry_chained BEFORE INSERT ON entry
WHEN NEW.prev <> ifnull((SELECT digest FROM entry WHERE station = NEW.station
  ORDER BY seq DESC LIMIT 1), zeroblob(32))
BEGIN SELECT raise(ABORT, 'a journal is a chain: prev is not the digest before'); END;

CREATE TRIGGER chunk_without_gap BEFORE INSERT ON chunk
WHEN NEW.start <> ifnull((SELECT start + length(bytes) FROM chunk
  WHERE station = NEW.station AND listening = NEW.listening
  ORDER BY start DESC LIMIT 1), 0)
BEGIN SELECT raise(ABORT, 'the bytes of a listening have no gap'); END;

-- A row hangs from its station's newest entry, of its kind; nothing is added to
-- an older one.
CREATE TRIGGER station_with_entry BEFORE INSERT ON station
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'station')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of station comes with its entry or not at all'); END;
CREATE TRIGGER school_with_entry BEFORE INSERT ON school
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'school')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of school comes with its entry or not at all'); END;
CREATE TRIGGER profile_with_entry BEFORE INSERT ON profile
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'profile')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of profile comes with its entry or not at all'); END;
CREATE TRIGGER scheme_with_entry BEFORE INSERT ON scheme
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'scheme')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of scheme comes with its entry or not at all'); END;
CREATE TRIGGER scheme_file_with_entry BEFORE INSERT ON scheme_file
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'scheme')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of scheme_file comes with its entry or not at all'); END;
CREATE TRIGGER roster_row_with_entry BEFORE INSERT ON roster_row
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'roster_row')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of roster_row comes with its entry or not at all'); END;
CREATE TRIGGER session_with_entry BEFORE INSERT ON session
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'session')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of session comes with its entry or not at all'); END;
CREATE TRIGGER listening_with_entry BEFORE INSERT ON listening
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'listening')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of listening comes with its entry or not at all'); END;
CREATE TRIGGER chunk_with_entry BEFORE INSERT ON chunk
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'chunk')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of chunk comes with its entry or not at all'); END;
CREATE TRIGGER listening_end_with_entry BEFORE INSERT ON listening_end
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'listening_end')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of listening_end comes with its entry or not at all'); END;
CREATE TRIGGER attempt_with_entry BEFORE INSERT ON attempt
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'attempt')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of attempt comes with its entry or not at all'); END;
CREATE TRIGGER attempt_reading_with_entry BEFORE INSERT ON attempt_reading
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'attempt')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of attempt_reading comes with its entry or not at all'); END;
CREATE TRIGGER dispute_with_entry BEFORE INSERT ON dispute
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'dispute')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of dispute comes with its entry or not at all'); END;
CREATE TRIGGER dispute_with_with_entry BEFORE INSERT ON dispute_with
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'dispute')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of dispute_with comes with its entry or not at all'); END;
CREATE TRIGGER verdict_with_entry BEFORE INSERT ON verdict
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'verdict')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of verdict comes with its entry or not at all'); END;
CREATE TRIGGER revise_with_entry BEFORE INSERT ON revise
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'revise')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of revise comes with its entry or not at all'); END;
CREATE TRIGGER revise_reading_with_entry BEFORE INSERT ON revise_reading
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'revise')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of revise_reading comes with its entry or not at all'); END;

CREATE TRIGGER entry_kind_no_update BEFORE UPDATE ON entry_kind
BEGIN SELECT raise(ABORT, 'the journal is never altered (entry_kind)'); END;
CREATE TRIGGER entry_kind_no_delete BEFORE DELETE ON entry_kind
BEGIN SELECT raise(ABORT, 'the journal is never altered (entry_kind)'); END;
CREATE TRIGGER session_kind_no_update BEFORE UPDATE ON session_kind
BEGIN SELECT raise(ABORT, 'the journal is never altered (session_kind)'); END;
CREATE TRIGGER session_kind_no_delete BEFORE DELETE ON session_kind
BEGIN SELECT raise(ABORT, 'the journal is never altered (session_kind)'); END;
CREATE TRIGGER source_no_update BEFORE UPDATE ON source
BEGIN SELECT raise(ABORT, 'the journal is never altered (source)'); END;
CREATE TRIGGER source_no_delete BEFORE DELETE ON source
BEGIN SELECT raise(ABORT, 'the journal is never altered (source)'); END;
CREATE TRIGGER outcome_no_update BEFORE UPDATE ON outcome
BEGIN SELECT raise(ABORT, 'the journal is never altered (outcome)'); END;
CREATE TRIGGER outcome_no_delete BEFORE DELETE ON outcome
BEGIN SELECT raise(ABORT, 'the journal is never altered (outcome)'); END;
CREATE TRIGGER kept_no_update BEFORE UPDATE ON kept
BEGIN SELECT raise(ABORT, 'the journal is never altered (kept)'); END;
CREATE TRIGGER kept_no_delete BEFORE DELETE ON kept
BEGIN SELECT raise(ABORT, 'the journal is never altered (kept)'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT raise(ABORT, 'the journal is never altered (entry)'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT raise(ABORT, 'the journal is never altered (entry)'); END;
CREATE TRIGGER station_no_update BEFORE UPDATE ON station
BEGIN SELECT raise(ABORT, 'the journal is never altered (station)'); END;
CREATE TRIGGER station_no_delete BEFORE DELETE ON station
BEGIN SELECT raise(ABORT, 'the journal is never altered (station)'); END;
CREATE TRIGGER school_no_update BEFORE UPDATE ON school
BEGIN SELECT raise(ABORT, 'the journal is never altered (school)'); END;
CREATE TRIGGER school_no_delete BEFORE DELETE ON school
BEGIN SELECT raise(ABORT, 'the journal is never altered (school)'); END;
CREATE TRIGGER profile_no_update BEFORE UPDATE ON profile
BEGIN SELECT raise(ABORT, 'the journal is never altered (profile)'); END;
CREATE TRIGGER profile_no_delete BEFORE DELETE ON profile
BEGIN SELECT raise(ABORT, 'the journal is never altered (profile)'); END;
CREATE TRIGGER scheme_no_update BEFORE UPDATE ON scheme
BEGIN SELECT raise(ABORT, 'the journal is never altered (scheme)'); END;
CREATE TRIGGER scheme_no_delete BEFORE DELETE ON scheme
BEGIN SELECT raise(ABORT, 'the journal is never altered (scheme)'); END;
CREATE TRIGGER scheme_file_no_update BEFORE UPDATE ON scheme_file
BEGIN SELECT raise(ABORT, 'the journal is never altered (scheme_file)'); END;
CREATE TRIGGER scheme_file_no_delete BEFORE DELETE ON scheme_file
BEGIN SELECT raise(ABORT, 'the journal is never altered (scheme_file)'); END;
CREATE TRIGGER roster_row_no_update BEFORE UPDATE ON roster_row
BEGIN SELECT raise(ABORT, 'the journal is never altered (roster_row)'); END;
CREATE TRIGGER roster_row_no_delete BEFORE DELETE ON roster_row
BEGIN SELECT raise(ABORT, 'the journal is never altered (roster_row)'); END;
CREATE TRIGGER session_no_update BEFORE UPDATE ON session
BEGIN SELECT raise(ABORT, 'the journal is never altered (session)'); END;
CREATE TRIGGER session_no_delete BEFORE DELETE ON session
BEGIN SELECT raise(ABORT, 'the journal is never altered (session)'); END;
CREATE TRIGGER listening_no_update BEFORE UPDATE ON listening
BEGIN SELECT raise(ABORT, 'the journal is never altered (listening)'); END;
CREATE TRIGGER listening_no_delete BEFORE DELETE ON listening
BEGIN SELECT raise(ABORT, 'the journal is never altered (listening)'); END;
CREATE TRIGGER chunk_no_update BEFORE UPDATE ON chunk
BEGIN SELECT raise(ABORT, 'the journal is never altered (chunk)'); END;
CREATE TRIGGER chunk_no_delete BEFORE DELETE ON chunk
BEGIN SELECT raise(ABORT, 'the journal is never altered (chunk)'); END;
CREATE TRIGGER listening_end_no_update BEFORE UPDATE ON listening_end
BEGIN SELECT raise(ABORT, 'the journal is never altered (listening_end)'); END;
CREATE TRIGGER listening_end_no_delete BEFORE DELETE ON listening_end
BEGIN SELECT raise(ABORT, 'the journal is never altered (listening_end)'); END;
CREATE TRIGGER attempt_no_update BEFORE UPDATE ON attempt
BEGIN SELECT raise(ABORT, 'the journal is never altered (attempt)'); END;
CREATE TRIGGER attempt_no_delete BEFORE DELETE ON attempt
BEGIN SELECT raise(ABORT, 'the journal is never altered (attempt)'); END;
CREATE TRIGGER attempt_reading_no_update BEFORE UPDATE ON attempt_reading
BEGIN SELECT raise(ABORT, 'the journal is never altered (attempt_reading)'); END;
CREATE TRIGGER attempt_reading_no_delete BEFORE DELETE ON attempt_reading
BEGIN SELECT raise(ABORT, 'the journal is never altered (attempt_reading)'); END;
CREATE TRIGGER dispute_no_update BEFORE UPDATE ON dispute
BEGIN SELECT raise(ABORT, 'the journal is never altered (dispute)'); END;
CREATE TRIGGER dispute_no_delete BEFORE DELETE ON dispute
BEGIN SELECT raise(ABORT, 'the journal is never altered (dispute)'); END;
CREATE TRIGGER dispute_with_no_update BEFORE UPDATE ON dispute_with
BEGIN SELECT raise(ABORT, 'the journal is never altered (dispute_with)'); END;
CREATE TRIGGER dispute_with_no_delete BEFORE DELETE ON dispute_with
BEGIN SELECT raise(ABORT, 'the journal is never altered (dispute_with)'); END;
CREATE TRIGGER verdict_no_update BEFORE UPDATE ON verdict
BEGIN SELECT raise(ABORT, 'the journal is never altered (verdict)'); END;
CREATE TRIGGER verdict_no_delete BEFORE DELETE ON verdict
BEGIN SELECT raise(ABORT, 'the journal is never altered (verdict)'); END;
CREATE TRIGGER revise_no_update BEFORE UPDATE ON revise
BEGIN SELECT raise(ABORT, 'the journal is never altered (revise)'); END;
CREATE TRIGGER revise_no_delete BEFORE DELETE ON revise
BEGIN SELECT raise(ABORT, 'the journal is never altered (revise)'); END;
CREATE TRIGGER revise_reading_no_update BEFORE UPDATE ON revise_reading
BEGIN SELECT raise(ABORT, 'the journal is never altered (revise_reading)'); END;
CREATE TRIGGER revise_reading_no_delete BEFORE DELETE ON revise_reading
BEGIN SELECT raise(ABORT, 'the journal is never altered (revise_reading)'); END;
