-- What was handed in: which file, when, by whom, with which digest, and the values in it.
--
-- After a hand-in results go on changing: a make-up, a mistake mended. The platform does
-- not say what it holds, so the station remembers what it gave, and can say what is
-- another value since. The key by which a folder is signed is told once, so that the
-- chain covers it; its secret half is a file of its own and in no table.

INSERT INTO entry_kind VALUES
  ('export',      'a file was made to be handed in'),
  ('station_key', 'the public key by which this station signs');

CREATE TABLE export(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  what    TEXT NOT NULL CHECK (what IN ('national', 'exam', 'tests')),
  layout  TEXT NOT NULL,     -- 'national-mixed'; 'template' the platform's own workbook
  scheme  TEXT NOT NULL,     -- by which it was scored, ''
  scheme_digest BLOB CHECK (length(scheme_digest) = 32),  -- NULL without
  school_year INTEGER NOT NULL,
  file    TEXT NOT NULL,     -- its name, without folders
  sha256  BLOB NOT NULL CHECK (length(sha256) = 32),      -- SHA-256 of its bytes
  rows    INTEGER NOT NULL,  -- of students
  who     TEXT NOT NULL,     -- '' not said
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;

CREATE TABLE export_value(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  n       INTEGER NOT NULL,  -- from 0
  student TEXT NOT NULL,
  item    TEXT NOT NULL,     -- '' his row is in the file, and this is no value
  value   INTEGER,           -- the item's base unit
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES export
) STRICT, WITHOUT ROWID;
CREATE INDEX export_value_by_student ON export_value(student);

-- The later key holds.
CREATE TABLE station_key(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  public  BLOB NOT NULL CHECK (length(public) = 32),  -- Ed25519
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;

-- ---- refusals --------------------------------------------------------------------

CREATE TRIGGER export_with_entry BEFORE INSERT ON export
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'export')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of export comes with its entry or not at all'); END;
CREATE TRIGGER export_value_with_entry BEFORE INSERT ON export_value
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'export')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of export_value comes with its entry or not at all'); END;
CREATE TRIGGER station_key_with_entry BEFORE INSERT ON station_key
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'station_key')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of station_key comes with its entry or not at all'); END;

CREATE TRIGGER export_no_update BEFORE UPDATE ON export
BEGIN SELECT raise(ABORT, 'the journal is never altered (export)'); END;
CREATE TRIGGER export_no_delete BEFORE DELETE ON export
BEGIN SELECT raise(ABORT, 'the journal is never altered (export)'); END;
CREATE TRIGGER export_value_no_update BEFORE UPDATE ON export_value
BEGIN SELECT raise(ABORT, 'the journal is never altered (export_value)'); END;
CREATE TRIGGER export_value_no_delete BEFORE DELETE ON export_value
BEGIN SELECT raise(ABORT, 'the journal is never altered (export_value)'); END;
CREATE TRIGGER station_key_no_update BEFORE UPDATE ON station_key
BEGIN SELECT raise(ABORT, 'the journal is never altered (station_key)'); END;
CREATE TRIGGER station_key_no_delete BEFORE DELETE ON station_key
BEGIN SELECT raise(ABORT, 'the journal is never altered (station_key)'); END;
