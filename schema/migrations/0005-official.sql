-- What came in from files: results measured elsewhere, and the platform's own record.
--
-- A file is an entry by the digest of its bytes: the bytes name children and are not kept,
-- but whoever has the file can show that it was this one. A result that it holds is an
-- attempt of source `import`, whose reason names the file and the row. What the platform
-- returned for a school year is that year's official record: values, points and total as it
-- gave them, also where our tables give others.

INSERT INTO entry_kind VALUES
  ('source_file', 'results or a record came in from a file'),
  ('official',    'a student''s record of a school year, as the platform or a paper gave it');

INSERT INTO source VALUES
  ('import', 'from another program''s file, by whom it was brought in');

CREATE TABLE source_file(
  station TEXT NOT NULL, seq INTEGER NOT NULL,
  name    TEXT NOT NULL,     -- of the file, without its folders
  digest  BLOB NOT NULL CHECK (length(digest) = 32),  -- BLAKE2b-256 of its bytes
  what    TEXT NOT NULL CHECK (what IN ('template', 'results', 'returned', 'paper')),
  school_year INTEGER NOT NULL,
  runs    TEXT NOT NULL,     -- how doubtful runs were read, ''
  who     TEXT NOT NULL CHECK (who <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;

-- The later row about one student and school year holds.
CREATE TABLE official(
  station     TEXT NOT NULL, seq INTEGER NOT NULL,
  student     TEXT NOT NULL,
  school_year INTEGER NOT NULL,  -- the year in which it began
  grade_code  INTEGER NOT NULL,  -- then
  standard_c  INTEGER,           -- 标准分 in hundredths; NULL not said
  bonus_c     INTEGER,           -- 附加分
  total_c     INTEGER,           -- 总分
  level       TEXT NOT NULL,     -- 优秀, 良好, 及格, 不及格; '' not said
  origin      TEXT NOT NULL CHECK (origin <> ''),  -- '平台 成绩.xls', or the paper's name
  who         TEXT NOT NULL CHECK (who <> ''),
  PRIMARY KEY (station, seq), FOREIGN KEY (station, seq) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE INDEX official_by_student ON official(student, school_year);

-- Without rows the record is taken back.
CREATE TABLE official_item(
  station  TEXT NOT NULL, seq INTEGER NOT NULL,
  n        INTEGER NOT NULL,  -- from 0
  item     TEXT NOT NULL,     -- an item's key; 'bmi' for what stands beside 体重
  value    INTEGER,           -- the item's base unit; NULL not said
  points_c INTEGER,           -- 评分 in hundredths; NULL not said
  bonus_c  INTEGER,           -- 附加分
  level    TEXT NOT NULL,     -- 等级; '' not said
  PRIMARY KEY (station, seq, n), FOREIGN KEY (station, seq) REFERENCES official
) STRICT, WITHOUT ROWID;

-- Later as everywhere: schema/FORMAT.md.
CREATE VIEW official_now AS SELECT * FROM (
  SELECT c.*, row_number() OVER (PARTITION BY student, school_year ORDER BY reached
    DESC, station DESC, seq DESC) AS place FROM (SELECT c.*, max(e.made_us) OVER
    (PARTITION BY c.student, c.school_year, c.station ORDER BY c.seq) AS reached
    FROM official c JOIN entry e USING (station, seq)) c)
  WHERE place = 1;

-- ---- refusals --------------------------------------------------------------------

CREATE TRIGGER source_file_with_entry BEFORE INSERT ON source_file
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'source_file')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of source_file comes with its entry or not at all'); END;
CREATE TRIGGER official_with_entry BEFORE INSERT ON official
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'official')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of official comes with its entry or not at all'); END;
CREATE TRIGGER official_item_with_entry BEFORE INSERT ON official_item
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq
    AND kind = 'official')
  OR EXISTS (SELECT 1 FROM entry WHERE station = NEW.station AND seq = NEW.seq + 1)
BEGIN SELECT raise(ABORT, 'a row of official_item comes with its entry or not at all'); END;

CREATE TRIGGER source_file_no_update BEFORE UPDATE ON source_file
BEGIN SELECT raise(ABORT, 'the journal is never altered (source_file)'); END;
CREATE TRIGGER source_file_no_delete BEFORE DELETE ON source_file
BEGIN SELECT raise(ABORT, 'the journal is never altered (source_file)'); END;
CREATE TRIGGER official_no_update BEFORE UPDATE ON official
BEGIN SELECT raise(ABORT, 'the journal is never altered (official)'); END;
CREATE TRIGGER official_no_delete BEFORE DELETE ON official
BEGIN SELECT raise(ABORT, 'the journal is never altered (official)'); END;
CREATE TRIGGER official_item_no_update BEFORE UPDATE ON official_item
BEGIN SELECT raise(ABORT, 'the journal is never altered (official_item)'); END;
CREATE TRIGGER official_item_no_delete BEFORE DELETE ON official_item
BEGIN SELECT raise(ABORT, 'the journal is never altered (official_item)'); END;
